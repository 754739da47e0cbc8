import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../base/web/call.ts';
import { useWords } from '../../../base/web/i18n.ts';
import { Chip } from '../../../ui/Chip.tsx';
import type * as contract from '../../acts-contract.ts';
import { CLOSE_KINDS, type CloseKind } from '../../complaint.ts';
import { ActForm, ActToggle } from './ActForm.tsx';
import { Approvals } from './Approvals.tsx';
import { CasePanel } from './CasePanel.tsx';
import { useCase } from './case-context.ts';
import { HopeAndDelivery } from './FollowUpPanel.tsx';
import { CheckField, ChipsField, TextField, useFields } from './fields.tsx';
import { By } from './Lines.tsx';
import { MissingList } from './MissingList.tsx';
import { useSpell } from './spell.ts';
import { standingRecord } from './standing-records.ts';
import { useCaseAct } from './use-case-act.ts';

/** These ways have acts of their own in the quiet menu, with what each of them needs. */
const ELSEWHERE: readonly CloseKind[] = ['duplicate', 'voided'];

/** The way a case ends, what still stands in its way, and who must say yes. */
export function ClosingPanel() {
  const t = useWords('complaints');
  const { view } = useCase();
  const { one } = useSpell();
  const [as, setAs] = useState<CloseKind>(() =>
    standingRecord(view, 'withdrawal') ? 'withdrawn' : likelyWay(view.satisfaction),
  );
  const closed = standingRecord(view, 'closing');
  const summary = view.closedAs
    ? one('closeKind', view.closedAs)
    : view.missing.length > 0
      ? t('case.missingCount', { count: view.missing.length })
      : t('case.nothingMissing');
  return (
    <CasePanel name="closing" summary={summary}>
      {view.stage === 'closed' ? (
        <>
          <p className="wrap">
            <Chip tone={view.closedAs === 'unresolved' ? 'warn' : 'good'} text={one('closeKind', view.closedAs)} />
            {closed && <By by={closed.by} at={closed.at} />}
          </p>
          {closed && (
            <p className="case-body">
              <bdi>{closed.data.how || closed.data.note}</bdi>
            </p>
          )}
          <HopeAndDelivery />
        </>
      ) : (
        <>
          <HopeAndDelivery />
          <CloseForm as={as} setAs={setAs} />
        </>
      )}
      <Approvals as={as} />
    </CasePanel>
  );
}

const likelyWay = (satisfaction: string | null): CloseKind =>
  satisfaction === 'fair'
    ? 'accepted'
    : satisfaction === 'dissatisfied' || satisfaction === 'very-dissatisfied'
      ? 'unresolved'
      : 'satisfied';

function CloseForm({ as, setAs }: { as: CloseKind; setAs: (as: CloseKind) => void }) {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const { all } = useSpell();
  const act = useCaseAct();
  const { values, put } = useFields({ note: '', outsideWaysTold: false, passedTo: '' });
  const asked = useQuery({
    queryKey: ['complaint', view.id, 'closing', as],
    queryFn: () =>
      call<typeof contract.missingToClose>('GET /api/complaints/:id/closing', {
        params: { id: view.id },
        input: { as },
      }),
  });
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
    await act.run<typeof contract.close>('POST /api/complaints/:id/closing', { input: { as, ...values } });
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
