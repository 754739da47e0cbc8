import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { call } from '../../../base/web/call.ts';
import { useWords } from '../../../base/web/i18n.ts';
import { kept } from '../../../base/web/kept.ts';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import type * as contract from '../../contract.ts';
import type { TimelineEntry as Entry } from '../../contract.ts';
import { useCase } from './case-context.ts';
import { TimelineEntry } from './TimelineEntry.tsx';

const GROUPS = [
  'words',
  'contact',
  'decision',
  'work-order',
  'file',
  'system',
] as const satisfies readonly Entry['group'][];
const PAGE = 30;
const keptOrder = kept<'newest' | 'oldest'>('wanhui.timeline-order');

/** What happened, by the order in which it was written down; the customer's own words set apart. */
export function Timeline() {
  const t = useWords('complaints');
  const { view } = useCase();
  const order = keptOrder.use() ?? 'newest';
  const [group, setGroup] = useState<Entry['group'] | null>(null);
  const read = useInfiniteQuery({
    queryKey: ['timeline', view.id, order, group],
    queryFn: ({ pageParam, signal }) =>
      call<typeof contract.timeline>('GET /api/complaints/:id/timeline', {
        params: { id: view.id },
        input: { order, limit: PAGE, ...(group && { group }), ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
  const entries = read.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="case-timeline" aria-label={t('case.timeline')}>
      <div className="case-timeline-head no-print">
        <h2 className="case-h2">{t('case.timeline')}</h2>
        <fieldset className="switch">
          <legend className="visually-hidden">{t('case.filter')}</legend>
          {[null, ...GROUPS].map((one) => (
            <button
              key={one ?? 'all'}
              type="button"
              className="switch-one"
              aria-pressed={group === one}
              onClick={() => setGroup(one)}
            >
              {t(`case.groups.${one ?? 'all'}`)}
            </button>
          ))}
        </fieldset>
        <Select
          size="small"
          variant="borderless"
          aria-label={t('case.order')}
          value={order}
          onChange={keptOrder.set}
          options={(['newest', 'oldest'] as const).map((value) => ({ value, label: t(`case.orders.${value}`) }))}
        />
      </div>
      {read.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
      <ProblemNote error={read.error} />
      {read.isSuccess && entries.length === 0 && <p className="case-hint">{t('case.nothingOfThis')}</p>}
      <ol className="case-entries">
        {entries.map((entry) => (
          <TimelineEntry key={entry.id} entry={entry} />
        ))}
      </ol>
      {read.hasNextPage && (
        <div className="case-more">
          <Button loading={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
            {t('case.loadMore')}
          </Button>
        </div>
      )}
    </section>
  );
}
