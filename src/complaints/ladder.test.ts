import { describe, expect, it } from 'vitest';
import { entered, ladderOf, placedOn, rungsOf, type Standing, standingIn } from './ladder.ts';
import { ladder, rung } from './pack-routing.ts';

const rungOf = (key: string, more: object = {}) => rung.parse({ key, title: key, posts: ['somebody'], ...more });
const main = [
  rungOf('handler'),
  rungOf('manager', { enters: { severity: ['major'], clock: ['late'] } }),
  rungOf('director', { enters: { severity: ['crisis'], trigger: ['media'] } }),
];
const direct = ladder.parse({
  key: 'direct',
  title: '直接来店',
  when: { source: ['walk-in'] },
  rungs: [rungOf('reception'), rungOf('director', { enters: { category: ['price'] } })],
});
const flowing = ladder.parse({ key: 'flowing', title: '跨部门', when: { flow: ['cross'] }, rungs: [rungOf('seat')] });
const pack = { ladder: main, ladders: [flowing, direct] };
const known = (changes: object = {}) => ({
  kind: 'complaint',
  severity: 'general',
  category: null,
  channel: 'phone',
  source: 'customer',
  triggers: [] as string[],
  ...changes,
});
const at = (ladderKey: string, rungKey: string, place: number): Standing => ({ ladderKey, rungKey, rung: place });

describe('which ladder, which rung', () => {
  it.each([
    ['the usual one', known(), 'main'],
    ['by its source', known({ source: 'walk-in' }), 'direct'],
    ['by its flow', known({ flow: 'cross' }), 'flowing'],
    ['another flow is none of it', known({ flow: 'seat' }), 'main'],
  ])('%s', (_, given, expected) => expect(ladderOf(pack, given)).toBe(expected));

  it.each([
    ['a new case stands at the bottom', known(), null, 'main 0 -'],
    ['a major one comes before the manager by itself', known({ severity: 'major' }), null, 'main 1 severity'],
    [
      'the highest rung that it is named on counts',
      known({ severity: 'major', triggers: ['media'] }),
      null,
      'main 2 trigger',
    ],
    ['on its own ladder, not the usual one', known({ source: 'walk-in', severity: 'crisis' }), null, 'direct 0 -'],
    ['never down', known(), at('main', 'director', 2), 'main 2 -'],
    ['at the bottom it changes ladders freely', known({ source: 'walk-in' }), at('main', 'handler', 0), 'direct 0 -'],
    ['higher up only to the same rung', known({ source: 'walk-in' }), at('main', 'director', 2), 'direct 1 -'],
    ['else it stays on its own', known({ source: 'walk-in' }), at('main', 'manager', 1), 'main 1 -'],
  ])('%s', (_, given, was, expected) => {
    const place = placedOn(pack, given, was);
    expect(`${place.ladderKey} ${place.rung} ${place.entered ?? '-'}`).toBe(expected);
    expect(place.rungKey).toBe(rungsOf(pack, place.ladderKey)[place.rung]?.key);
  });

  it('a breach brings a case to the rung that names its clock, from below only', () => {
    expect(entered(main, 0, { clock: 'late' })).toEqual({ to: 1, by: 'clock' });
    expect(entered(main, 1, { clock: 'late' })).toBeNull();
    expect(entered(main, 0, { clock: 'other' })).toBeNull();
  });
});

describe('in another pack', () => {
  const other = { ladder: [rungOf('first'), rungOf('between'), rungOf('manager')], ladders: [] };

  it.each([
    [
      'a case that nobody took up stands at the bottom',
      at('main', 'handler', 0),
      { ladderKey: 'main', rung: 0, rungKey: 'first' },
    ],
    ['a rung is found by its key', at('main', 'manager', 1), { ladderKey: 'main', rung: 2, rungKey: 'manager' }],
    ['of a ladder that is gone too', at('direct', 'manager', 1), { ladderKey: 'main', rung: 2, rungKey: 'manager' }],
    ['one that is not there is nowhere', at('main', 'director', 2), null],
  ])('%s', (_, was, expected) => expect(standingIn(other, known(), was)).toEqual(expected));
});
