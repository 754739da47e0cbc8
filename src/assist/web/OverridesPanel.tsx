import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { learnedFamily } from '../entry.ts';
import type * as contract from '../sending-contract.ts';
import { OpenReasons } from './OpenReasons.tsx';
import {
  type OverrideFigures,
  unexplained,
  useOverrides,
  useOwnOverrides,
  useReadOverridesAgain,
} from './use-overrides.ts';
import './sending.css';

/** Own sentences that were sent all the same: what is still to be said of them, and what was found. */
export function OwnOverrides({ enabled }: { enabled: boolean }) {
  const t = useWords('assist');
  const { data } = useOwnOverrides(enabled);
  if (!data?.items.length) return null;
  const judged = data.items.filter(({ stopWasRight }) => stopWasRight !== null);
  return (
    <Panel title={t('sending.mine')}>
      <OpenReasons items={unexplained(data.items)} />
      <ul className="rows">
        {judged.map((one) => (
          <li key={one.id} className="row">
            <q>{one.words}</q>
            <span className="quiet">
              {one.reason && t(`sending.reason.${one.reason}`)} {one.note} · {formatTime(one.at)}
            </span>
            <strong>{t(one.stopWasRight ? 'sending.stopRight' : 'sending.stopWrong')}</strong>
          </li>
        ))}
      </ul>
      <p className="quiet">{t('sending.mineText')}</p>
    </Panel>
  );
}

/** For whoever keeps the rules: how often each stopped somebody and was right, and the sentences still to be judged. */
export function OverridesPanel() {
  const t = useWords('assist');
  const { data, error } = useOverrides(true);
  if (!error && !data?.rules.length) return null;
  return (
    <Panel title={t('sending.title')}>
      <ProblemNote error={error} />
      {data && (
        <>
          <p className="quiet">{t('sending.lead', { days: data.days })}</p>
          <div className="table-scroll">
            <table className="override-rules">
              <thead>
                <tr>
                  {['rule', 'stopped', 'overridden', 'stopRight', 'stopWrong', 'waiting'].map((name) => (
                    <th key={name} scope="col">
                      {t(`sending.${name}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {data.rules.map((one) => (
                  <tr key={one.rule}>
                    <th scope="row">
                      {one.title}{' '}
                      <span className="quiet">
                        {learnedFamily('rule', one.rule) === null
                          ? (one.example ?? one.rule.split('/')[1])
                          : t('library.learned')}
                      </span>
                    </th>
                    <td>{one.stopped}</td>
                    <td>{one.overridden}</td>
                    <td>{one.stopWasRight}</td>
                    <td>{one.stopWasWrong}</td>
                    <td>{one.waiting}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {data.items.length > 0 && (
            <>
              <h3>{t('sending.toJudge')}</h3>
              <ul className="rows">
                {data.items.map((one) => (
                  <ToJudge key={one.id} item={one} />
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </Panel>
  );
}

function ToJudge({ item }: { item: OverrideFigures['items'][number] }) {
  const t = useWords('assist');
  const readAgain = useReadOverridesAgain();
  const act = useAct(async (stopWasRight: boolean) => {
    await call<typeof contract.judgeOverride>('POST /api/overrides/:id/judgement', {
      params: { id: item.id },
      input: { stopWasRight },
    });
    await readAgain();
  });
  return (
    <li className="override-judged">
      <q>{item.words}</q>
      <span className="quiet">
        {item.title} ·{' '}
        <Link to="/complaints/$id" params={{ id: item.case.id }}>
          <span className="number">{item.case.number}</span>
        </Link>{' '}
        · {formatTime(item.at)}
      </span>
      <span>
        {item.reason ? t(`sending.reason.${item.reason}`) : t('sending.unexplained')} {item.note}
      </span>
      <span className="wrap">
        {[true, false].map((right) => (
          <Button key={`${right}`} size="small" disabled={act.busy} onClick={() => void act.run(right)}>
            {t(right ? 'sending.stopRight' : 'sending.stopWrong')}
          </Button>
        ))}
      </span>
      <ProblemNote error={act.error} />
    </li>
  );
}
