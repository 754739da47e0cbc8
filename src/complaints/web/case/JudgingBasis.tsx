import { Button, Input } from 'antd';
import { useWords } from '../../../base/web/i18n.ts';
import { fenOf, formatMoney } from '../../../base/web/money.ts';
import { dayOf, formatDay } from '../../../base/web/when.ts';
import { Field } from '../../../ui/Field.tsx';
import { type Basis, type BasisLack, basisLacks } from '../../judging-basis.ts';
import type { ComplaintsSection } from '../../pack.ts';
import { useCase } from './case-context.ts';
import { PickField, TextField, YuanField } from './fields.tsx';
import { Lines } from './Lines.tsx';
import { useSpell } from './spell.ts';
import { standingRecord } from './standing-records.ts';

type Ground = ComplaintsSection['grounds'][number];
type Paper = { attachmentId?: string | null; ref: string };

/** As typed: an amount stays the text it was until it is sent. */
export interface BasisDraft {
  basis: Basis;
  amounts: { item: string; yuan: string }[];
}

export const emptyBasis = (receivedAt: string): BasisDraft => ({
  basis: { rule: { number: '', quote: '', publishedOn: null, happenedOn: dayOf(new Date(receivedAt)) } },
  amounts: [{ item: '', yuan: '' }],
});

export const basisOf = ({ basis, amounts }: BasisDraft): Basis => ({
  ...basis,
  amounts: amounts.map(({ item, yuan }) => ({ item, amountFen: fenOf(yuan) })),
});

/** Asks the rule that the desk asks, so that the page never promises what would be refused. */
export function useBasisLacks(ground: Ground | undefined, draft: BasisDraft): BasisLack[] {
  const { view, pack } = useCase();
  return basisLacks(ground?.demands, basisOf(draft), {
    // who judges after the investigation may not be one who reads its notes
    hasFinding: standingRecord(view, 'finding') !== null || !pack.standingFirst,
    receivedOn: dayOf(new Date(view.receivedAt)),
  });
}

/** A field for each thing that the ground asks for. */
export function BasisFields({
  ground,
  draft,
  lacks,
  onChange,
}: {
  ground: Ground;
  draft: BasisDraft;
  lacks: readonly BasisLack[];
  onChange: (draft: BasisDraft) => void;
}) {
  const t = useWords('complaints');
  const { people } = useSpell();
  const { basis } = draft;
  const demands = ground.demands ?? [];
  if (demands.length === 0) return null;
  const put = (some: Partial<Basis>): void => onChange({ ...draft, basis: { ...basis, ...some } });
  const why = (demand: string) => lacks.find((lack) => lack.demand === demand)?.why;
  const rule = basis.rule ?? { number: '', quote: '' };
  const putRule = (some: Partial<typeof rule>): void => put({ rule: { ...rule, ...some } });
  return (
    <fieldset className="case-basis">
      <legend className="case-h3">{t('case.judging.basisTitle', { ground: ground.title })}</legend>
      {demands.includes('person') && (
        <div className="case-pair">
          <PickField
            label={t('case.judging.person')}
            required
            clear
            choices={people()}
            value={basis.person?.staffId ?? null}
            onChange={(staffId) => put({ person: { name: '', ...basis.person, staffId } })}
          />
          <TextField
            label={t('case.judging.personName')}
            max={60}
            value={basis.person?.name ?? ''}
            onChange={(name) => put({ person: { ...basis.person, name } })}
          />
        </div>
      )}
      {demands.includes('rule-before') && (
        <>
          <TextField
            label={t('case.judging.ruleNumber')}
            required
            max={80}
            value={rule.number}
            onChange={(number) => putRule({ number })}
          />
          <TextField
            label={t('case.judging.ruleQuote')}
            required
            rows={2}
            max={2000}
            value={rule.quote}
            onChange={(quote) => putRule({ quote })}
          />
          <div className="case-pair">
            <DayField
              label={t('case.judging.publishedOn')}
              hint={t('case.judging.ruleHint')}
              error={why('rule-before') === 'not-before' ? t('refusals.rule-not-before') : undefined}
              value={rule.publishedOn ?? null}
              onChange={(publishedOn) => putRule({ publishedOn })}
            />
            <DayField
              label={t('case.judging.happenedOn')}
              error={why('rule-before') === 'after-receipt' ? t('refusals.event-after-receipt') : undefined}
              value={rule.happenedOn ?? null}
              onChange={(happenedOn) => putRule({ happenedOn })}
            />
          </div>
        </>
      )}
      {(['incident', 'report', 'recording'] as const)
        .filter((name) => demands.includes(name))
        .map((name) => (
          <PaperField
            key={name}
            label={t(`case.judging.${name}`)}
            value={basis[name] ?? { ref: '' }}
            onChange={(paper) => put({ [name]: paper })}
          />
        ))}
      {demands.includes('amounts') && (
        <Amounts amounts={draft.amounts} onChange={(amounts) => onChange({ ...draft, amounts })} />
      )}
      {(['clause', 'improvement', 'text'] as const)
        .filter((name) => demands.includes(name))
        .map((name) => (
          <TextField
            key={name}
            label={name === 'text' ? ground.evidence || t('case.judging.text') : t(`case.judging.${name}`)}
            required
            rows={name === 'clause' ? 1 : 2}
            max={name === 'clause' ? 200 : 1000}
            value={basis[name] ?? ''}
            onChange={(text) => put({ [name]: text })}
          />
        ))}
      {why('investigation') && <p className="case-hint">{t('case.judging.investigationMissing')}</p>}
    </fieldset>
  );
}

function DayField({
  label,
  hint,
  error,
  value,
  onChange,
}: {
  label: string;
  hint?: string;
  error: string | undefined;
  value: string | null;
  onChange: (day: string | null) => void;
}) {
  return (
    <Field label={label} required hint={hint} error={error}>
      <Input type="date" value={value ?? ''} onChange={({ target }) => onChange(target.value || null)} />
    </Field>
  );
}

function PaperField({ label, value, onChange }: { label: string; value: Paper; onChange: (paper: Paper) => void }) {
  const t = useWords('complaints');
  const { view } = useCase();
  const files = view.attachments.filter(({ redacted }) => !redacted);
  return (
    <fieldset className="case-paper">
      <legend className="field-label">
        {label} <span className="quiet">{t('case.judging.paperHint')}</span>
      </legend>
      <div className="case-pair">
        {files.length > 0 && (
          <PickField
            label={t('case.judging.file')}
            clear
            choices={files.map(({ id, name }) => ({ key: id, title: name }))}
            value={value.attachmentId ?? null}
            onChange={(attachmentId) => onChange({ ...value, attachmentId })}
          />
        )}
        <TextField
          label={t('case.judging.ref')}
          max={120}
          value={value.ref}
          onChange={(ref) => onChange({ ...value, ref })}
        />
      </div>
    </fieldset>
  );
}

function Amounts({
  amounts,
  onChange,
}: {
  amounts: BasisDraft['amounts'];
  onChange: (amounts: BasisDraft['amounts']) => void;
}) {
  const t = useWords('complaints');
  const put = (nth: number, some: Partial<BasisDraft['amounts'][number]>): void =>
    onChange(amounts.map((one, n) => (n === nth ? { ...one, ...some } : one)));
  return (
    <fieldset className="case-paper">
      <legend className="field-label">{t('case.judging.amounts')}</legend>
      {amounts.map(({ item, yuan }, nth) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name but their place
        <div className="case-pair" key={nth}>
          <TextField
            label={t('case.judging.item')}
            required
            max={120}
            value={item}
            onChange={(text) => put(nth, { item: text })}
          />
          <YuanField
            label={t('case.amountYuan')}
            required
            wrong={t('case.amountWrong')}
            value={yuan}
            onChange={(text) => put(nth, { yuan: text })}
          />
          {amounts.length > 1 && (
            <Button size="small" type="text" onClick={() => onChange(amounts.filter((_, n) => n !== nth))}>
              {t('case.judging.dropItem', { number: nth + 1 })}
            </Button>
          )}
        </div>
      ))}
      <Button size="small" onClick={() => onChange([...amounts, { item: '', yuan: '' }])}>
        {t('case.judging.addItem')}
      </Button>
    </fieldset>
  );
}

/** What a judgement rests on, as it was given. */
export function BasisLines({ basis }: { basis: Basis | undefined }) {
  const t = useWords('complaints');
  const { view } = useCase();
  const { person } = useSpell();
  if (!basis) return null;
  const paper = (one: Paper | undefined): string =>
    one
      ? [view.attachments.find(({ id }) => id === one.attachmentId)?.name, one.ref]
          .filter(Boolean)
          .join(t('case.comma'))
      : '';
  const { rule } = basis;
  return (
    <Lines
      rows={[
        [t('case.judging.person'), person(basis.person?.staffId) || basis.person?.name],
        [
          t('case.judging.rule'),
          rule?.publishedOn &&
            t('case.judging.rulePublished', { number: rule.number, day: formatDay(rule.publishedOn) }),
        ],
        [t('case.judging.ruleQuote'), rule?.quote],
        [t('case.judging.happenedOn'), rule?.happenedOn && formatDay(rule.happenedOn)],
        [t('case.judging.incident'), paper(basis.incident)],
        [t('case.judging.report'), paper(basis.report)],
        [t('case.judging.recording'), paper(basis.recording)],
        [
          t('case.judging.amounts'),
          basis.amounts
            ?.map(({ item, amountFen }) => `${item} ${typeof amountFen === 'number' ? formatMoney(amountFen) : ''}`)
            .join(t('case.comma')),
        ],
        [t('case.judging.clause'), basis.clause],
        [t('case.judging.improvement'), basis.improvement],
        [t('case.judging.text'), basis.text],
      ]}
    />
  );
}
