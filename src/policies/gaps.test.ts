import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { stopper } from '../base/finding.ts';
import type { Json } from './canonical.ts';
import { saysNothing } from './gaps.ts';
import { checkPack } from './go-live.ts';
import type { PackSections } from './pack.ts';
import { aDraft } from './samples.ts';

const length = z.union([z.strictObject({ days: z.number().int() }), z.strictObject({ typed: z.literal(true) })]);
const limits = z.strictObject({
  limits: z.array(z.strictObject({ key: z.string(), length, source: z.string().default('文件') })),
  special: z.array(z.strictObject({ key: z.string(), title: z.string().nullable() })).default([]),
  table: z.record(z.string(), z.record(z.string(), length.nullable())).default({}),
});

/** A section of limits; a limit longer than a year is found, and so is a pack without any. */
const sections: PackSections = {
  limits: {
    schema: limits,
    findings: (section: z.output<typeof limits>) => [
      ...(section.limits.length === 0 ? [stopper('empty', 'limits.limits')] : []),
      ...section.limits
        .filter((limit) => 'typed' in limit.length)
        .map(({ key }) => stopper('typed-limit', `limits.limits.${key}.length`)),
    ],
  },
};

const ANSWER = { path: 'limits.limits.answer.length', title: '正常时限', clause: 'S2-005' };
const draft = (section: { [name: string]: Json }, more: { [name: string]: Json } = {}) =>
  checkPack(aDraft({ ours: [], sections: { limits: section }, ...more }), sections);
const told = ({ findings }: ReturnType<typeof checkPack>) =>
  findings.map(({ code, path, stops }) => `${stops ? '' : '(hint) '}${code} ${path}`);

describe('what the documents leave open', () => {
  it('stops the pack by its own name and clause, and nothing follows from it', () => {
    const checked = draft({ limits: [{ key: 'answer', length: null }] }, { gaps: [ANSWER] });
    expect(told(checked)).toEqual(['gap-open limits.limits.answer.length']);
    expect(checked.findings[0]?.values).toEqual({ title: '正常时限', clause: 'S2-005' });
    expect(checked.pack).toBeNull();
  });

  it('leaves the rest of the pack readable', () => {
    const { readable } = draft({ limits: [{ key: 'answer' }] }, { gaps: [ANSWER] });
    expect(readable?.title).toBe('问候');
    expect(readable?.sections['limits']).toMatchObject({ limits: [{ key: 'answer' }] });
  });

  it('is found beside what else is wrong', () => {
    const checked = draft(
      {
        limits: [
          { key: 'answer', length: null },
          { key: 'other', length: null },
        ],
      },
      { gaps: [ANSWER] },
    );
    expect(told(checked)).toEqual(['missing limits.limits.other.length', 'gap-open limits.limits.answer.length']);
    expect(checked.readable).toBeNull();
  });

  it('no longer stops once it is filled', () => {
    const checked = draft({ limits: [{ key: 'answer', length: { days: 3 } }] }, { gaps: [ANSWER] });
    expect(told(checked)).toEqual([]);
    expect(checked.pack).not.toBeNull();
  });

  it('filled with nothing is still open', () => {
    const checked = draft({ limits: [{ key: 'answer', length: { days: 0 } }] }, { gaps: [ANSWER] });
    expect(told(checked)).toEqual(['gap-filled-with-nothing limits.limits.answer.length']);
    expect(checked.pack).toBeNull();
  });

  it('a table or list that waits is told place by place', () => {
    const checked = draft(
      {
        limits: [{ key: 'answer', length: { days: 3 } }],
        table: { attitude: { general: null, major: { days: 1 } }, price: { general: null } },
        special: [
          { key: 'special-1', title: null },
          { key: 'special-2', title: '待定' },
        ],
      },
      {
        gaps: [
          { path: 'limits.table', title: '规定时间' },
          { path: 'limits.special', title: '特殊方案' },
        ],
      },
    );
    expect(told(checked)).toEqual([
      '(hint) unsourced-number limits.table.attitude.major.days',
      'gap-open limits.table.attitude.general',
      'gap-open limits.table.price.general',
      'gap-open limits.special.special-1.title',
      'gap-filled-with-nothing limits.special.special-2.title',
    ]);
  });

  it('prose that is cut off waits in a slot of its own', () => {
    const slot = { key: 'flow-three', title: '流程三', clause: 'S3-085' };
    const limit = { limits: [{ key: 'answer', length: { days: 3 } }] };
    expect(told(draft(limit, { slots: [slot] }))).toEqual(['gap-open slots.flow-three']);
    expect(told(draft(limit, { slots: [{ ...slot, text: '同上' }] }))).toEqual([
      'gap-filled-with-nothing slots.flow-three',
    ]);
    expect(told(draft(limit, { slots: [{ ...slot, text: '受理后转经理。' }] }))).toEqual([]);
  });

  it('may be only a hint, where nothing is read from it', () => {
    const checked = draft(
      { limits: [{ key: 'answer', length: { days: 3 } }] },
      { slots: [{ key: 'talk', title: '话术', stops: false }] },
    );
    expect(told(checked)).toEqual(['(hint) gap-open slots.talk']);
    expect(checked.pack).not.toBeNull();
  });

  it('is no hint where the desk could not read the pack without it', () => {
    const checked = draft({ limits: [{ key: 'answer', length: null }] }, { gaps: [{ ...ANSWER, stops: false }] });
    expect(told(checked)).toEqual(['gap-open limits.limits.answer.length']);
  });

  it('must point at something', () => {
    const checked = draft({ limits: [] }, { gaps: [{ path: 'limits.limits.nobody.length', title: '没有' }] });
    expect(told(checked)).toEqual(['empty limits.limits', 'unknown-path gaps.limits.limits.nobody.length']);
  });
});

it.each(['无', ' 没有 ', '待定', '略', '同上', 'N/A', 'ｔｂｄ', '-', '—', '…', 'xxx', '。。', '不', '', 0, Number.NaN])(
  '%s says nothing',
  (value) => expect(saysNothing(value)).toBe(true),
);

it.each(['由客服经理在收到后当面答复', '2日', 3, { days: 1 }, { typed: true }, ['x']])('%j says something', (value) =>
  expect(saysNothing(value)).toBe(false),
);
