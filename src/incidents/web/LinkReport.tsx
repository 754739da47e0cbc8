import { useWords } from '../../base/web/i18n.ts';
import { type Outcome, useWhy } from './use-incidents.ts';

/** What came of linking: counts, and each case that was skipped with its reason. */
export function LinkReport({ items }: { items: readonly Outcome[] }) {
  const t = useWords('incidents');
  const count = (outcome: Outcome['outcome']) => items.filter((item) => item.outcome === outcome).length;
  return (
    <div className="note" role="status">
      {t('cases.report', { done: count('done'), same: count('same'), skipped: count('skipped') })}
      <Skipped items={items} />
    </div>
  );
}

export function Skipped({ items }: { items: readonly Outcome[] }) {
  const t = useWords('incidents');
  const why = useWhy();
  const skipped = items.filter(({ outcome }) => outcome === 'skipped');
  if (!skipped.length) return null;
  return (
    <ul className="rows incident-skipped">
      {skipped.map((item, place) => (
        <li key={item.id ?? item.number ?? place}>
          <span className="number">{item.number ?? t('round.hidden')}</span> {why(item)}
        </li>
      ))}
    </ul>
  );
}
