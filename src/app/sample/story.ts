import { addMs, DAY, MINUTE } from '../../base/time.ts';
import type { CloseKind, Satisfaction, Severity } from '../../complaints/complaint.ts';
import type { ComplaintsSection } from '../../complaints/pack.ts';
import { type Beat, type InputFor, type ParamsFor, type PlayedAct, refTo } from './beats.ts';
import type { Fate } from './fates.ts';
import type { Random } from './random.ts';
import type { Pace, Trade } from './trade.ts';

export interface Teller {
  readonly trade: Trade;
  readonly pack: ComplaintsSection;
  readonly random: Random;
  readonly now: Date;
}

export type Phase = { readonly start: Date; readonly beats: Beat[] };

type Who = string | ((at: Date) => string);

/** The pen of one story: what has been written, who owns the case, and the shorthand to write the next act. */
export interface Story {
  readonly n: number;
  readonly teller: Teller;
  readonly fate: Fate;
  readonly severity: Severity;
  readonly phases: Phase[];
  owner: string;
  rung: number;
  plans: number;
  workOrders: number;
  promises: number;
  helps: number;
  /** Records demanded by the pack that are on the case already. */
  readonly provided: Set<string>;
  /** Names the case when it is played. */
  readonly ref: string;
  act<Act extends PlayedAct>(
    by: Who,
    gap: number,
    act: Act,
    input: InputFor<Act> | ((at: Date) => InputFor<Act>),
    more?: { params?: ParamsFor<Act>; makes?: string },
  ): void;
  gap(part: keyof Pace): number;
  startPhase(at: Date): void;
}

export function newStory(teller: Teller, n: number, fate: Fate, start: Date): Story {
  const { random, trade } = teller;
  const phases: Phase[] = [{ start, beats: [] }];
  const isGrave = fate.text.severity !== undefined;
  return {
    n,
    teller,
    fate,
    severity: fate.text.severity ?? 'general',
    phases,
    owner: random.pick(trade.roles.agents(fate.store)),
    rung: 0,
    plans: 0,
    workOrders: 0,
    promises: 0,
    helps: 0,
    provided: new Set(),
    ref: `case:${n}`,
    act(by, gap, act, input, more = {}) {
      (phases.at(-1) as Phase).beats.push({
        gap,
        by,
        act,
        input: typeof input === 'function' ? (input as (at: Date) => object) : () => input as object,
        params: (more.params ?? {}) as Record<string, string>,
        makes: more.makes ?? null,
      });
    },
    gap: (part) => {
      const minutes = random.between(...trade.pace[part]);
      // what is grave is done first
      return isGrave && part !== 'followUp' && part !== 'close' ? Math.max(1, Math.round(minutes * 0.4)) : minutes;
    },
    startPhase: (at) => void phases.push({ start: at, beats: [] }),
  };
}

export const staffRef = (key: string): string => refTo(`staff:${key}`);
export const departmentRef = (key: string): string => refTo(`department:${key}`);
export const later = (at: Date, minutes: number): string => addMs(at, minutes * MINUTE).toISOString();

/** The holder of a post, or on half of the cases whoever stands in on that day, unless that is who owns the case. */
export function holding(story: Story, key: string): (at: Date) => string {
  const { trade, now } = story.teller;
  const { owner } = story;
  const deputy = trade.deputies.find((candidate) => candidate.for === key);
  return (at) => {
    if (!deputy || deputy.key === owner || story.n % 2 === 0) return key;
    const days = dayNumber(at) - dayNumber(now);
    return days >= deputy.fromDay && days <= deputy.toDay ? deputy.key : key;
  };
}

const dayNumber = (at: Date): number => Math.floor((at.getTime() + 8 * 60 * MINUTE) / DAY);

/** What an agent gives alone in every trade, in fen. */
const ALONE = 10_000;

/**
 * Each demand with its answer. Asked-for money that was given carries its amount, within what an agent gives alone;
 * of a larger claim the plan says what was agreed.
 */
export function answers(story: Story, wish: 'met' | 'partly' | 'not-met'): NonNullable<InputFor<'resolve'>['demands']> {
  const { random } = story.teller;
  return (story.fate.text.demands ?? []).map(([type, , yuan], n) => {
    const answer = wish === 'met' ? 'met' : n === 0 ? wish : random.pick(['met', 'partly'] as const);
    const isMoney = /refund|compensation/.test(type) && answer !== 'not-met';
    const small = random.between(3, 10) * 1000;
    const given = yuan === undefined ? small : Math.round(yuan * (answer === 'met' ? 100 : 50));
    return {
      id: refTo(`${story.ref}:demand:${n}`),
      answer,
      note:
        answer === 'met' ? '' : answer === 'partly' ? '按核实的部分办理，已向客户说明。' : '不符合规定，已说明理由。',
      ...(isMoney && given <= ALONE ? { amountFen: given } : {}),
    };
  });
}

export const satisfactionFor = (story: Story, as: CloseKind): Satisfaction =>
  as === 'accepted'
    ? 'fair'
    : story.teller.random.pick([
        'very-satisfied',
        'satisfied',
        'satisfied',
        'satisfied',
        'fair',
        'very-satisfied',
      ] as const);
