import { describe, expect, it } from 'vitest';
import { Matcher } from './matcher.ts';
import { normalise } from './normal.ts';
import { BadPattern, readPattern } from './pattern.ts';
import { readSounds } from './sounds.ts';

const classes = { 您: ['您', '你', '你们'], 上级: ['领导', '经理'] };

function found(pattern: string, text: string): string | null {
  const match = new Matcher([readPattern(pattern, classes)]).find(normalise(text))[0];
  return match ? normalise(text).text.slice(match.start, match.end) : null;
}

describe('a pattern', () => {
  it.each<[pattern: string, text: string, words: string | null, why: string]>([
    ['没 办法', '我真没办法', '没办法', 'words that follow each other'],
    ['你 烦', '你真烦', '你真烦', 'with a small word between'],
    ['你 烦', '你这个人烦', null, 'but no other'],
    ['你 ~4 烦', '你这个人烦', '你这个人烦', 'with a gap'],
    ['你 ~2 烦', '你这个人烦', null, 'not beyond the gap'],
    ['你 ~9 烦', '你别急，我烦', '你别急，我烦', 'a gap goes over pauses'],
    ['你 ~9 烦', '你别急。我烦', null, 'never over the end of a sentence'],
    ['你 烦', '你，烦', null, 'small words are no pauses'],
    ['<您> ~ 找 <上级>', '你们去找经理吧', '你们去找经理', 'classes'],
    ['不行|不能 就是 不行|不能', '不能就是不能', '不能就是不能', 'alternatives'],
    ['喂 快? 说', '喂说', '喂说', 'a word that may be missing'],
    ['喂 快? 说', '喂快说', '喂快说', 'and may be there'],
    ['你 ~3 快? ~3 说', '你倒是啊说', '你倒是啊说', 'the wider gap counts where it is missing'],
    ['^ 找谁', '喂找谁', null, 'start of the sentence'],
    ['^ 找谁', '好的。找谁', '找谁', 'each sentence'],
    ['^ ~2 找谁', '喂您找谁', '找谁', 'near the start'],
    ['找谁 $', '您找谁啊？', '找谁', 'end of the sentence'],
    ['找谁 $', '您找谁都行', null, 'nowhere else'],
    ['哪位 ？', '哪位？', '哪位？', 'a question mark is a word'],
    ['ABC', '用abc', 'abc', 'letters in any case and width'],
  ])('%s in %s: %s (%s)', (pattern, text, words) => {
    expect(found(pattern, text)).toBe(words);
  });

  it.each([
    ['', 'empty'],
    ['^ $', 'empty'],
    ['你|', 'empty-word'],
    ['a<b', 'empty-word'],
    ['<没有这一类>', 'unknown-class'],
    ['<toString>', 'unknown-class'],
    ['你 ~x 我', 'gap'],
    ['你 ~99 我', 'gap'],
    ['~3 你', 'gap-at-edge'],
    ['你 ~3', 'gap-at-edge'],
    ['你?', 'only-optional'],
    ['一 二 三 四 五 六 七 八 九', 'too-long'],
    ['一? 二? 三? 四? 五', 'too-many-optional'],
  ])('%s is refused: %s', (source, problem) => {
    expect(() => readPattern(source, classes)).toThrow(BadPattern);
    try {
      readPattern(source, classes);
    } catch (error) {
      expect((error as BadPattern).problem).toBe(problem);
    }
  });
});

describe('the matcher', () => {
  it('tells whose pattern it was, in which sentence, and each place once', () => {
    const matcher = new Matcher([readPattern('办法', {}), readPattern('没 ~3 用', {})]);
    const text = normalise('有办法。没什么用，没有用。办法');
    expect(
      matcher.find(text).map(({ owner, sentence, start, end }) => [owner, sentence, text.text.slice(start, end)]),
    ).toEqual([
      [0, 0, '办法'],
      [1, 1, '没什么用'],
      [1, 1, '没有用'],
      [0, 2, '办法'],
    ]);
  });

  it('hears words by their sound only for those who asked, and not where chance alone makes them alike', () => {
    const sounds = readSounds('mei 没美梅\nyong 用拥\nguan 管官\nbu 不部\n');
    const patterns = [readPattern('投诉 ~3 没用', {}), readPattern('投诉 ~3 不管用', {}), readPattern('没用', {})];
    const matcher = new Matcher(patterns, { sounds }, new Set([0, 1]));
    const owners = (text: string) =>
      matcher.find(normalise(text)).map(({ owner, isDisguised }) => `${owner}${isDisguised ? '~' : ''}`);
    expect(owners('投诉也没用')).toEqual(['0', '2']);
    expect(owners('投诉部官拥')).toEqual(['1~']);
    expect(owners('投诉也美拥')).toEqual([]);
    expect(owners('投诉也mei用')).toEqual(['0~']);
    expect(owners('投诉也meiyong')).toEqual(['0~']);
    expect(owners('投诉也meyong')).toEqual([]);
    expect(owners('部官拥')).toEqual([]);
  });
});
