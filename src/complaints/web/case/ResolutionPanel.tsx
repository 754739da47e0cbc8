import { useWords } from '../../../base/web/i18n.ts';
import { fenOf, formatMoney } from '../../../base/web/money.ts';
import { Chip, type Tone } from '../../../ui/Chip.tsx';
import type { ComplaintView } from '../../case-contract.ts';
import { DEMAND_ANSWERS, type DemandAnswer, MOODS, type Mood } from '../../complaint.ts';
import type * as correctingActs from '../../correcting-contract.ts';
import type * as planningActs from '../../planning-contract.ts';
import { ActForm, ActToggle } from './ActForm.tsx';
import { CasePanel } from './CasePanel.tsx';
import { titleOf, useCase } from './case-context.ts';
import { ChipsField, PickField, TextField, useFields, YuanField } from './fields.tsx';
import { By, Lines } from './Lines.tsx';
import { useSpell } from './spell.ts';
import { standingRecord } from './standing-records.ts';
import { useCaseAct } from './use-case-act.ts';

type Demand = ComplaintView['demands'][number];
const TONES: Record<DemandAnswer, Tone> = {
  open: 'quiet',
  met: 'good',
  partly: 'info',
  'not-met': 'warn',
  dropped: 'quiet',
};

/** Each demand with its answer, and the result as a whole. */
export function ResolutionPanel() {
  const t = useWords('complaints');
  const { view } = useCase();
  const found = standingRecord(view, 'resolution');
  const answered = view.demands.filter((demand) => demand.answer !== 'open').length;
  const summary =
    view.demands.length > 0 ? t('case.demandsAnswered', { done: answered, all: view.demands.length }) : '';
  return (
    <CasePanel name="resolution" summary={summary}>
      {view.demands.map((demand, place) => (
        <OneDemand key={demand.id} demand={demand} number={place + 1} />
      ))}
      <ActToggle act="addDemand">{(close) => <AddDemand close={close} />}</ActToggle>
      {found && (
        <>
          <Lines
            rows={[
              [t('case.result'), found.data.result],
              [t('case.expectedResult'), view.expectedResult],
              [t('case.delivered'), found.data.delivered],
            ]}
          />
          <By by={found.by} at={found.at} />
        </>
      )}
      <ActToggle act="resolve" startOpen={view.primary === 'resolve'}>
        {(close) => <ResolveForm close={close} />}
      </ActToggle>
    </CasePanel>
  );
}

function OneDemand({ demand, number }: { demand: Demand; number: number }) {
  const t = useWords('complaints');
  const { pack } = useCase();
  const { one } = useSpell();
  return (
    <div className="case-demand">
      <p className="wrap">
        <strong>
          {number}. {titleOf(pack.demandTypes, demand.type)}
        </strong>
        <bdi>{demand.body}</bdi>
        <Chip tone={TONES[demand.answer]} text={one('answer', demand.answer)} />
        {demand.claimedFen !== null && (
          <span className="number">{t('case.claimed', { amount: formatMoney(demand.claimedFen) })}</span>
        )}
        {demand.amountFen !== null && (
          <span className="number">{t('case.answeredWith', { amount: formatMoney(demand.amountFen) })}</span>
        )}
      </p>
      {demand.answerNote && (
        <p className="quiet">
          <bdi>{demand.answerNote}</bdi>
        </p>
      )}
      <div className="case-keys">
        <ActToggle act="answerDemand" label={demand.answer === 'open' ? undefined : t('case.answerAgain')}>
          {(close) => <AnswerForm demand={demand} close={close} />}
        </ActToggle>
        <ActToggle act="correctDemand" label={demand.claimedFen === null ? t('case.claimAdd') : undefined}>
          {(close) => <ClaimForm demand={demand} close={close} />}
        </ActToggle>
      </div>
    </div>
  );
}

function AnswerForm({ demand, close }: { demand: Demand; close: () => void }) {
  const t = useWords('complaints');
  const act = useCaseAct();
  const { values, put } = useFields({ answer: null as DemandAnswer | null, note: demand.answerNote, amount: '' });
  const send = async (): Promise<void> => {
    if (!values.answer) return;
    const input = {
      answer: values.answer,
      note: values.note,
      amountFen: values.amount.trim() ? fenOf(values.amount) : null,
    };
    if (
      await act.run<typeof correctingActs.answerDemand>('POST /api/complaints/:id/demands/:demandId/answer', {
        params: { demandId: demand.id },
        input,
      })
    )
      close();
  };
  return (
    <ActForm
      act={act}
      submit={t('case.acts.answerDemand')}
      lacking={!values.answer || (values.amount.trim() !== '' && fenOf(values.amount) === null)}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <AnswerFields values={values} put={put} />
    </ActForm>
  );
}

/** What the customer asks for in money, or that it is no longer a matter of money. */
function ClaimForm({ demand, close }: { demand: Demand; close: () => void }) {
  const t = useWords('complaints');
  const act = useCaseAct();
  const { values, put } = useFields({ amount: demand.claimedFen === null ? '' : String(demand.claimedFen / 100) });
  const claimedFen = values.amount.trim() ? fenOf(values.amount) : null;
  const send = async (): Promise<void> => {
    if (
      await act.run<typeof correctingActs.correctDemand>('PATCH /api/complaints/:id/demands/:demandId', {
        params: { demandId: demand.id },
        input: { claimedFen },
      })
    )
      close();
  };
  return (
    <ActForm
      act={act}
      submit={t(demand.claimedFen === null ? 'case.claimAdd' : 'case.acts.correctDemand')}
      lacking={values.amount.trim() !== '' && claimedFen === null}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <YuanField
        label={t('case.claimedYuan')}
        hint={t('case.claimedHint')}
        wrong={t('case.amountWrong')}
        value={values.amount}
        onChange={(amount) => put({ amount })}
      />
    </ActForm>
  );
}

interface Answer {
  answer: DemandAnswer | null;
  note: string;
  amount: string;
}

function AnswerFields({ values, put }: { values: Answer; put: (some: Partial<Answer>) => void }) {
  const t = useWords('complaints');
  const { all } = useSpell();
  return (
    <>
      <ChipsField
        label={t('case.answerLabel')}
        required
        choices={all(
          'answer',
          DEMAND_ANSWERS.filter((answer) => answer !== 'open'),
        )}
        value={values.answer}
        onChange={(answer) => put({ answer })}
      />
      <div className="case-two">
        <TextField label={t('case.noteOptional')} max={500} value={values.note} onChange={(note) => put({ note })} />
        <YuanField
          label={t('case.amountYuan')}
          wrong={t('case.amountWrong')}
          value={values.amount}
          onChange={(amount) => put({ amount })}
        />
      </div>
    </>
  );
}

function AddDemand({ close }: { close: () => void }) {
  const t = useWords('complaints');
  const { pack } = useCase();
  const act = useCaseAct();
  const { values, put } = useFields({ type: null as string | null, body: '', amount: '' });
  const claimedFen = values.amount.trim() ? fenOf(values.amount) : null;
  const send = async (): Promise<void> => {
    const input = { type: values.type ?? '', body: values.body, claimedFen };
    if (await act.run<typeof correctingActs.addDemand>('POST /api/complaints/:id/demands', { input })) close();
  };
  return (
    <ActForm
      act={act}
      submit={t('case.acts.addDemand')}
      lacking={!values.type || (values.amount.trim() !== '' && claimedFen === null)}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <PickField
        label={t('case.demandType')}
        required
        choices={pack.demandTypes}
        value={values.type}
        onChange={(type) => put({ type })}
      />
      <TextField label={t('case.demandBody')} max={500} value={values.body} onChange={(body) => put({ body })} />
      <YuanField
        label={t('case.claimedYuan')}
        wrong={t('case.amountWrong')}
        value={values.amount}
        onChange={(amount) => put({ amount })}
      />
    </ActForm>
  );
}

function ResolveForm({ close }: { close: () => void }) {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const { all } = useSpell();
  const act = useCaseAct();
  const open = view.demands.filter((demand) => demand.answer === 'open');
  const { values, put } = useFields(() => ({
    result: '',
    delivered: '',
    moodAfter: null as Mood | null,
    answers: {} as Record<string, Answer>,
  }));
  const answerOf = (id: string): Answer => values.answers[id] ?? { answer: null, note: '', amount: '' };
  const send = async (): Promise<void> => {
    const demands = open.flatMap(({ id }) => {
      const { answer, note, amount } = answerOf(id);
      return answer ? [{ id, answer, note, amountFen: amount.trim() ? fenOf(amount) : null }] : [];
    });
    const input = { result: values.result, delivered: values.delivered, moodAfter: values.moodAfter, demands };
    if (await act.run<typeof planningActs.resolve>('POST /api/complaints/:id/resolution', { input })) close();
  };
  const wrongAmount = Object.values(values.answers).some(
    ({ amount }) => amount.trim() !== '' && fenOf(amount) === null,
  );
  return (
    <ActForm
      act={act}
      submit={t('case.acts.resolve')}
      lacking={!values.result.trim() || wrongAmount}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <TextField
        label={t('case.result')}
        required
        rows={3}
        max={3000}
        value={values.result}
        onChange={(result) => put({ result })}
      />
      {open.map((demand) => (
        <fieldset key={demand.id} className="case-option">
          <legend>
            {view.demands.indexOf(demand) + 1}. {titleOf(pack.demandTypes, demand.type)}{' '}
            <bdi className="quiet">{demand.body}</bdi>
          </legend>
          <AnswerFields
            values={answerOf(demand.id)}
            put={(some) => put({ answers: { ...values.answers, [demand.id]: { ...answerOf(demand.id), ...some } } })}
          />
        </fieldset>
      ))}
      <Lines
        rows={[
          [t('case.expectedFeeling'), view.expectedFeeling],
          [t('case.expectedProcess'), view.expectedProcess],
          [t('case.expectedResult'), view.expectedResult],
        ]}
      />
      <TextField
        label={t('case.delivered')}
        hint={t('case.deliveredHint')}
        rows={2}
        max={1000}
        value={values.delivered}
        onChange={(delivered) => put({ delivered })}
      />
      <ChipsField
        label={t('case.moodAfter')}
        clear
        choices={all('mood', MOODS)}
        value={values.moodAfter}
        onChange={(moodAfter) => put({ moodAfter })}
      />
    </ActForm>
  );
}
