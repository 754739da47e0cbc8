import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../base/time.ts';
import { eventsOf, readClock } from './clock.ts';
import { add, ended, fallenDue, type Happening, isRunning, type LiveClock, moved, type World } from './moves.ts';
import type { ClockRule } from './pack.ts';
import { aHappening, aRule, aWorld, beijing, someAttributes } from './samples.ts';
import { effectsOf, sumOfEffects, underRules } from './under-rules.ts';

const contact = aRule({ length: { hours: 2 }, calendar: 'always', warnAtPercentLeft: [50] });
const result = aRule({
  key: 'result',
  title: '办结',
  stops: ['complaint-resolved'],
  length: { days: 3 },
  calendar: 'always',
});
const orders = aRule({
  key: 'order',
  title: '协办答复',
  starts: ['work-order-sent'],
  stops: ['work-order-replied'],
  per: 'work-order',
  length: { hours: 8 },
  calendar: 'always',
});
const registered: Happening = { ...aHappening('complaint-registered', '2026-11-23 09:00'), id: 'registered' };
const at = beijing;
const anyWorld = aWorld();
const under = (rules: ClockRule[], given: Partial<World> = {}): World => ({ ...anyWorld, rules, ...given });
const begun = (rules: ClockRule[], facts: readonly Happening[] = [registered]) => moved([], facts, under(rules)).clocks;
/** Rule, state and due time (Beijing), as one line. */
const told = (clocks: readonly LiveClock[], now: string) =>
  clocks.map((clock) => {
    const { state, dueAt, breach } = readClock(clock, at(now));
    const due = new Date(dueAt.getTime() + 8 * HOUR).toISOString().slice(5, 16).replace('T', ' ');
    return `${clock.rule.key} ${state} ${due}${breach ? ` ${breach.class}` : ''}`;
  });

describe('a case moves to another edition', () => {
  const sooner = aRule({ ...contact, length: { hours: 1 } });

  test('a limit that reads the same stays untouched, also when its names stand in another order', () => {
    const clocks = begun([contact, result]);
    const reordered = Object.fromEntries(Object.entries(contact).reverse()) as ClockRule;
    const after = underRules(clocks, [registered], under([reordered, result]), at('2026-11-23 09:10'));
    expect(after.clocks[0]).toBe(clocks[0]);
    expect(after.clocks).toEqual(clocks);
  });

  test('a limit that reads otherwise is counted anew from the old start, with its pauses', () => {
    const [clock] = begun([contact]);
    const paused = add(add(clock as LiveClock, pauseAt('2026-11-23 09:10')), resumeAt('2026-11-23 09:40'));
    const after = underRules([paused], [registered], under([sooner]), at('2026-11-23 09:50'));
    expect(told(after.clocks, '2026-11-23 09:50')).toEqual(['first-contact running 11-23 10:30']);
    expect(eventsOf(after.clocks[0] as LiveClock, 'rule-adopted')).toMatchObject([{ dueWas: at('2026-11-23 11:30') }]);
  });

  test('one that is too late by the new limit is told as a breach', () => {
    const clocks = begun([contact]);
    const now = at('2026-11-23 10:30');
    const after = underRules(clocks, [registered], under([sooner]), now);
    expect(after.fired).toMatchObject([{ what: 'warning' }]);
    const settled = fallenDue({ clocks, fired: [] }, now).clocks;
    expect(effectsOf(settled, after.clocks, now)).toEqual([
      { key: 'first-contact', title: '首次联系', adopted: 1, moved: 1, overdue: 1, ended: 0, started: 0 },
    ]);
    expect(fallenDue(after, now).fired.at(-1)).toMatchObject({ what: 'breach', dueAt: at('2026-11-23 10:00') });
  });

  test('one that has breached keeps the limit it breached under', () => {
    const longer = aRule({ ...contact, length: { hours: 9 } });
    const after = underRules(begun([contact]), [registered], under([longer]), at('2026-11-23 12:00'));
    expect(told(after.clocks, '2026-11-23 12:00')).toEqual(['first-contact running 11-23 11:00 breached']);
    expect(after.fired.map(({ what }) => what)).toEqual(['breach']);
  });

  test('what is not asked for any more is replaced, what is asked for besides starts from the registration', () => {
    const after = underRules(begun([contact]), [registered], under([result]), at('2026-11-23 10:00'));
    expect(told(after.clocks, '2026-11-23 10:00')).toEqual([
      'first-contact replaced 11-23 11:00',
      'result running 11-26 09:00',
    ]);
  });

  test('a limit that the new edition leaves out for this case is replaced', () => {
    const forCrisis = aRule({ ...contact, when: { severity: ['crisis'] } });
    const resting = aRule({ ...result, off: '须先核对' });
    const after = underRules(
      begun([contact, result]),
      [registered],
      under([forCrisis, resting]),
      at('2026-11-23 10:00'),
    );
    expect(after.clocks.filter(isRunning)).toEqual([]);
  });

  test('what was done already is not asked for again because the new edition takes it for an answer', () => {
    const replied: Happening = { ...aHappening('reply-sent', '2026-11-23 09:30'), id: 'replied' };
    const byReply = aRule({ ...contact, stops: ['contact-reached', 'reply-sent'] });
    const clocks = begun([contact], [registered, replied]);
    const after = underRules(clocks, [registered, replied], under([byReply]), at('2026-11-23 10:00'));
    expect(told(after.clocks, '2026-11-23 10:00')).toEqual(['first-contact replaced 11-23 11:00']);
  });

  test('each work order keeps its own', () => {
    const sent = (id: string, when: string): Happening => ({
      ...aHappening('work-order-sent', when, when, { workOrderId: id }),
      id: `sent-${id}`,
    });
    const facts = [registered, sent('one', '2026-11-23 10:00'), sent('two', '2026-11-23 11:00')];
    const shorter = aRule({ ...orders, length: { hours: 4 } });
    const after = underRules(begun([orders], facts), facts, under([shorter]), at('2026-11-23 11:30'));
    expect(told(after.clocks, '2026-11-23 11:30')).toEqual(['order running 11-23 14:00', 'order running 11-23 15:00']);
  });

  test('a due time that is yet to be typed is waited for', () => {
    const letter = aRule({ ...contact, length: { typed: true } });
    const after = underRules(begun([contact]), [registered], under([letter]), at('2026-11-23 10:00'));
    expect(told(after.clocks, '2026-11-23 10:00')).toEqual(['first-contact replaced 11-23 11:00']);
  });

  test('what ended with the closing does not come back to life after a reopening', () => {
    const closed = ended(begun([contact, result]), at('2026-11-23 10:00'), at('2026-11-23 10:00'));
    const after = underRules(closed, [registered], under([contact, result]), at('2026-11-23 10:30'));
    expect(after.clocks).toEqual(closed);
  });

  test('the way back brings a limit again that was replaced on the way there', () => {
    const there = underRules(begun([contact]), [registered], under([result]), at('2026-11-23 10:00'));
    const back = underRules(there.clocks, [registered], under([contact]), at('2026-11-23 10:10'));
    expect(told(back.clocks, '2026-11-23 10:10')).toEqual([
      'first-contact replaced 11-23 11:00',
      'result replaced 11-26 09:00',
      'first-contact running 11-23 11:00',
    ]);
  });

  test('the effects of many cases are told rule by rule', () => {
    const clocks = begun([contact]);
    const now = at('2026-11-23 09:30');
    const one = effectsOf(clocks, underRules(clocks, [registered], under([sooner, result]), now).clocks, now);
    expect(sumOfEffects([...one, ...one])).toEqual([
      { key: 'first-contact', title: '首次联系', adopted: 2, moved: 2, overdue: 0, ended: 0, started: 0 },
      { key: 'result', title: '办结', adopted: 0, moved: 0, overdue: 0, ended: 0, started: 2 },
    ]);
  });
});

const pauseAt = (when: string) =>
  ({ kind: 'pause', reason: 'waiting-customer', at: at(when), recordedAt: at(when) }) as const;
const resumeAt = (when: string) => ({ kind: 'resume', at: at(when), recordedAt: at(when) }) as const;

const KINDS = [
  'contact-reached',
  'contact-attempted',
  'reply-sent',
  'complaint-triaged',
  'complaint-resolved',
] as const;
const someRule = fc
  .record({
    key: fc.constantFrom('a', 'b', 'c', 'd'),
    starts: fc.subarray(['complaint-registered', 'complaint-triaged'], { minLength: 1 }),
    stops: fc.subarray(['contact-reached', 'reply-sent', 'complaint-resolved'], { minLength: 1 }),
    minutes: fc.integer({ min: 10, max: 3000 }),
    calendar: fc.constantFrom('office', 'always'),
    severity: fc.constantFrom(undefined, ['general'], ['crisis']),
    repeats: fc.boolean(),
    warns: fc.subarray([75, 50, 25]),
  })
  .map(({ minutes, severity, warns, ...rule }) =>
    aRule({ ...rule, length: { minutes }, when: severity ? { severity } : {}, warnAtPercentLeft: warns }),
  );
const someRules = fc.uniqueArray(someRule, { selector: ({ key }) => key, maxLength: 4 });
const someFacts = fc
  .array(fc.record({ kind: fc.constantFrom(...KINDS), after: fc.integer({ min: 1, max: 600 }) }), { maxLength: 8 })
  .map((steps) => {
    let minutes = 0;
    return [
      registered,
      ...steps.map(({ kind, after }, nth): Happening => {
        minutes += after;
        const when = new Date(registered.occurredAt.getTime() + minutes * MINUTE);
        return { id: `fact-${nth}`, kind, occurredAt: when, recordedAt: when, by: null, data: {} };
      }),
    ];
  });
/** A case in the middle of its life, sometimes closed and opened again. */
const someCase = fc
  .record({ rules: someRules, facts: someFacts, later: fc.integer({ min: 0, max: 4000 }), closed: fc.boolean() })
  .map(({ rules, facts, later, closed }) => {
    const last = facts.at(-1)?.recordedAt ?? registered.recordedAt;
    const played = fallenDue(moved([], facts, under(rules)), last).clocks;
    return {
      rules,
      facts,
      clocks: closed ? ended(played, last, last) : played,
      now: new Date(last.getTime() + later * MINUTE),
    };
  });
const isBreached = (clock: LiveClock): boolean => eventsOf(clock, 'breach').length > 0;

describe('moving cases, whatever the rules', () => {
  const ways = fc.record({ given: someCase, other: someRules });
  type Way = typeof ways extends fc.Arbitrary<infer T> ? T : never;
  const check = (property: (given: Way) => void) => fc.assert(fc.property(ways, property), { numRuns: 300 });

  test('doing it twice is doing it once', () => {
    check(({ given: { clocks, facts, now }, other }) => {
      const once = underRules(clocks, facts, under(other), now);
      const twice = underRules(once.clocks, facts, under(other), now);
      expect(twice.clocks).toEqual(fallenDue(once, now).clocks);
    });
  });

  test('there and back by unchanged rules changes nothing', () => {
    check(({ given: { clocks, facts, rules, now } }) => {
      const settled = fallenDue({ clocks, fired: [] }, now).clocks;
      const copy = structuredClone(rules) as ClockRule[];
      const there = underRules(settled, facts, under(copy), now).clocks;
      expect(underRules(there, facts, under(rules), now).clocks).toEqual(settled);
    });
  });

  test('a clock that is over stays as it was', () => {
    check(({ given: { clocks, facts, now }, other }) => {
      const after = underRules(clocks, facts, under(other), now).clocks;
      for (const [nth, clock] of clocks.entries()) if (!isRunning(clock)) expect(after[nth]).toBe(clock);
    });
  });

  test('a breach stays, with the instant that was missed', () => {
    check(({ given: { clocks, facts, now }, other }) => {
      const settled = fallenDue({ clocks, fired: [] }, now).clocks;
      const after = underRules(clocks, facts, under(other), now).clocks;
      for (const [nth, clock] of settled.entries()) {
        if (!isBreached(clock)) continue;
        expect(after[nth]?.rule).toBe(clock.rule);
        expect(readClock(after[nth] as LiveClock, now).breach).toEqual(readClock(clock, now).breach);
      }
    });
  });

  test('no two clocks of a rule run about the same', () => {
    check(({ given: { clocks, facts, now }, other }) => {
      const running = underRules(clocks, facts, under(other), now).clocks.filter(isRunning);
      expect(new Set(running.map(({ rule, about }) => `${rule.key} ${about}`)).size).toBe(running.length);
      for (const { rule } of running) expect(other.map(({ key }) => key)).toContain(rule.key);
    });
  });
});

test('severity counts as it is when the case moves', () => {
  const crisis = aRule({ ...contact, length: { minutes: 30 }, when: { severity: ['crisis'] } });
  const world = under([crisis], { attributes: someAttributes({ severity: 'crisis' }) });
  const after = underRules(begun([contact]), [registered], world, at('2026-11-23 09:10'));
  expect(told(after.clocks, '2026-11-23 09:10')).toEqual(['first-contact running 11-23 09:30']);
});
