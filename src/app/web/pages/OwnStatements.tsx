import { Skeleton } from 'antd';
import { OwnHearingPanel, OwnPenaltyPanel } from '../../../accountability/web/OwnHearings.tsx';
import { useOwnRegistrations, useOwnStatements } from '../../../accountability/web/use-accountability.ts';
import { useWords } from '../../../base/web/i18n.ts';
import { formatTime } from '../../../base/web/when.ts';
import '../../../complaints/web/case/case-panels.css';
import '../../../complaints/web/case/case-forms.css';
import { Empty } from '../../../ui/Empty.tsx';
import { Page } from '../../../ui/Page.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';

/** 我的处理意见: what is said about oneself, one's statements, and what one registered before others took it. */
export function OwnStatements() {
  const t = useWords('accountability');
  const { data, error } = useOwnStatements();
  const registered = useOwnRegistrations().data?.items ?? [];
  const isEmpty = data && data.hearings.length === 0 && data.penalties.length === 0 && registered.length === 0;
  return (
    <Page title={t('own.title')} lead={t('own.lead')} width="text">
      <div className="stack">
        <ProblemNote error={error} />
        {!data && !error && <Skeleton active paragraph={{ rows: 6 }} />}
        {isEmpty && <Empty title={t('own.none')} text={t('own.noneText')} />}
        {data?.hearings.map((one) => (
          <OwnHearingPanel key={one.id} one={one} />
        ))}
        {data?.penalties.map((one) => (
          <OwnPenaltyPanel key={`${one.id} ${one.can.join()}`} one={one} />
        ))}
        {registered.length > 0 && (
          <Panel title={t('own.registered')}>
            <p className="quiet">{t('own.registeredText')}</p>
            <ul className="rows">
              {registered.map(({ number, at, ownWords }) => (
                <li key={number} className="row">
                  <span className="number">{number}</span>
                  <span className="quiet">{formatTime(at)}</span>
                  <p className="hearing-words row-under">{ownWords || t('own.noWords')}</p>
                </li>
              ))}
            </ul>
          </Panel>
        )}
      </div>
    </Page>
  );
}
