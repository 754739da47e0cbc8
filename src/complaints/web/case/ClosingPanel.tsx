import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../base/web/call.ts';
import { useWords } from '../../../base/web/i18n.ts';
import { isCloseKind } from '../../approval-of.ts';
import type { ComplaintView } from '../../case-contract.ts';
import type * as contract from '../../closing-contract.ts';
import { CLOSE_KINDS, type CloseKind } from '../../complaint.ts';
import { ActForm, ActToggle } from './ActForm.tsx';
import { Approvals } from './Approvals.tsx';
import { CasePanel } from './CasePanel.tsx';
import { ClosingPapers } from './ClosingPapers.tsx';
import { useCase } from './case-context.ts';
import { Decisions } from './DecisionForm.tsx';
import { EndChip } from './EndChip.tsx';
import { HopeAndDelivery } from './FollowUpPanel.tsx';
import { CheckField, ChipsField, TextField, useFields } from './fields.tsx';
import { By, Lines } from './Lines.tsx';
import { MissingList } from './MissingList.tsx';
import { useSpell } from './spell.ts';
import { recordsOf, standingRecord } from './standing-records.ts';
import { useCaseAct } from './use-case-act.ts';

/** These ways have acts of their own in the quiet menu, with what each of them needs. */
const ELSEWHERE: readonly CloseKind[] = ['duplicate', 'voided', 'imported'];

/** The way a case ends, what still stands in its way, and who must say yes. */
export function ClosingPanel() {
  const t = useWords('complaints');
  const { view } = useCase();
  const { one } = useSpell();
  const [chosen, setAs] = useState<CloseKind | null>(null);
  const as = chosen ?? likelyWay(view);
  // what the opened form has read for the way that is picked there
  const asked = useQuery({ ...missingQuery(view.id, as), enabled: false });
  const missing = (asked.data?.missing ?? (as === 'satisfied' ? view.missing : null))?.length;
  const summary = view.closedAs
    ? one('closeKind', view.closedAs)
    : missing === undefined
      ? ''
      : missing > 0
        ? t('case.missingCount', { count: missing })
        : t('case.nothingMissing');
  return (
    <CasePanel name="closing" summary={summary}>
      {view.stage === 'closed' ? (
        <>
          <Ended />
          <Withdrawal />
          <HopeAndDelivery />
          <ClosingPapers />
          <Decisions />
        </>
      ) : (
        <>
          <Withdrawal />
          <HopeAndDelivery />
          <Decisions />
          <ClosingPapers />
          <CloseForm as={as} setAs={setAs} />
        </>
      )}
      <Approvals as={as} />
    </CasePanel>
  );
}

/** The customer took it back; somebody asked for a yes to a way; else what the customer said when rung back. */
function likelyWay(view: ComplaintView): CloseKind {
  if (standingRecord(view, 'withdrawal')) return 'withdrawn';
  const asked = recordsOf(view, 'approval-request').findLast(({ data, endedAt }) => !endedAt && isCloseKind(data.of));
  if (asked && isCloseKind(asked.data.of)) return asked.data.of;
  if (view.satisfaction === 'fair') return 'accepted';
  return view.satisfaction === 'dissatisfied' || view.satisfaction === 'very-dissatisfied' ? 'unresolved' : 'satisfied';
}

const missingQuery = (id: string, as: CloseKind) =>
  queryOptions({
    queryKey: ['complaint', id, 'closing', as],
    queryFn: () =>
      call<typeof contract.missingToClose>('GET /api/complaints/:id/closing', { params: { id }, input: { as } }),
  });

/** How it ended, by whom, and what was said with it. */
function Ended() {
  const t = useWords('complaints');
  const { view } = useCase();
  const { reason } = useSpell();
  const closing = standingRecord(view, 'closing');
  const voiding = view.closedAs === 'voided' ? standingRecord(view, 'voiding') : null;
  const merger = view.closedAs === 'duplicate' ? standingRecord(view, 'merger') : null;
  const by = closing ?? voiding ?? merger;
  return (
    <>
      <p className="wrap">
        {view.closedAs && <EndChip as={view.closedAs} />}
        {by && <By by={by.by} at={by.at} />}
      </p>
      <Lines
        rows={[
          [t('case.what'), closing?.data.what],
          [t(view.closedAs === 'not-ours' ? 'case.passedTo' : 'case.howSolved'), closing?.data.how],
          [t('case.closingNote'), closing?.data.note || voiding?.data.note],
          [t('case.reason'), reason(voiding?.data.reason ?? merger?.data.reason)],
          [t('case.mergedInto'), merger && view.mergedInto?.number],
          [t('case.waysTold'), closing?.data.outsideWaysTold && t('case.waysWereTold')],
        ]}
      />
    </>
  );
}

/** The customer took it back: what whoever approves it has to see. */
function Withdrawal() {
  const t = useWords('complaints');
  const { view } = useCase();
  const taken = standingRecord(view, 'withdrawal');
  if (!taken) return null;
  return (
    <section aria-label={t('case.withdrawal')}>
      <h3 className="case-h3">{t('case.withdrawal')}</h3>
      <Lines
        rows={[
          [t('case.withdrawWords'), taken.data.ownWords && <bdi key="w">{taken.data.ownWords}</bdi>],
          [t('case.withdrawSigned'), taken.data.signed && t('case.yes')],
          [t('case.askedFirst'), t(taken.data.askedFirst === 'us' ? 'case.askedByUs' : 'case.askedByCustomer')],
        ]}
      />
      <By by={taken.by} at={taken.at} />
    </section>
  );
}

function CloseForm({ as, setAs }: { as: CloseKind; setAs: (as: CloseKind) => void }) {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const { all } = useSpell();
  const act = useCaseAct();
  const { values, put } = useFields({ note: '', outsideWaysTold: false, passedTo: '' });
  const asked = useQuery(missingQuery(view.id, as));
  const ways = all(
    'closeKind',
    CLOSE_KINDS.filter(
      (kind) => !ELSEWHERE.includes(kind) && (kind !== 'withdrawn' || standingRecord(view, 'withdrawal')),
    ),
  );
  // The note that closes it counts as its result.
  const missing = (asked.data?.missing ?? view.missing).filter(
    (item) => item.need !== 'result' || values.note.trim() === '',
  );
  const send = async (): Promise<void> => {
    await act.run<typeof contract.close>('POST /api/complaints/:id/closing', {
      input: { as, ...values },
      // a colleague may have added something in between: the list then says what
      onRefused: () => void asked.refetch(),
    });
  };
  return (
    <>
      <ChipsField
        label={t('case.closeAs')}
        choices={ways}
        value={as}
        onChange={(kind) => kind && setAs(kind)}
        hint={t(`case.closeHints.${as}`)}
      />
      {as === 'unresolved' && pack.closing.outsideWays.length > 0 && (
        <div className="case-safety case-outside">
          <strong>{t('case.outsideWays')}</strong>
          <ul>
            {pack.closing.outsideWays.map((way) => (
              <li key={way}>{way}</li>
            ))}
          </ul>
          <CheckField
            label={t('case.outsideWaysTold')}
            value={values.outsideWaysTold}
            onChange={(outsideWaysTold) => put({ outsideWaysTold })}
          />
        </div>
      )}
      <MissingList missing={missing} />
      <ActToggle act="close" startOpen>
        {() => (
          <ActForm
            act={act}
            submit={t('case.closeNow', { number: view.number })}
            lacking={
              missing.length > 0 ||
              asked.isPending ||
              (as === 'not-ours' && !values.passedTo.trim()) ||
              (as === 'unresolved' && !values.outsideWaysTold)
            }
            onSubmit={() => void send()}
          >
            {as === 'not-ours' && (
              <TextField
                label={t('case.passedTo')}
                required
                max={100}
                value={values.passedTo}
                onChange={(passedTo) => put({ passedTo })}
              />
            )}
            <TextField
              label={t('case.closingNote')}
              rows={2}
              max={2000}
              value={values.note}
              onChange={(note) => put({ note })}
            />
          </ActForm>
        )}
      </ActToggle>
    </>
  );
}
