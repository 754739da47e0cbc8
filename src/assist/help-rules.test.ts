import { describe, expect, it } from 'vitest';
import { addMs, HOUR, MINUTE } from '../base/time.ts';
import { analyse } from './conversation.ts';
import { type EndedBy, isCovered, isShown, isUnderWay, isWaiting, mayEnd, type SupervisorCall } from './help.ts';
import { assistPart } from './pack.ts';
import { shippedEngine } from './server/shipped-language.ts';

const now = new Date('2026-11-23T02:00:00Z');
const ago = (ms: number): Date => addMs(now, -ms);
const call = (changes: Partial<SupervisorCall> = {}): SupervisorCall => ({
  askedBy: 'anna',
  askedAt: ago(MINUTE),
  answeredAt: null,
  endedAt: null,
  ...changes,
});

/** call · waits · is shown */
const CALLS: readonly [string, SupervisorCall, boolean, boolean][] = [
  ['just asked', call(), true, true],
  ['answered', call({ answeredAt: now }), false, true],
  ['withdrawn', call({ endedAt: now }), false, false],
  ['answered and put aside', call({ answeredAt: now, endedAt: now }), false, false],
  ['of this morning, when the contact is long over', call({ askedAt: ago(5 * HOUR) }), false, false],
];
describe('a call for a supervisor', () => {
  it.each(CALLS)('%s', (_name, given, waits, shown) => {
    expect([isWaiting(given, now), isShown(given, now)]).toEqual([waits, shown]);
  });
});

/** warnings · may be ended */
const WARNED: readonly [number, boolean][] = [
  [1, false],
  [2, true],
];
/** warnings · ended by · covered */
const ENDED: readonly [number, EndedBy | null, boolean | null][] = [
  [2, 'us', true],
  [1, 'us', false],
  [2, 'customer', null],
  [1, 'nobody', null],
  [2, null, null],
];
describe('abuse', () => {
  it.each(WARNED)('after %i warnings may be ended: %s', (warnings, expected) => {
    expect(mayEnd({ warnings })).toBe(expected);
  });
  it.each(ENDED)('after %i warnings ended by %s is covered: %s', (warnings, endedBy, expected) => {
    expect(isCovered({ warnings, endedBy, beganAt: now, endedAt: endedBy && now })).toBe(expected);
  });
  it('of another day, or recorded, is another incident', () => {
    expect(isUnderWay({ beganAt: ago(HOUR), endedAt: null }, now)).toBe(true);
    expect(isUnderWay({ beganAt: ago(5 * HOUR), endedAt: null }, now)).toBe(false);
    expect(isUnderWay({ beganAt: ago(HOUR), endedAt: now }, now)).toBe(false);
  });
});

describe('what a policy that says nothing of it has the agent say to whoever insults', () => {
  const { abuse } = assistPart.schema.parse({});
  const engine = shippedEngine();
  it.each([...abuse.warnings, abuse.ending])('breaks no rule of the language: %s', async (text) => {
    const { findings } = analyse(await engine, { utterances: [{ speaker: 'agent', text }], channel: 'call', case: {} });
    expect(findings.filter(({ severity }) => severity === 'fault')).toEqual([]);
  });
});
