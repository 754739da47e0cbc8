import { Link } from '@tanstack/react-router';
import { useWords } from '../../base/web/i18n.ts';
import { Empty } from '../../ui/Empty.tsx';

export function NotThere() {
  const t = useWords('app');
  return (
    <main className="page">
      <Empty title={t('notThere.title')} text={t('notThere.text')} action={<Link to="/">{t('notThere.home')}</Link>} />
    </main>
  );
}
