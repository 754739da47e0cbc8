import * as z from 'zod';
import type { Finding } from '../base/finding.ts';
import { day, key, line, someLine } from '../base/schemas.ts';

/** Shape of pack contents that this build writes. Older editions are read through `upcast.ts`. */
export const SCHEMA = 1;

/**
 * The head of a policy pack: a controlled document with issuer, number and effective date. Shipped packs leave
 * these three empty; the organisation that adopts the pack fills them.
 */
export const envelopeSchema = z.strictObject({
  schema: z.literal(SCHEMA),
  key: key(),
  title: someLine(40),
  /** For whom: 汽车经销商 … */
  trade: someLine(60),
  edition: z.number().int().min(1).max(100_000),
  issuer: line(60).nullable().default(null),
  documentNumber: line(60).nullable().default(null),
  effectiveFrom: day().nullable().default(null),
  purpose: someLine(300),
  scope: someLine(300),
  definitions: z.array(z.strictObject({ key: key(), term: someLine(20), meaning: someLine(200) })).default([]),
  /** The pack that this one was laid over, when there was one. */
  basedOn: key().nullable().default(null),
  /** Figures that stand in no document: set by us as a proposal, to be confirmed by whoever adopts the pack. */
  ours: z.array(z.strictObject({ path: someLine(160), why: someLine(200) })).default([]),
});
export type Envelope = z.output<typeof envelopeSchema>;

/** A whole pack: flattened and checked; each section in the shape of the room that reads it. */
export interface Pack extends Envelope {
  readonly sections: Readonly<Record<string, unknown>>;
}

/** What a room says about its own section: its shape, and what stands in the way of going live. */
export interface PackSection<Section> {
  readonly schema: z.ZodType<Section>;
  /** `pack` holds all sections, each already of its shape. */
  readonly findings: (section: Section, pack: Pack) => Finding[];
}
// biome-ignore lint/suspicious/noExplicitAny: sections of any shape, each checked by its own schema
export type PackSections = Readonly<Record<string, PackSection<any>>>;

/** A name and a shape: what a room hands over to read its section of an edition. */
export interface PackPart<Section> {
  readonly name: string;
  readonly schema: z.ZodType<Section>;
}

const read = new WeakMap<Pack, Map<string, unknown>>();

/** A room's section, frozen; parsed once for each pack, so that fields newer than the edition get their defaults. */
export function sectionOf<Section>(pack: Pack, part: PackPart<Section>): Section {
  const parts = read.get(pack) ?? new Map<string, unknown>();
  read.set(pack, parts);
  const known = parts.get(part.name);
  if (known !== undefined) return known as Section;
  const section = deepFreeze(part.schema.parse(pack.sections[part.name]));
  parts.set(part.name, section);
  return section;
}

export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
}
