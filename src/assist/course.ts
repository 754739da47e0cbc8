import type { Around, Reading } from './engine.ts';
import type { CaseFlag, Channel, Phase } from './language.ts';
import { doesHelp } from './phases.ts';

/** What has come of the contact so far. */
export interface Course {
  phase: Phase;
  isFirst: boolean;
  isTold: boolean;
  isAnswered: boolean;
  /** The customer spoke last. */
  isReply: boolean;
  /** The agent's last words stated something that the customer can object to. */
  hasStated: boolean;
  /** The customer has just said that there is nothing else. */
  isDone: boolean;
  /** The customer has just agreed. */
  isAgreed: boolean;
  /** Utterances of apology of the agent, one after the other. */
  turnsOfApology: number;
  /** What each side said last, as a normal text. */
  agent: string;
  customer: string;
}

export const begun = (): Course => ({
  phase: 'invite',
  isFirst: true,
  isTold: false,
  isAnswered: false,
  isReply: false,
  hasStated: false,
  isDone: false,
  isAgreed: false,
  turnsOfApology: 0,
  agent: '',
  customer: '',
});

interface Contact {
  readonly channel: Channel;
  readonly case: Readonly<Partial<Record<CaseFlag, boolean>>>;
}

export const aroundOf = (course: Course, contact: Contact, speaker: 'agent' | 'customer'): Around => ({
  isFirst: course.isFirst,
  isTold: course.isTold,
  isAnswered: course.isAnswered,
  isReply: course.isReply,
  apologies: course.turnsOfApology,
  phase: course.phase,
  isDone: course.isDone,
  isAgreed: course.isAgreed,
  hasStated: course.hasStated,
  other: speaker === 'agent' ? course.customer : course.agent,
  channel: contact.channel,
  case: contact.case,
});

export function customerSaid(reading: Reading, course: Course): void {
  course.isReply = true;
  course.customer = reading.normal.text;
  if (!reading.signals.has('only-greeting') || reading.text.length > GREETING_AT_MOST) {
    course.isTold = true;
    if (course.phase === 'invite') course.phase = 'listen';
  }
  course.isDone =
    !reading.asks && (reading.signals.has('ph-bye') || (course.phase === 'close' && reading.signals.has('ph-done')));
  course.isAgreed = reading.signals.has('ph-agrees') && !reading.asks;
}
/** Characters of a greeting that stands alone. */
const GREETING_AT_MOST = 12;

/** The agent's words, and the phase that they were found to end in. */
export function agentSaid(reading: Reading, phase: Phase, course: Course): void {
  course.phase = phase;
  course.isFirst = false;
  course.isReply = false;
  course.agent = reading.normal.text;
  if (phase === 'inform') course.isAnswered = true;
  course.hasStated = course.isTold && reading.acts.some((act) => act.phase === 'inform');
  course.hasStated ||= STATES.has(phase);
  course.turnsOfApology = doesHelp(reading) || reading.apologies.length === 0 ? 0 : course.turnsOfApology + 1;
}
const STATES: ReadonlySet<Phase> = new Set(['inform', 'close']);
