import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTS, type Act, hasReached, MOODS, STAGES, stageAfter } from './complaint.ts';
import { GRADES, gradeOf, gradeRisen } from './grades.ts';
import { checkDigit, numberOf, readNumber } from './number.ts';
import { stagesOf } from './stages.ts';
import { vinProblem } from './vin.ts';

describe('the procession', () => {
  it.each([
    ['registered', 'triage', 'triaged'],
    ['registered', 'plan', 'planning'],
    ['executing', 'judge', 'executing'],
    ['agreed', 'plan', 'agreed'],
    ['resolved', 'follow-up', 'followed-up'],
  ] as const)('from %s the act %s leads to %s', (from, act, to) => {
    expect(stageAfter(from, act)).toBe(to);
  });

  it('no act leads back', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STAGES), fc.constantFrom(...(Object.keys(ACTS) as Act[])), (stage, act) => {
        expect(hasReached(stageAfter(stage, act), stage)).toBe(true);
      }),
    );
  });

  it('shows what was passed, what was skipped and what the pack leaves out', () => {
    const at = new Date('2026-03-01T02:00:00Z');
    const shown = stagesOf(
      'planning',
      ['judged'],
      new Map([
        ['complaint-registered', at],
        ['complaint-triaged', at],
      ]),
      false,
    );
    expect(shown.map(({ stage, state }) => `${stage} ${state}`)).toEqual([
      'registered done',
      'triaged done',
      'investigating skipped',
      'planning current',
      'agreed ahead',
      'executing ahead',
      'resolved ahead',
      'followed-up ahead',
      'closed ahead',
    ]);
  });
});

describe('the five grades of dissatisfaction', () => {
  it('follow from the mood, and a calm complaint is not content yet', () => {
    expect(MOODS.map((mood) => gradeOf('complaint', mood))).toEqual([...GRADES.slice(1), 'complaining']);
    expect(gradeOf('praise', 'calm')).toBe('content');
    expect(gradeOf('complaint', null)).toBeNull();
  });

  it('have risen only where both are known and the later one is worse', () => {
    const risen = (before: (typeof MOODS)[number] | null, after: (typeof MOODS)[number] | null) =>
      gradeRisen({ kind: 'complaint', moodBefore: before, moodAfter: after });
    expect(risen('displeased', 'angry')).toEqual({ from: 'dissatisfied', to: 'grumbling' });
    expect([risen('angry', 'calm'), risen('angry', 'angry'), risen(null, 'furious'), risen('calm', null)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});

describe('the number that is read out', () => {
  it('is read again however it was typed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10_001, max: 99_999_999 }), (serial) => {
        const number = numberOf(serial);
        expect(readNumber(number)).toBe(number);
        expect(readNumber(` ${number.slice(0, 3)}-${number.slice(3)} `)).toBe(number);
      }),
    );
  });

  it('finds every single wrong digit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10_001, max: 99_999_999 }),
        fc.nat(),
        fc.integer({ min: 1, max: 9 }),
        (serial, place, shift) => {
          const number = numberOf(serial);
          const n = place % number.length;
          const wrong = `${number.slice(0, n)}${(Number(number[n]) + shift) % 10}${number.slice(n + 1)}`;
          expect(readNumber(wrong)).toBeNull();
        },
      ),
    );
  });

  it('agrees with the example of the standard', () => {
    expect(checkDigit('0794')).toBe(5);
  });
});

describe('a vehicle identification number', () => {
  it.each([
    ['1M8GDM9AXKP042788', null, 'the worked example with check digit X'],
    ['1m8gdm9a xkp042788', null, 'typed in small letters with a space'],
    ['1M8GDM9A1KP042788', 'check-digit', 'a wrong check digit'],
    ['1M8GDM9AXKP04278', 'length', 'one character short'],
    ['1M8GDM9AXKPO42788', 'characters', 'a letter O for a zero'],
  ] as const)('%s: %s (%s)', (vin, problem, _name) => {
    expect(vinProblem(vin)).toBe(problem);
  });
});
