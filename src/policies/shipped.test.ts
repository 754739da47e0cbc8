import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packSections } from '../app/pack-sections.ts';
import { type ClocksSection, clocksPart } from '../clocks/pack.ts';
import { type ComplaintsSection, complaintsPart } from '../complaints/pack.ts';
import { type PostsSection, postsPart } from '../people/pack.ts';
import type { Json } from './canonical.ts';
import { checkPack } from './go-live.ts';
import { type Pack, sectionOf } from './pack.ts';
import { hashOf } from './server/hash.ts';
import { readShippedPack, shippedFolder, shippedPacks } from './server/shipped.ts';
import { type Old, upcast } from './upcast.ts';

/** Those that are frozen. */
const KEYS = ['auto-dealer-network', 'gift-delivery'];

async function shipped(key: string): Promise<Pack> {
  const found = await readShippedPack(key, packSections);
  if (!found?.pack) throw new Error(JSON.stringify(found?.findings));
  return found.pack;
}

it('each shipped pack has title, trade and purpose', async () => {
  const packs = await shippedPacks();
  expect(packs.map(({ key }) => key)).toEqual(expect.arrayContaining(KEYS));
  for (const pack of packs) expect(pack.purpose.length).toBeGreaterThan(20);
});

it('a pack that is not shipped is null', async () => {
  expect(await readShippedPack('../../etc', packSections)).toBeNull();
});

describe.each(KEYS)('%s', (key) => {
  it('has nothing in the way of going live, and every figure says where it comes from', async () => {
    const findings = (await readShippedPack(key, packSections))?.findings ?? [];
    // what its document leaves open without stopping it, and what is played later
    expect(findings.filter(({ code }) => code !== 'gap-open' && code !== 'not-played-yet')).toEqual([]);
    expect(findings.filter(({ stops }) => stops)).toEqual([]);
  });

  it('is today what its frozen edition says', async () => {
    const pack = await shipped(key);
    const frozen = JSON.parse(await readFile(join(shippedFolder, key, 'editions', `${pack.edition}.json`), 'utf8'));
    // after a change on purpose: raise `edition` in pack.yaml and run scripts/freeze-packs.ts
    expect(hashOf(pack)).toBe(frozen.hash);
    expect(JSON.parse(JSON.stringify(pack))).toEqual(frozen.content);
  });

  it('can still be read in every edition ever frozen, unchanged to the letter', async () => {
    const folder = join(shippedFolder, key, 'editions');
    const names = await readdir(folder);
    expect(names).toContain('1.json');
    for (const name of names) {
      const frozen = JSON.parse(await readFile(join(folder, name), 'utf8')) as { hash: string; content: Old };
      expect(hashOf(frozen.content)).toBe(frozen.hash);
      const pack = upcast(frozen.content) as unknown as Pack;
      expect(checkPack(pack, packSections).pack).not.toBeNull();
      expect(sectionOf(pack, clocksPart).clocks.length).toBeGreaterThan(10);
      expect(sectionOf(pack, postsPart).posts.length).toBeGreaterThan(5);
      expect(sectionOf(pack, complaintsPart).ladder.length).toBeGreaterThan(2);
    }
  });

  it('types no space between Han and Latin, and holds no telephone number', async () => {
    const text = JSON.stringify(await shipped(key));
    expect(text.match(/[\u4e00-\u9fff] [A-Za-z0-9]|[A-Za-z0-9] [\u4e00-\u9fff]/g)).toBeNull();
    expect(text.match(/1[3-9]\d{9}|0\d{2,3}-?\d{7,8}/g)).toBeNull();
  });

  it('lets its administrator manage people without seeing a case', async () => {
    const { posts } = (await shipped(key)).sections['posts'] as PostsSection;
    const administrator = posts.find((post) => post.key === 'administrator');
    expect(administrator?.permissions).toContain('people.manage');
    expect(administrator?.permissions.filter((permission) => permission.startsWith('complaint.'))).toEqual([]);
  });
});

/** name · what is changed in the dealer pack's sections · what is found */
const BREAKS: readonly [
  string,
  (sections: { posts: PostsSection; clocks: ClocksSection; complaints: ComplaintsSection }) => void,
  string,
][] = [
  [
    'a clock in a calendar that is not there',
    ({ clocks }) => change(clocks.clocks, 'first-contact', { calendar: 'moon' }),
    'unknown-calendar clocks.clocks.first-contact.calendar',
  ],
  [
    'a clock that starts with nothing known',
    ({ clocks }) => change(clocks.clocks, 'first-contact', { starts: ['complaint-registered', 'phone-rang'] }),
    'unknown-fact clocks.clocks.first-contact.starts',
  ],
  [
    'a clock that tells a post nobody has',
    ({ clocks }) => change(clocks.clocks, 'first-contact', { hears: { warning: ['owner'], breach: ['king'] } }),
    'unknown-post clocks.clocks.first-contact.hears.breach',
  ],
  [
    'a breach that nobody hears of',
    ({ clocks }) => change(clocks.clocks, 'first-contact', { hears: { warning: [], breach: [] } }),
    'nobody-hears clocks.clocks.first-contact.hears.breach',
  ],
  [
    'working days without a calendar',
    ({ clocks }) => change(clocks.clocks, 'answer-general', { calendar: 'always' }),
    'working-days-need-a-calendar clocks.clocks.answer-general.calendar',
  ],
  [
    'a calendar without an hour of work',
    ({ clocks }) => change(clocks.calendars, 'shop', { week: [[], [], [], [], [], [], []] }),
    'never-works clocks.calendars.shop.week',
  ],
  [
    'a calendar in no zone of this world',
    ({ clocks }) => change(clocks.calendars, 'shop', { timeZone: 'Asia/Atlantis' }),
    'unknown-time-zone clocks.calendars.shop.timeZone',
  ],
  [
    'a severity without a limit for the answer',
    ({ clocks }) => drop(clocks.clocks, ['answer-major', 'resolve-major', 'solve-at-once']),
    'no-answer-clock clocks.clocks',
  ],
  [
    'no limit for the first contact',
    ({ clocks }) => drop(clocks.clocks, ['first-contact']),
    'no-contact-clock clocks.clocks',
  ],
  [
    'a clock for a category that is not there',
    ({ clocks }) => change(clocks.clocks, 'warranty-answer', { when: { category: ['spaceship'] } }),
    'unknown-category clocks.clocks.warranty-answer.when.category',
  ],
  [
    'a ladder with a post nobody has',
    ({ complaints }) => change(complaints.ladder, 'service-director', { posts: ['king'] }),
    'unknown-post complaints.ladder.service-director.posts',
  ],
  [
    'a joint plan to be signed by nobody',
    ({ complaints }) => change(complaints.ladder, 'with-manufacturer', { signOffs: ['king'] }),
    'unknown-post complaints.ladder.with-manufacturer.signOffs',
  ],
  ['an empty list of remedies', ({ complaints }) => void complaints.remedies.splice(0), 'empty complaints.remedies'],
  [
    'an empty list of reasons',
    ({ complaints }) => void complaints.reasons.reopen.splice(0),
    'empty complaints.reasons.reopen',
  ],
  [
    'a category twice',
    ({ complaints }) => void complaints.categories.push({ key: 'attitude', title: '又一个', group: '', words: [] }),
    'repeated-key complaints.categories.attitude',
  ],
  [
    'a severity without a name',
    ({ complaints }) => drop(complaints.severities, ['crisis']),
    'missing complaints.severities.crisis',
  ],
  [
    'a choice without choices',
    ({ complaints }) => change(complaints.fields, 'vehicle-state', { choices: [] }),
    'empty complaints.fields.vehicle-state.choices',
  ],
  [
    'a way of closing that no list covers',
    ({ complaints }) => void complaints.closing.needs.pop(),
    'closing-uncovered complaints.closing.needs',
  ],
  ['nobody who may let people in', ({ posts }) => drop(posts.posts, ['administrator']), 'nobody-may posts.posts'],
  [
    'a first administrator in an unknown post',
    ({ posts }) => void posts.atSetUp.push('king'),
    'unknown-post posts.atSetUp',
  ],
];

describe('the dealer pack, broken', () => {
  it.each(BREAKS)('%s is found', async (_name, breakIt, expected) => {
    const pack = structuredClone(await shipped('auto-dealer-network'));
    breakIt(pack.sections as never);
    const { findings } = checkPack(pack as unknown as Json, packSections);
    expect(findings.filter(({ stops }) => stops).map(({ code, path }) => `${code} ${path}`)).toContain(expected);
  });
});

const change = <T extends { readonly key: string }>(list: readonly T[], key: string, values: Partial<T>): void =>
  void Object.assign(list.find((item) => item.key === key) ?? {}, values);

const drop = <T extends { readonly key: string }>(list: T[], keys: readonly string[]): void =>
  void list.splice(0, list.length, ...list.filter((item) => !keys.includes(item.key)));
