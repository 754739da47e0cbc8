import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import type { EntryAct, SetEntry } from '../entry.ts';
import { ChangeRows } from './LibraryChanges.tsx';
import { EntryProblems, useProposing, Why } from './LibraryEditor.tsx';
import { EntryLines } from './LibraryLines.tsx';
import { type Draft, draftOf } from './library-draft.ts';
import { isLearned, isOff, type Shown } from './library-shelf.ts';
import { useShippedRule } from './use-library.ts';

interface Props {
  shown: Shown;
  mayPropose: boolean;
  titleOf: (family: string) => string;
  onEdit: (begin: Draft, isNew: boolean) => void;
  onChange: (id: string) => void;
  onClose: () => void;
}

/** One entry in full, what may be done with it, and what was done. */
export function LibrarySheet({ shown, mayPropose, titleOf, onEdit, onChange, onClose }: Props) {
  const t = useWords('assist');
  const [act, setAct] = useState<Exclude<EntryAct, 'set'> | null>(null);
  const { kind, name, own, isShipped, family } = shown;
  const learned = isLearned(shown);
  const rule = useShippedRule(kind === 'rule' && isShipped && !learned && shown.entry === null ? name : null);
  const entry: SetEntry | null =
    shown.entry ?? (rule.data && family ? { act: 'set', kind: 'rule', body: { ...rule.data, family } } : null);
  const off = isOff(shown);
  const isFixed = kind === 'rule' && isShipped;
  return (
    <Dialog side title={t(`library.one.${kind}`)} onClose={onClose}>
      <div className="library-form">
        <p className="wrap">
          {family && <strong>{titleOf(family)}</strong>}
          <EntryChips shown={shown} />
          {!learned && <code className="quiet">{name}</code>}
        </p>
        {own?.broken && <p className="note note-warn">{t('library.brokenWhy')}</p>}
        <ProblemNote error={rule.error} />
        {entry && <EntryLines entry={entry} />}
        {learned && <p>{t('library.learnedOf', { family: shown.text })}</p>}
        {isFixed && <p className="quiet">{t(learned ? 'library.learnedNote' : 'library.ruleNote')}</p>}
        {mayPropose && act === null && (
          <div className="wrap">
            {entry && !isFixed && !off && (
              <Button type="primary" onClick={() => onEdit(draftOf(entry), false)}>
                {t('library.edit')}
              </Button>
            )}
            {entry && isFixed && (
              <Button onClick={() => onEdit(draftOf(entry, true), true)}>{t('library.copyRule')}</Button>
            )}
            {isShipped && !off && <Button onClick={() => setAct('off')}>{t('library.switchOff')}</Button>}
            {own && (
              <Button onClick={() => setAct('shipped')}>
                {t(off ? 'library.switchOn' : isShipped ? 'library.restore' : 'library.takeDown')}
              </Button>
            )}
          </div>
        )}
        {act && <ActForm act={act} shown={shown} onCancel={() => setAct(null)} onDone={onClose} />}
        <h3>{t('library.history')}</h3>
        <ChangeRows
          asked={{ kind, name }}
          onChange={onChange}
          none={<p className="quiet">{t('library.historyNone')}</p>}
        />
      </div>
    </Dialog>
  );
}

export function EntryChips({ shown }: { shown: Shown }) {
  const t = useWords('assist');
  const { own, isShipped } = shown;
  if (own?.broken) return <Chip tone="bad" text={t('library.broken')} />;
  if (isOff(shown)) return <Chip tone="warn" text={t('library.off')} />;
  if (own) return <Chip tone="info" text={t(isShipped ? 'library.changed' : 'library.own')} />;
  return <Chip text={t('library.shipped')} />;
}

/** What comes of it once it is approved. */
export function goesBy(act: Exclude<EntryAct, 'set'>, shown: Pick<Shown, 'kind' | 'name' | 'isShipped'>): string {
  if (isLearned(shown)) return act === 'off' ? 'library.goesOffLearned' : 'library.goesBackLearned';
  if (act === 'off') return 'library.goesOff';
  return shown.isShipped ? 'library.goesBack' : 'library.goesDown';
}

interface ActProps {
  act: Exclude<EntryAct, 'set'>;
  shown: Shown;
  onCancel: () => void;
  onDone: () => void;
}

function ActForm({ act, shown, onCancel, onDone }: ActProps) {
  const t = useWords('assist');
  const [why, setWhy] = useState('');
  const proposing = useProposing(onDone);
  const what = goesBy(act, shown);
  return (
    <div className="library-answer">
      <p>{t(what)}</p>
      <Why value={why} onChange={setWhy} />
      <EntryProblems error={proposing.error} />
      <div className="wrap">
        <Button
          type="primary"
          loading={proposing.busy}
          disabled={!why.trim()}
          onClick={() => void proposing.run({ act, kind: shown.kind, name: shown.name }, why)}
        >
          {t('library.propose')}
        </Button>
        <Button type="text" onClick={onCancel}>
          {t('library.cancel')}
        </Button>
      </div>
    </div>
  );
}
