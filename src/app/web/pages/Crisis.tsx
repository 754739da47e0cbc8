import { PrinterOutlined } from '@ant-design/icons';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useWords } from '../../../base/web/i18n.ts';
import { formatLength, formatTime, useNow } from '../../../base/web/when.ts';
import { CallersPanel } from '../../../crisis/web/CallersPanel.tsx';
import { toneOf } from '../../../crisis/web/CrisisList.tsx';
import { LogPanel } from '../../../crisis/web/LogPanel.tsx';
import { LowerPanel } from '../../../crisis/web/LowerPanel.tsx';
import { PointsPanel } from '../../../crisis/web/PointsPanel.tsx';
import { TreePanel } from '../../../crisis/web/TreePanel.tsx';
import { useCrisis } from '../../../crisis/web/use-crisis.ts';
import '../../../crisis/web/crisis.css';
import { Chip } from '../../../ui/Chip.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { Page } from '../../../ui/Page.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { NotYet } from '../NotYet.tsx';

/** One emergency on one screen: clock, tree, log, and the report when it is printed. */
export function Crisis() {
  const { id } = useParams({ from: '/shell/crisis/$id' });
  return <OneCrisis key={id} id={id} />;
}

function OneCrisis({ id }: { id: string }) {
  const t = useWords('crisis');
  const { data, error } = useCrisis(id);
  const now = useNow(1000);
  const toList = (
    <Link to="/crisis" search={{}}>
      {t('list.toList')}
    </Link>
  );
  if (!data)
    return (
      <NotYet
        error={error}
        missing={<Empty title={t('view.notThere')} text={t('view.notThereText')} action={toList} />}
      />
    );
  const on = data.case ?? data.incident;
  const ended = data.level === 'over' && data.levelAt ? new Date(data.levelAt).getTime() : now;
  return (
    <Page
      title={`${data.number} ${data.title}`}
      lead={
        <span className="wrap">
          <Chip tone={toneOf(data.level)} text={t(`level.${data.level}`)} />
          {t('view.activated', {
            name: data.activatedBy?.name ?? '',
            time: formatTime(data.activatedAt),
            length: formatLength(ended - new Date(data.activatedAt).getTime()),
          })}
          {data.case && (
            <Link to="/complaints/$id" params={{ id: data.case.id }} search={{}} className="number">
              {on?.number}
            </Link>
          )}
          {data.incident && (
            <Link to="/incidents/$id" params={{ id: data.incident.id }} search={{}}>
              {data.incident.number} {data.incident.title}
            </Link>
          )}
          {data.store?.name}
        </span>
      }
      actions={
        <span className="wrap no-print">
          {toList}
          <Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>
            {t('view.print')}
          </Button>
        </span>
      }
    >
      <div className="crisis-columns">
        <div className="stack">
          <PointsPanel crisis={data} />
          <TreePanel crisis={data} />
          {data.case && <CallersPanel complaintId={data.case.id} />}
        </div>
        <div className="stack">
          <LogPanel crisis={data} />
          <LowerPanel crisis={data} />
          <Panel title={t('view.flow')} collapsed={false}>
            <p className="quiet">{t('activate.responsible', { posts: data.plan.responsible.join('、') })}</p>
            <p className="crisis-flow">{data.plan.flow}</p>
          </Panel>
        </div>
      </div>
    </Page>
  );
}
