import { describe, expect, it } from 'vitest';
import { type ChipClock, lookOf } from './countdown.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-11-22T09:00:00Z');
const at = (hours: number): string => new Date(START + hours * HOUR).toISOString();

/** Two hours from nine o'clock, warning at half time. */
const aClock = (part: Partial<ChipClock> = {}): ChipClock => ({
  title: '首次联系',
  state: 'running',
  startedAt: at(0),
  dueAt: at(2),
  warnAt: at(1.25),
  warned: false,
  breachedAt: null,
  breachClass: null,
  stoppedAt: null,
  ...part,
});

describe('the look of a countdown chip', () => {
  it.each([
    ['is green over half the time left', aClock(), 0.5, { tone: 'good', says: 'left', ms: 1.5 * HOUR }],
    ['is plain between half time and the warning', aClock(), 1.1, { tone: 'steady', says: 'left', ms: 0.9 * HOUR }],
    ['is amber after the warning point', aClock(), 1.5, { tone: 'warn', says: 'left', ms: 0.5 * HOUR }],
    ['is still in time exactly at the due instant', aClock({ warned: true }), 2, { tone: 'warn', says: 'left', ms: 0 }],
    ['is red as soon as it is over, before the server says so', aClock(), 3, { tone: 'bad', says: 'over', ms: HOUR }],
    [
      'says when somebody had tried',
      aClock({ state: 'breached', breachedAt: at(2), breachClass: 'attempted' }),
      2.5,
      { tone: 'bad', says: 'attempted', ms: 0.5 * HOUR },
    ],
    [
      'is grey while paused, whatever the time',
      aClock({ state: 'paused' }),
      9,
      { tone: 'paused', says: 'paused', ms: 0 },
    ],
    ['rests when kept', aClock({ state: 'stopped', stoppedAt: at(1) }), 9, { tone: 'done', says: 'kept', ms: 0 }],
    [
      'does not blame what was only recorded late',
      aClock({ state: 'stopped', stoppedAt: at(1), breachedAt: at(2), breachClass: 'kept-recorded-late' }),
      9,
      { tone: 'done', says: 'late-record', ms: 0 },
    ],
    [
      'stays red when done after the breach',
      aClock({ state: 'stopped', breachedAt: at(2), stoppedAt: at(3) }),
      9,
      { tone: 'bad', says: 'broken', ms: 0 },
    ],
  ] as const)('%s', (_name, clock, hours, look) => {
    expect(lookOf(clock, START + hours * HOUR)).toEqual(look);
  });
});
