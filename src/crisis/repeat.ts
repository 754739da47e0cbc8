import type { CrisisSection } from './pack.ts';

type Values = Readonly<Record<string, unknown>>;
type Rule = CrisisSection['repeat'];

/** What a case is compared by: the field and the value, or its beginning, upper case; empty values compare to nothing. */
export function batchMarks(
  { by }: Pick<Rule, 'by'>,
  fields: Values,
): { field: string; value: string; begins: boolean }[] {
  return by.flatMap(({ field, first }) => {
    const value = String(fields[field] ?? '')
      .trim()
      .toUpperCase();
    if (!value || value.includes('■') || (first !== undefined && value.length < first)) return [];
    return [{ field, value: first === undefined ? value : value.slice(0, first), begins: first !== undefined }];
  });
}

/** Whether so many alike, this one counted, propose the pack's trigger; not when it is ticked already. */
export const proposesRepeat = (
  rule: Pick<Rule, 'trigger' | 'cases'>,
  alike: number,
  ticked: readonly string[],
): rule is { trigger: string; cases: number } =>
  rule.trigger !== null && alike >= rule.cases && !ticked.includes(rule.trigger);
