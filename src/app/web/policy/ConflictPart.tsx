import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { formatTime } from '../../../base/web/when.ts';
import type { DraftFiles } from '../../../policies/draft.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { Loading } from '../Loading.tsx';
import type { DraftTexts } from './use-draft-texts.ts';

const TextsBeside = lazy(() =>
  import('../../../policies/web/editor/TextsBeside.tsx').then(({ TextsBeside: found }) => ({ default: found })),
);

/** Somebody saved in between: both versions of every text that differs, and which of them is kept. */
export function ConflictPart({ texts }: { texts: DraftTexts }) {
  const t = useWords('policies');
  const { theirs, files } = texts;
  const names = theirs ? namesThatDiffer(theirs.files, files) : [];
  const [keepsMine, setKeepsMine] = useState<Readonly<Record<string, boolean>>>({});
  const [shown, setShown] = useState<string | null>(null);
  if (!theirs) return null;
  const name = shown ?? names[0] ?? '';
  const chosen: DraftFiles = Object.fromEntries(
    [...new Set([...Object.keys(theirs.files), ...Object.keys(files)])].flatMap((one) => {
      const from = names.includes(one) && (keepsMine[one] ?? true) ? files : theirs.files;
      const text = from[one];
      return text === undefined ? [] : [[one, text] as const];
    }),
  );
  return (
    <Panel title={t('editor.conflict.title')} id="conflict">
      <p role="alert" className="note note-warn">
        {t('editor.conflict.text', {
          name: theirs.changedBy ?? t('editor.somebody'),
          time: formatTime(theirs.changedAt),
        })}
      </p>
      <ul className="conflict-files">
        {names.map((one) => (
          <li key={one}>
            <button type="button" className="link-button" aria-pressed={one === name} onClick={() => setShown(one)}>
              {one}
            </button>
            <select
              className="select"
              aria-label={t('editor.conflict.keep', { file: one })}
              value={(keepsMine[one] ?? true) ? 'mine' : 'theirs'}
              onChange={(event) => setKeepsMine({ ...keepsMine, [one]: event.target.value === 'mine' })}
            >
              <option value="mine">{t('editor.conflict.mine')}</option>
              <option value="theirs">{t('editor.conflict.theirs')}</option>
            </select>
          </li>
        ))}
      </ul>
      <Suspense fallback={<Loading />}>
        <TextsBeside
          before={theirs.files[name] ?? ''}
          after={files[name] ?? ''}
          labels={[t('editor.conflict.theirs'), t('editor.conflict.mine')]}
        />
      </Suspense>
      <div className="wrap">
        <Button type="primary" onClick={() => texts.settle(chosen)}>
          {t('editor.conflict.act')}
        </Button>
      </div>
    </Panel>
  );
}

const namesThatDiffer = (one: DraftFiles, other: DraftFiles): string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((name) => one[name] !== other[name]).sort();
