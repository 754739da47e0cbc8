import { Link } from '@tanstack/react-router';
import { useWords } from '../../base/web/i18n.ts';
import { FIGURE_NAMES, FIGURES, type FigureName } from '../figures.ts';
import { toSearch } from '../filter.ts';
import { Sparkline } from './Sparkline.tsx';
import { useFigures, useTrends } from './use-list.ts';
import './figures.css';

const NO_DAYS = Array.from({ length: 14 }, () => null);

/** The five figures of those who lead, each with its fortnight and a way into the list behind it. */
export function FigureStrip({ storeId }: { storeId: string | null }) {
  const t = useWords('complaints');
  const figures = useFigures(storeId);
  const trends = useTrends(storeId);
  return (
    <nav className="figures" aria-label={t('workbench.figures')}>
      {FIGURE_NAMES.map((name) => {
        const { filter, order, of } = FIGURES[name];
        const isBad = name === 'overdue' && Boolean(figures?.overdue);
        return (
          <Link
            key={name}
            to="/complaints"
            search={toSearch({ ...filter, ...(storeId && { storeId }) }, order)}
            className={isBad ? 'figure figure-bad' : 'figure'}
            data-figure={name}
          >
            <span className="figure-title">{t(`figures.${name}`)}</span>
            <span className="figure-line">
              <Count name={name} told={figures?.[name]} />
              <Sparkline
                days={trends?.days ?? []}
                values={trends?.[name] ?? NO_DAYS}
                {...(of && { most: 100, unit: '%' })}
              />
            </span>
          </Link>
        );
      })}
    </nav>
  );
}

function Count({ name, told }: { name: FigureName; told: number | { count: number; of: number } | undefined }) {
  const t = useWords('complaints');
  if (told === undefined) return <span className="figure-count number">–</span>;
  if (typeof told === 'number') {
    return (
      <span className="figure-count number" data-count={told}>
        {told}
      </span>
    );
  }
  return (
    <span className="figure-count number" data-count={told.count} data-figure-share={name}>
      {told.of ? `${Math.round((told.count / told.of) * 100)}%` : '–'}
      <span className="figure-of">{t('figures.of', told)}</span>
    </span>
  );
}
