import { Link } from '@tanstack/react-router';
import { useWords } from '../../base/web/i18n.ts';
import { formatMoney } from '../../base/web/money.ts';
import { formatTime } from '../../base/web/when.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Paged } from '../../ui/Paged.tsx';
import type { PenaltyState } from '../penalty.ts';
import { usePenalties } from './use-accountability.ts';
import './accountability.css';

const TONES: Record<PenaltyState, 'info' | 'warn' | 'good' | 'quiet'> = {
  proposed: 'info',
  declined: 'quiet',
  withdrawn: 'quiet',
  approved: 'warn',
  'to-carry-out': 'good',
  appealed: 'warn',
  lifted: 'quiet',
};

export function StateChip({ state }: { state: PenaltyState }) {
  const t = useWords('accountability');
  return <Chip tone={TONES[state]} text={t(`states.${state}`)} />;
}

export function PenaltyList({ state, storeId }: { state: PenaltyState | null; storeId: string | null }) {
  const t = useWords('accountability');
  const read = usePenalties(state, storeId);
  return (
    <Paged
      read={read}
      empty={<Empty title={t(state ? 'penalty.noneFilter' : 'penalty.none')} text={t('penalty.noneText')} />}
    >
      {(rows) => (
        <ul className="rows" aria-label={t('penalty.title')} aria-busy={read.isPending}>
          {rows.map((one) => (
            <li key={one.id} className="row">
              <Link to="/accountability/$id" params={{ id: one.id }} search={{}}>
                <strong>{one.staff.name}</strong> {one.measure}
                {one.amountFen !== null && ` ${formatMoney(one.amountFen)}`}
              </Link>
              <StateChip state={one.state} />
              <span className="quiet row-under">
                <span className="number">{one.case.number}</span> · {one.store.name} · {formatTime(one.proposedAt)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Paged>
  );
}
