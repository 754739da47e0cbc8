/** Where each clock of a case comes from: its track, the law it keeps, how long it runs, and in which calendar. */
import * as z from 'zod';
import type { LawRow } from '../clocks/law.ts';
import type { Calendars } from '../clocks/moves.ts';
import type { ClockRule } from '../clocks/pack.ts';
import { countingSchema, lengthSchema } from '../clocks/pack-length.ts';

export const clockSource = z.strictObject({
  rule: z.string(),
  track: z.enum(['internal', 'legal', 'regulator']),
  /** As the pack says it. */
  source: z.string(),
  clause: z.string().nullable(),
  length: lengthSchema,
  /** The name of its calendar; null: every hour counts. */
  calendar: z.string().nullable(),
  counting: countingSchema.nullable(),
  law: z
    .strictObject({
      rule: z.string(),
      article: z.string(),
      from: z.string().nullable(),
      until: z.string().nullable(),
      note: z.string(),
      countingArticle: z.string().nullable(),
    })
    .nullable(),
});
export type ClockSource = z.output<typeof clockSource>;

/** One entry a rule, in the order of the clocks. */
export function sourcesOf(
  clocks: readonly { readonly rule: ClockRule }[],
  calendars: Calendars,
  rows: readonly LawRow[],
): ClockSource[] {
  const rules = new Map(clocks.map(({ rule }) => [rule.key, rule]));
  return [...rules.values()].map((rule) => {
    const law = rows.find(({ key }) => key === rule.law);
    const own = calendars.get(rule.calendar)?.calendar.content.rule.title;
    return {
      rule: rule.key,
      track: rule.track ?? 'internal',
      source: rule.source ?? '',
      clause: rule.clause ?? null,
      length: rule.length,
      calendar: rule.calendar === 'always' ? null : (own ?? rule.calendar),
      counting: rule.counting ?? null,
      law: law
        ? {
            rule: law.rule,
            article: law.article,
            from: law.from,
            until: law.until,
            note: law.note,
            countingArticle: law.counting?.article ?? null,
          }
        : null,
    };
  });
}
