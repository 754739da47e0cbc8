import { CheckCircleOutlined, MinusCircleOutlined } from '@ant-design/icons';
import { useWords } from '../../../base/web/i18n.ts';
import { formatTime } from '../../../base/web/when.ts';
import { Chip } from '../../../ui/Chip.tsx';
import {
  firstRecordOf,
  openLines,
  type SheetLine,
  type SheetSource,
  savedForm,
  sheetLines,
} from '../../first-record.ts';
import type * as contract from '../../judging-contract.ts';
import { ActForm, ActToggle } from './ActForm.tsx';
import { CasePanel } from './CasePanel.tsx';
import { titleOf, useCase } from './case-context.ts';
import { NoteField, TextField, useFields } from './fields.tsx';
import { By, Lines } from './Lines.tsx';
import { useSpell } from './spell.ts';
import { asRecords, recordsOf, standingRecord } from './standing-records.ts';
import { useCaseAct } from './use-case-act.ts';

/** 首次记录与上报: what is still missing, to whom it goes and until when, and the sheet that is born by it. */
export function FirstRecordPanel() {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const { post } = useSpell();
  const { reportUp } = pack;
  if (pack.firstRecord.length === 0 && !reportUp) return null;
  const missing = firstRecordOf(pack, view).filter(({ there }) => !there);
  const reported = standingRecord(view, 'report-up');
  const late = view.clocks.find(({ rule, breachedAt }) => rule === reportUp?.clock && breachedAt !== null);
  const posts = (reportUp?.posts ?? []).map(post).join(t('case.comma'));
  return (
    <CasePanel
      name="firstRecord"
      summary={
        missing.length > 0
          ? `${t('case.firstRecord.missing')} ${missing.map(({ title }) => title).join(t('case.comma'))}`
          : reported && t('case.firstRecord.reportedTo')
      }
    >
      {pack.firstRecord.length > 0 && <FirstRecord />}
      {late && (
        <p>
          <Chip tone="bad" text={t('case.firstRecord.breached', { due: formatTime(late.dueAt) })} />
        </p>
      )}
      {reported ? (
        <>
          <Lines
            rows={[
              [t('case.firstRecord.reportedTo'), reported.data.posts.map(post).join(t('case.comma'))],
              [t('case.firstRecord.note'), reported.data.note],
            ]}
          />
          <By by={reported.by} at={reported.at} />
          {reportUp?.sheet && <HandlingSheet sheet={reportUp.sheet} />}
        </>
      ) : (
        reportUp && (
          <>
            <p className="case-hint">
              {reportUp.sheet
                ? t('case.firstRecord.reportTeach', { posts, sheet: reportUp.sheet.title })
                : t('case.firstRecord.reportTeachPlain', { posts })}
            </p>
            <ActToggle act="reportUp">{(close) => <ReportForm close={close} />}</ActToggle>
          </>
        )
      )}
    </CasePanel>
  );
}

function FirstRecord() {
  const t = useWords('complaints');
  const { view, pack, can, go } = useCase();
  const missing = firstRecordOf(pack, view).filter(({ there }) => !there);
  if (missing.length === 0)
    return (
      <p className="case-complete">
        <CheckCircleOutlined aria-hidden /> {t('case.firstRecord.complete')}
      </p>
    );
  return (
    <section aria-label={t('case.firstRecord.missing')}>
      <h3 className="case-h3">{t('case.firstRecord.missing')}</h3>
      <ul className="case-list">
        {missing.map(({ key, title }) => (
          <li key={key} className="case-missing">
            <MinusCircleOutlined aria-hidden />
            <button
              type="button"
              className="link-button"
              disabled={!can('correctFacts')}
              onClick={() => go('correctFacts')}
            >
              {title}
            </button>
          </li>
        ))}
      </ul>
      <p className="case-hint">{t('case.firstRecord.teach')}</p>
    </section>
  );
}

function ReportForm({ close }: { close: () => void }) {
  const t = useWords('complaints');
  const act = useCaseAct();
  const { values, put } = useFields({ note: '' });
  const send = async (): Promise<void> => {
    if (await act.run<typeof contract.reportUp>('POST /api/complaints/:id/report-up', { input: values })) close();
  };
  return (
    <ActForm act={act} submit={t('case.acts.reportUp')} onSubmit={() => void send()} onCancel={close}>
      <NoteField max={500} value={values.note} onChange={(note) => put({ note })} />
    </ActForm>
  );
}

type Sheet = Parameters<typeof sheetLines>[0];

function HandlingSheet({ sheet }: { sheet: Sheet }) {
  const t = useWords('complaints');
  const { view } = useCase();
  const lines = useSheetLines(sheet);
  const saved = savedForm(asRecords(view), sheet.key);
  return (
    <section className="case-sheet" aria-label={sheet.title}>
      <h3 className="case-h3">
        {sheet.title}{' '}
        <Chip
          tone={saved?.complete ? 'good' : 'warn'}
          text={t(saved?.complete ? 'case.firstRecord.filled' : 'case.firstRecord.unfilled')}
        />
      </h3>
      <Lines
        rows={lines.map(({ title, text }) => [
          title,
          text || <span className="quiet">{t('case.firstRecord.emptyLine')}</span>,
        ])}
      />
      <ActToggle act="fillForm">{(close) => <SheetForm sheet={sheet} lines={lines} close={close} />}</ActToggle>
    </section>
  );
}

function SheetForm({ sheet, lines, close }: { sheet: Sheet; lines: readonly SheetLine[]; close: () => void }) {
  const t = useWords('complaints');
  const act = useCaseAct();
  const { values, put } = useFields<Record<string, string>>(() =>
    Object.fromEntries(lines.map(({ key, text, taken }) => [key, taken ? '' : text])),
  );
  const now = lines.map((line) => ({ ...line, text: values[line.key] || (line.taken ? line.text : '') }));
  const send = async (): Promise<void> => {
    const input = { form: sheet.key, values: lines.map(({ key }) => ({ field: key, text: values[key] ?? '' })) };
    if (await act.run<typeof contract.fillForm>('POST /api/complaints/:id/forms', { input })) close();
  };
  const open = openLines(now).map(({ title }) => title);
  return (
    <ActForm act={act} submit={t('case.save')} onSubmit={() => void send()} onCancel={close}>
      {lines.map(({ key, title, text, taken, required }) => (
        <TextField
          key={key}
          label={title}
          required={required}
          rows={2}
          max={3000}
          placeholder={taken ? text : undefined}
          hint={taken ? t('case.firstRecord.taken') : undefined}
          value={values[key] ?? ''}
          onChange={(written) => put({ [key]: written })}
        />
      ))}
      {open.length > 0 && (
        <p className="case-hint">
          {t('case.firstRecord.unfilled')} {open.join(t('case.comma'))}
        </p>
      )}
    </ActForm>
  );
}

/** The sheet as it reads now: what somebody wrote, else the record in words. */
function useSheetLines(sheet: Sheet): SheetLine[] {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const { one } = useSpell();
  const reported = standingRecord(view, 'report-up');
  const plan = standingRecord(view, 'plan')?.data.options.map(({ outline }) => outline) ?? [];
  const satisfaction = recordsOf(view, 'follow-up').findLast(({ data }) => data.satisfaction)?.data.satisfaction;
  const field = (key: string): string => {
    const known = pack.fields.find((one) => one.key === key);
    const value = view.fields[key];
    if (value === null || value === undefined || value === '') return '';
    if (typeof value === 'boolean') return t(value ? 'case.yes' : 'case.no');
    if (known?.type === 'choice') return titleOf(known.choices ?? [], String(value));
    return known?.type === 'date-time' ? formatTime(String(value)) : String(value);
  };
  const recorded = firstRecordOf(pack, view)
    .filter(({ there }) => there)
    .map(({ title, field: name }) => t('case.firstRecord.item', { title, text: name ? field(name) : view.excerpt }));
  const join = t('case.firstRecord.join');
  const known: Record<Exclude<SheetSource, 'field'>, string> = {
    'first-record': recorded.join(join),
    'own-words': view.excerpt,
    caller: view.callerName || view.customer,
    'received-at': formatTime(view.receivedAt),
    'registered-by': view.registeredBy?.name ?? '',
    'reported-at': reported ? formatTime(reported.at) : '',
    'reported-by': reported?.by?.name ?? '',
    owner: view.owner?.name ?? '',
    store: view.storeName,
    channel: titleOf(pack.channels, view.channel),
    category: view.categoryTitle ?? '',
    severity: one('severity', view.severity),
    demands: view.demands.map(({ type, body }) => `${titleOf(pack.demandTypes, type)} ${body}`.trim()).join(join),
    plan: plan.join(join),
    result: standingRecord(view, 'resolution')?.data.result ?? '',
    satisfaction: one('satisfaction', satisfaction),
  };
  return sheetLines(sheet, savedForm(asRecords(view), sheet.key), known, field);
}
