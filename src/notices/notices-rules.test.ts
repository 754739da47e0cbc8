import { describe, expect, it } from 'vitest';
import { nextToTell } from './crisis-call.ts';
import { isDigestTime } from './digest.ts';
import { noticeFindings } from './go-live.ts';
import { libraryNotices } from './library-hearers.ts';
import { HAPPENINGS } from './notice.ts';
import { noticesSchema } from './pack.ts';
import { quietUntil } from './quiet-hours.ts';
import { aFact, aHeardCase, aListener, aPolicy } from './samples.ts';

/** In Shanghai, which is eight hours ahead. */
const at = (text: string): Date => new Date(`${text}:00+08:00`);

/** quiet from · to · now · quiet until */
const QUIET: readonly [string, string, string, string, string | null][] = [
  ['in the evening before they begin', '21:30', '08:00', '2026-11-22T21:29', null],
  ['as they begin', '21:30', '08:00', '2026-11-22T21:30', '2026-11-23T08:00'],
  ['after midnight', '21:30', '08:00', '2026-11-23T02:00', '2026-11-23T08:00'],
  ['in the last minute', '21:30', '08:00', '2026-11-23T07:59', '2026-11-23T08:00'],
  ['as they end', '21:30', '08:00', '2026-11-23T08:00', null],
  ['over new year', '21:30', '08:00', '2026-12-31T23:00', '2027-01-01T08:00'],
  ['within one day', '12:00', '13:30', '2026-11-23T12:30', '2026-11-23T13:30'],
  ['within one day, before', '12:00', '13:30', '2026-11-23T11:59', null],
  ['of no length', '08:00', '08:00', '2026-11-23T08:00', null],
];

describe('quiet hours', () => {
  it.each(QUIET)('%s', (_name, from, to, now, until) => {
    expect(quietUntil({ from, to }, 'Asia/Shanghai', at(now))).toEqual(until === null ? null : at(until));
  });
  it('none are set', () => expect(quietUntil(null, 'Asia/Shanghai', at('2026-11-23T02:00'))).toBeNull());
  it('end by the wall clock where it was put back in the night', () =>
    expect(quietUntil({ from: '22:00', to: '08:00' }, 'Europe/Berlin', new Date('2026-10-24T22:00:00Z'))).toEqual(
      new Date('2026-10-25T07:00:00Z'),
    ));
});

describe('a crisis that nobody acknowledges', () => {
  const people = [
    aListener('sue', { post: 'supervisor' }),
    aListener('max', { post: 'manager' }),
    aListener('may', { post: 'manager' }),
    aListener('far', { post: 'director', storeId: 'store-2' }),
    aListener('blind', { post: 'director', permissions: ['complaint.read'] }),
  ];
  const file = aHeardCase({ sensitive: true });
  const order = (standIns: string[], excludedIds: string[] = []): string[] => {
    const told: string[] = [];
    for (;;) {
      const next = nextToTell(
        ['supervisor', 'manager', 'director'],
        standIns,
        new Set(told),
        { ...file, excludedIds },
        people,
      );
      if (next === null) return told;
      told.push(next);
    }
  };
  it('goes to the holders of the posts in their order, and ends', () =>
    expect(order([])).toEqual(['sue', 'max', 'may']));
  it('goes first to whoever stands in for the owner', () => expect(order(['may'])).toEqual(['may', 'sue', 'max']));
  it('passes over the respondent', () => expect(order([], ['sue'])).toEqual(['max', 'may']));
});

describe('a change of the library', () => {
  const people = [
    aListener('anna', { post: 'supervisor', permissions: ['language.manage'] }),
    aListener('max', { post: 'manager', permissions: ['language.manage'] }),
    aListener('far', { post: 'manager', storeId: 'store-2', permissions: ['language.manage'] }),
    aListener('owner'),
  ];
  const heard = (kind: string, data: object, proposerId = 'owner', notices = {}): string[] =>
    libraryNotices(
      aFact(`language-change-${kind}`, { ...data }),
      proposerId,
      people,
      aPolicy(notices),
      at('2026-11-23T12:00'),
    ).map(({ staffId }) => staffId);

  it('proposed waits for those who may answer it, in every store, and not for whoever proposes', () =>
    expect(heard('proposed', {})).toEqual(['max', 'far']));
  it('answered is told to whoever proposed it', () => {
    expect(heard('approved', { undoes: null })).toEqual(['owner']);
    expect(heard('returned', {})).toEqual(['owner']);
  });
  it('taken back, or withdrawn, is no news', () => {
    expect(heard('approved', { undoes: 'another' })).toEqual([]);
    expect(heard('withdrawn', {})).toEqual([]);
  });
  it('is told to nobody who may not answer it, whomever a pack names', () =>
    expect(
      heard('proposed', {}, 'owner', { rules: [{ key: 'language-proposed', to: ['agent', 'manager'], ways: [] }] }),
    ).toEqual(['max', 'far']));
});

describe('the digest', () => {
  const cases: readonly [string, string | null, string, boolean][] = [
    ['is not sent before its time', '08:15', '2026-11-23T08:14', false],
    ['is sent from then on', '08:15', '2026-11-23T08:15', true],
    ['is not made up for in the afternoon', '08:15', '2026-11-23T12:00', false],
    ['may be wanted in the evening', '18:00', '2026-11-23T18:30', true],
    ['may be switched off', null, '2026-11-23T08:30', false],
  ];
  it.each(cases)('%s', (_name, time, now, due) => expect(isDigestTime(time, 'Asia/Shanghai', at(now))).toBe(due));
});

describe('a pack’s notices', () => {
  const posts = new Set(['supervisor']);
  const found = (section: object): string[] =>
    noticeFindings(noticesSchema.parse(section), { posts }).map(
      ({ code, path, stops }) => `${stops ? '!' : ''}${code} ${path}`,
    );
  it('say nothing: the usual rules hold, and only the next person of a crisis is missing', () => {
    expect(found({})).toEqual(['nobody-next notices.crisis.next']);
    expect(noticesSchema.parse({}).rules.map(({ key }) => key)).toEqual([...HAPPENINGS]);
  });
  it('name a post that is not there', () =>
    expect(found({ crisis: { next: ['ghost'] }, rules: [{ key: 'crisis', to: ['ghost'], ways: ['mail'] }] })).toEqual(
      expect.arrayContaining(['!unknown-post notices.rules.crisis.to', '!unknown-post notices.crisis.next']),
    ));
  it('tell nobody of a crisis', () =>
    expect(found({ crisis: { next: ['supervisor'] }, rules: [{ key: 'crisis', to: [], ways: ['mail'] }] })[0]).toBe(
      '!nobody-notified notices.rules.crisis',
    ));
  it('name a happening twice', () =>
    expect(
      found({ rules: [1, 2].map(() => ({ key: 'crisis', to: ['owner'], ways: ['screen'] })) }).filter((text) =>
        text.startsWith('!'),
      ),
    ).toEqual(['!repeated-key notices.rules.crisis']));
  it('have quiet hours of no length', () =>
    expect(found({ crisis: { next: ['supervisor'] }, quiet: { from: '08:00', to: '08:00' } })).toEqual([
      'quiet-hours-empty notices.quiet',
    ]));
});
