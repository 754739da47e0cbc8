import { CheckCircleOutlined, MinusCircleOutlined } from '@ant-design/icons';
import { useWords } from '../../../base/web/i18n.ts';
import { fenOf, formatMoney } from '../../../base/web/money.ts';
import type { ComplaintView } from '../../case-contract.ts';
import type * as contract from '../../planning-contract.ts';
import { ActForm, ActToggle } from './ActForm.tsx';
import { useCase } from './case-context.ts';
import { FileField } from './FileField.tsx';
import { CheckField, TextField, useFields, YuanField } from './fields.tsx';
import { By } from './Lines.tsx';
import { NotApplicable } from './NotApplicable.tsx';
import { useSpell } from './spell.ts';
import { recordsOf } from './standing-records.ts';
import { useCaseAct } from './use-case-act.ts';

export type Demanded = ComplaintView['demanded'][number];

/** What the pack wants on such a case: what is there, what lacks, and before which stage. */
export function DemandedList() {
  const t = useWords('complaints');
  const { view } = useCase();
  if (view.demanded.length === 0) return null;
  const done = view.demanded.filter(({ state }) => state !== 'missing').length;
  return (
    <section aria-label={t('case.demandedTitle')}>
      <h3 className="case-h3">
        {t('case.demandedTitle')}{' '}
        <span className="quiet">
          {t('case.demandedDone', { done, all: view.demanded.length })}
          {view.evidencePercent !== null && ` · ${t('case.evidencePercent', { percent: view.evidencePercent })}`}
        </span>
      </h3>
      <ul className="case-list">
        {view.demanded.map((item) => (
          <OneDemanded key={item.record} item={item} />
        ))}
      </ul>
    </section>
  );
}

function OneDemanded({ item }: { item: Demanded }) {
  const t = useWords('complaints');
  const { view } = useCase();
  const { one } = useSpell();
  const kept = recordsOf(view, 'demanded').findLast(({ data, endedAt }) => data.record === item.record && !endedAt);
  const file = view.attachments.find(({ id }) => id === kept?.data.attachmentId);
  return (
    <li className="case-demanded">
      <p className="wrap">
        {item.state === 'missing' ? <MinusCircleOutlined aria-hidden /> : <CheckCircleOutlined aria-hidden />}
        <strong title={item.source || undefined}>{item.title}</strong>
        <span className="quiet">
          {t(`case.demandedState.${item.state}`)}
          {item.state === 'missing' && ` · ${t('case.demandedBefore', { stage: one('stage', item.before) })}`}
        </span>
        {kept?.data.words && <bdi>{kept.data.words}</bdi>}
        {typeof kept?.data.amountFen === 'number' && <span className="number">{formatMoney(kept.data.amountFen)}</span>}
        {file && <bdi className="quiet">{file.name}</bdi>}
        {kept && <By by={kept.by} at={kept.at} />}
      </p>
      {item.state === 'missing' && (
        <div className="case-keys">
          <ActToggle act="provideRecord">{(close) => <ProvideForm item={item} close={close} />}</ActToggle>
          {item.mayNotApply && <NotApplicable need="records" record={item.record} title={item.title} />}
        </div>
      )}
    </li>
  );
}

/** By a file, in words, as an amount or by a tick, as the pack has it. */
export function ProvideForm({ item, close }: { item: Demanded; close: () => void }) {
  const t = useWords('complaints');
  const act = useCaseAct();
  const { values, put } = useFields({ words: '', amount: '', ticked: false, attachmentId: null as string | null });
  const { as } = item;
  const isTick = as === 'tick' || as === 'form';
  const send = async (): Promise<void> => {
    const input = {
      record: item.record,
      words: values.words,
      amountFen: as === 'amounts' ? fenOf(values.amount) : null,
      attachmentId: values.attachmentId,
    };
    if (await act.run<typeof contract.provideRecord>('POST /api/complaints/:id/demanded-records', { input })) close();
  };
  const lacking =
    (isTick && !values.ticked) ||
    (as === 'amounts' && fenOf(values.amount) === null) ||
    ((as === 'words' || as === 'person') && !values.words.trim()) ||
    (as === 'attachment' && !values.attachmentId && !values.words.trim());
  return (
    <ActForm
      act={act}
      submit={t('case.acts.provideRecord')}
      lacking={lacking}
      onSubmit={() => void send()}
      onCancel={close}
    >
      {isTick && (
        <CheckField
          label={t(as === 'form' ? 'case.provideForm' : 'case.provideTick')}
          value={values.ticked}
          onChange={(ticked) => put({ ticked })}
        />
      )}
      {as === 'amounts' && (
        <YuanField
          label={t('case.amountYuan')}
          wrong={t('case.amountWrong')}
          value={values.amount}
          onChange={(amount) => put({ amount })}
        />
      )}
      {as === 'attachment' && (
        <FileField
          label={t('case.provideFile')}
          value={values.attachmentId}
          onChange={(attachmentId) => put({ attachmentId })}
        />
      )}
      <TextField
        label={t(isTick || as === 'amounts' ? 'case.noteOptional' : 'case.provideWords')}
        required={as === 'words' || as === 'person'}
        rows={as === 'person' ? 1 : 2}
        max={3000}
        value={values.words}
        onChange={(words) => put({ words })}
      />
    </ActForm>
  );
}
