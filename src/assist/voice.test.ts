import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { charactersOf, type Timed, type VoiceLimits, voiceOf } from './voice.ts';

const LIMITS: VoiceLimits = {
  pace: { low: 120, high: 300 },
  monologueSeconds: 60,
  holdSeconds: 120,
  interruptions: 2,
};
const words = (count: number): string => '我们正在为您核实这件事'.repeat(20).slice(0, count);
type Line = readonly [speaker: Timed['speaker'], text: string, at?: number, end?: number];
const heard = (lines: readonly Line[], limits: Partial<VoiceLimits> = {}) =>
  voiceOf(
    lines.map(([speaker, text, at = null, end = null]) => ({ speaker, text, at, end })),
    { ...LIMITS, ...limits },
  );

it('a digit and a Latin word count as one character each, signs count nothing', () => {
  expect(charactersOf('您好，订单号 0618，EMS 已发出！')).toBe(13);
});

describe('the pace', () => {
  const paces: [name: string, lines: Line[], expected: object | null][] = [
    ['is not known without times', [['agent', words(200)]], null],
    ['is not told of a few words', [['agent', words(30), 0, 30]], null],
    ['below the band is slow', [['agent', words(60), 0, 60]], { perMinute: 60, isExact: true, verdict: 'slow' }],
    ['within it fits', [['agent', words(100), 0, 30]], { perMinute: 200, verdict: 'fitting' }],
    ['above it is fast', [['agent', words(200), 0, 30]], { perMinute: 400, verdict: 'fast' }],
    [
      'by beginnings alone is never slow, for the pauses are in it',
      [
        ['agent', words(60), 0],
        ['customer', '嗯', 60],
      ],
      { perMinute: 60, isExact: false, verdict: null },
    ],
    [
      'by beginnings alone may be fast all the same',
      [
        ['agent', words(200), 0],
        ['customer', '嗯', 30],
      ],
      { perMinute: 400, isExact: false, verdict: 'fast' },
    ],
    [
      'leaves out what has no times where enough has them',
      [
        ['agent', words(100), 0, 30],
        ['agent', words(200), 40],
        ['customer', '嗯', 500],
      ],
      { perMinute: 200, isExact: true, verdict: 'fitting' },
    ],
    ['of a colleague is not the agent’s', [['colleague', words(100), 0, 30]], null],
  ];
  it.each(paces)('%s', (_, lines, expected) => {
    const { agent } = heard(lines).pace;
    if (expected === null) expect(agent).toBeNull();
    else expect(agent).toMatchObject(expected);
  });

  it('of the customer is measured and never judged, nor the agent’s without a band', () => {
    const { pace } = heard([
      ['customer', words(200), 0, 30],
      ['agent', words(200), 30, 60],
    ]);
    expect([pace.customer?.perMinute, pace.customer?.verdict]).toEqual([400, null]);
    expect(heard([['agent', words(200), 0, 30]], { pace: null }).pace.agent?.verdict).toBeNull();
  });
});

describe('the longest monologue', () => {
  it('goes over utterances without the customer, ends at a wait, and is long only where its end is known', () => {
    expect(
      heard([
        ['agent', words(40), 0, 40],
        ['agent', words(40), 41, 80],
        ['customer', '哦', 80, 81],
        ['agent', words(50), 81, 100],
        ['agent', words(50), 115, 140],
      ]).monologue,
    ).toEqual({ from: 0, to: 1, characters: 80, seconds: 80, isLong: true });
    expect(
      heard([
        ['agent', words(40), 0],
        ['customer', '哦', 80],
      ]).monologue,
    ).toMatchObject({
      seconds: 80,
      isLong: null,
    });
    expect(heard([['agent', words(40)]]).monologue).toMatchObject({ characters: 40, seconds: null, isLong: null });
    expect(heard([['customer', words(40), 0, 9]]).monologue).toBeNull();
  });
});

describe('speaking at once', () => {
  it('counts cutting in, not signs of listening, nor the customer cutting in', () => {
    const { overlap } = heard([
      ['customer', words(40), 0, 20],
      ['agent', '嗯，好的。', 5, 6],
      ['agent', '您先听我说', 15, 22],
      ['customer', words(10), 21, 30],
      ['agent', '这个情况是这样', 26, 31],
    ]);
    expect(overlap).toEqual({ seconds: 11, interruptions: [2, 4], isOften: true });
  });

  it('is not told by beginnings alone', () => {
    const { overlap, silence } = heard([
      ['customer', words(40), 0],
      ['agent', '您先听我说', 2],
    ]);
    expect([overlap, silence]).toEqual([null, null]);
  });
});

describe('silence', () => {
  it('is the share in which nobody speaks; a long wait of which nobody told is counted', () => {
    const lines: Line[] = [
      ['customer', '请查一下', 0, 10],
      ['agent', '查到了', 40, 50],
      ['customer', '好', 45, 48],
    ];
    expect(heard(lines).silence).toEqual({ seconds: 30, percent: 60, unannounced: 1 });
    const told = heard([
      ['agent', '请您稍等', 0, 2],
      ...lines.map(([w, t, a = 0, e = 0]): Line => [w, t, a + 2, e + 2]),
    ]);
    expect(told.silence?.unannounced).toBe(0);
  });
});

describe('asking to wait', () => {
  const holds: [name: string, lines: Line[], expected: object[]][] = [
    [
      'with thanks afterwards',
      [
        ['agent', '系统有点慢，请您稍等我一两分钟，可以吗？', 0, 5],
        ['customer', '行', 6, 7],
        ['agent', '感谢您的等待，查到了。', 60, 66],
      ],
      [{ utterance: 0, seconds: 53, isLong: false, isCourteous: true }],
    ],
    [
      'without a word afterwards, and too long',
      [
        ['agent', '您先别挂，我去问一下', 0, 5],
        ['agent', '问到了，是明天。', 205, 210],
      ],
      [{ utterance: 0, seconds: 200, isLong: true, missing: ['estimate', 'consent'], isCourteous: false }],
    ],
    [
      'too long, but with reason and estimate, and the customer agreed',
      [
        ['agent', '我请示一下主管，大概要五分钟。', 0, 4],
        ['agent', '麻烦您稍等。', 4, 6],
        ['customer', '行吧', 7, 8],
        ['agent', '让您久等了，主管同意了。', 300, 305],
      ],
      [{ utterance: 1, seconds: 292, isLong: true, missing: [], isCourteous: true }],
    ],
    [
      'too long without a reason',
      [
        ['agent', '请稍等十分钟，可以吗？', 0, 4],
        ['agent', '好了。', 604, 606],
      ],
      [{ isLong: true, missing: ['reason'] }],
    ],
    [
      'by beginnings alone',
      [
        ['agent', '请稍候', 10],
        ['customer', '好的', 12],
        ['agent', '让您久等了', 75],
      ],
      [{ utterance: 0, seconds: 63, isCourteous: true }],
    ],
    [
      'while the customer goes on talking',
      [
        ['agent', '请稍等', 10],
        ['customer', words(40), 12],
        ['agent', '是这样', 75],
      ],
      [{ utterance: 0, seconds: null, isCourteous: null }],
    ],
    [
      'without times',
      [
        ['agent', '请稍等'],
        ['agent', '查到了'],
      ],
      [{ utterance: 0, seconds: null, isLong: null, isCourteous: null }],
    ],
    ['in the customer’s words is none', [['customer', '你等一下', 0, 2]], []],
    ['is not what thanks for it', [['agent', '让您久等了', 0, 2]], []],
  ];
  it.each(holds)('%s', (_, lines, expected) => {
    expect(heard(lines).holds).toMatchObject(expected);
    expect(heard(lines).holds).toHaveLength(expected.length);
  });
});

describe('asking to say it again', () => {
  const asked: [text: string, isAsked: boolean][] = [
    ['麻烦您再说一遍单号。', true],
    ['您能再报一次车牌吗？', true],
    ['不好意思，我没听清。', true],
    ['这边太吵，听不太清。', true],
    ['请您重复一下地址。', true],
    ['我再跟您复述一遍，您看对吗？', false],
    ['请您再等一下，我查一查。', false],
    ['您刚才没听清的话，我再讲一次。', false],
    ['这笔是重复扣款，已经为您退回。', false],
    ['我再说一遍办理的时间：明天上午十点。', false],
  ];
  it.each(asked)('%s %s', (text, isAsked) => {
    expect(heard([['agent', text]]).repeats.places).toEqual(isAsked ? [0] : []);
  });

  it('is often from the number that the policy sets, and never the customer’s', () => {
    const again: Line = ['agent', '请您再说一遍。'];
    expect(heard([again, again]).repeats).toEqual({ places: [0, 1], isOften: true });
    expect(heard([again]).repeats.isOften).toBe(false);
    expect(heard([['customer', '你再说一遍？']]).repeats.places).toEqual([]);
  });
});

it('any times, in any order, give figures that can be, and none are made up without times', () => {
  const one = fc.record({
    speaker: fc.constantFrom('agent', 'customer', 'colleague') as fc.Arbitrary<Timed['speaker']>,
    text: fc.constantFrom('请稍等', '嗯', words(30), '', '😀'),
    at: fc.option(fc.double({ min: 0, max: 500, noNaN: true })),
    end: fc.option(fc.double({ min: 0, max: 500, noNaN: true })),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 20 }), (said) => {
      const voice = voiceOf(said, LIMITS);
      if (voice.silence) {
        expect(voice.silence.percent).toBeGreaterThanOrEqual(0);
        expect(voice.silence.percent).toBeLessThanOrEqual(100);
      }
      for (const { seconds } of voice.holds) if (seconds !== null) expect(seconds).toBeGreaterThan(0);
      const untimed = voiceOf(
        said.map((each) => ({ ...each, at: null, end: null })),
        LIMITS,
      );
      expect([untimed.pace, untimed.overlap, untimed.silence]).toEqual([{ agent: null, customer: null }, null, null]);
    }),
  );
});
