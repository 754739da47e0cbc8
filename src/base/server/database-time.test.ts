import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { addMs, HOUR, SECOND } from '../time.ts';
import { noteTime, skewSeconds, timeOf } from './database-time.ts';
import type { Sql } from './db.ts';
import { carriedTime } from './shared-transaction.ts';

const NOW = new Date('2026-11-22T03:00:00.000Z');
let sql: Sql;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'], now: NOW });
  sql = {} as Sql;
});
afterEach(() => void vi.useRealTimers());

/** Time as it passes: both clocks of the machine go on. */
const pass = (ms: number): void => void vi.advanceTimersByTime(ms);
/** The system clock is set, or the machine wakes after so long. */
const set = (ms: number): void => void vi.setSystemTime(addMs(new Date(), ms));

describe('the time of the database', () => {
  test('is that of this machine until it was told', () => {
    expect(timeOf(sql)).toEqual(NOW);
    expect(skewSeconds(sql)).toBe(0);
  });

  test('goes on by the steady clock, wherever the system clock is set', () => {
    noteTime(sql, addMs(NOW, HOUR), performance.now());
    pass(5 * SECOND);
    set(-3 * HOUR);
    expect(timeOf(sql)).toEqual(addMs(NOW, HOUR + 5 * SECOND));
    expect(skewSeconds(sql)).toBe(-4 * 3600);
  });

  test('does not tremble with every answer, and is no worse for a slow one', () => {
    noteTime(sql, NOW, performance.now());
    const asked = performance.now();
    pass(800);
    noteTime(sql, addMs(NOW, 30), asked);
    expect(timeOf(sql)).toEqual(addMs(NOW, 800));
  });

  test('follows a database whose clock is set back', () => {
    noteTime(sql, NOW, performance.now());
    pass(SECOND);
    noteTime(sql, addMs(NOW, -HOUR), performance.now());
    expect(timeOf(sql)).toEqual(addMs(NOW, -HOUR));
  });
});

describe('the time that a registration carries forward', () => {
  test.each([
    ['half a second later', { passed: 500, setBy: 0 }, addMs(NOW, 500)],
    ['more than a second later', { passed: 1001, setBy: 0 }, null],
    ['after the system clock was set back', { passed: 200, setBy: -3 * HOUR }, null],
    ['after the system clock was set forward', { passed: 200, setBy: HOUR }, null],
    ['after a sleep that the steady clock did not count', { passed: 0, setBy: 2 * HOUR }, null],
    ['while the system clock is slewed by a few milliseconds', { passed: 500, setBy: 20 }, addMs(NOW, 500)],
  ])('%s', (_name, { passed, setBy }, expected) => {
    const clock = carriedTime(sql);
    expect(clock.now()).toBeNull();
    noteTime(sql, NOW, performance.now());
    clock.set(NOW);
    pass(passed);
    set(setBy);
    expect(clock.now()).toEqual(expected);
  });

  test('is dropped when the database has said another time since', () => {
    const clock = carriedTime(sql);
    noteTime(sql, NOW, performance.now());
    clock.set(NOW);
    noteTime(sql, addMs(NOW, -HOUR), performance.now());
    expect(clock.now()).toBeNull();
  });
});
