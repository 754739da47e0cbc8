import { describe, expect, it } from 'vitest';
import type { Analysis, Finding, Heard } from './conversation.ts';
import { figuresOf, hungUpFirst, isThere, type PersonsTalk } from './talk.ts';
import { voiceOf } from './voice.ts';

const LIMITS = { pace: null, monologueSeconds: 60, holdSeconds: 120, interruptions: 3 };
const ME = 'me';
const said = (by: readonly (string | null)[]): Heard[] =>
  by.map((one, index) => ({
    index,
    speaker: one ? 'agent' : 'customer',
    text: '好的',
    at: null,
    phase: 'inform',
    principles: [{ start: 0, end: 1, principle: 'facts' }],
    promises: [{ start: 0, end: 1, kind: 'time' }],
    apology: null,
    objection: null,
    signals: [],
  }));
const finding = (utterance: number, rule: string, severity: Finding['severity'] = 'fault'): Finding => ({
  ...{ utterance, start: 0, end: 1, rule, family: rule.split('/')[0] ?? '', severity },
  ...{ message: '', suggestion: '', isGrave: false, isDisguised: false },
});
const aTalk = (by: readonly (string | null)[], findings: Finding[], rest: Partial<PersonsTalk> = {}): PersonsTalk => ({
  analysis: { utterances: said(by), findings } satisfies Analysis,
  by,
  voice: voiceOf(
    by.map((one, nth) => ({
      speaker: one === ME ? 'agent' : 'colleague',
      text: '好'.repeat(100),
      at: nth * 30,
      end: nth * 30 + 30,
    })),
    LIMITS,
  ),
  hungUpFirst: null,
  lifted: [],
  ...rest,
});

describe('figures of a person', () => {
  it('count faults and warnings of their own words, by a hundred of these', () => {
    const talk = aTalk(
      [ME, null, 'other', ME],
      [
        finding(0, 'lecture/a'),
        finding(3, 'lecture/b', 'warning'),
        finding(3, 'slang/a', 'hint'),
        finding(2, 'argue/a'),
      ],
    );
    const { families, utterances, conversations } = figuresOf(ME, [talk]);
    expect([conversations, utterances]).toEqual([1, 2]);
    expect(families).toEqual([{ family: 'lecture', count: 2, per100: 100 }]);
  });

  it('leave out what an upheld dispute lifted: one finding, or one figure of one conversation', () => {
    const lifted = [
      { place: 0, about: 'lecture/a' },
      ...(['phases', 'principles', 'promises', 'pace', 'monologue'] as const).map((about) => ({ place: null, about })),
    ];
    const talks = [aTalk([ME], [finding(0, 'lecture/a')], { lifted }), aTalk([ME, ME], [finding(1, 'lecture/a')])];
    const figures = figuresOf(ME, talks);
    expect(figures.families).toEqual([{ family: 'lecture', count: 1, per100: 33.3 }]);
    expect([figures.phases.inform, figures.phasesOf]).toEqual([1, 1]);
    expect([figures.principles.facts, figures.promises.time]).toEqual([2, 2]);
    expect([figures.voice.perMinute, figures.voice.longestMonologue]).toEqual([200, 60]);
  });

  it('of nobody’s conversations are empty, not zero where nothing could be measured', () => {
    const { voice, families } = figuresOf(ME, []);
    expect(families).toEqual([]);
    expect(voice).toMatchObject({ perMinute: null, longestMonologue: null, interruptions: null, silence: null });
  });
});

it('only words and figures of one’s own can be disputed, and only what is there', () => {
  const talk = aTalk([ME, 'other'], [finding(0, 'lecture/a'), finding(1, 'lecture/a')]);
  const asked: [place: number | null, about: string, who: string, may: boolean][] = [
    [0, 'lecture/a', ME, true],
    [0, 'lecture/b', ME, false],
    [1, 'lecture/a', ME, false],
    [9, 'lecture/a', ME, false],
    [null, 'pace', ME, true],
    [null, 'pace', 'somebody', false],
    [null, 'lecture/a', ME, false],
  ];
  expect(asked.map(([place, about, who]) => isThere({ place, about }, who, talk))).toEqual(
    asked.map(([, , , may]) => may),
  );
});

describe('who hung up first', () => {
  const endings: [name: string, talk: Parameters<typeof hungUpFirst>[0], expected: boolean | null][] = [
    ['ours, on the phone', { channel: 'call', endedBy: 'agent', isCovered: false }, true],
    ['ours, after two warnings of abuse', { channel: 'call', endedBy: 'agent', isCovered: true }, false],
    ['the customer', { channel: 'call', endedBy: 'customer', isCovered: false }, false],
    ['nobody: the line dropped', { channel: 'call', endedBy: 'dropped', isCovered: false }, false],
    ['nobody has told', { channel: 'call', endedBy: null, isCovered: false }, null],
    ['nobody: it was a chat', { channel: 'chat', endedBy: 'agent', isCovered: false }, null],
  ];
  it.each(endings)('%s', (_, talk, expected) => expect(hungUpFirst(talk)).toBe(expected));

  it('is counted where it is known, and not once a dispute was upheld', () => {
    const talks = [true, false, null].map((first) => aTalk([ME], [], { hungUpFirst: first }));
    expect(figuresOf(ME, talks).voice).toMatchObject({ endings: 2, hungUpFirst: 1 });
    const lifted = aTalk([ME], [], { hungUpFirst: true, lifted: [{ place: null, about: 'ending' }] });
    expect(figuresOf(ME, [lifted]).voice).toMatchObject({ endings: 0, hungUpFirst: 0 });
  });
});
