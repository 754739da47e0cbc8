import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { ComplaintRow } from './ComplaintRow.tsx';
import type { Rows } from './use-complaints.ts';

export interface RowListProps {
  rows: Rows;
  label: string;
  empty: ReactNode;
  showOwner?: boolean;
  showStore?: boolean;
}

/** A list that keeps its place while it loads: the skeleton is as tall as the rows that follow. */
export function RowList({
  rows: { rows, isFirst, error, hasMore, isLoadingMore, loadMore },
  label,
  empty,
  showOwner,
  showStore,
}: RowListProps) {
  const t = useWords('complaints');
  if (isFirst && !error) return <RowSkeleton />;
  return (
    <>
      <ProblemNote error={rows.length === 0 ? error : null} />
      {rows.length === 0 && !error && empty}
      {rows.length > 0 && (
        <ul className="case-rows" aria-label={label} data-case-list>
          {rows.map((row) => (
            <ComplaintRow key={row.id} row={row} showOwner={showOwner ?? false} showStore={showStore ?? false} />
          ))}
        </ul>
      )}
      {hasMore && (
        <div className="case-rows-more">
          <Button onClick={loadMore} loading={isLoadingMore}>
            {t('list.more')}
          </Button>
        </div>
      )}
    </>
  );
}

function RowSkeleton() {
  const t = useWords('complaints');
  return (
    <ul className="case-rows" aria-busy="true" aria-label={t('list.loading')}>
      {[1, 2, 3, 4].map((place) => (
        <li className="case-row case-row-skeleton" key={place} aria-hidden>
          <span className="bone bone-head" />
          <span className="bone bone-words" />
          <span className="bone bone-foot" />
        </li>
      ))}
    </ul>
  );
}
