import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useWords } from '../../../base/web/i18n.ts';
import { Empty } from '../../../ui/Empty.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { HitLines } from './HitLines.tsx';
import { type Hit, useSearch } from './use-search.ts';
import './search.css';

/** All that was found: by number and name first, then by words, each the newest first. */
export function SearchResults({ q }: { q: string }) {
  const t = useWords('complaints');
  const found = useSearch(q);
  if (!found.enabled) return <Empty title={t('search.teach')} text={t('search.teachMore')} />;
  if (found.isFirst)
    return (
      <p className="quiet" aria-busy="true">
        {t('list.loading')}
      </p>
    );
  const of = (group: Hit['group']) => found.hits.filter((hit) => hit.group === group);
  return (
    <>
      <ProblemNote error={found.error} />
      {!found.error && found.hits.length === 0 && <Empty title={t('search.nothing')} text={t('search.teachMore')} />}
      {found.total && found.hits.length > 0 && (
        <output className="quiet search-count">
          {t(found.total.more ? 'search.countMore' : 'search.count', { count: found.total.count })}
        </output>
      )}
      {(['top', 'words'] as const).map(
        (group) =>
          of(group).length > 0 && (
            <section key={group} aria-label={t(`search.groups.${group}`)}>
              <h2 className="search-group">{t(`search.groups.${group}`)}</h2>
              <ul className="hits" data-case-list>
                {of(group).map((hit) => (
                  <li key={hit.row.id} className="case-row hit">
                    <HitLines
                      hit={hit}
                      leads
                      number={
                        <Link
                          to="/complaints/$id"
                          params={{ id: hit.row.id }}
                          className="case-row-link"
                          data-case={hit.row.id}
                        >
                          {hit.row.number}
                        </Link>
                      }
                    />
                  </li>
                ))}
              </ul>
            </section>
          ),
      )}
      {found.hasMore && (
        <div className="case-rows-more">
          <Button onClick={found.loadMore} loading={found.isLoadingMore}>
            {t('list.more')}
          </Button>
        </div>
      )}
    </>
  );
}
