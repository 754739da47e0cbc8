import { CheckOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { formatTime } from '../../../base/web/when.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { RESPONSIBLE, SEVERITIES } from '../../complaint.ts';
import { type Assessed, assess, openQuestions, type Question, questionsOf, sheetFor } from '../../fact-sheet.ts';
import type * as contract from '../../judging-contract.ts';
import { PackFieldInput } from '../PackFields.tsx';
import { ActForm, ActToggle } from './ActForm.tsx';
import { CasePanel } from './CasePanel.tsx';
import { titleOf, useCase } from './case-context.ts';
import { ChipsField, PickField, TextField, useFields } from './fields.tsx';
import { By, Lines } from './Lines.tsx';
import { useSpell } from './spell.ts';
import { standingRecord } from './standing-records.ts';
import { useCaseAct } from './use-case-act.ts';

type Value = string | number | boolean | null;

/** 事实问答: the questions of the category by one tap each, and what the answers make probable. */
export function FactSheetPanel() {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const sheet = sheetFor(pack, view.category);
  if (!sheet) return null;
  const questions = questionsOf(pack, view);
  const done = questions.filter(({ answered }) => answered).length;
  const { unknown, unknownWords } = pack.wording;
  return (
    <CasePanel
      name="factSheet"
      summary={`${sheet.title} · ${t('case.factSheet.progress', { done, all: questions.length })}`}
    >
      <p className="case-hint">{t('case.factSheet.teach')}</p>
      <ol className="fact-sheet">
        {questions.map((question) => (
          <OneQuestion key={question.field.key} question={question} />
        ))}
      </ol>
      <p className="case-hint">
        {unknown === 'never-say' && unknownWords
          ? t('case.factSheet.unknownWords', { words: unknownWords })
          : t('case.factSheet.unknownAdmit')}
      </p>
      <Proposal />
    </CasePanel>
  );
}

/** What still must be asked before anybody's fault is judged; each leads to its question. */
export function OpenQuestions({ open }: { open: readonly { key: string; title: string }[] }) {
  const t = useWords('complaints');
  const { openPanel } = useCase();
  const jump = (key: string): void => {
    openPanel('factSheet');
    requestAnimationFrame(() => {
      const place = document.getElementById(`fact-${key}`);
      place?.scrollIntoView({ block: 'center' });
      place?.querySelector<HTMLElement>('button, input, textarea')?.focus({ preventScroll: true });
    });
  };
  return (
    <div className="case-safety case-outside" role="note">
      {t('case.judging.openQuestions')}
      <ul>
        {open.map(({ key, title }) => (
          <li key={key}>
            <button type="button" className="link-button" onClick={() => jump(key)}>
              {title}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function OneQuestion({ question: { field, required } }: { question: Question }) {
  const t = useWords('complaints');
  const { view, can } = useCase();
  const act = useCaseAct();
  const [mine, setMine] = useState<Value | undefined>();
  const value = mine ?? view.fields[field.key] ?? null;
  const answer = async (given: Value): Promise<void> => {
    setMine(given);
    await act.run<typeof contract.answerSheet>('POST /api/complaints/:id/fact-sheet', {
      input: { answers: { [field.key]: given } },
    });
    setMine(undefined);
  };
  const taps = field.type === 'choice' || field.type === 'yes-no';
  const choices =
    field.type === 'yes-no'
      ? [true, false].map((key) => ({ key, title: t(key ? 'case.yes' : 'case.no') }))
      : (field.choices ?? []);
  return (
    <li id={`fact-${field.key}`} className="fact-question">
      <span className="fact-title" id={`fact-${field.key}-title`}>
        {field.title} {!required && <span className="quiet">{t('case.factSheet.optional')}</span>}
      </span>
      {field.hint && <span className="field-hint">{field.hint}</span>}
      {!can('correctFacts') ? (
        <Said field={field} value={value} />
      ) : taps ? (
        // biome-ignore lint/a11y/useSemanticElements: keys that answer at once are no radio buttons
        <div className="fact-keys" role="group" aria-labelledby={`fact-${field.key}-title`}>
          {choices.map(({ key, title }) => (
            <Button
              key={String(key)}
              size="small"
              type={value === key ? 'primary' : 'default'}
              aria-pressed={value === key}
              disabled={act.busy && value !== key}
              onClick={() => void answer(value === key ? null : key)}
            >
              {title}
            </Button>
          ))}
        </div>
      ) : (
        <Typed field={field} value={value} busy={act.busy} answer={answer} />
      )}
      <ProblemNote error={act.error} />
    </li>
  );
}

function Typed({
  field,
  value,
  busy,
  answer,
}: {
  field: Question['field'];
  value: Value;
  busy: boolean;
  answer: (value: Value) => Promise<void>;
}) {
  const t = useWords('complaints');
  const [draft, setDraft] = useState<Value | undefined>();
  if (draft === undefined)
    return (
      <span className="fact-keys">
        {value !== null && value !== '' && <Said field={field} value={value} />}
        <Button size="small" onClick={() => setDraft(field.personal ? '' : value)}>
          {t(value === null || value === '' ? 'case.factSheet.answer' : 'case.factSheet.change')}
        </Button>
      </span>
    );
  const save = (): void => void answer(draft).then(() => setDraft(undefined));
  return (
    <form
      className="fact-typed"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <PackFieldInput field={{ ...field, hint: undefined }} value={draft} onChange={(given) => setDraft(given)} />
      <Button size="small" type="primary" htmlType="submit" loading={busy}>
        {t('case.save')}
      </Button>
      <Button size="small" type="text" onClick={() => setDraft(undefined)}>
        {t('case.cancel')}
      </Button>
    </form>
  );
}

function Said({ field, value }: { field: Question['field']; value: Value }) {
  return <bdi>{useSaid()(field, value)}</bdi>;
}

/** An answer in words. */
function useSaid(): (field: Question['field'], value: Value | undefined) => string {
  const t = useWords('complaints');
  return (field, value) => {
    if (value === null || value === undefined || value === '') return '';
    if (typeof value === 'boolean') return t(value ? 'case.yes' : 'case.no');
    if (field.type === 'choice') return titleOf(field.choices ?? [], String(value));
    if (field.type === 'date-time' && !Number.isNaN(Date.parse(String(value)))) return formatTime(String(value));
    return String(value);
  };
}

/** Proposed, never decided: accepted by one key, or decided otherwise with a reason. */
function Proposal() {
  const t = useWords('complaints');
  const { view, pack, can } = useCase();
  const act = useCaseAct();
  const said = useSaid();
  const given = standingRecord(view, 'assessment');
  const proposed = assess(pack, view);
  const isOpen = openQuestions(pack, view).length > 0;
  if (!proposed && !given)
    return <p className="case-hint">{t(isOpen ? 'case.factSheet.noneYet' : 'case.factSheet.noRule')}</p>;
  const accept = ({ cause, repairable, severity, responsible }: Assessed): void => {
    void act.run<typeof contract.assess>('POST /api/complaints/:id/assessment', {
      input: { cause, repairable, severity, responsible },
    });
  };
  const isSame = given !== null && given.data.rule === (proposed?.rule ?? null);
  return (
    <section className="case-sheet" aria-label={t('case.factSheet.proposal')}>
      {proposed && (
        <>
          <h3 className="case-h3">{t('case.factSheet.proposal')}</h3>
          <AssessedLines of={proposed} says={proposed.says} />
          <p className="case-hint">
            {t('case.factSheet.from', {
              facts: proposed.from
                .map((key) => {
                  const field = pack.fields.find((known) => known.key === key);
                  return field ? `${field.title} ${said(field, view.fields[key])}` : '';
                })
                .join(t('case.comma')),
            })}
          </p>
        </>
      )}
      {given && (
        <div>
          <Chip
            tone={given.data.accepted ? 'good' : 'info'}
            icon={given.data.accepted && <CheckOutlined />}
            text={t(given.data.accepted ? 'case.factSheet.accepted' : 'case.factSheet.own')}
          />{' '}
          <By by={given.by} at={given.at} />
          {!isSame && <p className="case-hint">{t('case.factSheet.stale')}</p>}
          {!given.data.accepted && <AssessedLines of={given.data} reason={given.data.reason} />}
        </div>
      )}
      <div className="case-keys">
        {proposed && !(isSame && given?.data.accepted) && can('assess') && (
          <Button type="primary" size="small" loading={act.busy} onClick={() => accept(proposed)}>
            {t('case.factSheet.accept')}
          </Button>
        )}
        <ActToggle act="assess">{(close) => <OwnForm proposed={proposed} close={close} />}</ActToggle>
      </div>
      <ProblemNote error={act.error} />
    </section>
  );
}

function AssessedLines({
  of,
  says,
  reason,
}: {
  of: Pick<Assessed, 'cause' | 'repairable' | 'severity' | 'responsible'>;
  says?: string;
  reason?: string;
}) {
  const t = useWords('complaints');
  const { pack } = useCase();
  const { one } = useSpell();
  return (
    <Lines
      rows={[
        [t('case.factSheet.cause'), titleOf(pack.rootCauses, of.cause)],
        [
          t('case.factSheet.repairable'),
          of.repairable === null ? '' : t(`case.factSheet.${of.repairable ? 'can' : 'cannot'}`),
        ],
        [t('case.factSheet.severity'), one('severity', of.severity)],
        [t('case.factSheet.responsible'), one('responsible', of.responsible)],
        [t('case.factSheet.says'), says],
        [t('case.factSheet.reason'), reason],
      ]}
    />
  );
}

function OwnForm({ proposed, close }: { proposed: Assessed | null; close: () => void }) {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const { all } = useSpell();
  const act = useCaseAct();
  const { values, put } = useFields(() => ({
    cause: proposed?.cause ?? null,
    repairable: proposed?.repairable ?? null,
    severity: proposed?.severity ?? view.severity,
    responsible: proposed?.responsible ?? null,
    reason: '',
  }));
  const send = async (): Promise<void> => {
    if (await act.run<typeof contract.assess>('POST /api/complaints/:id/assessment', { input: values })) close();
  };
  const repairs = [
    { key: 'can', title: t('case.factSheet.can') },
    { key: 'cannot', title: t('case.factSheet.cannot') },
  ] as const;
  return (
    <ActForm
      act={act}
      submit={t('case.save')}
      lacking={!values.reason.trim()}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <PickField
        label={t('case.factSheet.cause')}
        clear
        choices={pack.rootCauses}
        value={values.cause}
        onChange={(cause) => put({ cause })}
      />
      <ChipsField
        label={t('case.factSheet.repairable')}
        clear
        choices={repairs}
        value={values.repairable === null ? null : values.repairable ? 'can' : 'cannot'}
        onChange={(said) => put({ repairable: said === null ? null : said === 'can' })}
      />
      <ChipsField
        label={t('case.factSheet.severity')}
        choices={all('severity', SEVERITIES)}
        value={values.severity}
        onChange={(severity) => severity && put({ severity })}
      />
      <ChipsField
        label={t('case.factSheet.responsible')}
        clear
        choices={all('responsible', RESPONSIBLE)}
        value={values.responsible}
        onChange={(responsible) => put({ responsible })}
      />
      <TextField
        label={t('case.factSheet.reason')}
        required
        rows={2}
        max={500}
        value={values.reason}
        onChange={(reason) => put({ reason })}
      />
    </ActForm>
  );
}
