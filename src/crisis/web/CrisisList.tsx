import { Link } from '@tanstack/react-router';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Paged } from '../../ui/Paged.tsx';
import type { Level } from '../crisis.ts';
import { type CrisisHead, useCrises } from './use-crisis.ts';
import './crisis.css';

export function CrisisList({ level }: { level: Level | null }) {
  const t = useWords('crisis');
  const read = useCrises(level);
  return (
    <Paged read={read} empty={<Empty title={t('list.empty')} text={t('list.emptyText')} />}>
      {(rows) => (
        <ul className="rows" aria-label={t('list.title')} aria-busy={read.isPending}>
          {rows.map((one) => (
            <CrisisLine key={one.id} one={one} />
          ))}
        </ul>
      )}
    </Paged>
  );
}

const TONES = { active: 'bad', watching: 'warn', over: 'good' } as const;
export const toneOf = (level: Level) => TONES[level];

export function CrisisLine({ one }: { one: CrisisHead }) {
  const t = useWords('crisis');
  const waitsForReview = one.reviewDueAt !== null && one.reviewedAt === null;
  return (
    <li className="row">
      <Link to="/crisis/$id" params={{ id: one.id }} search={{}} className="row-link">
        <span className="number">{one.number}</span> <strong>{one.title}</strong>
      </Link>
      <span className="wrap">
        <Chip tone={toneOf(one.level)} text={t(`level.${one.level}`)} />
        {one.overdue > 0 && <Chip tone="bad" text={t('list.overdue', { count: one.overdue })} />}
        {one.overdue === 0 && one.open > 0 && <Chip tone="warn" text={t('list.open', { count: one.open })} />}
        {waitsForReview && (
          <Chip tone="warn" text={t('list.review', { time: formatTime(one.reviewDueAt ?? one.activatedAt) })} />
        )}
      </span>
      <span className="row-under quiet">
        {one.case?.number ?? (one.incident ? `${one.incident.number} ${one.incident.title}` : '')} ·{' '}
        {one.store?.name ?? t('list.everywhere')} · {one.activatedBy?.name} {formatTime(one.activatedAt)}
      </span>
    </li>
  );
}
