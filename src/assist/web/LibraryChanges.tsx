import { type ReactNode, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { Chip, type Tone } from '../../ui/Chip.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Paged } from '../../ui/Paged.tsx';
import { CHANGE_STATES, type ChangeState, learnedFamily } from '../entry.ts';
import { textOfEntry } from './library-shelf.ts';
import { Pick } from './PhrasePicker.tsx';
import { type ChangesAsked, type LibraryChange, useChanges, useLibrary } from './use-library.ts';

const TONES: Readonly<Record<ChangeState, Tone>> = {
  open: 'warn',
  inForce: 'good',
  replaced: 'quiet',
  returned: 'bad',
  withdrawn: 'quiet',
};

export function StateChip({ change: { state, undoes } }: { change: LibraryChange }) {
  const t = useWords('assist');
  const text = t(`library.state.${state}`);
  return <Chip tone={TONES[state]} text={undoes ? `${t('library.undone')} · ${text}` : text} />;
}

/** Who, when, what: the newest first. */
export function ChangeRows({
  asked,
  onChange,
  none,
}: {
  asked: ChangesAsked;
  onChange: (id: string) => void;
  none: ReactNode;
}) {
  const read = useChanges(asked);
  return (
    <Paged read={read} empty={none}>
      {(rows) => (
        <ul className="rows">
          {rows.map((change) => (
            <li key={change.id} className="row">
              <button type="button" className="link-button library-open" onClick={() => onChange(change.id)}>
                <ChangeTitle change={change} />
              </button>
              <span className="row-marks">
                <StateChip change={change} />
              </span>
              <span className="row-under quiet">
                <ByWhom change={change} /> · {change.why}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Paged>
  );
}

export function ChangeTitle({ change: { kind, act, entry, name } }: { change: LibraryChange }) {
  const t = useWords('assist');
  const { data } = useLibrary();
  const own = name.split('/').at(-1)?.startsWith('own-');
  const learned = learnedFamily(kind, name);
  if (learned !== null) {
    const family = data?.shipped.families.find(({ key }) => key === learned)?.title ?? learned;
    return [t(`library.act.${act}`), t('library.learnedOf', { family })].join(' · ');
  }
  const about = entry?.act === 'set' ? textOfEntry(entry) : name;
  const done = act === 'shipped' && own ? t('library.takenDown') : t(`library.act.${act}`);
  return [t(`library.kind.${kind}`), ...(act === 'set' ? [] : [done]), about].join(' · ');
}

export function ByWhom({ change }: { change: LibraryChange }) {
  const t = useWords('assist');
  const { by, at, state, decidedBy, decidedAt, undoes } = change;
  const name = (person: LibraryChange['by']) => person?.name ?? t('library.desk');
  const made = `${t('library.by', { name: name(by) })} ${formatTime(at)}`;
  if (decidedAt === null || undoes || state === 'withdrawn') return made;
  const answered = t(state === 'returned' ? 'library.returnedBy' : 'library.approvedBy', { name: name(decidedBy) });
  return `${made} · ${answered} ${formatTime(decidedAt)}`;
}

/** All changes, by how far they are. */
export function LibraryChanges({ onChange }: { onChange: (id: string) => void }) {
  const t = useWords('assist');
  const [state, setState] = useState<ChangeState | ''>('');
  return (
    <>
      <search className="library-filter">
        <Pick
          label={t('library.stateLabel')}
          all={t('library.all')}
          names={CHANGE_STATES}
          value={state}
          titleOf={(one) => t(`library.state.${one}`)}
          onPick={setState}
        />
      </search>
      <div className="panel">
        <div className="panel-body">
          <ChangeRows
            asked={state ? { state } : {}}
            onChange={onChange}
            none={<Empty title={t('library.changesNone')} text={t('library.changesNoneText')} />}
          />
        </div>
      </div>
    </>
  );
}
