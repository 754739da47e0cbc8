import { CheckOutlined } from '@ant-design/icons';
import type { SentInputOf } from '../../../base/contract.ts';
import { useWords } from '../../../base/web/i18n.ts';
import { formatMoney } from '../../../base/web/money.ts';
import type * as contract from '../../triage-contract.ts';
import { ActForm, ActToggle } from './ActForm.tsx';
import { CasePanel } from './CasePanel.tsx';
import { useCase } from './case-context.ts';
import { CheckField, ChipsField, PickField, TextField, useFields } from './fields.tsx';
import { By, Lines } from './Lines.tsx';
import { Meetings } from './Meetings.tsx';
import { useSpell } from './spell.ts';
import { recordsOf } from './standing-records.ts';
import { useCaseAct } from './use-case-act.ts';

/** 升级路径: the rungs with their holders, where the case stands, and how it came up. */
export function LadderPanel() {
  const t = useWords('complaints');
  const { view } = useCase();
  const { reason, person } = useSpell();
  const climbs = recordsOf(view, 'escalation');
  const here = view.ladder[view.rung];
  const isMeetingMissing =
    here?.record === 'meeting' &&
    view.stage !== 'closed' &&
    !recordsOf(view, 'meeting').some(({ data, endedAt }) => data.rung === here.key && !endedAt);
  return (
    <CasePanel name="ladder" summary={view.ladder[view.rung]?.title}>
      <ol className="case-rungs">
        {view.ladder.map((rung, place) => (
          <li
            key={rung.key}
            data-state={place < view.rung ? 'below' : place === view.rung ? 'here' : 'above'}
            aria-current={place === view.rung ? 'step' : undefined}
          >
            <span className="case-rung-mark" aria-hidden>
              {place < view.rung ? <CheckOutlined /> : place + 1}
            </span>
            <span>
              <strong>{rung.title}</strong>
              {place === view.rung && <span className="quiet"> · {t('case.hereNow')}</span>}
              {rung.personal && <span className="quiet"> · {t('case.rungPersonal')}</span>}
              {rung.record && <span className="quiet"> · {t(`case.rungRecord.${rung.record}`)}</span>}
              {rung.evidencePercent !== null && (
                <span className="quiet"> · {t('case.rungEvidence', { percent: rung.evidencePercent })}</span>
              )}
              {rung.limitFen !== null && (
                <span className="quiet"> · {t('case.rungLimit', { amount: formatMoney(rung.limitFen) })}</span>
              )}
              <br />
              <span className="quiet">
                {rung.holders.map((holder) => holder.name).join(t('case.comma')) || t('case.noHolder')}
              </span>
            </span>
          </li>
        ))}
      </ol>
      {climbs.map((record) => (
        <div key={record.id} className="case-order">
          <strong>
            {t('case.climbed', {
              from: view.ladder[record.data.from]?.title ?? '',
              to: (view.ladder.find(({ key }) => key === record.data.rung) ?? view.ladder[record.data.to])?.title ?? '',
            })}
          </strong>
          <Lines
            rows={[
              [t('case.jump'), reason(record.data.jump)],
              [t('case.tried'), record.data.tried],
              [t('case.whyNotSolved'), record.data.whyNot],
              [t('case.customerTold'), t(record.data.customerTold ? 'case.yes' : 'case.no')],
              [t('case.handedTo'), person(record.data.toStaffId)],
            ]}
          />
          <By by={record.by} at={record.at} />
        </div>
      ))}
      {isMeetingMissing && <p className="case-hint">{t('case.meetingNeeded')}</p>}
      {(here?.record || recordsOf(view, 'meeting').some(({ data }) => data.of === 'rung')) && <Meetings of="rung" />}
      <div className="wrap">
        <ActToggle act="escalate">{(close) => <EscalateForm close={close} />}</ActToggle>
        {view.evidencePercent !== null && view.stage !== 'closed' && (
          <span className="quiet">{t('case.evidencePercent', { percent: view.evidencePercent })}</span>
        )}
      </div>
    </CasePanel>
  );
}

function EscalateForm({ close }: { close: () => void }) {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const act = useCaseAct();
  const next = view.rung + 1;
  const { values, put } = useFields({
    to: String(next),
    toStaffId: null as string | null,
    jump: null as string | null,
    tried: '',
    whyNot: '',
    customerTold: false,
  });
  const to = Number(values.to);
  const jumps = to > next;
  const send = async (): Promise<void> => {
    const input: SentInputOf<typeof contract.escalate> = {
      to,
      toStaffId: values.toStaffId,
      jump: jumps ? values.jump : null,
      tried: values.tried,
      whyNot: values.whyNot,
      customerTold: values.customerTold,
    };
    if (await act.run<typeof contract.escalate>('POST /api/complaints/:id/escalations', { input })) close();
  };
  const above = view.ladder
    .map((rung, place) => ({ key: String(place), title: rung.title, place }))
    .filter(({ place }) => place > view.rung);
  const holders = view.ladder[to]?.holders ?? [];
  const wanted = jumps ? null : (view.ladder[to]?.evidencePercent ?? null);
  const isEvidenceMissing = wanted !== null && view.evidencePercent !== null && view.evidencePercent < wanted;
  return (
    <ActForm
      act={act}
      submit={t('case.acts.escalate')}
      lacking={
        isEvidenceMissing ||
        !values.tried.trim() ||
        !values.whyNot.trim() ||
        (jumps && !values.jump) ||
        !values.customerTold
      }
      onSubmit={() => void send()}
      onCancel={close}
    >
      <ChipsField
        label={t('case.escalateTo')}
        choices={above}
        value={values.to}
        onChange={(picked) => picked && put({ to: picked, toStaffId: null })}
      />
      {jumps && (
        <PickField
          label={t('case.jump')}
          hint={t('case.jumpHint', { next: view.ladder[next]?.title ?? '' })}
          required
          choices={pack.jumpReasons}
          value={values.jump}
          onChange={(jump) => put({ jump })}
        />
      )}
      {isEvidenceMissing && <p className="case-hint">{t('case.evidenceNeeded', { percent: wanted })}</p>}
      {holders.length > 1 && (
        <PickField
          label={t('case.handedTo')}
          clear
          choices={holders.map(({ id, name }) => ({ key: id, title: name }))}
          value={values.toStaffId}
          onChange={(toStaffId) => put({ toStaffId })}
        />
      )}
      <TextField
        label={t('case.tried')}
        required
        rows={2}
        max={1000}
        value={values.tried}
        onChange={(tried) => put({ tried })}
      />
      <TextField
        label={t('case.whyNotSolved')}
        required
        rows={2}
        max={1000}
        value={values.whyNot}
        onChange={(whyNot) => put({ whyNot })}
      />
      <CheckField
        label={t('case.customerToldLabel')}
        value={values.customerTold}
        onChange={(customerTold) => put({ customerTold })}
      />
    </ActForm>
  );
}
