import { Button, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Problem } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import type { Entry, Kind } from '../entry.ts';
import type { EntryProblem } from '../entry-problems.ts';
import { LibraryFields } from './LibraryFields.tsx';
import { type Draft, entryOfDraft } from './library-draft.ts';
import { type LibraryView, proposeChange, useReadLibraryAgain } from './use-library.ts';

interface Props {
  kind: Kind;
  begin: Draft;
  isNew: boolean;
  families: LibraryView['shipped']['families'];
  onClose: () => void;
}

/** Writes an entry, new or anew, and sends it to be approved. */
export function LibraryEditor({ kind, begin, isNew, families, onClose }: Props) {
  const t = useWords('assist');
  const [draft, setDraft] = useState(begin);
  const [why, setWhy] = useState('');
  const act = useProposing(onClose);
  return (
    <Dialog
      side
      title={isNew ? t('library.add', { what: t(`library.one.${kind}`) }) : t('library.edit')}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('library.cancel')}</Button>
          <Button
            type="primary"
            loading={act.busy}
            disabled={!why.trim()}
            onClick={() => void act.run(entryOfDraft(kind, draft), why)}
          >
            {t('library.propose')}
          </Button>
        </>
      }
    >
      <div className="library-form">
        <LibraryFields
          kind={kind}
          draft={draft}
          change={(part) => setDraft({ ...draft, ...part })}
          families={families}
          isNew={isNew}
        />
        <Why value={why} onChange={setWhy} />
        <EntryProblems error={act.error} />
      </div>
    </Dialog>
  );
}

/** Sends it, says so, and closes what it was written in. */
export function useProposing(onDone: () => void) {
  const t = useWords('assist');
  const readAgain = useReadLibraryAgain();
  return useAct(async (entry: Entry, why: string) => {
    await proposeChange(entry, why);
    await readAgain();
    say(t('library.proposed'));
    onDone();
  });
}

export function Why({ value, onChange, label }: { value: string; onChange: (why: string) => void; label?: string }) {
  const t = useWords('assist');
  return (
    <Field label={label ?? t('library.why')} hint={t('library.whyHint')} required>
      <Input.TextArea
        value={value}
        maxLength={500}
        autoSize={{ minRows: 2, maxRows: 6 }}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}

/** Why it is not taken, each place by its field and line. */
export function EntryProblems({ error }: { error: unknown }) {
  const t = useWords('assist');
  const box = useRef<HTMLDivElement>(null);
  // the form is long, and its key stands apart from it
  useEffect(() => {
    if (error) box.current?.scrollIntoView({ block: 'nearest' });
  }, [error]);
  const isOurs = error instanceof Problem && error.code === 'assist.entry-bad' && Array.isArray(error.details);
  if (!isOurs) return <ProblemNote error={error} />;
  const problems = error.details as EntryProblem[];
  return (
    <div className="problem library-problems" role="alert" ref={box}>
      <div className="problem-text">
        <strong>{t('library.problemsTitle')}</strong>
        <ul>
          {problems.map(({ code, path, part }) => (
            <li key={`${path} ${code} ${part}`}>
              <PlaceOf path={path} /> {t(`library.problem.${code}`)}
              {part && (
                <>
                  {' '}
                  <q>{code === 'needs-claim' ? t(`library.claim.${part}`) : part}</q>
                </>
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

const FIELDS = new Set(['text', 'needs', 'any', 'unless', 'redeemed', 'hits', 'misses', 'signs', 'steps', 'family']);

/** `any.2` as the third line of its field; of a file as it stands. */
function PlaceOf({ path }: { path: string }) {
  const t = useWords('assist');
  const [field = '', nth] = path.split('.');
  if (!FIELDS.has(field)) return /\./.test(path) ? <code>{path}</code> : null;
  const isLine = nth !== undefined && /^\d+$/.test(nth);
  return (
    <strong>
      {t(`library.field.${field}`)}
      {isLine && ` ${t('library.line', { nth: Number(nth) + 1 })}`}
    </strong>
  );
}
