import { useSearch } from '@tanstack/react-router';
import { useWords } from '../../../base/web/i18n.ts';
import { SearchResults } from '../../../complaints/web/search/SearchResults.tsx';
import '../../../complaints/web/complaints.css';
import { Page } from '../../../ui/Page.tsx';

export function Search() {
  const t = useWords('complaints');
  const { q = '' } = useSearch({ from: '/shell/search' });
  return (
    <Page title={q ? t('search.title', { q }) : t('search.focus')} width="text">
      <SearchResults q={q} />
    </Page>
  );
}
