import { Link } from '@tanstack/react-router';
import { useWords } from '../../base/web/i18n.ts';
import { formatMoney } from '../../base/web/money.ts';
import { formatTime } from '../../base/web/when.ts';
import { Lines, When } from '../../complaints/web/case/Lines.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PenaltyActs } from './PenaltyActs.tsx';
import type { OwnPenalty, Penalty } from './use-accountability.ts';
import './accountability.css';

/** One proposal, on screen and on paper. */
export function PenaltySheet({ penalty }: { penalty: Penalty }) {
  const t = useWords('accountability');
  const evidence = [
    ...penalty.records.map(({ act, at }) => `${t(`records.${act}`, { defaultValue: act })} ${formatTime(at)}`),
    ...penalty.attachments.map(({ name }) => name),
  ];
  return (
    <div className="stack">
      <Panel title={t('penalty.title')}>
        <Lines
          rows={[
            [t('penalty.who'), penalty.staff.name],
            [t('penalty.head'), penalty.head?.name],
            [
              t('penalty.case'),
              <Link key="case" to="/complaints/$id" params={{ id: penalty.case.id }} search={{}}>
                {penalty.case.number}
              </Link>,
            ],
            [t('penalty.store'), penalty.store.name],
            ...whatOf(t, penalty),
            [t('penalty.evidence'), evidence.join('、')],
            [t('penalty.proposedBy'), penalty.proposedBy?.name],
            [t('penalty.proposedAt'), <When key="at" at={penalty.proposedAt} />],
            [t('penalty.dueAt'), <When key="due" at={penalty.statementDueAt} />],
            [t('penalty.approvers'), penalty.approvers.join('、')],
          ]}
        />
        {penalty.state === 'to-carry-out' && <p className="note">{t('penalty.carryOut')}</p>}
      </Panel>
      <PenaltyActs penalty={penalty} />
      <Panel title={t('penalty.steps')}>
        <Steps of={penalty} />
      </Panel>
    </div>
  );
}

export const whatOf = (
  t: (key: string) => string,
  {
    rule,
    document,
    event,
    measure,
    amountFen,
  }: Pick<OwnPenalty, 'rule' | 'document' | 'event' | 'measure' | 'amountFen'>,
) =>
  [
    [t('penalty.rule'), rule],
    [t('penalty.document'), document],
    [t('penalty.event'), event],
    [t('penalty.measure'), measure],
    [t('penalty.amountOf'), amountFen === null ? null : formatMoney(amountFen)],
  ] as const;

export function Steps({ of }: { of: Pick<OwnPenalty, 'steps'> }) {
  const t = useWords('accountability');
  return (
    <ol className="penalty-steps">
      {of.steps.map((step) => (
        <li key={`${step.act} ${step.at}`}>
          <p>
            <strong>
              {step.by ? t('penalty.by', { act: t(`steps.${step.act}`), name: step.by.name }) : t(`steps.${step.act}`)}
            </strong>{' '}
            <span className="quiet">
              <When at={step.at} />
            </span>
          </p>
          {step.toldAt && <p>{t('penalty.toldAt', { at: formatTime(step.toldAt) })}</p>}
          {step.words && <p className="hearing-words">{step.words}</p>}
        </li>
      ))}
    </ol>
  );
}
