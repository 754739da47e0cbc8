import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import type { TimelineEntry as Entry } from '../../case-contract.ts';
import { useCase } from './case-context.ts';
import { TimelineEntry } from './TimelineEntry.tsx';
import { keptOrder, timelineQuery } from './timeline-query.ts';
import { inRuns } from './timeline-runs.ts';

const GROUPS = [
  'words',
  'contact',
  'decision',
  'work-order',
  'file',
  'system',
] as const satisfies readonly Entry['group'][];

/** What happened, by the order in which it was written down; the customer's own words set apart. */
export function Timeline() {
  const t = useWords('complaints');
  const { view } = useCase();
  const order = keptOrder.use() ?? 'newest';
  const [group, setGroup] = useState<Entry['group'] | null>(null);
  const read = useInfiniteQuery(timelineQuery(view.id, order, group));
  const entries = read.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="case-timeline" aria-label={t('case.timeline')}>
      <div className="case-timeline-head">
        <h2 className="case-h2">{t('case.timeline')}</h2>
        <fieldset className="switch no-print">
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
          className="no-print"
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
        {(group === 'system' ? entries.map((entry) => [entry]) : inRuns(entries)).map((run) =>
          run.length === 1 && run[0] ? (
            <TimelineEntry key={run[0].id} entry={run[0]} />
          ) : (
            <SystemRun key={run[0]?.id} run={run} />
          ),
        )}
      </ol>
      {read.hasNextPage && <p className="case-print-only">{t('case.notAllPrinted')}</p>}
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

/** Several warnings in a row fold into one line, so that what people did stays in sight. */
function SystemRun({ run }: { run: readonly Entry[] }) {
  const t = useWords('complaints');
  const breaches = run.filter(({ kind }) => kind === 'clock-breached').length;
  return (
    <li className="case-run">
      <details>
        <summary>
          {t('case.systemEntries', { count: run.length })}
          {breaches > 0 && t('case.systemBreaches', { count: breaches })}
        </summary>
        <ol className="case-entries">
          {run.map((entry) => (
            <TimelineEntry key={entry.id} entry={entry} />
          ))}
        </ol>
      </details>
    </li>
  );
}
