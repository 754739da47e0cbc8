import { CheckOutlined, DownOutlined, UpOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type KeyboardEvent, type MouseEvent, useEffect, useId, useRef, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import type { Finding } from '../conversation.ts';
import { fillSlots, openSlot, sentenceAround } from '../slots.ts';
import { type Around, type Checked, UNCHECKED, useChecks } from './use-checks.ts';
import './checked-text.css';

interface Props extends Around {
  label: string;
  hint?: string;
  value: string;
  onChange: (text: string) => void;
  /** What the case knows for the places in a suggested sentence. */
  slots?: Readonly<Record<string, string>>;
  rows?: number;
  max?: number;
  placeholder?: string;
  autoFocus?: boolean;
  /** Enter alone; Shift+Enter goes on the next line. */
  onSubmit?: () => void;
  onChecked?: (checked: Checked) => void;
  /** Until it is looked over; unless told, hints wait until typing rests. */
  restMs?: number | undefined;
}

/** A text that is looked over while it is written, as a spelling checker does: nothing is stopped, nothing is sent. */
export function CheckedText({ label, hint, value, onChange, slots, rows = 3, max = 10_000, restMs, ...rest }: Props) {
  const t = useWords('assist');
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const mirror = useRef<HTMLDivElement>(null);
  const { before, channel, flags } = rest;
  const checked = useChecks(value, { before, channel, flags }, restMs);
  // offsets of another text would underline the wrong words
  const { findings } = checked.text === value ? checked : UNCHECKED;
  const [chosen, setChosen] = useState(0);
  const { onChecked } = rest;
  useEffect(() => onChecked?.(checked), [checked, onChecked]);
  const nth = Math.min(chosen, findings.length - 1);
  const current = findings[nth];

  const apply = (finding: Finding): void => {
    const { start, end } = sentenceAround(value, finding);
    const better = fillSlots(finding.suggestion, slots);
    const text = value.slice(0, start) + better + value.slice(end);
    onChange(text);
    const open = openSlot(better);
    requestAnimationFrame(() => {
      box.current?.focus();
      const from = open ? start + open.start : start + better.length;
      box.current?.setSelectionRange(from, open ? start + open.end : from);
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.altKey && current) {
      if (event.key === 'Enter') apply(current);
      else if (event.key === 'ArrowDown') setChosen((nth + 1) % findings.length);
      else if (event.key === 'ArrowUp') setChosen((nth + findings.length - 1) % findings.length);
      else return;
      event.preventDefault();
    } else if (event.key === 'Enter' && !event.shiftKey && !event.altKey && rest.onSubmit) {
      event.preventDefault();
      rest.onSubmit();
    }
  };
  const onSelect = (): void => {
    const caret = box.current?.selectionStart ?? -1;
    const at = findings.findIndex(({ start, end }) => caret >= start && caret <= end);
    if (at >= 0) setChosen(at);
  };
  const onMouseMove = (event: MouseEvent): void => {
    const marks = [...(mirror.current?.querySelectorAll('mark') ?? [])];
    const under = marks.find((mark) =>
      [...mark.getClientRects()].some(
        ({ left, right, top, bottom }) =>
          event.clientX >= left && event.clientX <= right && event.clientY >= top && event.clientY <= bottom,
      ),
    );
    const at = Number(under?.dataset['nth'] ?? -1);
    if (at >= 0) setChosen(at);
  };

  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <div className="checked-text" data-tall={rows > 12 || undefined}>
        <div className="checked-text-mirror" aria-hidden ref={mirror}>
          <Underlined text={value} findings={findings} chosen={nth} />
        </div>
        <textarea
          id={id}
          ref={box}
          value={value}
          rows={rows}
          maxLength={max}
          placeholder={rest.placeholder}
          // biome-ignore lint/a11y/noAutofocus: the field is what the page is for
          autoFocus={rest.autoFocus}
          aria-describedby={`${id}-card`}
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={onKeyDown}
          onSelect={onSelect}
          onMouseMove={onMouseMove}
          onScroll={({ currentTarget }) => {
            if (mirror.current) mirror.current.scrollTop = currentTarget.scrollTop;
          }}
        />
      </div>
      <div id={`${id}-card`} className="checked-card-place" aria-live="polite">
        {current ? (
          <div className={`checked-card checked-${current.severity}`}>
            <div className="checked-card-why">
              <strong>“{value.slice(current.start, current.end)}”</strong> {current.message}
            </div>
            <div className="checked-card-better">{fillSlots(current.suggestion, slots)}</div>
            <div className="checked-card-keys">
              <Button size="small" type="primary" icon={<CheckOutlined />} onClick={() => apply(current)}>
                {t('check.apply')}
              </Button>
              {findings.length > 1 && (
                <>
                  <Button
                    size="small"
                    icon={<UpOutlined />}
                    aria-label={t('check.before')}
                    onClick={() => setChosen((nth + findings.length - 1) % findings.length)}
                  />
                  <Button
                    size="small"
                    icon={<DownOutlined />}
                    aria-label={t('check.next')}
                    onClick={() => setChosen((nth + 1) % findings.length)}
                  />
                  <span className="quiet">{t('check.of', { nth: nth + 1, count: findings.length })}</span>
                </>
              )}
              <span className="quiet checked-card-hint">{t('check.keys')}</span>
            </div>
          </div>
        ) : (
          hint && <div className="field-hint">{hint}</div>
        )}
      </div>
    </div>
  );
}

function Underlined({ text, findings, chosen }: { text: string; findings: readonly Finding[]; chosen: number }) {
  const pieces: React.ReactNode[] = [];
  let at = 0;
  findings.forEach(({ start, end, severity }, nth) => {
    if (start < at) return;
    pieces.push(text.slice(at, start));
    pieces.push(
      <mark key={`${start}-${end}`} data-nth={nth} className={`checked-${severity}`} data-chosen={nth === chosen}>
        {text.slice(start, end)}
      </mark>,
    );
    at = end;
  });
  pieces.push(text.slice(at));
  // a last empty line has no height of its own
  return (
    <>
      {pieces}
      {'\n'}
    </>
  );
}
