import { Tag } from 'antd';
import { use } from 'react';
import type { SentInputOf } from '../../../base/contract.ts';
import { useWords } from '../../../base/web/i18n.ts';
import { KINDS, SEVERITIES } from '../../complaint.ts';
import { assess } from '../../fact-sheet.ts';
import type * as contract from '../../triage-contract.ts';
import { CategoryAskContext } from '../category-ask.ts';
import { ActForm, ActToggle } from './ActForm.tsx';
import { CasePanel } from './CasePanel.tsx';
import { titleOf, useCase } from './case-context.ts';
import { ChipsField, PickField, PickManyField, TextField, useFields } from './fields.tsx';
import { Lines } from './Lines.tsx';
import { useSpell } from './spell.ts';
import { useCaseAct } from './use-case-act.ts';

/** Kind, category and severity, and what in the words or by a tick raised them. */
export function TriagePanel() {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const { one } = useSpell();
  const done = view.stages.find((place) => place.stage === 'triaged')?.state === 'done';
  const summary = [one('kind', view.kind), one('severity', view.severity), view.categoryTitle]
    .filter(Boolean)
    .join(' · ');
  const first = useFirstJudged();
  return (
    <CasePanel name="triage" summary={summary}>
      <Lines
        rows={[
          [t('case.kindLabel'), one('kind', view.kind)],
          [t('case.category'), view.categoryTitle],
          [
            t('case.severityLabel'),
            <span key="s">
              {one('severity', view.severity)}{' '}
              <span className="quiet">{pack.severities.find((known) => known.key === view.severity)?.meaning}</span>
            </span>,
          ],
          [t('case.firstJudged'), first],
          [
            t('case.triggers'),
            view.triggers.length > 0 &&
              view.triggers.map((trigger) => <Tag key={trigger}>{titleOf(pack.triggers, trigger)}</Tag>),
          ],
        ]}
      />
      <ActToggle
        act="triage"
        startOpen={!done && view.stage === 'registered'}
        label={done ? t('case.triageAgain') : undefined}
      >
        {(close) => <TriageForm close={close} />}
      </ActToggle>
    </CasePanel>
  );
}

/** 初步判断, where what became of it is something else. */
function useFirstJudged(): string {
  const { view, pack } = useCase();
  const { one } = useSpell();
  const first = view.firstJudged;
  const isOther =
    first &&
    (first.kind !== view.kind ||
      first.severity !== view.severity ||
      (first.category !== null && first.category !== view.category));
  if (!isOther) return '';
  const category = first.category === null ? '' : titleOf(pack.categories, first.category);
  return [one('kind', first.kind), one('severity', first.severity), category].filter(Boolean).join(' · ');
}

function TriageForm({ close }: { close: () => void }) {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const { all, one } = useSpell();
  const AskCategory = use(CategoryAskContext);
  const act = useCaseAct();
  const { values, put } = useFields(() => ({
    kind: view.kind,
    category: view.category,
    severity: view.severity,
    triggers: view.triggers,
    reason: null as string | null,
    note: '',
  }));
  const lowers = SEVERITIES.indexOf(values.severity) < SEVERITIES.indexOf(view.severity);
  // facts before grade: what they come to goes without a word, anything else is said why
  const byFacts = assess(pack, { ...values, fields: view.fields })?.severity ?? null;
  const differs = byFacts !== null && values.severity !== byFacts && values.severity !== view.severity && !lowers;
  const send = async (): Promise<void> => {
    const input: SentInputOf<typeof contract.triage> = { ...values, reason: lowers ? values.reason : null };
    if (await act.run<typeof contract.triage>('POST /api/complaints/:id/triage', { input })) close();
  };
  const categories = pack.categories.map(({ key, title, group }) => ({
    key,
    title: group ? `${group} / ${title}` : title,
  }));
  return (
    <ActForm
      act={act}
      submit={t('case.acts.triage')}
      lacking={!values.category || (lowers && !values.reason) || (differs && !values.note.trim())}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <ChipsField
        label={t('case.kindLabel')}
        choices={all('kind', KINDS).filter(({ key }) => pack.kinds.some((kind) => kind.key === key))}
        value={values.kind}
        onChange={(kind) => kind && put({ kind })}
      />
      <PickField
        label={t('case.category')}
        required
        choices={categories}
        value={values.category}
        onChange={(category) => put({ category })}
      />
      {AskCategory && <AskCategory of={{ caseId: view.id }} onTake={(category) => put({ category })} />}
      <ChipsField
        label={t('case.severityLabel')}
        required
        choices={all('severity', SEVERITIES)}
        value={values.severity}
        onChange={(severity) => severity && put({ severity })}
        hint={
          byFacts && byFacts !== values.severity
            ? t('case.factSheet.grade', { severity: one('severity', byFacts) })
            : pack.severities.find((known) => known.key === values.severity)?.meaning
        }
      />
      <PickManyField
        label={t('case.triggers')}
        choices={pack.triggers}
        value={values.triggers}
        onChange={(triggers) => put({ triggers })}
      />
      {lowers && (
        <ChipsField
          label={t('case.whyLower')}
          required
          choices={pack.reasons.severityDown}
          value={values.reason}
          onChange={(reason) => put({ reason })}
        />
      )}
      <TextField
        label={t(differs ? 'case.factSheet.reason' : 'case.noteOptional')}
        required={differs}
        max={500}
        rows={2}
        value={values.note}
        onChange={(note) => put({ note })}
      />
    </ActForm>
  );
}
