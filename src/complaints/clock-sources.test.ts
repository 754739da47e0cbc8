import { expect, it } from 'vitest';
import { lawRowSchema } from '../clocks/law.ts';
import { aRule } from '../clocks/samples.ts';
import { sourcesOf } from './clock-sources.ts';

const row = lawRowSchema.parse({
  key: 'refund',
  title: '退款',
  rule: '《示例法》',
  article: '第五条',
  from: '2026-01-01',
  note: '自收到之日起',
  counting: { article: '《示例法》第六条' },
});

it('an internal, a legal and a regulator’s clock each say where they come from', () => {
  const internal = aRule({ key: 'a', length: { hours: 2 }, calendar: 'always', source: '我们定' });
  const legal = aRule({ key: 'b', track: 'legal', law: 'refund', length: { days: 7 }, counting: {} });
  const regulator = aRule({ key: 'c', track: 'regulator', length: { typed: true }, calendar: 'always' });
  const found = sourcesOf([{ rule: internal }, { rule: legal }, { rule: regulator }, { rule: legal }], new Map(), [
    row,
  ]);
  expect(found.map(({ rule, track, law }) => `${rule} ${track} ${law?.article ?? '-'}`)).toEqual([
    'a internal -',
    'b legal 第五条',
    'c regulator -',
  ]);
  expect(found[1]?.law).toMatchObject({ from: '2026-01-01', until: null, countingArticle: '《示例法》第六条' });
});

it('a clock of an earlier build, which says less, has a source all the same', () => {
  const { track: _, source: __, ...old } = aRule({ key: 'old' });
  expect(sourcesOf([{ rule: old as never }], new Map(), [])[0]).toMatchObject({
    track: 'internal',
    source: '',
    law: null,
  });
});
