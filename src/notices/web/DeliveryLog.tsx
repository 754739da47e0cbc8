import { Button } from 'antd';
import { useWords } from '../../base/web/i18n.ts';
import { formatExact, formatTime } from '../../base/web/when.ts';
import { Chip, type Tone } from '../../ui/Chip.tsx';
import { useAct } from '../../ui/confirm-act.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import { WideTable } from '../../ui/WideTable.tsx';
import { type Delivery, useDeliveries, useRetry } from './use-notices.ts';

const toneOf = ({ state, code }: Delivery): Tone => {
  if (state === 'sent') return 'good';
  if (state === 'failed') return 'warn';
  return state === 'given-up' && code !== 'seen' ? 'bad' : 'quiet';
};

export function DeliveryLog() {
  const t = useWords('notices');
  const log = useDeliveries();
  return (
    <Panel title={t('settings.log')} id="log">
      <div className="stack">
        <p className="quiet">{t('settings.logLead')}</p>
        <ProblemNote error={log.error} />
        {log.data?.items.length === 0 && <Empty title={t('settings.logEmpty')} text={t('settings.logEmptyText')} />}
        {log.data && log.data.items.length > 0 && (
          <WideTable label={t('settings.log')}>
            <table className="table notice-log">
              <thead>
                <tr>
                  <th scope="col">{t('settings.state')}</th>
                  <th scope="col">{t('settings.why')}</th>
                  <th scope="col">{t('settings.way')}</th>
                  <th scope="col">{t('settings.to')}</th>
                  <th scope="col">{t('settings.what')}</th>
                  <th scope="col">{t('settings.at')}</th>
                  <th scope="col">{t('settings.act')}</th>
                </tr>
              </thead>
              <tbody>
                {log.data.items.map((one) => (
                  <tr key={one.id}>
                    <td>
                      <Chip tone={toneOf(one)} text={t(`settings.states.${one.state}`)} />
                    </td>
                    <td>
                      {one.code && t(`faults.${one.code}`)}
                      {one.said && <code className="notice-said as-typed">{one.said}</code>}
                      {one.attempts > 1 && (
                        <span className="quiet"> {t('settings.attempts', { count: one.attempts })}</span>
                      )}
                      {one.state === 'failed' && (
                        <span className="quiet"> {t('settings.again', { time: formatTime(one.dueAt) })}</span>
                      )}
                    </td>
                    <td>{t(`settings.ways.${one.way}`)}</td>
                    <td>{one.to ?? t('settings.gone')}</td>
                    <td>{t(`happenings.${one.happening}`)}</td>
                    <td className="number" title={formatExact(one.madeAt)}>
                      {formatTime(one.madeAt)}
                    </td>
                    <td>{(one.state === 'failed' || one.state === 'given-up') && <Retry delivery={one} />}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </WideTable>
        )}
      </div>
    </Panel>
  );
}

function Retry({ delivery: { id, to, happening } }: { delivery: Delivery }) {
  const t = useWords('notices');
  const retry = useRetry();
  const act = useAct(async () => {
    await retry(id);
    say(t('settings.retried'));
  });
  const name = t('settings.retryOf', { to: to ?? t('settings.gone'), what: t(`happenings.${happening}`) });
  return (
    <>
      <Button size="small" loading={act.busy} aria-label={name} onClick={() => void act.run()}>
        {t('settings.retry')}
      </Button>
      <ProblemNote error={act.error} />
    </>
  );
}
