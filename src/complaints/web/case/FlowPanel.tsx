import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { type RouteAsk, routeOf } from '../../routing.ts';
import type * as contract from '../../routing-contract.ts';
import { ActToggle } from './ActForm.tsx';
import { CasePanel } from './CasePanel.tsx';
import { titleOf, useCase } from './case-context.ts';
import { FlowAuthority } from './FlowAuthority.tsx';
import { FlowForm } from './FlowForm.tsx';
import { FlowTurn } from './FlowTurn.tsx';
import { By, Lines } from './Lines.tsx';
import { standingRecord } from './standing-records.ts';
import { useCaseAct } from './use-case-act.ts';
import { type Flow, useFlow } from './use-flow.ts';
import './flow.css';

/** 办理流程: which way the case takes, what is proposed and why, who answers last, and what needs somebody's yes. */
export function FlowPanel() {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const flow = useFlow();
  const decided = standingRecord(view, 'flow');
  const chosen = pack.routing.flows.find(({ key }) => key === flow?.flow);
  const purpose = titleOf(pack.routing.purposes, flow?.purpose);
  const posts = (list: readonly { title: string }[]): string => list.map(({ title }) => title).join(t('case.comma'));
  return (
    <CasePanel name="flow" summary={[chosen?.title, purpose].filter(Boolean).join(' · ')}>
      {flow && (
        <>
          {view.stage !== 'closed' && <Proposal flow={flow} />}
          <Lines
            rows={[
              [t('flow.flow'), chosen && <FlowTitle key="f" title={chosen.title} describes={chosen.describes} />],
              [t('flow.purpose'), purpose],
              [t('flow.reason'), decided?.data.reason],
              [t('flow.decidedBy'), decided && <By key="b" by={decided.by} at={decided.at} />],
              [
                t('flow.answeredBy'),
                flow.answering &&
                  t('flow.answeredByPosts', {
                    posts: posts(flow.answering.posts),
                    names: flow.answering.holders.map(({ name }) => name).join(t('case.comma')) || t('case.noHolder'),
                  }),
              ],
              [t('flow.verifiedBy'), flow.verify.length > 0 && posts(flow.verify)],
            ]}
          />
          <ActToggle act="decideFlow" label={decided ? t('flow.change') : undefined}>
            {(close) => <FlowForm flow={flow} close={close} />}
          </ActToggle>
          <FlowTurn flow={flow} />
          <FlowAuthority flow={flow} />
        </>
      )}
    </CasePanel>
  );
}

const FlowTitle = ({ title, describes }: { title: string; describes: string }) => (
  <>
    {title} {describes && <span className="quiet">{describes}</span>}
  </>
);

/** What the pack proposes from what is known now, with its reason, and one key to accept it. */
function Proposal({ flow }: { flow: Flow }) {
  const t = useWords('complaints');
  const { pack, can, go } = useCase();
  const act = useCaseAct();
  const ask: RouteAsk = { ...flow.ask, purpose: flow.purpose };
  const { flow: proposed, toManager } = routeOf(pack, ask);
  const [hidden, setHidden] = useState(false);
  const isOpen = proposed !== null && proposed.key !== flow.flow;
  const elsewhere = flow.department;
  const accept = async (): Promise<void> => {
    if (!proposed) return;
    await act.run<typeof contract.decideFlow>('POST /api/complaints/:id/flow-decisions', {
      input: { flow: proposed.key },
    });
  };
  return (
    <div className="flow-proposal" role="note">
      {toManager.length > 0 && (
        <p className="wrap">
          <strong>{t('flow.toManager')}</strong>
          {toManager.map((condition) => (
            <Chip key={condition} tone="warn" text={t(`flow.conditions.${condition}`)} />
          ))}
        </p>
      )}
      {isOpen && !hidden && (
        <>
          <p>
            {t('flow.proposes', { flow: titleOf(pack.routing.flows, proposed.key) })}{' '}
            <span className="quiet">
              {t(`flow.because.${proposed.because}`)}
              {proposed.source && t('flow.says', { says: proposed.source })}
            </span>
          </p>
          {can('decideFlow') && (
            <div className="case-keys">
              <Button size="small" type="primary" loading={act.busy} onClick={() => void accept()}>
                {t('flow.accept', { flow: titleOf(pack.routing.flows, proposed.key) })}
              </Button>
              <Button size="small" type="text" onClick={() => setHidden(true)}>
                {t('flow.notNow')}
              </Button>
            </div>
          )}
        </>
      )}
      {toManager.length > 0 && !proposed && can('escalate') && (
        <div className="case-keys">
          <Button size="small" onClick={() => go('escalate')}>
            {t('flow.goUp')}
          </Button>
        </div>
      )}
      {elsewhere && (
        <p>
          {t('flow.department', {
            department: elsewhere.name,
            posts: elsewhere.posts.map(({ title }) => title).join(t('case.comma')) || t('flow.anybodyThere'),
          })}
          {elsewhere.assignee && t('flow.areaPerson', { name: elsewhere.assignee.name })}{' '}
          <span className="quiet">
            {t(`flow.departmentBecause.${elsewhere.because}`)}
            {elsewhere.source && t('flow.says', { says: elsewhere.source })}
          </span>{' '}
          {can('sendWorkOrder') && (
            <Button size="small" onClick={() => go('sendWorkOrder')}>
              {t('case.acts.sendWorkOrder')}
            </Button>
          )}
        </p>
      )}
      <ProblemNote error={act.error} />
    </div>
  );
}
