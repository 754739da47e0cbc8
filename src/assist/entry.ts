import * as z from 'zod';
import { line, someLine } from '../base/schemas.ts';
import { card, example, type Language, LEARNED, rule } from './language.ts';
import { type Library, objectionCard, phrase, style } from './library.ts';

/** 用语库: what an organisation may write itself, or switch off of what comes with the desk. */
export const KINDS = ['phrase', 'objection', 'style', 'card', 'rule'] as const;
export type Kind = (typeof KINDS)[number];

/** `off`: what comes with the desk is left out; `shipped`: nothing of one's own, as it comes with the desk. */
export const ENTRY_ACTS = ['set', 'off', 'shipped'] as const;
export type EntryAct = (typeof ENTRY_ACTS)[number];

export const CHANGE_STATES = ['open', 'inForce', 'replaced', 'returned', 'withdrawn'] as const;
export type ChangeState = (typeof CHANGE_STATES)[number];

const inFamily = { family: z.string().regex(/^[a-z][a-z_]{2,40}$/) };
/** A rule of one's own says by examples what it means. */
const ownRule = rule.extend({
  ...inFamily,
  hits: z.array(example).min(1).max(50),
  misses: z.array(example).min(1).max(50),
});

/** Every text in it is one line without marks that turn or hide it, however deep it lies. */
const clean = <T extends z.ZodType>(schema: T): T =>
  schema.superRefine((value, context) => {
    for (const [path, text] of textsIn(value))
      if (!anyLine.safeParse(text).success) context.addIssue({ code: 'custom', message: 'control-characters', path });
  });
const anyLine = line(1000);

function textsIn(value: unknown, path: PropertyKey[] = []): [PropertyKey[], string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => textsIn(part, [...path, key]));
}

export const bodies = {
  phrase: clean(phrase),
  objection: clean(objectionCard),
  style: clean(style),
  card: clean(card.extend(inFamily)),
  rule: clean(ownRule),
} as const;
export type Bodies = { [K in Kind]: z.output<(typeof bodies)[K]> };

const kind = z.enum(KINDS);
const name = someLine(110);
export const setEntry = z.discriminatedUnion('kind', [
  z.strictObject({ act: z.literal('set'), kind: z.literal('phrase'), body: bodies.phrase }),
  z.strictObject({ act: z.literal('set'), kind: z.literal('objection'), body: bodies.objection }),
  z.strictObject({ act: z.literal('set'), kind: z.literal('style'), body: bodies.style }),
  z.strictObject({ act: z.literal('set'), kind: z.literal('card'), body: bodies.card }),
  z.strictObject({ act: z.literal('set'), kind: z.literal('rule'), body: bodies.rule }),
]);
export const otherEntry = z.strictObject({ act: z.enum(['off', 'shipped']), kind, name });
/** What is proposed of one phrase, card or rule. */
export const entrySchema = z.union([setEntry, otherEntry]);
export type SetEntry = z.output<typeof setEntry>;
export type Entry = z.output<typeof entrySchema>;

/** Within its kind; of a card or rule `family/key`. */
export function nameOf(entry: Entry): string {
  if (entry.act !== 'set') return entry.name;
  if (entry.kind === 'objection') return entry.body.kind;
  return entry.kind === 'card' || entry.kind === 'rule' ? `${entry.body.family}/${entry.body.key}` : entry.body.key;
}

/** What was learned for a family stands among its rules, and can be switched off like one. */
export const learnedName = (family: string): string => `${family}/${LEARNED}`;

/** The family whose learned findings are named so; null: it names something else. */
export function learnedFamily(kind: Kind, name: string): string | null {
  const [family = '', key] = name.split('/');
  return kind === 'rule' && key === LEARNED ? family : null;
}

/** What comes with the desk, or with others laid over it. */
export interface Shelf {
  readonly language: Language;
  readonly library: Library;
}

/** What stands under that name; null: nothing. */
export function standing({ language, library }: Shelf, of: Kind, wanted: string): SetEntry | null {
  const [family = '', key = ''] = wanted.split('/');
  const within = language.families.find((one) => one.key === family);
  const found = {
    phrase: () => library.phrases.find((one) => one.key === wanted),
    objection: () => library.objectionCards.find((one) => one.kind === wanted),
    style: () => library.styles.find((one) => one.key === wanted),
    card: () =>
      withFamily(
        within?.cards.find((one) => one.key === key),
        family,
      ),
    rule: () =>
      withFamily(
        within?.rules.find((one) => one.key === key),
        family,
      ),
  }[of]();
  return found ? ({ act: 'set', kind: of, body: found } as SetEntry) : null;
}

const withFamily = <T extends object>(found: T | undefined, family: string) => found && { ...found, family };

/** The same whatever order its keys stand in. */
export function sameEntry(one: Entry, other: Entry): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  );
};

/** Where a change stands. */
export function stateOf(row: { decision: string | null; replacedAt: Date | null }): ChangeState {
  if (row.decision === null) return 'open';
  if (row.decision !== 'approved') return row.decision as 'returned' | 'withdrawn';
  return row.replacedAt === null ? 'inForce' : 'replaced';
}
