import { useWords } from '../../../base/web/i18n.ts';
import { fenOf, formatMoney } from '../../../base/web/money.ts';
import { Chip } from '../../../ui/Chip.tsx';
import type * as closing from '../../closing-contract.ts';
import type * as contract from '../../planning-contract.ts';
import { ActForm, ActToggle } from './ActForm.tsx';
import { useCase } from './case-context.ts';
import { ChipsField, NoteField, TextField, useFields, YuanField } from './fields.tsx';
import { By, Lines } from './Lines.tsx';
import { recordsOf, standingRecord } from './standing-records.ts';
import { useCaseAct } from './use-case-act.ts';

/** What the customer said about waiting, and the special solution that was opened by it. */
export function SpecialSection() {
  const t = useWords('complaints');
  const { view, pack, can } = useCase();
  const answers = recordsOf(view, 'breach-answer');
  const chosen = standingRecord(view, 'special');
  if (answers.length === 0 || pack.special.length === 0) return null;
  const agreed = recordsOf(view, 'approval').findLast(({ data, endedAt }) => data.of === 'special' && !endedAt);
  const isApproved = Boolean(chosen && agreed?.data.approved && agreed.at >= chosen.at);
  const isAsked = recordsOf(view, 'approval-request').some(
    ({ data, at, endedAt }) => data.of === 'special' && !endedAt && chosen && at >= chosen.at,
  );
  return (
    <section aria-label={t('case.special')} className="case-stack">
      <h3 className="case-h3">{t('case.special')}</h3>
      {answers.map((record) => (
        <p key={record.id} className="wrap">
          <Chip
            tone={record.data.canWait ? 'good' : 'warn'}
            text={t(record.data.canWait ? 'case.canWait' : 'case.cannotWait')}
          />
          <bdi>{record.data.words}</bdi>
          <By by={record.by} at={record.at} />
        </p>
      ))}
      {chosen && (
        <>
          <p className="wrap">
            <strong>{pack.special.find(({ key }) => key === chosen.data.key)?.title ?? chosen.data.key}</strong>
            {chosen.data.needsApproval && (
              <Chip
                tone={isApproved ? 'good' : 'warn'}
                text={t(isApproved ? 'case.specialApproved' : 'case.specialWaits')}
              />
            )}
          </p>
          <Lines
            rows={[
              [t('case.specialNote'), chosen.data.words],
              [t('case.cost'), chosen.data.costFen === null ? '' : formatMoney(chosen.data.costFen)],
              [t('case.specialSatisfaction'), chosen.data.satisfaction],
            ]}
          />
          <By by={chosen.by} at={chosen.at} />
          {chosen.data.needsApproval && !isApproved && !isAsked && can('askApproval') && (
            <ActToggle act="askApproval" label={t('case.specialAsk')}>
              {(close) => <AskForm close={close} />}
            </ActToggle>
          )}
        </>
      )}
      <ActToggle act="chooseSpecial" label={chosen ? t('case.specialAgain') : undefined} startOpen={!chosen}>
        {(close) => <ChooseForm close={close} />}
      </ActToggle>
    </section>
  );
}

function ChooseForm({ close }: { close: () => void }) {
  const t = useWords('complaints');
  const { pack } = useCase();
  const act = useCaseAct();
  const { values, put } = useFields({ key: null as string | null, cost: '', satisfaction: '', words: '' });
  const needs = pack.special.find(({ key }) => key === values.key)?.needs ?? [];
  const open = pack.special.filter(({ title }) => title === null);
  const cost = values.cost.trim() ? fenOf(values.cost) : null;
  const send = async (): Promise<void> => {
    const input = { key: values.key ?? '', costFen: cost, satisfaction: values.satisfaction, words: values.words };
    if (await act.run<typeof contract.chooseSpecial>('POST /api/complaints/:id/special-solutions', { input })) close();
  };
  return (
    <ActForm
      act={act}
      submit={t('case.acts.chooseSpecial')}
      lacking={
        !values.key ||
        (values.cost.trim() !== '' && cost === null) ||
        (needs.includes('cost') && cost === null) ||
        (needs.includes('satisfaction') && !values.satisfaction.trim())
      }
      onSubmit={() => void send()}
      onCancel={close}
    >
      <ChipsField
        label={t('case.special')}
        required
        hint={t('case.specialHint')}
        choices={pack.special.flatMap(({ key, title }) => (title === null ? [] : [{ key, title }]))}
        value={values.key}
        onChange={(key) => put({ key })}
      />
      {open.length > 0 && (
        <ul className="case-list quiet">
          {open.map(({ key }) => (
            <li key={key}>
              {t('case.special')} {pack.special.findIndex((one) => one.key === key) + 1} · {t('case.specialOpen')}
            </li>
          ))}
        </ul>
      )}
      <TextField
        label={t('case.specialNote')}
        rows={2}
        max={1000}
        value={values.words}
        onChange={(words) => put({ words })}
      />
      <YuanField
        label={t('case.specialCost')}
        required={needs.includes('cost')}
        wrong={t('case.amountWrong')}
        value={values.cost}
        onChange={(typed) => put({ cost: typed })}
      />
      <TextField
        label={t('case.specialSatisfaction')}
        required={needs.includes('satisfaction')}
        rows={2}
        max={1000}
        value={values.satisfaction}
        onChange={(satisfaction) => put({ satisfaction })}
      />
    </ActForm>
  );
}

function AskForm({ close }: { close: () => void }) {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const act = useCaseAct();
  const { values, put } = useFields({ note: '' });
  const chosen = standingRecord(view, 'special');
  const send = async (): Promise<void> => {
    const input = {
      of: 'special' as const,
      note: values.note,
      what: pack.special.find(({ key }) => key === chosen?.data.key)?.title ?? '',
      amountFen: chosen?.data.costFen ?? null,
    };
    if (await act.run<typeof closing.askApproval>('POST /api/complaints/:id/approval-requests', { input })) close();
  };
  return (
    <ActForm act={act} submit={t('case.specialAsk')} onSubmit={() => void send()} onCancel={close}>
      <NoteField value={values.note} onChange={(note) => put({ note })} />
    </ActForm>
  );
}
