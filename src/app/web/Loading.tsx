import { useWords } from '../../base/web/i18n.ts';

/** While a page arrives. Quick pages never show it. */
export function Loading() {
  const t = useWords('base');
  return (
    <div className="loading" role="status">
      <span className="loading-bar" aria-hidden />
      {t('common.loading')}
    </div>
  );
}
