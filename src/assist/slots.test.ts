import { describe, expect, it } from 'vitest';
import { fillSlots, openSlot, sentenceAround } from './slots.ts';

describe('a phrase with places to fill', () => {
  it('takes what the case knows and leaves the rest in brackets', () => {
    expect(fillSlots('{称呼}，我{时间}前给您回电', { 称呼: '王女士', 时间: '' })).toBe('王女士，我【时间】前给您回电');
    expect(openSlot('我【时间】前给您回电')).toEqual({ start: 1, end: 5 });
    expect(openSlot('我五点前给您回电')).toBeNull();
  });

  it.each([
    ['您好。我没办法！再见', '没办法', '我没办法！'],
    ['我没办法', '没办法', '我没办法'],
    ['好。\n没办法', '没办法', '没办法'],
    ['没办法。好', '没办法。', '没办法。'],
  ])('knows the sentence in %s around %s', (text, piece, sentence) => {
    const start = text.indexOf(piece);
    const around = sentenceAround(text, { start, end: start + piece.length });
    expect(text.slice(around.start, around.end)).toBe(sentence);
  });
});
