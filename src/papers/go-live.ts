import { type Finding, repeatedKeys, stopper, unknownNames } from '../base/finding.ts';
import { unknownTokens } from './doc-number.ts';
import { faultWordIn } from './fault-words.ts';
import type { Block, Form, PapersSection } from './pack.ts';
import { FIELD_SLOT, REPORT_SLOTS, REPORT_TABLES, SLOTS, TABLES } from './slots.ts';
import { slotsOf } from './slots-of.ts';

interface Around {
  readonly posts: ReadonlySet<string>;
  readonly fields: ReadonlySet<string>;
  /** Emergency plans. */
  readonly plans: ReadonlySet<string>;
}

export const paperFindings = ({ forms }: PapersSection, around: Around): Finding[] => [
  ...repeatedKeys('papers.forms', forms),
  ...forms.flatMap((form) => [...findingsOf(form, around), ...unknownForms(form, forms)]),
];

function findingsOf(form: Form, { posts, fields, plans }: Around): Finding[] {
  const path = `papers.forms.${form.key}`;
  const { title } = form;
  const isKnown = (slot: string): boolean =>
    form.sort === 'report'
      ? REPORT_SLOTS.some((name) => name === slot)
      : Object.hasOwn(SLOTS, slot) || fields.has(FIELD_SLOT.exec(slot)?.[1] ?? '');
  return [
    ...unknownNames('unknown-post', `${path}.makers`, form.makers, posts),
    ...(form.plan === null || plans.has(form.plan)
      ? []
      : [stopper('form-slot-unknown', `${path}.plan`, { form: title, slot: form.plan })]),
    ...unknownTokens(form.number)
      .concat(form.sort === 'letter' ? [] : form.number.includes('{serial}') ? ['serial'] : [])
      .map((slot) => stopper('form-slot-unknown', `${path}.number`, { form: title, slot })),
    ...form.blocks.flatMap((block, n) => [
      ...slotsOf(block)
        .filter((slot) => !isKnown(slot))
        .map((slot) => stopper('form-slot-unknown', `${path}.blocks.${n + 1}`, { form: title, slot })),
      ...tableSlots(block, form.sort === 'report').map((slot) =>
        stopper('form-slot-unknown', `${path}.blocks.${n + 1}`, { form: title, slot }),
      ),
      ...damagesIn(block).map((word) =>
        stopper('damages-before-fault', `${path}.blocks.${n + 1}`, { form: title, word }),
      ),
    ]),
    ...[faultWordIn(title) ?? []].flat().map((word) => stopper('damages-before-fault', path, { form: title, word })),
  ];
}

/** Letters of a form that is not there. */
const unknownForms = ({ key, title, blocks }: Form, forms: readonly Form[]): Finding[] =>
  blocks.flatMap((block, n) =>
    block.is === 'table' && block.form !== undefined && !forms.some((form) => form.key === block.form)
      ? [stopper('form-slot-unknown', `papers.forms.${key}.blocks.${n + 1}`, { form: title, slot: block.form })]
      : [],
  );

/** A table that nobody knows, or columns that it has not. */
function tableSlots(block: Block, isReport: boolean): string[] {
  if (block.is !== 'table') return [];
  const tables: Readonly<Record<string, readonly string[]>> = isReport ? REPORT_TABLES : TABLES;
  const known = Object.hasOwn(tables, block.of) ? tables[block.of] : undefined;
  return known ? block.columns.map(({ slot }) => slot).filter((slot) => !known.includes(slot)) : [block.of];
}

/** Every word of the template itself; what slots bring is said by the case. */
function damagesIn(block: Block): string[] {
  if (block.is === 'break' || block.afterFault) return [];
  const words =
    block.is === 'text'
      ? [block.heading, block.text]
      : block.is === 'fields'
        ? [block.heading, ...block.fields.map(({ title }) => title)]
        : block.is === 'table'
          ? [block.heading, ...block.columns.map(({ title }) => title)]
          : block.signers.map(({ title }) => title);
  return words.flatMap((text) => faultWordIn(text) ?? []);
}
