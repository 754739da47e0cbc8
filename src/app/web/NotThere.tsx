import { Link } from '@tanstack/react-router';
import { useWords } from '../../base/web/i18n.ts';
import { Page } from '../../ui/Page.tsx';

export function NotThere() {
  const t = useWords('app');
  return (
    <Page title={t('notThere.title')} lead={t('notThere.text')}>
      <Link to="/">{t('notThere.home')}</Link>
    </Page>
  );
}
