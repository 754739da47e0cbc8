import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMs, HOUR, MINUTE } from '../base/time.ts';
import { readClock } from './clock.ts';
import { type Happening, isRunning, type LiveClock, moved, reconsidered } from './moves.ts';
import { aHappening, aRule, aWorld, beijing } from './samples.ts';

const promise = aRule({
  key: 'promise',
  title: '答应客户的事',
  starts: ['promise-made'],
  stops: ['promise-kept'],
  attempts: [],
  length: { typed: true },
  calendar: 'always',
  per: 'promise',
});
const order = aRule({
  key: 'work-order',
  title: '协办单',
  starts: ['work-order-sent', 'work-order-returned'],
  stops: ['work-order-replied', 'complaint-resolved'],
  ends: ['work-order-cancelled'],
  attempts: [],
  length: { typed: true },
  calendar: 'always',
  per: 'work-order',
});
const progress = aRule({ key: 'progress', stops: ['contact-reached'], repeats: true, calendar: 'always' });
const rules = [promise, order, progress];

const made = (promiseId: string, at: string, due: string): Happening =>
  aHappening('promise-made', at, at, { promiseId, dueAt: beijing(due).toISOString() });
const kept = (promiseId: string, at: string): Happening => aHappening('promise-kept', at, at, { promiseId });

/** What a clock is about, its state and its due time, as one line. */
const told = (clocks: readonly LiveClock[], now = '2026-11-23 09:00') =>
  clocks.map((clock) => {
    const { state, dueAt, breach } = readClock(clock, beijing(now));
    const due = addMs(dueAt, 8 * HOUR)
      .toISOString()
      .slice(5, 16)
      .replace('T', ' ');
    return `${clock.about} ${state} ${due}${breach ? ' breached' : ''}`;
  });

describe('a rule that counts each thing singly', () => {
  test('two promises run two clocks, each stopped by its own keeping', () => {
    const both = [made('a', '2026-11-23 09:00', '2026-11-23 12:00'), made('b', '2026-11-23 10:00', '2026-11-24 12:00')];
    const world = aWorld({ rules: [promise] });
    expect(told(moved([], both, world).clocks)).toEqual(['a running 11-23 12:00', 'b running 11-24 12:00']);
    const first = moved([], [...both, kept('b', '2026-11-23 11:00')], world);
    expect(told(first.clocks)).toEqual(['a running 11-23 12:00', 'b stopped 11-24 12:00']);
    const second = moved(first.clocks, [kept('a', '2026-11-23 13:00')], world);
    expect(told(second.clocks)).toEqual(['a stopped 11-23 12:00 breached', 'b stopped 11-24 12:00']);
    expect(second.fired).toMatchObject([{ what: 'breach', about: 'a' }]);
  });

  test('a fact about nothing in particular moves the clocks of all', () => {
    const sent = (workOrderId: string): Happening =>
      aHappening('work-order-sent', '2026-11-23 09:00', '2026-11-23 09:00', {
        workOrderId,
        dueAt: beijing('2026-11-24 12:00').toISOString(),
      });
    const { clocks } = moved(
      [],
      [sent('a'), sent('b'), aHappening('complaint-resolved', '2026-11-23 10:00')],
      aWorld({ rules: [order] }),
    );
    expect(told(clocks)).toEqual(['a stopped 11-24 12:00', 'b stopped 11-24 12:00']);
  });

  test('a work order that is sent back counts anew with the time typed then, beside the others', () => {
    const about = (kind: string, at: string, workOrderId: string, due?: string): Happening =>
      aHappening(kind, at, at, { workOrderId, ...(due ? { dueAt: beijing(due).toISOString() } : {}) });
    const { clocks } = moved(
      [],
      [
        about('work-order-sent', '2026-11-23 09:00', 'a', '2026-11-23 12:00'),
        about('work-order-sent', '2026-11-23 09:00', 'b', '2026-11-23 15:00'),
        about('work-order-replied', '2026-11-23 10:00', 'a'),
        about('work-order-returned', '2026-11-23 10:30', 'a', '2026-11-24 12:00'),
        about('work-order-cancelled', '2026-11-23 11:00', 'b'),
      ],
      aWorld({ rules: [order] }),
    );
    expect(told(clocks)).toEqual(['a stopped 11-23 12:00', 'b ended 11-23 15:00', 'a running 11-24 12:00']);
  });

  test('a clock that began before its rule said so goes on as the one of the case', () => {
    const { per: _, ...before } = promise;
    const old = moved([], [made('a', '2026-11-23 09:00', '2026-11-23 12:00')], aWorld({ rules: [before] })).clocks;
    expect(told(old)).toEqual(['null running 11-23 12:00']);
    expect(told(moved(old, [kept('b', '2026-11-23 10:00')], aWorld({ rules: [promise] })).clocks)).toEqual([
      'null stopped 11-23 12:00',
    ]);
  });
});

describe('for any history of several things', () => {
  const START = beijing('2026-11-23 09:00');
  const act = fc.record({
    kind: fc.constantFrom(
      'promise-made',
      'promise-kept',
      'work-order-sent',
      'work-order-replied',
      'work-order-returned',
      'work-order-cancelled',
    ),
    thing: fc.constantFrom('a', 'b', 'c'),
    gap: fc.nat(6 * 60),
    earlier: fc.nat(30),
    due: fc.integer({ min: 1, max: 24 * 60 }),
  });
  const histories = fc.array(act, { maxLength: 20 }).map((acts) => {
    let at = START;
    return acts.map(({ kind, thing, gap, earlier, due }): Happening => {
      at = addMs(at, gap * MINUTE);
      const starts = ['promise-made', 'work-order-sent', 'work-order-returned'].includes(kind);
      const dueAt = starts ? { dueAt: addMs(at, due * MINUTE).toISOString() } : {};
      const id = kind.startsWith('promise') ? { promiseId: thing } : { workOrderId: thing };
      return { kind, recordedAt: at, occurredAt: addMs(at, -earlier * MINUTE), data: { ...id, ...dueAt } };
    });
  });
  const END = addMs(START, 400 * HOUR);
  const readings = (clocks: readonly LiveClock[]) =>
    clocks.map((clock) => {
      const { state, startedAt, dueAt, endedAt, breach, lateRecord } = readClock(clock, END);
      return { rule: clock.rule.key, about: clock.about, state, startedAt, dueAt, endedAt, breach, lateRecord };
    });
  const world = () => aWorld({ rules });
  const isAbout = (fact: Happening, id: string): boolean => Object.values(fact.data ?? {}).includes(id);

  test('clocks about different things never move each other', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom('a', 'b', 'c'), (facts, thing) => {
        const together = moved([], facts, world()).clocks.filter(({ about }) => about === thing);
        const alone = moved(
          [],
          facts.filter((fact) => isAbout(fact, thing)),
          world(),
        ).clocks;
        expect(readings(together)).toEqual(readings(alone));
      }),
    );
  });

  test('no two clocks of a rule run about the same thing', () => {
    fc.assert(
      fc.property(histories, (facts) => {
        const running = moved([], facts, world()).clocks.filter(isRunning);
        const names = running.map(({ rule, about }) => `${rule.key} ${about}`);
        expect(new Set(names).size).toBe(names.length);
      }),
    );
  });

  test('replayed from the facts, what runs is due at the same time', () => {
    fc.assert(
      fc.property(histories, (facts) => {
        const lived = moved([], facts, world()).clocks.filter(isRunning);
        const again = reconsidered([], facts, world(), END).clocks;
        const due = (clocks: readonly LiveClock[]) =>
          readings(clocks).map(({ rule, about, startedAt, dueAt }) => ({ rule, about, startedAt, dueAt }));
        expect(due(again)).toEqual(due(lived));
      }),
    );
  });
});
