/** Laws and rules as dated data: which article sets which limit, from when, and what is still to be checked. */
import * as z from 'zod';
import { day, key, line, someLine } from '../base/schemas.ts';
import { lawCountingSchema, lengthSchema } from './pack-length.ts';

export const lawRowSchema = z.strictObject({
  key: key(),
  title: someLine(60),
  /** 《…》 with its number, and the article as printed. */
  rule: someLine(80),
  article: line(40).default(''),
  /** In force from; null where the sources do not say. */
  from: day().nullable().default(null),
  until: day().nullable().default(null),
  /** Null: no limit of days; the note says what it asks for. */
  length: lengthSchema.nullable().default(null),
  days: z.enum(['calendar', 'working']).default('calendar'),
  /** Each started 24 hours count as a day. */
  each24h: z.boolean().default(false),
  /** How its days are counted, and the article that says so. */
  counting: lawCountingSchema.optional(),
  note: line(300).default(''),
  /** What must be compared with the official text first. Not empty: no clock may run by this row. */
  check: line(200).default(''),
});
export type LawRow = z.output<typeof lawRowSchema>;

export const lawSchema = z
  .strictObject({
    /** Rows that the pack shows though no clock of it counts by them. */
    uses: z.array(key()).default([]),
    rows: z.array(lawRowSchema).default([]),
  })
  .prefault({});
export type LawSection = z.output<typeof lawSchema>;
export const lawPart = { name: 'law', schema: lawSchema } as const;

type Plain = { readonly [name: string]: unknown };
const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (holder: unknown, name: string): readonly unknown[] =>
  isPlain(holder) && Array.isArray(holder[name]) ? (holder[name] as unknown[]) : [];

/**
 * The law section of a draft with the rows of the library that its clocks name, or that it `uses`. A row that the pack
 * writes itself stays as it is written.
 */
export function withLaw(contents: Plain, library: unknown): unknown {
  const own = contents['law'];
  const written = listOf(own, 'rows');
  const known = new Set(written.map((row) => (isPlain(row) ? row['key'] : undefined)));
  const named = new Set([
    ...listOf(contents['clocks'], 'clocks').map((clock) => (isPlain(clock) ? clock['law'] : undefined)),
    ...listOf(own, 'uses'),
  ]);
  const taken = listOf(library, 'rows').filter(
    (row) => isPlain(row) && named.has(row['key']) && !known.has(row['key']),
  );
  if (taken.length === 0) return own;
  return { ...(isPlain(own) ? own : {}), rows: [...written, ...taken] };
}

/** Why a row may not be counted by on a day (YYYY-MM-DD), or null. Without a day only what is unchecked is told. */
export function lawAbsence(row: LawRow, today: string | null): 'unchecked' | 'past' | 'not-yet' | null {
  if (row.check !== '') return 'unchecked';
  if (today !== null && row.until !== null && row.until < today) return 'past';
  if (today !== null && row.from !== null && row.from > today) return 'not-yet';
  return null;
}
