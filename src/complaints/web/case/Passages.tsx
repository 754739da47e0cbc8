import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { TextField } from './fields.tsx';

const MOST = 20;

/** Passages of some words, selected in them or typed. */
export function Passages({
  words,
  passages,
  onChange,
}: {
  words: readonly string[];
  passages: readonly string[];
  onChange: (passages: readonly string[]) => void;
}) {
  const t = useWords('complaints');
  const [typed, setTyped] = useState('');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const take = (): void => {
      const selection = document.getSelection();
      const text = selection?.toString().trim() ?? '';
      if (text && box.current?.contains(selection?.anchorNode ?? null)) setTyped(text);
    };
    document.addEventListener('selectionchange', take);
    return () => document.removeEventListener('selectionchange', take);
  }, []);
  const passage = typed.trim();
  const isThere = words.some((text) => text.includes(passage));
  const add = (): void => {
    onChange([...new Set([...passages, passage])]);
    setTyped('');
  };
  return (
    <>
      <div ref={box} className="case-stack">
        {words.map((text, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same words may stand there twice, and nothing moves
          <blockquote key={n} className="case-said">
            <bdi>{text}</bdi>
          </blockquote>
        ))}
      </div>
      <TextField
        label={t('case.redactPassage')}
        hint={passage && !isThere ? t('refusals.passage-not-there') : t('case.redactPassageHint')}
        max={2000}
        rows={2}
        value={typed}
        onChange={setTyped}
      />
      <div className="case-keys">
        <Button size="small" disabled={!passage || !isThere || passages.length >= MOST} onClick={add}>
          {t('case.redactAdd')}
        </Button>
        {passages.map((one) => (
          <Button
            key={one}
            size="small"
            icon={<CloseOutlined aria-hidden />}
            iconPlacement="end"
            aria-label={t('case.redactRemove', { passage: one })}
            onClick={() => onChange(passages.filter((other) => other !== one))}
          >
            <bdi className="case-passage">{one}</bdi>
          </Button>
        ))}
      </div>
    </>
  );
}
