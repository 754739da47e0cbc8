import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { packSections } from '../app/pack-sections.ts';
import { clocksPart } from '../clocks/pack.ts';
import { type Pack, sectionOf } from './pack.ts';
import { CONFLICTS, ROWS } from './rows.ts';
import { checkFiles, readShippedPack, type ShippedRead, shippedFolder } from './server/shipped.ts';

const KEYS = [
  'auto-dealer-network',
  'auto-dealer-policy',
  'auto-sales',
  'auto-shop',
  'call-centre',
  'car-care',
  'courier',
  'gift-delivery',
  'pc-maker',
  'pc-retail',
  'publishing',
  'retail-store',
  'sales-rep',
  'service-department',
  'service-team',
  'utility',
];
/** An add-on is read over the pack that it is most often laid over. */
const BASES: Readonly<Record<string, string>> = { 'sales-rep': 'service-team' };

let reads: ReadonlyMap<string, ShippedRead | null>;
beforeAll(async () => {
  const base = (key: string) => (BASES[key] ? { base: BASES[key] } : {});
  reads = new Map(
    await Promise.all(KEYS.map(async (key) => [key, await readShippedPack(key, packSections, base(key))] as const)),
  );
});

const readable = (key: string): Pack => {
  const read = reads.get(key);
  if (!read?.readable) throw new Error(`${key} ${JSON.stringify(read?.findings ?? 'is not there')}`);
  return read.readable;
};
const found = ({ findings }: ShippedRead): string[] =>
  findings.map(({ code, path, stops }) => `${stops ? '' : '(hint) '}${code} ${path}`);

it('every one of the sixteen packs is there and of the right shape', () => {
  expect(KEYS.filter((key) => !reads.get(key)?.readable)).toEqual([]);
});

it('every row of the table of limits has a home in some pack', () => {
  const homes = new Set(KEYS.flatMap((key) => readable(key).rows.map(({ row }) => row)));
  const all = Array.from({ length: ROWS }, (_, nth) => nth + 1);
  expect(all.filter((row) => !homes.has(row))).toEqual([]);
});

it('every question on which the documents contradict each other is answered by some pack', () => {
  const answered = new Set(KEYS.flatMap((key) => readable(key).answers.map(({ conflict }) => conflict)));
  expect(CONFLICTS.filter((conflict) => !answered.has(conflict))).toEqual([]);
});

it('a calendar is the same week in every pack that names it, since an organisation has one of each key', () => {
  const weeks = new Map<string, Map<string, string[]>>();
  for (const key of KEYS) {
    for (const { key: name, title: _, ...week } of sectionOf(readable(key), clocksPart).calendars) {
      const kinds = weeks.get(name) ?? new Map<string, string[]>();
      const text = JSON.stringify(week);
      weeks.set(name, kinds.set(text, [...(kinds.get(text) ?? []), key]));
    }
  }
  const differing = [...weeks].filter(([, kinds]) => kinds.size > 1);
  expect(differing.map(([name, kinds]) => [name, [...kinds.values()]])).toEqual([]);
});

it('every law that a pack counts by or shows is in the library', async () => {
  const library = parse(await readFile(join(shippedFolder, 'law.yaml'), 'utf8')) as { rows: { key: string }[] };
  const known = new Set(library.rows.map(({ key }) => key));
  const used = KEYS.flatMap((key) => {
    const { sections } = readable(key);
    const { uses = [] } = (sections['law'] ?? {}) as { uses?: string[] };
    return [...uses, ...sectionOf(readable(key), clocksPart).clocks.flatMap(({ law }) => law ?? [])];
  });
  expect(used.length).toBeGreaterThan(0);
  expect(used.filter((key) => !known.has(key))).toEqual([]);
});

/** pack · what its check says, besides what the desk does not play yet */
const FINDINGS: Readonly<Record<string, readonly string[]>> = {
  'car-care': ['(hint) gap-open slots.second-copy'],
  utility: [],
  'pc-maker': [
    ...[1, 2, 3, 4, 5, 6, 7].map((nth) => `gap-open complaints.special.special-${nth}.title`),
    'gap-open slots.clauses-after-3-1-2',
  ],
  'call-centre': [
    'gap-open clocks.clocks.department-limit.length',
    'gap-open slots.flow-three',
    'gap-open slots.flow-five',
    'gap-open slots.manager-steps-after-1',
    '(hint) gap-open slots.node-4-number',
    '(hint) gap-open slots.scripts-after-3-3',
  ],
  courier: [
    ...['standard', 'economy', 'ecommerce', 'project'].map((key) => `gap-open complaints.liability.${key}.limitFen`),
    '(hint) gap-open slots.operating-stages',
    '(hint) gap-open slots.product-types-continued',
  ],
  'gift-delivery': ['(hint) gap-open slots.cost-grades', '(hint) gap-open slots.handling-costs'],
};

describe.each(Object.entries(FINDINGS))('%s', (key, expected) => {
  it('says exactly what its documents leave open', () => {
    const read = reads.get(key);
    if (!read) throw new Error('it is not there');
    const played = { ...read, findings: read.findings.filter(({ code }) => code !== 'not-played-yet') };
    expect(found(played).sort()).toEqual([...expected].sort());
  });

  it('leaves to a later build only calls after a service', () => {
    const later = (reads.get(key)?.findings ?? []).filter(({ code }) => code === 'not-played-yet');
    expect(
      later
        .map(({ path, stops }) => ({ path, stops }))
        .filter(({ path, stops }) => stops || !/^rhythms\.services\./.test(path)),
    ).toEqual([]);
  });
});

/** What an adopter writes to complete a draft. */
const COMPLETED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'pc-maker': {
    'pack.yaml': 'slots: [{ key: clauses-after-3-1-2, text: 责任部门解决之后由专员答复用户。 }]',
    'complaints.yaml': `special: [${[1, 2, 3, 4, 5, 6, 7].map((nth) => `{ key: special-${nth}, title: 办法之${nth} }`).join(', ')}]`,
  },
  'call-centre': {
    'pack.yaml': `slots: [${['flow-three', 'flow-five', 'manager-steps-after-1']
      .map((key) => `{ key: ${key}, text: 由本单位补写的步骤。 }`)
      .join(', ')}]`,
    'clocks.yaml': 'clocks: [{ key: department-limit, length: { workingDays: 2 } }]',
  },
  courier: {
    'complaints.yaml': `liability: [${['standard', 'economy', 'ecommerce', 'project']
      .map((key) => `{ key: ${key}, limitFen: 50000 }`)
      .join(', ')}]`,
  },
};

it.each(Object.entries(COMPLETED))('%s goes live once its places are filled', async (key, files) => {
  const head = `schema: 1\nkey: ours\nextends: ${key}\ntitle: 本单位制度\ntrade: 示例\nedition: 1\n`;
  const about = '自拟，用于检查补齐之后能否启用，不少于二十个字。';
  const text = `${head}purpose: ${about}\nscope: ${about}\n${files['pack.yaml'] ?? ''}\n`;
  const read = await checkFiles({ ...files, 'pack.yaml': text }, packSections);
  expect(read.findings.filter(({ stops }) => stops)).toEqual([]);
  expect(read.pack).not.toBeNull();
});
