import { describe, expect, it } from 'vitest';
import { Refusal } from '../base/refusal.ts';
import { readTranscript } from './transcript.ts';

function refusal(text: string): string {
  try {
    readTranscript(text);
  } catch (error) {
    if (error instanceof Refusal) return `${error.code} ${JSON.stringify(error.values)}`;
    throw error;
  }
  return 'taken';
}

describe('a transcript', () => {
  it('is read with labels in both languages, times on either side, and lines that go on', () => {
    expect(readTranscript('\uFEFF[00:05] agent: 您好\r\n\r\n客户：[01:10] 坏了\n还漏水\nAGENT： 好的')).toEqual([
      { speaker: 'agent', text: '您好', at: 5 },
      { speaker: 'customer', text: '坏了\n还漏水', at: 70 },
      { speaker: 'agent', text: '好的', at: null },
    ]);
  });

  it('takes every line of a plain text as said by one', () => {
    expect(readTranscript('第一句\n\n第二句：好', 'agent')).toEqual([
      { speaker: 'agent', text: '第一句' },
      { speaker: 'agent', text: '第二句：好' },
    ]);
  });

  it.each([
    ['', 'assist.nothing-said {}'],
    ['\n \n', 'assist.nothing-said {}'],
    ['您好', 'assist.unknown-speaker {"line":1}'],
    ['agent: 好\n[00:20] robot: 好', 'assist.unknown-speaker {"line":2}'],
    ['[00:1 agent: 好', 'assist.unknown-speaker {"line":1}'],
    ['[25] agent: 好', 'assist.bad-time {"line":1}'],
    ['agent: a\0b', 'assist.not-text {}'],
    ['agent: \uFFFD', 'assist.not-text {}'],
    [`agent: ${'长'.repeat(2_000_000)}`, 'assist.too-long {"most":2000000}'],
    ['agent: 好\n'.repeat(5001), 'assist.too-long {"most":5000}'],
    ['agent: 😀', 'taken'],
    ['agent: \ud800', 'taken'],
  ])('%.20s: %s', (text, said) => {
    expect(refusal(text)).toBe(said);
  });
});
