import * as z from 'zod';
import { day, id, line, words } from '../base/schemas.ts';
import type { GROUND_DEMANDS } from './pack-judging.ts';

export type GroundDemand = (typeof GROUND_DEMANDS)[number];

/** A paper: a file of this case, or its number where it is kept. */
const paper = z.strictObject({ attachmentId: id().nullish(), ref: line(120).default('') });

/** What a ground rests on, each of its demands answered by a field of its own. */
export const basisSchema = z.strictObject({
  person: z.strictObject({ staffId: id().nullish(), name: line(60).default('') }).optional(),
  /** A published rule. `happenedOn`: the day of the event, before which it must have been public. */
  rule: z
    .strictObject({
      number: line(80).default(''),
      quote: words(2000).default(''),
      publishedOn: day().nullish(),
      happenedOn: day().nullish(),
    })
    .optional(),
  incident: paper.optional(),
  /** What was damaged, and how much. */
  amounts: z
    .array(z.strictObject({ item: line(120).default(''), amountFen: z.number().int().min(0).max(1e13).nullish() }))
    .max(50)
    .optional(),
  clause: line(200).optional(),
  report: paper.optional(),
  improvement: words(1000).optional(),
  recording: paper.optional(),
  text: words(2000).optional(),
});
export type Basis = z.output<typeof basisSchema>;

export interface BasisLack {
  readonly demand: GroundDemand;
  /** `not-before`: published on the day of the event or later. `after-receipt`: an event after the complaint came. */
  readonly why: 'missing' | 'not-before' | 'after-receipt';
}

/**
 * What the demands of a ground still lack; the page and the desk ask the same. Days are YYYY-MM-DD in the zone of the
 * organisation.
 */
export function basisLacks(
  demands: readonly GroundDemand[] | undefined,
  basis: Basis,
  around: { readonly hasFinding: boolean; readonly receivedOn: string },
): BasisLack[] {
  return (demands ?? []).flatMap((demand) => {
    const why = lackOf(demand, basis, around);
    return why ? [{ demand, why }] : [];
  });
}

const said = (text: string | undefined): boolean => (text ?? '').trim().length >= 2;
const kept = (one: Basis['report']): boolean => Boolean(one?.attachmentId) || said(one?.ref);

function lackOf(
  demand: GroundDemand,
  basis: Basis,
  { hasFinding, receivedOn }: { hasFinding: boolean; receivedOn: string },
): BasisLack['why'] | null {
  const unless = (met: boolean): 'missing' | null => (met ? null : 'missing');
  switch (demand) {
    case 'person':
      return unless(Boolean(basis.person?.staffId) || said(basis.person?.name));
    case 'rule-before': {
      const { number, quote, publishedOn, happenedOn } = basis.rule ?? {};
      if (!said(number) || !said(quote) || !publishedOn || !happenedOn) return 'missing';
      if (happenedOn > receivedOn) return 'after-receipt';
      return publishedOn < happenedOn ? null : 'not-before';
    }
    case 'amounts':
      return unless(
        Boolean(basis.amounts?.length) &&
          (basis.amounts ?? []).every(({ item, amountFen }) => said(item) && typeof amountFen === 'number'),
      );
    case 'investigation':
      return unless(hasFinding);
    case 'incident':
    case 'report':
    case 'recording':
      return unless(kept(basis[demand]));
    case 'clause':
    case 'improvement':
    case 'text':
      return unless(said(basis[demand]));
  }
}

/** Files of the case that a basis names. */
export const filesIn = (basis: Basis): string[] =>
  [basis.incident, basis.report, basis.recording].flatMap((one) => (one?.attachmentId ? [one.attachmentId] : []));
