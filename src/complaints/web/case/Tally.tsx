import { useWords } from '../../../base/web/i18n.ts';
import { formatMoney } from '../../../base/web/money.ts';
import { formatLength } from '../../../base/web/when.ts';
import { useCase } from './case-context.ts';

/** What is asked for, and 短 · 平 · 快: hand-overs, cost and time, quietly. */
export function Tally() {
  const t = useWords('complaints');
  const { tally, claimedFen } = useCase().view;
  const { handOvers, costFen, from, to } = tally;
  const parts = [
    claimedFen === null ? '' : t('case.claimed', { amount: formatMoney(claimedFen) }),
    t('case.handOvers', { count: handOvers }),
    costFen === null ? '' : t('case.costSoFar', { amount: formatMoney(costFen) }),
    t('case.hoursSoFar', { length: formatLength(Date.parse(to ?? new Date().toISOString()) - Date.parse(from)) }),
  ];
  return (
    <span className="case-tally quiet number" role="note" aria-label={t('case.tallyLabel')}>
      {parts.filter(Boolean).join(' · ')}
    </span>
  );
}
