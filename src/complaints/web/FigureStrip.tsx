import { Link } from '@tanstack/react-router';
import { useWords } from '../../base/web/i18n.ts';
import { type Filters, toSearch } from './filters.ts';
import { useFigures } from './use-complaints.ts';

const FIGURES = {
  mine: { view: 'mine', state: 'open' },
  open: { state: 'open' },
  overdue: { state: 'open', overdue: true },
  unassigned: { view: 'unassigned', state: 'open' },
  today: { order: 'newest' },
  closedToday: { state: 'closed', order: 'newest' },
} as const satisfies Record<string, Filters>;

/** Counts, each a way into the list behind it. */
export function FigureStrip({ storeId }: { storeId?: string | null }) {
  const t = useWords('complaints');
  const figures = useFigures(storeId);
  return (
    <nav className="figures" aria-label={t('workbench.figures')}>
      {(Object.keys(FIGURES) as (keyof typeof FIGURES)[]).map((name) => {
        const count = figures?.[name];
        const isBad = name === 'overdue' && Boolean(count);
        return (
          <Link
            key={name}
            to="/complaints"
            search={toSearch({ ...FIGURES[name], storeId: storeId ?? undefined })}
            className={isBad ? 'figure figure-bad' : 'figure'}
          >
            <span className="figure-title">{t(`figures.${name}`)}</span>
            <span className="figure-count number">{count ?? '–'}</span>
          </Link>
        );
      })}
    </nav>
  );
}
