import * as z from 'zod';
import type { Finding } from '../base/finding.ts';
import { day, key, line, someLine } from '../base/schemas.ts';
import { GAP_SHAPES } from './gaps.ts';
import { ROW_SHAPES } from './rows.ts';

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
  /** Only to be extended: what several packs share. Never offered, never in force. */
  abstract: z.boolean().default(false),
  /** Only laid over another pack, which the adopter names. */
  addOn: z.boolean().default(false),
  ...ROW_SHAPES,
  ...GAP_SHAPES,
  publishing: z
    .strictObject({
      /** Posts of which one must approve a new edition; none named: whoever holds `policy.approve`. */
      approvers: z.array(key()).default([]),
      /** Who decides where the matter is about the approver. */
      aboutApprover: key().optional(),
    })
    .prefault({}),
});
/** The head as it is written: a pack may name the one that it extends. */
export const draftHeadSchema = envelopeSchema.extend({ extends: key().optional() });
export type Envelope = z.output<typeof envelopeSchema>;

/** A whole pack: flattened and checked; each section in the shape of the room that reads it. */
export interface Pack extends Envelope {
  readonly sections: Readonly<Record<string, unknown>>;
}

/** What a room says about its own section: its shape, and what stands in the way of going live. */
export interface PackSection<Section> {
  readonly schema: z.ZodType<Section>;
  /** `pack` holds all sections, each already of its shape. */
  readonly findings: (section: Section, pack: Pack, around: { readonly today: string | null }) => Finding[];
  /** Posts that this section counts on, one of each entry; told apart from `findings`, since who holds them is not in the pack. */
  readonly posts?: (section: Section, pack: Pack) => NamedPosts[];
  /** Data beside the packs that it draws on: a file in packs/, and how a draft's sections are completed with it. */
  readonly library?: {
    readonly file: string;
    readonly fill: (contents: Readonly<Record<string, unknown>>, library: unknown) => unknown;
  };
}

/** One of these posts must be held by somebody. */
export interface NamedPosts {
  readonly path: string;
  readonly posts: readonly string[];
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
