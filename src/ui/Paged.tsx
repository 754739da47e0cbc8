import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../base/web/i18n.ts';
import { ProblemNote } from './ProblemNote.tsx';

/** What is needed of an infinite query. */
interface Pages {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
}
export interface PagedProps<Row> {
  read: Pages & { data: { pages: readonly { items: readonly Row[] }[] } | undefined; error: unknown };
  /** Instead of rows, once it is known that there are none. */
  empty: ReactNode;
  /** Draws the rows read so far; none yet while the first page is on its way. */
  children: (rows: readonly Row[]) => ReactNode;
}

/** A list that comes page by page. */
export function Paged<Row>({ read, empty, children }: PagedProps<Row>) {
  const rows = read.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <ProblemNote error={read.error} />
      {read.data && rows.length === 0 && empty}
      {children(rows)}
      <MoreKey read={read} />
    </>
  );
}

export function MoreKey({ read }: { read: Pages }) {
  const t = useWords('base');
  if (!read.hasNextPage) return null;
  return (
    <Button block className="no-print" loading={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
      {t('common.more')}
    </Button>
  );
}
