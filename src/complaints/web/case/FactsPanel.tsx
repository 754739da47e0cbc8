import { Tag } from 'antd';
import { useWords } from '../../../base/web/i18n.ts';
import type { PackField } from '../../pack.ts';
import { readable } from '../../redaction.ts';
import { ActToggle } from './ActForm.tsx';
import { CasePanel } from './CasePanel.tsx';
import { titleOf, useCase } from './case-context.ts';
import { FactsEdit } from './FactsEdit.tsx';
import { Lines, When } from './Lines.tsx';
import { OwnWords } from './OwnWords.tsx';
import { Reveal } from './Reveal.tsx';
import { useSpell } from './spell.ts';

/** What was registered: the customer's own words first, then the facts around them. */
export function FactsPanel() {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const { one } = useSpell();
  const fields = pack.fields.filter((field) => !field.kinds || field.kinds.includes(view.kind));
  return (
    <CasePanel name="facts" summary={view.excerpt}>
      <OwnWords />
      <Lines
        rows={[
          [t('case.caller'), <bdi key="c">{view.callerName || view.customer}</bdi>],
          [t('case.relation'), titleOf(pack.relations, view.relation)],
          [t('case.channel'), titleOf(pack.channels, view.channel)],
          [t('case.source'), view.source === view.channel ? '' : titleOf(pack.sources, view.source)],
          [t('case.receivedAt'), <When key="r" at={view.receivedAt} />],
          [
            t('case.enteredAt'),
            <span key="e">
              <When at={view.enteredAt} />
              {view.registeredBy && ` · ${view.registeredBy.name}`}
            </span>,
          ],
          [
            t('case.subjects'),
            view.subjects.map((subject) => <Tag key={subject}>{titleOf(pack.subjects, subject)}</Tag>),
          ],
          ...fields
            .map((field) => [field.title, <FieldValue key={field.key} field={field} />] as const)
            .filter(([, node]) => hasValue(view.fields[node.key as string])),
          [t('case.expectedFeeling'), view.expectedFeeling],
          [t('case.expectedProcess'), view.expectedProcess],
          [t('case.expectedResult'), view.expectedResult],
          [t('case.moodBefore'), one('mood', view.moodBefore)],
          [t('case.moodAfter'), one('mood', view.moodAfter)],
          [t('case.respondents'), view.respondents.map((person) => person.name).join(t('case.comma'))],
          [t('case.standAside'), view.standAside.map((person) => person.name).join(t('case.comma'))],
        ]}
      />
      <ActToggle act="correctFacts">{(close) => <FactsEdit close={close} />}</ActToggle>
    </CasePanel>
  );
}

const hasValue = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

function FieldValue({ field }: { field: PackField }) {
  const t = useWords('complaints');
  const { view } = useCase();
  const value = view.fields[field.key];
  if (view.revealable.includes(`fields.${field.key}`))
    return <Reveal what={`fields.${field.key}`} masked={String(value)} />;
  if (typeof value === 'boolean') return <>{t(value ? 'case.yes' : 'case.no')}</>;
  if (field.type === 'choice') return <>{titleOf(field.choices ?? [], String(value))}</>;
  if (field.type === 'date-time' && !Number.isNaN(Date.parse(String(value)))) return <When at={String(value)} />;
  return (
    <bdi>
      {String(value)}
      {field.unit && readable(String(value)) && ` ${field.unit}`}
    </bdi>
  );
}
