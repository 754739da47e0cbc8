import { describe, expect, it } from 'vitest';
import { mediaOf } from './media.ts';
import { placeOf, standingOf } from './reporter.ts';

const at = (text: string): Date => new Date(`2026-11-${text}T08:00:00Z`);
const reporter = {
  untilAt: at('28'),
  linkUntil: at('08'),
  openedAt: null as Date | null,
  seenAt: null as Date | null,
  revokedAt: null as Date | null,
};

describe('an invitation', () => {
  it.each([
    ['waits for its link to be opened', {}, '02', 'invited'],
    ['whose link nobody opened in time is over', {}, '09', 'link-over'],
    ['goes on after its link is over once a phone is in', { openedAt: at('02'), seenAt: at('02') }, '09', 'active'],
    ['ends on its day', { openedAt: at('02'), seenAt: at('27') }, '28', 'over'],
    ['is revoked whatever else', { openedAt: at('02'), seenAt: at('02'), revokedAt: at('03') }, '04', 'revoked'],
  ] as const)('%s', (_name, changes, today, standing) => {
    expect(standingOf({ ...reporter, ...changes }, at(today))).toBe(standing);
  });

  it('is idle once the phone was not seen for thirty days', () => {
    const seen = { ...reporter, untilAt: new Date('2027-06-01'), openedAt: at('01'), seenAt: at('01') };
    expect(standingOf(seen, new Date('2026-12-01T08:00:00Z'))).toBe('idle');
  });
});

it.each([
  ['registered', 'received'],
  ['triaged', 'checking'],
  ['followed-up', 'checking'],
  ['closed', 'done'],
])('a case that is %s shows to its reporter as %s', (stage, place) => {
  expect(placeOf(stage)).toBe(place);
});

it.each([
  ['image/jpeg', { kind: 'photo', type: 'image/jpeg' }],
  ['video/webm', { kind: 'voice', type: 'audio/webm' }],
  ['audio/ogg; codecs=opus', { kind: 'voice', type: 'audio/ogg' }],
  ['image/svg+xml', null],
  ['image/gif', null],
  ['application/zip', null],
  ['text/plain', null],
  ['constructor', null],
])('bytes that read as %s are taken as %j', (sniffed, media) => {
  expect(mediaOf(sniffed)).toEqual(media);
});
