import { describe, expect, it } from 'vitest';
import { answersAgainst, isAgreed, overallOf, shakenSince, standingBy } from './judging.ts';
import { type Basis, basisLacks, type GroundDemand } from './judging-basis.ts';
import type { CaseRecord } from './records.ts';

describe('what a ground rests on', () => {
  const rule = { number: '第5条', quote: '已公示', publishedOn: '2026-01-01', happenedOn: '2026-11-20' };
  const lacks = (demand: GroundDemand, basis: Basis, hasFinding = false) =>
    basisLacks([demand], basis, { hasFinding, receivedOn: '2026-11-23' })[0]?.why ?? 'met';
  it.each<[string, GroundDemand, Basis, string]>([
    ['a rule published before the event', 'rule-before', { rule }, 'met'],
    ['a rule of the same day', 'rule-before', { rule: { ...rule, publishedOn: '2026-11-20' } }, 'not-before'],
    ['a rule published later', 'rule-before', { rule: { ...rule, publishedOn: '2026-11-21' } }, 'not-before'],
    ['an event after the complaint', 'rule-before', { rule: { ...rule, happenedOn: '2026-11-24' } }, 'after-receipt'],
    ['a rule without its number', 'rule-before', { rule: { ...rule, number: ' ' } }, 'missing'],
    ['a rule without its text', 'rule-before', { rule: { ...rule, quote: '' } }, 'missing'],
    ['a rule without a date', 'rule-before', { rule: { ...rule, publishedOn: null } }, 'missing'],
    ['an incident by its number', 'incident', { incident: { ref: '事件2026-3' } }, 'met'],
    ['an incident with nothing', 'incident', { incident: { ref: '' } }, 'missing'],
    ['a person by name', 'person', { person: { name: '王师傅' } }, 'met'],
    ['nobody', 'person', { person: { name: '' } }, 'missing'],
    ['amounts for each item', 'amounts', { amounts: [{ item: '车门', amountFen: 0 }] }, 'met'],
    ['an item without amount', 'amounts', { amounts: [{ item: '车门', amountFen: null }] }, 'missing'],
    ['no items', 'amounts', { amounts: [] }, 'missing'],
    ['words', 'text', { text: '合同' }, 'met'],
    ['one sign', 'text', { text: '无' }, 'missing'],
  ])('%s', (_, demand, basis, expected) => {
    expect(lacks(demand, basis)).toBe(expected);
  });

  it('an investigation is the record of its findings, not a field', () => {
    expect(lacks('investigation', {}, false)).toBe('missing');
    expect(lacks('investigation', {}, true)).toBe('met');
  });
});

describe('a judgement', () => {
  it.each([
    ['stands by both answers alone', { sufficient: 'yes', reasonable: 'yes' }, 'stands'],
    ['stands partly when the demand goes too far', { sufficient: 'yes', reasonable: 'partly' }, 'partly'],
    ['stands partly when only a part is founded', { sufficient: 'partly', reasonable: 'yes' }, 'partly'],
    ['does not stand without a reason', { sufficient: 'no', reasonable: 'yes' }, 'does-not'],
    ['is open while one answer is', { sufficient: 'yes', reasonable: null }, null],
  ] as const)('%s', (_, answers, expected) => {
    expect(standingBy(answers)).toBe(expected);
  });

  it('is bound by the two answers only where the pack judges by both', () => {
    const partly = { sufficient: 'yes', reasonable: 'partly' } as const;
    expect(answersAgainst('shown', 'stands', partly)).toBeNull();
    expect(answersAgainst('both', 'stands', partly)).toBe('answers-against');
    expect(answersAgainst('both', 'partly', partly)).toBeNull();
    expect(answersAgainst('both', 'stands', {})).toBe('answers-missing');
  });

  it.each([
    ['ours as soon as a part is', ['customer', 'ours'], 'ours'],
    ['what all say', ['third-party', 'third-party'], 'third-party'],
    ['open where they differ', ['customer', 'third-party'], 'undetermined'],
    ['none for nothing', [], null],
  ] as const)('split by demand is %s', (_, sides, expected) => {
    expect(overallOf(sides.map((responsible) => ({ responsible })))).toBe(expected);
  });

  const record = (act: string, data: object): CaseRecord => ({ id: act, act, data, endedAt: null }) as never;
  const judged = record('responsibility', { responsible: 'ours' });
  const shaken = record('unsettled', { of: ['responsibility'], fields: ['packaging'] });
  const agreed = record('review', { of: 'responsibility', agreed: true });
  it.each<[string, CaseRecord[], string[] | null]>([
    ['holds by itself', [judged], null],
    ['waits after a fact changed', [judged, shaken], ['packaging']],
    ['holds again when a second reader agrees', [judged, shaken, agreed], null],
    ['waits again after the next change', [judged, shaken, agreed, shaken], ['packaging']],
    ['holds when it is judged anew', [judged, shaken, { ...judged, id: 'again' } as CaseRecord], null],
    ['knows nothing before there is one', [shaken], null],
  ])('%s', (_, records, expected) => {
    expect(shakenSince(records, 'responsibility')).toEqual(expected);
  });

  it('is agreed as it stands now, not as it stood once', () => {
    const standing = record('standing', {});
    const yes = record('review', { of: 'standing', agreed: true });
    expect(isAgreed([standing, yes], 'standing')).toBe(true);
    expect(isAgreed([standing, yes, record('standing', {})], 'standing')).toBe(false);
    expect(isAgreed([standing, yes, record('review', { of: 'standing', agreed: false })], 'standing')).toBe(false);
  });
});
