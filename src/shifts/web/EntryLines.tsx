import { Link } from '@tanstack/react-router';
import { useWords } from '../../base/web/i18n.ts';
import { SeverityMark } from '../../complaints/web/CaseMarks.tsx';
import { Chip } from '../../ui/Chip.tsx';
import type { HandOverEntry } from './use-shifts.ts';
import { When } from './When.tsx';

/** One case on the list: who it is about, what falls due and when, what was promised. */
export function EntryLines({
  entry,
  at,
}: {
  entry: HandOverEntry /** What counts as overdue is told of this instant. */;
  at: string;
}) {
  const t = useWords('shifts');
  const { row, due, promises, newOwner, owner } = entry;
  const bodyOf = (id: string | null) => promises.find((promise) => promise.id === id)?.body ?? '';
  const wordsOf = ({ kind, title, thingId, at: dueAt }: (typeof due)[number]): string => {
    if (kind === 'promise') return bodyOf(thingId);
    // a next step that has been replaced since is told by its time alone
    return kind === 'clock' ? title : row.nextStepAt === dueAt ? row.nextStep : '';
  };
  const open = promises.filter(({ id }) => !due.some((one) => one.kind === 'promise' && one.thingId === id));
  return (
    <>
      <div className="shift-entry-head">
        <Link to="/complaints/$id" params={{ id: row.id }} className="number" data-case={row.id}>
          {row.number}
        </Link>
        <strong>{row.customer || row.phone || t('complaints:row.nobody')}</strong>
        <SeverityMark severity={row.severity} />
        <Chip text={t(`complaints:stages.${row.stage}`)} />
        {entry.handOverOpen && <Chip tone="warn" text={t('shift.handOverOpen')} />}
        <span className="quiet">
          {newOwner
            ? `${owner && owner.id !== newOwner.id ? `${owner.name} → ` : ''}${newOwner.name}`
            : (owner?.name ?? t('shift.noOwner'))}
        </span>
      </div>
      <p className="shift-words">
        {row.categoryTitle && <span className="quiet">{row.categoryTitle} · </span>}
        {row.excerpt}
      </p>
      <ul className="shift-due">
        {due.map((one) => (
          <li key={`${one.kind} ${one.thingId}`} data-late={one.at < at || undefined}>
            <span className="shift-kind">{t(`shift.due.${one.kind}`)}</span>
            <span>{wordsOf(one)}</span>
            <span className="shift-at">
              <When at={one.at} />
              {one.at < at && ` · ${t('shift.late')}`}
            </span>
          </li>
        ))}
        {open.map((promise) => (
          <li key={promise.id}>
            <span className="shift-kind">{t('shift.due.promise')}</span>
            <span>{promise.body}</span>
            <span className="shift-at">
              <When at={promise.dueAt} />
              {promise.keptAt && ` · ${t('shift.kept')}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
