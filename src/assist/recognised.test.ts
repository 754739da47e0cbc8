import { expect, it } from 'vitest';
import { type Heard, hear, type Listening, linesOf, type Recognised, saidIn } from './recognised.ts';

const one = (place: number, text: string, changes: Partial<Recognised> = {}): Recognised => ({
  id: `u${place}`,
  place,
  speaker: 'customer',
  text,
  start: place * 3,
  end: place * 3 + 2,
  ...changes,
});
const told = (...utterances: Recognised[]): Heard => ({
  type: 'heard',
  id: 'r',
  channel: 'call',
  staffId: 's',
  startedAt: '2026-11-23T08:00:00.000Z',
  utterances,
});
const guess = (id: string, text: string, recognition = 'r'): Heard => {
  const { place, ...rest } = one(9, text, { id });
  return { type: 'partial', recognition, ...rest };
};
const after = (...messages: Heard[]): readonly Listening[] => messages.reduce(hear, [] as readonly Listening[]);
const texts = (running: readonly Listening[]) => running.map(({ utterances }) => utterances.map(({ text }) => text));

it('utterances that are told again after a broken line are not there twice', () => {
  expect(texts(after(told(one(0, '甲')), told(one(0, '甲'), one(1, '乙'))))).toEqual([['甲', '乙']]);
});

it('a guess stands until the sentence it becomes, and not after', () => {
  const guessed = (...messages: Heard[]) => after(told(), ...messages)[0]?.guesses.customer?.text;
  expect(guessed(guess('u0', '我要'), guess('u0', '我要退'))).toBe('我要退');
  expect(guessed(guess('u0', '我要退'), told(one(0, '我要退货')))).toBeUndefined();
  expect(guessed(told(one(0, '我要退货')), guess('u0', '我要退'))).toBeUndefined();
  // the next one is being heard already
  expect(guessed(guess('u1', '马上'), told(one(0, '我要退货')))).toBe('马上');
  expect(guessed(guess('u0', '别处', 'another'))).toBeUndefined();
});

it('a guess is read along with what is final, in the order of speaking, and turns final in its place', () => {
  const lines = (...messages: Heard[]) =>
    after(...messages).flatMap((running) => linesOf(running).map(({ text, isGuess }) => [text, isGuess]));
  const agent = one(0, '您好', { speaker: 'agent', start: 0 });
  expect(lines(told(agent), guess('u1', '我要'))).toEqual([
    ['您好', false],
    ['我要', true],
  ]);
  expect(lines(told(agent), guess('u1', '我要'), told(one(1, '我要退货')))).toEqual([
    ['您好', false],
    ['我要退货', false],
  ]);
});

it('what ended is gone, also when it ended while nobody listened', () => {
  expect(after(told(), { type: 'ended', recognition: 'r', conversationId: null })).toEqual([]);
  expect(after(told(), { type: 'ready', running: [] })).toEqual([]);
  expect(after(told(one(0, '甲')), { type: 'ready', running: ['r'] })).toHaveLength(1);
});

it('two lines of a call are put in the order of speaking', () => {
  const said = saidIn({ utterances: [one(0, '后说', { start: 5 }), one(1, '先说', { start: 1, speaker: 'agent' })] });
  expect(said).toEqual([
    { speaker: 'agent', text: '先说', at: 1 },
    { speaker: 'customer', text: '后说', at: 5 },
  ]);
});
