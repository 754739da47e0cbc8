import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess, openQuestions, questionsOf, shakenFacts, sheetFor } from './fact-sheet.ts';
import { firstRecordOf, openLines, savedForm, sheetLines } from './first-record.ts';
import type { ComplaintsSection } from './pack.ts';

const choiceField = (key: string, ...keys: string[]) => ({
  key,
  title: key,
  type: 'choice',
  choices: keys.map((one) => ({ key: one, title: one })),
});
const pack = {
  categories: [
    { key: 'damage', title: '破损' },
    { key: 'came-off', title: '散落', parent: 'damage' },
    { key: 'late', title: '迟到' },
  ],
  triggers: [{ key: 'danger', title: '人身危险', severity: 'crisis', words: [], channels: [], jump: true }],
  fields: [
    choiceField('packaging', 'yes', 'no', 'unknown'),
    choiceField('sticks', 'intact', 'broken', 'unknown'),
    { key: 'courier', title: '配送员在场', type: 'yes-no' },
    { key: 'needed-at', title: '使用时间', type: 'date-time', kinds: ['complaint'] },
    { key: 'model', title: '款式', type: 'text' },
    { key: 'happened-at', title: '发生时间', type: 'date-time' },
  ],
  factSheets: [
    {
      key: 'came-off',
      title: '散落',
      categories: ['damage'],
      questions: [
        { key: 'packaging', required: true },
        { key: 'sticks', required: true },
        { key: 'courier', required: false },
        { key: 'needed-at', required: true },
      ],
      rules: [
        {
          key: 'shaking',
          if: { packaging: ['no'], sticks: ['intact'] },
          cause: 'shaking',
          repairable: true,
          severity: 'general',
          says: '',
        },
        { key: 'crushed', if: { packaging: ['yes'] }, cause: 'crushing', responsible: 'third-party', says: '' },
      ],
    },
  ],
  firstRecord: [
    { key: 'time', title: '时间', field: 'happened-at' },
    { key: 'course', title: '经过', of: 'own-words' },
    { key: 'people', title: '人物', of: 'caller' },
  ],
} as unknown as ComplaintsSection;
const file = (fields: Record<string, string | boolean | null> = {}, more: object = {}) => ({
  kind: 'complaint' as const,
  category: 'came-off',
  triggers: [] as string[],
  fields,
  ...more,
});

describe('a fact sheet', () => {
  it.each([
    ['of the category itself', 'damage', 'came-off'],
    ['of the one it is a part of', 'came-off', 'came-off'],
    ['is none for another', 'late', undefined],
    ['is none while there is no category', null, undefined],
  ])('%s', (_, category, expected) => {
    expect(sheetFor(pack, category)?.key).toBe(expected);
  });

  it('asks for what its kind asks, and names the required questions that are open', () => {
    expect(openQuestions(pack, file({ packaging: 'unknown' })).map(({ key }) => key)).toEqual(['sticks', 'needed-at']);
    expect(openQuestions(pack, { ...file(), kind: 'grievance' }).map(({ key }) => key)).toEqual([
      'packaging',
      'sticks',
    ]);
    expect(questionsOf(pack, file()).map(({ field }) => field.key)).toEqual([
      'packaging',
      'sticks',
      'courier',
      'needed-at',
    ]);
    expect(openQuestions(pack, file({}, { category: 'late' }))).toEqual([]);
  });

  it('takes “no” and “not known” for answers', () => {
    expect(openQuestions(pack, file({ packaging: 'no', sticks: 'unknown', 'needed-at': 'x' }))).toEqual([]);
    expect(questionsOf(pack, file({ courier: false })).find(({ field }) => field.key === 'courier')?.answered).toBe(
      true,
    );
  });

  it.each([
    ['all whole: shaken on the way, repairable', { packaging: 'no', sticks: 'intact' }, 'shaking', true, 'general'],
    ['packaging damaged: crushed, whatever the sticks', { packaging: 'yes', sticks: 'intact' }, 'crushing', null, null],
  ])('%s', (_, fields, cause, repairable, severity) => {
    expect(assess(pack, file(fields))).toMatchObject({ cause, repairable, severity });
  });

  it('proposes nothing while no rule fits', () => {
    expect(assess(pack, file({ packaging: 'unknown', sticks: 'intact' }))).toBeNull();
    expect(assess(pack, file())).toBeNull();
  });

  it('names the facts that it comes from', () => {
    expect(assess(pack, file({ packaging: 'no', sticks: 'intact' }))?.from).toEqual(['packaging', 'sticks']);
  });

  it('never makes a danger that was heard smaller', () => {
    const heard = file({ packaging: 'no', sticks: 'intact' }, { triggers: ['danger'] });
    expect(assess(pack, heard)?.severity).toBe('crisis');
  });

  it('shakes a judgement by what is said otherwise now, not by what is said for the first time', () => {
    const before = { packaging: 'no', model: '甲', courier: false };
    expect(shakenFacts(pack, before, { ...before, packaging: 'yes' })).toEqual(['packaging']);
    expect(shakenFacts(pack, before, { ...before, model: null })).toEqual(['model']);
    expect(shakenFacts(pack, before, { ...before, courier: true })).toEqual(['courier']);
    expect(shakenFacts(pack, before, { ...before, sticks: 'broken' })).toEqual([]);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('packaging', 'sticks', 'model'), fc.string()), (fields) => {
        expect(shakenFacts(pack, fields, fields)).toEqual([]);
      }),
    );
  });
});

describe('the first record', () => {
  const given = { excerpt: '散了', callerName: '', receivedAt: '2026-11-23T01:00:00Z', fields: {} };
  it('names what is missing and refuses nothing', () => {
    expect(firstRecordOf(pack, given).map(({ key, there }) => [key, there])).toEqual([
      ['time', false],
      ['course', true],
      ['people', false],
    ]);
    expect(firstRecordOf(pack, { ...given, callerName: '示例女士', fields: { 'happened-at': 'x' } })).toSatisfy(
      (items: { there: boolean }[]) => items.every(({ there }) => there),
    );
  });

  const sheet = {
    key: 'handling-sheet',
    title: '处理单',
    fields: [
      { key: 'customer', title: '客户', from: 'caller' as const, required: true },
      { key: 'handler', title: '经办人', required: true },
      { key: 'sign-off', title: '签认', required: false },
    ],
  };
  const known = { caller: '示例女士' } as Parameters<typeof sheetLines>[2];

  it('fills the sheet; what somebody wrote stands above it, and required lines stay named', () => {
    const born = sheetLines(sheet, null, known, () => '');
    expect(born.map(({ text, taken }) => [text, taken])).toEqual([
      ['示例女士', true],
      ['', false],
      ['', false],
    ]);
    expect(openLines(born).map(({ key }) => key)).toEqual(['handler']);
    const saved = { form: sheet.key, complete: false, values: [{ field: 'customer', text: '另一位' }] };
    expect(sheetLines(sheet, saved, known, () => '')[0]).toMatchObject({ text: '另一位', taken: false });
  });

  it('counts the sheet as it was saved last', () => {
    const form = (complete: boolean, endedAt: Date | null = null) => ({
      act: 'form' as const,
      endedAt,
      data: { form: sheet.key, values: [], complete },
    });
    expect(savedForm([form(false), form(true)], sheet.key)?.complete).toBe(true);
    expect(savedForm([form(false), form(true, new Date(0))], sheet.key)?.complete).toBe(false);
    expect(savedForm([form(true)], 'another')).toBeNull();
  });
});
