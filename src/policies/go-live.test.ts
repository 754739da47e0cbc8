import { describe, expect, it } from 'vitest';
import type { Json } from './canonical.ts';
import { checkPack, mayGoLive } from './go-live.ts';
import { aDraft, greetingSections } from './samples.ts';

const section = (greetings: Json, more: { [name: string]: Json } = {}): { sections: Json } => ({
  sections: { greetings: { greetings, ...more } },
});
const MORNING = { key: 'morning', text: '早上好', minutes: 5 };

/** name · the draft · what is found, as `code path` */
const CASES: readonly [string, { [name: string]: Json }, string[]][] = [
  ['a whole draft', aDraft(), []],
  ['a draft without title', aDraft({ title: '' }), ['missing title']],
  [
    'a figure left blank',
    aDraft(section([{ key: 'morning', text: '早上好', minutes: null }])),
    ['missing greetings.greetings.morning.minutes'],
  ],
  [
    'a figure that nobody wrote',
    aDraft(section([{ key: 'morning', text: '早上好' }])),
    ['missing greetings.greetings.morning.minutes'],
  ],
  ['an empty list', aDraft(section([])), ['empty greetings.greetings']],
  [
    'a word where a figure belongs',
    aDraft(section([{ ...MORNING, minutes: 'five' }])),
    ['not-fitting greetings.greetings.morning.minutes'],
  ],
  ['an entry misspelt', aDraft(section([MORNING], { lound: true })), ['unknown-entry greetings']],
  [
    'a section nobody reads',
    aDraft({ sections: { greetings: { greetings: [MORNING] }, farewells: {} } }),
    ['unknown-entry farewells'],
  ],
  ['a section left out', aDraft({ sections: {} }), ['missing greetings']],
  [
    'what the section itself finds',
    aDraft(section([{ ...MORNING, text: '' }])),
    ['missing greetings.greetings.morning.text'],
  ],
  [
    'a figure of ours that is nowhere',
    aDraft({
      ours: [
        { path: 'greetings.greetings.evening', why: '先按8分钟' },
        { path: 'greetings.greetings.morning', why: '先按5分钟' },
      ],
    }),
    ['unknown-path ours.greetings.greetings.evening'],
  ],
  ['a figure without source', aDraft({ ours: [] }), ['unsourced-number greetings.greetings.morning.minutes']],
  ['a schema of another build', aDraft({ schema: 2 }), ['not-fitting schema']],
];

describe('before a pack goes live', () => {
  it.each(CASES)('%s', (_name, draft, expected) => {
    expect(checkPack(draft, greetingSections).findings.map(({ code, path }) => `${code} ${path}`)).toEqual(expected);
  });

  it('a figure without source is told but does not stop it', () => {
    expect(mayGoLive(checkPack(aDraft({ ours: [] }), greetingSections).findings)).toBe(true);
  });

  it('what is no pack at all is refused, not thrown', () => {
    for (const nothing of [null, 7, 'text', [], { sections: [] }]) {
      expect(checkPack(nothing, greetingSections).pack).toBeNull();
    }
  });

  it('defaults are filled in once and then stand in the edition', () => {
    expect(checkPack(aDraft(), greetingSections).pack?.sections['greetings']).toEqual({
      greetings: [MORNING],
      loud: false,
    });
  });
});
