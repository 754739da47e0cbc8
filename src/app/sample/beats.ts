import type { AnyEndpoint, SentInputOf, SentParamsOf } from '../../base/contract.ts';
import { addMs, MINUTE } from '../../base/time.ts';
import type * as caseClocks from '../../complaints/case-clocks-contract.ts';
import type * as closing from '../../complaints/closing-contract.ts';
import type * as contact from '../../complaints/contact-contract.ts';
import type { registerComplaint } from '../../complaints/contract.ts';
import type * as correcting from '../../complaints/correcting-contract.ts';
import type * as judging from '../../complaints/judging-contract.ts';
import type * as owning from '../../complaints/owning-contract.ts';
import type * as planning from '../../complaints/planning-contract.ts';
import type * as triage from '../../complaints/triage-contract.ts';
import type * as words from '../../complaints/words-contract.ts';
import type * as workOrders from '../../complaints/work-orders-contract.ts';

type Acts = typeof caseClocks &
  typeof closing &
  typeof contact &
  typeof correcting &
  typeof judging &
  typeof owning &
  typeof planning &
  typeof triage &
  typeof words &
  typeof workOrders;
type Played = { readonly [Name in keyof Acts as Acts[Name] extends AnyEndpoint ? Name : never]: Acts[Name] } & {
  readonly registerComplaint: typeof registerComplaint;
};
export type PlayedAct = keyof Played;
export type InputFor<Act extends PlayedAct> = SentInputOf<Played[Act]>;
export type ParamsFor<Act extends PlayedAct> = Omit<SentParamsOf<Played[Act]>, 'id'>;

/** One thing somebody did at one moment. Ids in it are placeholders of `refTo`, exchanged when it is played. */
export interface Step {
  readonly case: number;
  /** Cases that refer to each other are played one after another. */
  readonly strand: number;
  readonly at: Date;
  /** Key of a person of the team. */
  readonly by: string;
  readonly act: PlayedAct;
  readonly params: Readonly<Record<string, string>>;
  readonly input: object;
  /** What the act's answer `made` will be called by later steps. */
  readonly makes: string | null;
}

/** A step before its moment is known: so many minutes after the one before. */
export interface Beat {
  readonly gap: number;
  readonly by: string | ((at: Date) => string);
  readonly act: PlayedAct;
  readonly params: Readonly<Record<string, string>>;
  readonly input: (at: Date) => object;
  readonly makes: string | null;
}

/** A name that has the shape of an id, so that scripted inputs fit the contracts before real ids exist. */
export function refTo(name: string): string {
  let hex = '';
  for (let part = 0; hex.length < 32; part++) {
    let hash = 0x811c9dc5;
    for (const sign of `${name}/${part}`) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193) >>> 0;
    hex += hash.toString(16).padStart(8, '0');
  }
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The first clock of a rule on a case. */
export const clockRef = (caseRef: string, rule: string): string => refTo(`${caseRef}:clock:${rule}`);

export const CHINA_MS = 8 * 60 * MINUTE;
const OPENS = 8 * 60 + 40;
const SHUTS = 19 * 60 + 40;

/** The same instant, or the next morning when nobody is there. */
export function whenOpen(at: Date): Date {
  const local = addMs(at, CHINA_MS);
  const minute = local.getUTCHours() * 60 + local.getUTCMinutes();
  // not everybody begins at the stroke of the clock
  const settling = (minute * 7 + local.getUTCDate() * 13) % 50;
  if (minute < OPENS) return addMs(at, (OPENS - minute + settling) * MINUTE);
  if (minute < SHUTS) return at;
  return addMs(at, (24 * 60 - minute + OPENS + settling) * MINUTE);
}

/**
 * The moments of a story. Nights are for sleeping where the story has room; one that must have come this far by
 * now is pressed together instead, keeping its rhythm.
 */
export function momentsOf(beats: readonly Beat[], start: Date, now: Date): Date[] {
  const last = addMs(now, -MINUTE);
  const natural: Date[] = [];
  let at = start;
  for (const beat of beats) {
    at = whenOpen(addMs(at, beat.gap * MINUTE));
    natural.push(at);
  }
  if (at <= last) return natural;
  const whole = beats.reduce((sum, beat) => sum + beat.gap, 0);
  const share = Math.min(1, (last.getTime() - start.getTime()) / MINUTE / Math.max(whole, 1));
  let minutes = 0;
  return beats.map((beat) => {
    minutes += beat.gap * share;
    return addMs(start, Math.round(minutes * MINUTE));
  });
}
