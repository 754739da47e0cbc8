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
}

/** Minutes that work takes in this trade: each a span to draw from. */
export type Pace = Readonly<
  Record<
    'triage' | 'contact' | 'look' | 'find' | 'judge' | 'plan' | 'agree' | 'execute' | 'resolve' | 'followUp' | 'close',
    readonly [number, number]
  >
>;

/** How long ago, in minutes, a case that stands at this stage came in. */
export type Ages = Readonly<
  Record<
    | 'registered'
    | 'triaged'
    | 'investigating'
    | 'judged'
    | 'planning'
    | 'agreed'
    | 'executing'
    | 'resolved'
    | 'followed-up',
    readonly [number, number]
  >
>;

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
  readonly ages: Ages;
  /** Minutes after which somebody should have heard from us again. */
  readonly tellWithin: number;
  readonly notReachedDays: number;
  readonly fields: (random: Random, text: SampleText, receivedAt: Date) => Record<string, string | number | boolean>;
}
