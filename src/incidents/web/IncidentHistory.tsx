import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useWords } from '../../base/web/i18n.ts';
import { formatExact, formatTime } from '../../base/web/when.ts';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { useIncidentTimeline } from './use-incidents.ts';

export function IncidentHistory({ id }: { id: string }) {
  const t = useWords('incidents');
  const read = useIncidentTimeline(id);
  const items = read.data?.pages.flatMap((page) => page.items) ?? [];
  const fieldsOf = (data: Record<string, unknown>): string =>
    Array.isArray(data['fields'])
      ? data['fields'].map((name) => t(`factFields.${String(name)}`)).join(t('base:common.listComma'))
      : '';
  return (
    <Panel title={t('view.history')} collapsed={false}>
      <ProblemNote error={read.error} />
      <ol className="rows incident-history">
        {items.map((one) => {
          const variant = typeof one.data['kind'] === 'string' ? `_${one.data['kind']}` : '';
          const values = { version: one.data['version'], fields: fieldsOf(one.data), number: one.case?.number ?? '' };
          const sentence = t(`facts.${one.kind}${variant}`, { ...values, defaultValue: one.kind });
          return (
            <li key={one.id}>
              <strong>{one.by?.name ?? t('complaints:case.system')}</strong>{' '}
              {one.case ? (
                <Link to="/complaints/$id" params={{ id: one.case.id }} search={{}}>
                  {sentence}
                </Link>
              ) : (
                sentence
              )}{' '}
              <time className="quiet" dateTime={one.at} title={formatExact(one.at)}>
                {formatTime(one.at)}
              </time>
            </li>
          );
        })}
      </ol>
      {read.hasNextPage && (
        <Button size="small" className="no-print" onClick={() => void read.fetchNextPage()}>
          {t('view.more')}
        </Button>
      )}
    </Panel>
  );
}
