/** What a text to the customer promises, sentence by sentence: understood, and held against what was promised before. */
import type { Calendar } from '../clocks/calendar.ts';
import { moneyIn, percentOffIn } from './amounts.ts';
import { type Due, dueIn } from './due.ts';
import type { PromiseKind } from './language.ts';
import { sentenceAround } from './slots.ts';

export interface Offer {
  /** The sentence as it was written, as long as a recorded promise may be. */
  readonly body: string;
  /** In the text, UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly kinds: readonly PromiseKind[];
  readonly due: Due | null;
  /** Null: none is named. */
  readonly amountFen: number | null;
  /** Of a discount; null: none is promised. */
  readonly percentOff: number | null;
}

export const MOST_BODY = 300;

interface Heard {
  readonly kind: PromiseKind;
  readonly start: number;
  readonly end: number;
}

/**
 * One commitment a sentence, whatever it promises. `now`: wall clock, `2026-11-23T14:00`; `calendar`: whose working
 * days count.
 */
export function offersIn(
  text: string,
  heard: readonly Heard[],
  now: string,
  calendar: Calendar | null = null,
): Offer[] {
  const bySentence = Map.groupBy(heard, (span) => sentenceAround(text, span).start);
  return [...bySentence]
    .sort(([one], [other]) => one - other)
    .map(([, spans]) => {
      const { start, end } = sentenceAround(text, spans[0] as Heard);
      const body = text.slice(start, end).trim();
      const times = spans.filter(({ kind }) => kind === 'time' || kind === 'callback');
      const due = times
        .map((span) => dueIn(text.slice(span.start, span.end), now, calendar))
        .find((one) => one !== null);
      const isMoney = spans.some(({ kind }) => kind === 'money');
      return {
        body: body.slice(0, MOST_BODY),
        start,
        end,
        kinds: [...new Set(spans.map(({ kind }) => kind))],
        due: due ?? dueIn(body, now, calendar),
        amountFen: isMoney ? moneyIn(body) : null,
        percentOff: isMoney ? percentOffIn(body) : null,
      };
    });
}

export interface Commitment {
  readonly body: string;
  readonly dueAt: string;
  readonly keptAt: string | null;
}

/** `same`: it is recorded already. `later`: the customer was told an earlier time that is still to come. */
export function besideOpen(
  { body }: Pick<Offer, 'body'>,
  dueAt: string | null,
  promises: readonly Commitment[],
  now: number,
): { how: 'same' | 'later'; promise: Commitment } | null {
  const open = promises.filter(({ keptAt }) => keptAt === null);
  const same = open.find((one) => one.body.trim() === body);
  if (same) return { how: 'same', promise: same };
  if (dueAt === null) return null;
  const earlier = open
    .filter((one) => Date.parse(one.dueAt) > now && Date.parse(one.dueAt) < Date.parse(dueAt))
    .sort((one, other) => Date.parse(one.dueAt) - Date.parse(other.dueAt))[0];
  return earlier ? { how: 'later', promise: earlier } : null;
}
