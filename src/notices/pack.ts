import * as z from 'zod';
import { key } from '../base/schemas.ts';
import { HAPPENINGS, WAYS } from './notice.ts';

/** Local time HH:MM. */
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

const rule = z.strictObject({
  key: z.enum(HAPPENINGS),
  /** Posts, or words of `HEARERS`. */
  to: z.array(key()),
  ways: z.array(z.enum(WAYS)),
});
export type NoticeRule = z.output<typeof rule>;

const all = ['screen', 'browser', 'mail', 'robot'] as const;
const person = ['screen', 'browser', 'mail'] as const;
const here = ['screen', 'browser'] as const;

/** What holds where an edition of the pack says nothing. */
export const USUAL_RULES: readonly NoticeRule[] = [
  { key: 'warning', to: ['clock'], ways: [...here] },
  { key: 'breach', to: ['clock'], ways: [...all] },
  { key: 'promise', to: ['owner'], ways: [...person] },
  { key: 'crisis', to: ['owner', 'crisis-posts'], ways: [...all] },
  { key: 'escalation', to: ['next-rung'], ways: [...person] },
  { key: 'mention', to: ['named'], ways: [...person] },
  { key: 'assignment', to: ['named'], ways: [...person] },
  { key: 'hand-over', to: ['named'], ways: [...person] },
  { key: 'urge', to: ['owner'], ways: [...here] },
  { key: 'urge-again', to: ['owner', 'supervisors'], ways: [...person] },
  { key: 'approval', to: ['approvers'], ways: [...person] },
  { key: 'help', to: ['named'], ways: [...person] },
  { key: 'supervisor-call', to: ['supervisors'], ways: [...here] },
  { key: 'abuse', to: ['supervisors'], ways: [...person] },
  { key: 'work-order', to: ['named', 'department'], ways: [...all] },
  { key: 'work-order-urged', to: ['named', 'department'], ways: [...all] },
  { key: 'work-order-returned', to: ['named', 'department'], ways: [...all] },
  { key: 'crisis-activated', to: ['named', 'crisis-posts'], ways: [...all] },
  { key: 'crisis-lowered', to: ['owner', 'named', 'crisis-posts'], ways: [...person] },
  { key: 'outside-caller', to: ['named', 'crisis-posts'], ways: [...all] },
  { key: 'legal-hold', to: ['owner', 'crisis-posts'], ways: [...person] },
  { key: 'letter-approval', to: ['named'], ways: [...person] },
  { key: 'letter-returned', to: ['named'], ways: [...person] },
  { key: 'letter-approved', to: ['named'], ways: [...here] },
  { key: 'letter-seal', to: ['approvers'], ways: [...person] },
  { key: 'authority-letter', to: ['owner'], ways: [...person] },
  { key: 'statement-asked', to: ['named'], ways: [...person] },
  { key: 'statement-given', to: ['named'], ways: [...person] },
  { key: 'penalty-proposed', to: ['named'], ways: [...person] },
  { key: 'penalty-decision', to: ['named'], ways: [...person] },
  { key: 'penalty-decided', to: ['named'], ways: [...person] },
  { key: 'talk-disputed', to: ['approvers'], ways: [...person] },
  { key: 'talk-dispute-answered', to: ['named'], ways: [...person] },
  { key: 'language-proposed', to: ['approvers'], ways: [...person] },
  { key: 'language-answered', to: ['named'], ways: [...person] },
];

export const noticesSchema = z.strictObject({
  rules: z.array(rule).default(() => USUAL_RULES.map((one) => ({ ...one, to: [...one.to], ways: [...one.ways] }))),
  /** Nothing but a crisis rings or leaves the desk in these hours; it waits until they end. Null: none. */
  quiet: z.strictObject({ from: clockTime, to: clockTime }).nullable().default({ from: '21:30', to: '08:00' }),
  crisis: z
    .strictObject({
      /** Not acknowledged for so long, it goes to the next person. */
      minutes: z.number().int().min(1).max(240).default(5),
      /** Posts in this order, one holder after the other. */
      next: z.array(key()).default([]),
    })
    .prefault({}),
  /** Digest mails go out from this time of the morning. Null: none. */
  digestAt: clockTime.nullable().default('08:15'),
});
export type NoticesSection = z.output<typeof noticesSchema>;
/** Editions from before notices have no such section: the usual rules hold. */
export const noticesPart = { name: 'notices', schema: noticesSchema.prefault({}) } as const;
