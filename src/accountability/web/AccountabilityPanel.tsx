import { Link } from '@tanstack/react-router';
import { useWords } from '../../base/web/i18n.ts';
import { fenOf, formatMoney } from '../../base/web/money.ts';
import { formatTime } from '../../base/web/when.ts';
import { ActForm, ActToggle } from '../../complaints/web/case/ActForm.tsx';
import { CasePanel } from '../../complaints/web/case/CasePanel.tsx';
import { useCase } from '../../complaints/web/case/case-context.ts';
import {
  PickField,
  PickManyField,
  TextField,
  useFields,
  WhenField,
  YuanField,
} from '../../complaints/web/case/fields.tsx';
import { useSpell } from '../../complaints/web/case/spell.ts';
import { useCaseAct } from '../../complaints/web/case/use-case-act.ts';
import { useSession } from '../../people/web/use-session.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import type * as contract from '../contract.ts';
import { StateChip } from './PenaltyList.tsx';
import { type OfCase, usePenaltiesOf, useReadPenaltiesAgain } from './use-accountability.ts';
import './accountability.css';

/** 责任追究: proposals about colleagues, for those who propose or approve them. */
export function AccountabilityPanel() {
  const t = useWords('accountability');
  const { view } = useCase();
  const { may } = useSession();
  const reads = may('accountability.propose', view.storeId) || may('accountability.approve', view.storeId);
  const { data, error } = usePenaltiesOf(view.id, reads);
  if (!reads || !data?.mayRead) return null;
  const { items } = data;
  return (
    <CasePanel name="accountability" summary={items.length > 0 && t('penalty.summary', { count: items.length })}>
      <ProblemNote error={error} />
      {data.suggestedBy && <p className="note">{t('penalty.suggested', { ground: data.suggestedBy })}</p>}
      {items.length === 0 && <p className="case-hint">{t('penalty.none')}</p>}
      <ul className="rows">
        {items.map((one) => (
          <li key={one.id} className="row">
            <Link to="/accountability/$id" params={{ id: one.id }} search={{}}>
              <strong>{one.staff.name}</strong> {one.measure}
              {one.amountFen !== null && ` ${formatMoney(one.amountFen)}`}
            </Link>
            <StateChip state={one.state} />
            <span className="quiet">{formatTime(one.proposedAt)}</span>
          </li>
        ))}
      </ul>
      <div className="case-keys">
        <ActToggle act="proposePenalty" label={t('penalty.propose')}>
          {(close) => <ProposeForm of={data} close={close} />}
        </ActToggle>
      </div>
    </CasePanel>
  );
}

/** What a proposal may rest on, as the server knows it too. */
const EVIDENCE = ['investigation', 'finding', 'standing', 'responsibility', 'review', 'assessment', 'demanded'];

function ProposeForm({ of, close }: { of: OfCase; close: () => void }) {
  const t = useWords('accountability');
  const { view } = useCase();
  const { people } = useSpell();
  const { staff } = useSession();
  const act = useCaseAct();
  const readAgain = useReadPenaltiesAgain();
  const { values, put } = useFields({
    staffId: view.respondents.length === 1 ? (view.respondents[0]?.id ?? null) : null,
    headId: null as string | null,
    ruleKey: of.rules.length === 1 ? (of.rules[0]?.key ?? null) : null,
    rule: '',
    document: of.document,
    event: '',
    measure: '',
    amount: '',
    recordIds: [] as string[],
    attachmentIds: [] as string[],
    statementDueAt: null as string | null,
  });
  const meant = view.respondents.map(({ id, name }) => ({ key: id, title: name }));
  const others = people([staff.id, ...meant.map(({ key }) => key)]);
  const records = view.records.filter(({ act, endedAt }) => EVIDENCE.includes(act) && endedAt === null);
  const files = view.attachments.filter(({ redacted }) => !redacted);
  const amountFen = values.amount.trim() === '' ? null : fenOf(values.amount);
  const lacking =
    !values.staffId ||
    !values.statementDueAt ||
    !values.event.trim() ||
    !values.measure.trim() ||
    !values.document.trim() ||
    (!values.ruleKey && !values.rule.trim()) ||
    values.recordIds.length + values.attachmentIds.length === 0 ||
    (values.amount.trim() !== '' && !amountFen);
  const send = async (): Promise<void> => {
    const { amount: _, staffId, statementDueAt, ...rest } = values;
    if (!staffId || !statementDueAt) return;
    const input = { ...rest, staffId, statementDueAt, amountFen };
    if (await act.run<typeof contract.propose>('POST /api/complaints/:id/penalties', { input })) {
      await readAgain();
      close();
    }
  };
  return (
    <ActForm act={act} submit={t('penalty.propose')} lacking={lacking} onSubmit={() => void send()} onCancel={close}>
      <p className="case-hint">{t('penalty.lead')}</p>
      <PickField
        label={t('penalty.who')}
        required
        choices={[...meant, ...others]}
        value={values.staffId}
        onChange={(staffId) => put({ staffId })}
      />
      <PickField
        label={t('penalty.head')}
        clear
        choices={[...meant, ...others]}
        value={values.headId}
        onChange={(headId) => put({ headId })}
      />
      {of.rules.length > 0 && (
        <PickField
          label={t('penalty.rule')}
          clear
          placeholder={t('penalty.ruleOther')}
          choices={of.rules.map(({ key, title, clause }) => ({
            key,
            title: [clause, title].filter(Boolean).join(' '),
          }))}
          value={values.ruleKey}
          onChange={(ruleKey) => put({ ruleKey })}
        />
      )}
      {!values.ruleKey && (
        <TextField
          label={t('penalty.ruleWords')}
          required
          max={200}
          value={values.rule}
          onChange={(rule) => put({ rule })}
        />
      )}
      <TextField
        label={t('penalty.document')}
        required
        max={100}
        value={values.document}
        onChange={(document) => put({ document })}
      />
      <TextField
        label={t('penalty.event')}
        hint={t('penalty.eventHint')}
        required
        rows={3}
        max={2000}
        value={values.event}
        onChange={(event) => put({ event })}
      />
      {records.length > 0 ? (
        <PickManyField
          label={t('penalty.records')}
          choices={records.map(({ id, act, at }) => ({ key: id, title: `${t(`records.${act}`)} ${formatTime(at)}` }))}
          value={values.recordIds}
          onChange={(recordIds) => put({ recordIds })}
        />
      ) : (
        <p className="case-hint">{t('penalty.noRecords')}</p>
      )}
      {files.length > 0 && (
        <PickManyField
          label={t('penalty.files')}
          choices={files.map(({ id, name }) => ({ key: id, title: name }))}
          value={values.attachmentIds}
          onChange={(attachmentIds) => put({ attachmentIds })}
        />
      )}
      <TextField
        label={t('penalty.measure')}
        required
        max={200}
        value={values.measure}
        onChange={(measure) => put({ measure })}
      />
      <YuanField
        label={t('penalty.amount')}
        hint={t('penalty.amountHint')}
        wrong={t('penalty.amountWrong')}
        value={values.amount}
        onChange={(amount) => put({ amount })}
      />
      <WhenField
        label={t('penalty.due')}
        required
        value={values.statementDueAt}
        onChange={(statementDueAt) => put({ statementDueAt })}
      />
    </ActForm>
  );
}
