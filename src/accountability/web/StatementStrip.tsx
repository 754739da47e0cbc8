import { Link } from '@tanstack/react-router';
import { useWords } from '../../base/web/i18n.ts';
import { useOwnStatements } from './use-accountability.ts';
import './accountability.css';

/** Where somebody begins their day: that they are asked to state. Nothing of it is shown before they go there. */
export function StatementStrip() {
  const t = useWords('accountability');
  const { data } = useOwnStatements();
  if (!data?.waiting) return null;
  return (
    <p className="note note-warn statement-strip" role="status">
      {t('own.waiting', { count: data.waiting })}{' '}
      <Link to="/my-statements" search={{}}>
        {t('own.go')}
      </Link>
    </p>
  );
}
