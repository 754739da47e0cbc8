import { Link } from '@tanstack/react-router';
import { useWords } from '../../base/web/i18n.ts';

const TABS = [
  ['day', '/day', { span: 'day' }],
  ['week', '/day', { span: 'week' }],
  ['figures', '/day/figures', {}],
  ['forms', '/day/forms', {}],
  ['equal', '/day/equal-service', {}],
] as const;
export type AnalyticsTab = (typeof TABS)[number][0];

/** Day, week and charts; each is an address of its own. */
export function AnalyticsTabs({ here }: { here: AnalyticsTab }) {
  const t = useWords('analytics');
  return (
    <nav className="analytics-tabs no-print" aria-label={t('tabs.label')}>
      {TABS.map(([name, to, search]) => (
        <Link key={name} to={to} search={search} aria-current={name === here ? 'page' : undefined}>
          {t(`tabs.${name}`)}
        </Link>
      ))}
    </nav>
  );
}
