/** Facts before grade and fault: what is asked for a category, and what the answers make probable. */
import type { CaseFile } from './case-file.ts';
import type { Responsible, Severity } from './complaint.ts';
import type { ComplaintsSection, PackField } from './pack.ts';
import { higher } from './severity.ts';

type Sheet = ComplaintsSection['factSheets'][number];
type Facts = CaseFile['fields'];
type SheetPack = Pick<ComplaintsSection, 'factSheets' | 'categories' | 'fields'>;
type Asked = Pick<CaseFile, 'kind' | 'category' | 'fields'>;

/** The sheet of a category, or of the one that it is a part of. */
export function sheetFor(pack: Pick<SheetPack, 'factSheets' | 'categories'>, category: string | null): Sheet | null {
  if (category === null || pack.factSheets.length === 0) return null;
  const parent = pack.categories.find(({ key }) => key === category)?.parent;
  const of = (key: string | undefined) => pack.factSheets.find((sheet) => key && sheet.categories.includes(key));
  return of(category) ?? of(parent) ?? null;
}

export const isFilled = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

export interface Question {
  readonly field: PackField;
  readonly required: boolean;
  readonly answered: boolean;
}

/** The questions of a case in their order; those that its kind does not ask are left out. */
export function questionsOf(pack: SheetPack, file: Asked): Question[] {
  return (sheetFor(pack, file.category)?.questions ?? []).flatMap(({ key, required }) => {
    const field = pack.fields.find((known) => known.key === key);
    if (!field || (field.kinds && !field.kinds.includes(file.kind))) return [];
    return [{ field, required, answered: isFilled(file.fields[key]) }];
  });
}

/** Required questions without an answer: while there is one, nobody's fault can be judged. "Not known" is an answer. */
export const openQuestions = (pack: SheetPack, file: Asked): { key: string; title: string }[] =>
  questionsOf(pack, file)
    .filter(({ required, answered }) => required && !answered)
    .map(({ field: { key, title } }) => ({ key, title }));

/** What the facts make probable, with the facts it comes from. */
export interface Assessed {
  readonly sheet: string;
  readonly rule: string;
  readonly cause: string | null;
  readonly repairable: boolean | null;
  readonly severity: Severity | null;
  readonly responsible: Responsible | null;
  readonly says: string;
  /** Keys of the fields that the rule looked at. */
  readonly from: readonly string[];
}

/** By the first rule that fits; null while none does. */
export function assess(
  pack: Pick<ComplaintsSection, 'factSheets' | 'categories' | 'triggers'>,
  file: Pick<CaseFile, 'category' | 'fields' | 'triggers'>,
): Assessed | null {
  const sheet = sheetFor(pack, file.category);
  const rule = sheet?.rules.find((one) => fits(one.if, file.fields));
  if (!sheet || !rule) return null;
  return {
    sheet: sheet.key,
    rule: rule.key,
    cause: rule.cause ?? null,
    repairable: rule.repairable ?? null,
    severity: rule.severity ? atLeastAsHeard(pack, file.triggers, rule.severity) : null,
    responsible: rule.responsible ?? null,
    says: rule.says,
    from: Object.keys(rule.if),
  };
}

const fits = (wanted: Sheet['rules'][number]['if'], facts: Facts): boolean =>
  Object.entries(wanted).every(([key, values]) => values.includes(facts[key] as string));

/** Harmless facts do not undo a danger that was heard or ticked. */
const atLeastAsHeard = (
  { triggers }: Pick<ComplaintsSection, 'triggers'>,
  heard: readonly string[],
  severity: Severity,
): Severity =>
  triggers
    .filter(({ key }) => heard.includes(key))
    .reduce<Severity>((highest, trigger) => higher(highest, trigger.severity), severity);

/** Facts that had been said, and are said otherwise now: what was judged by them waits to be looked at again. */
export const shakenFacts = (pack: Pick<SheetPack, 'fields'>, before: Facts, after: Facts): string[] =>
  pack.fields.map(({ key }) => key).filter((key) => isFilled(before[key]) && before[key] !== (after[key] ?? null));
