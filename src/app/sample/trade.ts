import type { Random } from './random.ts';
import type { SampleDeputy, SamplePerson } from './team.ts';
import type { SampleText, StaffTexts } from './texts.ts';

/** Who does what in the stories, by person; `n` is the store. */
export interface Roles {
  readonly agents: (n: number) => readonly string[];
  readonly supervisor: (n: number) => string;
  /** Rings back after the work. */
  readonly manager: (n: number) => string;
  readonly receivers: (n: number) => readonly string[];
  /** Of a department, in that store. */
  readonly handler: (n: number, department: string) => string;
  /** Rung by rung, from the second on: whoever takes the case there. */
  readonly rungs: (n: number) => readonly string[];
  readonly approver: (n: number, isGrave: boolean) => string;
  /** Holds the same post as the approver of grave cases. */
  readonly otherApprover?: string;
}

/** Minutes that work takes in this trade: each a span to draw from. */
export type Pace = Readonly<
  Record<
    'triage' | 'contact' | 'look' | 'find' | 'judge' | 'plan' | 'agree' | 'execute' | 'resolve' | 'followUp' | 'close',
    Span
  >
>;

type Span = readonly [least: number, most: number];

/** How many days ago a case came in that is open now and has got this far; `late`: behind its clocks. */
export type Since = Readonly<
  Record<'investigating' | 'judged' | 'planning' | 'agreed' | 'executing' | 'resolved' | 'followed-up' | 'late', Span>
>;

/** Why the pack lets a clock pause, and what proves it. */
export interface Wait {
  readonly reason: string;
  readonly evidence: string;
}

export interface Trade {
  readonly pack: string;
  readonly stores: readonly [string, string, string];
  readonly people: readonly SamplePerson[];
  readonly deputies: readonly SampleDeputy[];
  readonly words: readonly SampleText[];
  readonly staff: Readonly<Record<string, StaffTexts>>;
  /** Channel and source behind the `via` of a text. */
  readonly via: Readonly<Record<string, readonly [channel: string, source: string]>>;
  readonly roles: Roles;
  readonly pace: Pace;
  /** Minutes ago that what is new came in. */
  readonly fresh: Readonly<Record<'registered' | 'triaged' | 'begun' | 'reopened', Span>>;
  readonly since: Since;
  /** Days that a case takes to its end. */
  readonly closedAfterDays: number;
  /** Why a case without a plan, and one without a result, is older than a day and not late. */
  readonly waits: { readonly answer: readonly Wait[]; readonly result: readonly Wait[] };
  /** Minutes after which somebody should have heard from us again. */
  readonly tellWithin: number;
  readonly notReachedDays: number;
  readonly fields: (random: Random, text: SampleText, receivedAt: Date) => Record<string, string | number | boolean>;
}
