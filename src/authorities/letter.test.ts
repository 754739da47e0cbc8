import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { authorityGate, lettersOwed } from './gate.ts';
import {
  isAskedLate,
  type Letter,
  PARTS,
  type Part,
  readLetter,
  STEPS,
  type Step,
  type StepKind,
  whyNotStep,
  wrongTimes,
} from './letter.ts';

const day = (n: number, hour = 9): Date => new Date(Date.UTC(2026, 10, n, hour));
const received: Step = { kind: 'received', at: day(2), dueAt: day(12) };
const happened = (parts: readonly Part[], ...steps: Partial<Step>[]): Letter => ({
  parts,
  steps: [received, ...steps.map((step) => ({ at: day(5), ...step }) as Step)],
});
const one = ['complaint'] as const;

describe('where a letter stands', () => {
  const cases: [name: string, letter: Letter, state: string, owed: boolean, next: string | null][] = [
    ['just come', happened(one), 'open', true, 'answer'],
    [
      'an extension asked for',
      happened(one, { kind: 'extension-asked', dueAt: day(20) }),
      'open',
      true,
      'await-extension',
    ],
    [
      'an extension declined',
      happened(one, { kind: 'extension-asked', dueAt: day(20) }, { kind: 'extension-declined' }),
      'open',
      true,
      'answer',
    ],
    ['returned as not ours', happened(one, { kind: 'returned' }), 'returned', true, 'await-return'],
    [
      'returned, and they took it back',
      happened(one, { kind: 'returned' }, { kind: 'return-accepted' }),
      'return-accepted',
      false,
      null,
    ],
    ['returned in vain', happened(one, { kind: 'returned' }, { kind: 'return-declined' }), 'open', true, 'answer'],
    ['answered', happened(one, { kind: 'answered' }), 'answered', false, 'tell-customer'],
    [
      'answered to both',
      happened(one, { kind: 'answered' }, { kind: 'told-customer' }),
      'answered',
      false,
      'await-acceptance',
    ],
    ['the customer told, the authority not', happened(one, { kind: 'told-customer' }), 'open', true, 'answer'],
    ['accepted', happened(one, { kind: 'answered' }, { kind: 'accepted' }), 'accepted', false, null],
    ['to be done again', happened(one, { kind: 'answered' }, { kind: 'sent-back' }), 'open', true, 'answer'],
    ['ended by them', happened(one, { kind: 'ended' }), 'ended', false, null],
    ['one of two parts answered', happened(PARTS, { kind: 'answered', part: 'complaint' }), 'open', true, 'answer'],
    [
      'both parts answered apart',
      happened(PARTS, { kind: 'answered', part: 'report' }, { kind: 'answered', part: 'complaint' }),
      'answered',
      false,
      'tell-customer',
    ],
    [
      'the report part sent back, the complaint part accepted',
      happened(
        PARTS,
        { kind: 'answered' },
        { kind: 'accepted', part: 'complaint' },
        { kind: 'sent-back', part: 'report' },
      ),
      'open',
      true,
      'answer',
    ],
  ];
  test.each(cases)('%s', (_, letter, state, owed, next) => {
    const reading = readLetter(letter);
    expect([reading.state, reading.isOwed, reading.next]).toEqual([state, owed, next]);
  });

  it('has the due time of the last paper that named one', () => {
    const asked = happened(one, { kind: 'extension-asked', dueAt: day(20) });
    expect(readLetter(asked).dueAt).toEqual(day(12));
    const granted = happened(
      one,
      { kind: 'extension-asked', dueAt: day(20) },
      { kind: 'extension-granted', dueAt: day(18) },
    );
    expect(readLetter(granted)).toMatchObject({ dueAt: day(18), extension: null });
    const again = happened(one, { kind: 'answered' }, { kind: 'sent-back', dueAt: day(25) });
    expect(readLetter(again).dueAt).toEqual(day(25));
  });

  it('keeps the parts of one letter apart', () => {
    const { unanswered, unaccepted } = readLetter(happened(PARTS, { kind: 'answered', part: 'report' }));
    expect([unanswered, unaccepted]).toEqual([['complaint'], ['report']]);
  });
});

describe('what makes no sense now', () => {
  const cases: [name: string, letter: Letter, kind: StepKind, part: Part | null, code: string | null][] = [
    ['an answer twice', happened(one, { kind: 'answered' }), 'answered', null, 'authorities.nothing-owed'],
    ['an answer while returned', happened(one, { kind: 'returned' }), 'answered', null, 'authorities.return-waits'],
    ['the other part', happened(PARTS, { kind: 'answered', part: 'report' }), 'answered', 'complaint', null],
    [
      'the same part',
      happened(PARTS, { kind: 'answered', part: 'report' }),
      'answered',
      'report',
      'authorities.nothing-owed',
    ],
    [
      'a second extension at once',
      happened(one, { kind: 'extension-asked' }),
      'extension-asked',
      null,
      'authorities.extension-waits',
    ],
    ['an extension that nobody asked for', happened(one), 'extension-granted', null, 'authorities.no-extension'],
    ['acceptance before an answer', happened(one), 'accepted', null, 'authorities.nothing-answered'],
    ['confirming a return that was not', happened(one), 'return-accepted', null, 'authorities.not-returned'],
    ['anything but a photo after its end', happened(one, { kind: 'ended' }), 'told-customer', null, 'authorities.over'],
    ['the photo, at any time', happened(one, { kind: 'ended' }), 'photo-added', null, null],
  ];
  test.each(cases)('%s', (_, letter, kind, part, code) => {
    expect(whyNotStep(kind, readLetter(letter), part)).toBe(code);
  });
});

describe('times of a step', () => {
  const around = { receivedAt: day(2), now: day(15) };
  const reading = readLetter(happened(one));
  it('an answer to what they sent back comes after that', () => {
    const again = readLetter(happened(one, { kind: 'answered' }, { kind: 'sent-back', at: day(8) }));
    expect(wrongTimes({ kind: 'answered', at: day(7) }, again, around)).toBe('authorities.before-letter');
    expect(wrongTimes({ kind: 'answered', at: day(9) }, again, around)).toBe(null);
  });
  test.each<[string, Partial<Step>, string | null]>([
    ['an extension to a later day', { kind: 'extension-asked', dueAt: day(20) }, null],
    ['an extension to an earlier day', { kind: 'extension-granted', dueAt: day(11) }, 'authorities.not-later'],
    ['tomorrow', { kind: 'answered', at: day(16) }, 'authorities.in-future'],
    ['a hearing before it came', { kind: 'hearing-set', dueAt: day(1) }, 'authorities.hearing-before-letter'],
    ['a hearing after the answer is due', { kind: 'hearing-set', dueAt: day(25) }, null],
    ['before it came', { kind: 'answered', at: day(1) }, 'authorities.before-letter'],
    ['due before it came', { kind: 'due-corrected', dueAt: day(1) }, 'authorities.due-before-letter'],
    ['asked after the due time: recorded, not refused', { kind: 'extension-asked', at: day(13), dueAt: day(20) }, null],
  ])('%s', (_, step, code) => {
    expect(wrongTimes({ kind: 'answered', at: day(6), ...step }, reading, around)).toBe(code);
  });

  it('know an extension that was asked for too late', () => {
    expect(isAskedLate(day(12), reading)).toBe(false);
    expect(isAskedLate(day(12, 10), reading)).toBe(true);
    expect(isAskedLate(day(30), { dueAt: null })).toBe(false);
  });
});

/** Whatever is recorded one after the other, as far as it is not refused. */
const lives = fc
  .record({
    parts: fc.constantFrom<readonly Part[]>(['complaint'], ['report'], PARTS),
    tried: fc.array(
      fc.record({
        kind: fc.constantFrom(...STEPS),
        part: fc.constantFrom<Part | null>(null, ...PARTS),
        due: fc.nat(30),
      }),
      { maxLength: 30 },
    ),
  })
  .map(({ parts, tried }) => {
    const steps: Step[] = [received];
    for (const { kind, part, due } of tried) {
      const step: Step = { kind, part, at: day(5), dueAt: day(12 + due) };
      const reading = readLetter({ parts, steps });
      if (part && !parts.includes(part)) continue;
      if (whyNotStep(kind, reading, part)) continue;
      if (wrongTimes(step, reading, { receivedAt: day(2), now: day(28) })) continue;
      steps.push(step);
    }
    return { parts, steps };
  });

describe('whatever happens to a letter', () => {
  it('an answer is owed until each part is answered, they took it back, or it ended', () => {
    fc.assert(
      fc.property(lives, (letter) => {
        const reading = readLetter(letter);
        const isOver = reading.state === 'ended' || reading.state === 'return-accepted';
        expect(reading.isOwed).toBe(!isOver && (reading.unanswered.length > 0 || reading.state === 'returned'));
        expect([...reading.unanswered, ...reading.unaccepted].every((part) => letter.parts.includes(part))).toBe(true);
        expect(reading.unanswered.some((part) => reading.unaccepted.includes(part))).toBe(false);
      }),
    );
  });

  it('what the customer says changes nothing of what the authority is owed', () => {
    fc.assert(
      fc.property(lives, (letter) => {
        const { isOwed, state, dueAt } = readLetter(letter);
        const told = readLetter({ ...letter, steps: [...letter.steps, { kind: 'told-customer', at: day(6) }] });
        expect([told.isOwed, told.state, told.dueAt]).toEqual([isOwed, state, dueAt]);
      }),
    );
  });

  it('an extension moves the due time forward, never back', () => {
    fc.assert(
      fc.property(lives, ({ parts, steps }) => {
        for (const [n, step] of steps.entries()) {
          if (step.kind !== 'extension-granted') continue;
          const before = readLetter({ parts, steps: steps.slice(0, n) }).dueAt;
          const now = readLetter({ parts, steps: steps.slice(0, n + 1) }).dueAt;
          expect(before === null || (now !== null && now > before)).toBe(true);
        }
      }),
    );
  });

  it('a hearing never moves the time by which an answer is due', () => {
    fc.assert(
      fc.property(lives, (letter) => {
        const { dueAt, state } = readLetter(letter);
        const steps = [...letter.steps, { kind: 'hearing-set' as const, at: day(6), dueAt: day(25) }];
        expect([readLetter({ ...letter, steps }).dueAt, readLetter({ ...letter, steps }).state]).toEqual([
          dueAt,
          state,
        ]);
      }),
    );
  });

  it('there is a next step exactly while it is not over', () => {
    fc.assert(
      fc.property(lives, (letter) => {
        const { next, state } = readLetter(letter);
        expect(next === null).toBe(['accepted', 'ended', 'return-accepted'].includes(state));
      }),
    );
  });
});

describe('the gate before closing', () => {
  const record = (letterId: string, owed: boolean) =>
    ({ id: '', act: 'authority-letter', byId: null, at: day(1), endedAt: null, data: { letterId, owed } }) as const;
  it('counts letters by the last that was written down about each', () => {
    const records = [record('a', true), record('b', true), record('a', false)];
    expect(lettersOwed({ records })).toEqual(['b']);
    expect(authorityGate({ records })?.detail?.values).toEqual({ count: 1 });
  });
  it('is open where no letter is owed, and again shut when one is sent back', () => {
    const records = [record('a', true), record('a', false)];
    expect(authorityGate({ records })).toBe(null);
    expect(authorityGate({ records: [...records, record('a', true)] })).not.toBe(null);
  });
});
