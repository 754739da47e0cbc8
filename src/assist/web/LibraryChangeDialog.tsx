import { Button, Input } from 'antd';
import { useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { useSession } from '../../people/web/use-session.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import { ByWhom, ChangeTitle, StateChip } from './LibraryChanges.tsx';
import { EntryProblems, Why } from './LibraryEditor.tsx';
import { EntryDifference } from './LibraryLines.tsx';
import { goesBy } from './LibrarySheet.tsx';
import { LibraryTrial } from './LibraryTrial.tsx';
import { shelfOf } from './library-shelf.ts';
import {
  answerChange,
  type ChangeView,
  type LibraryView,
  undoChange,
  useChange,
  useReadLibraryAgain,
  withdrawChange,
} from './use-library.ts';

interface Props {
  id: string;
  titleOf: (family: string) => string;
  view: LibraryView;
  onClose: () => void;
}

/** A change with what it replaces, what it would flag, and the answer to it. */
export function LibraryChangeDialog({ id, titleOf, view, onClose }: Props) {
  const t = useWords('assist');
  const { data, error } = useChange(id);
  return (
    <Dialog side title={t('library.changes')} onClose={onClose}>
      <div className="library-form">
        <ProblemNote error={error} />
        {data && <Change shown={data} titleOf={titleOf} view={view} onClose={onClose} />}
      </div>
    </Dialog>
  );
}

function Change({ shown, titleOf, view, onClose }: Omit<Props, 'id'> & { shown: ChangeView }) {
  const t = useWords('assist');
  const { staff } = useSession();
  const { change, before, can } = shown;
  const { kind, name, act, entry, why, answer } = change;
  const [family = ''] = name.split('/');
  const isShipped = shelfOf(kind, view).some((one) => one.name === name && one.isShipped);
  const isOpen = change.state === 'open';
  return (
    <>
      <p className="wrap">
        <strong>
          <ChangeTitle change={change} />
        </strong>
        <StateChip change={change} />
        {(kind === 'card' || kind === 'rule') && <span>{titleOf(family)}</span>}
      </p>
      <p className="quiet">
        <ByWhom change={change} />
      </p>
      <p className="library-why">{why}</p>
      {answer && <p className="note">{answer}</p>}
      {act !== 'set' && isOpen && <p>{t(goesBy(act, { kind, name, isShipped }))}</p>}
      {entry ? <EntryDifference before={before} after={entry} /> : <p className="note">{t('library.brokenWhy')}</p>}
      {kind === 'rule' && isOpen && (
        <LibraryTrial id={change.id} act={act === 'shipped' && !isShipped ? 'off' : act} titleOf={titleOf} />
      )}
      {isOpen && !can.answer && change.by?.id === staff.id && <p className="quiet">{t('library.ownProposal')}</p>}
      <Acts view={shown} onClose={onClose} />
    </>
  );
}

function Acts({ view: { change, can }, onClose }: { view: ChangeView; onClose: () => void }) {
  const t = useWords('assist');
  const readAgain = useReadLibraryAgain();
  const [words, setWords] = useState('');
  const [undoing, setUndoing] = useState(false);
  const act = useAct(async (what: () => Promise<unknown>, done?: string) => {
    await what();
    await readAgain();
    if (done) say(done);
    onClose();
  });
  const { id } = change;
  return (
    <>
      {can.answer && (
        <section className="library-answer" aria-label={t('library.answerTitle')}>
          <Field label={t('library.answerWords')} hint={t('library.answerHint')}>
            <Input.TextArea
              value={words}
              maxLength={500}
              autoSize={{ minRows: 2, maxRows: 6 }}
              onChange={(event) => setWords(event.target.value)}
            />
          </Field>
          <div className="wrap">
            <Button
              type="primary"
              loading={act.busy}
              onClick={() => void act.run(() => answerChange(id, true, words), t('library.approved'))}
            >
              {t('library.approve')}
            </Button>
            <Button
              disabled={!words.trim()}
              loading={act.busy}
              onClick={() => void act.run(() => answerChange(id, false, words))}
            >
              {t('library.return')}
            </Button>
          </div>
        </section>
      )}
      {undoing && (
        <section className="library-answer" aria-label={t('library.undoSure')}>
          <p>{t('library.undoText')}</p>
          <Why label={t('library.undoWhy')} value={words} onChange={setWords} />
        </section>
      )}
      <EntryProblems error={act.error} />
      <div className="wrap">
        {can.withdraw && (
          <Button loading={act.busy} onClick={() => void act.run(() => withdrawChange(id))}>
            {t('library.withdraw')}
          </Button>
        )}
        {can.undo && !undoing && <Button onClick={() => setUndoing(true)}>{t('library.undo')}</Button>}
        {undoing && (
          <>
            <Button
              danger
              loading={act.busy}
              disabled={!words.trim()}
              onClick={() => void act.run(() => undoChange(id, words))}
            >
              {t('library.undo')}
            </Button>
            <Button type="text" onClick={() => setUndoing(false)}>
              {t('library.cancel')}
            </Button>
          </>
        )}
      </div>
    </>
  );
}
