import { describe, expect, it } from 'vitest';
import { packSections } from '../app/pack-sections.ts';
import { clocksPart } from '../clocks/pack.ts';
import { complaintsPart } from '../complaints/pack.ts';
import { type Pack, sectionOf } from './pack.ts';
import { checkFiles, readShippedPack } from './server/shipped.ts';

/** Packs of the motor trade: pack · what stops it · what it hints at, besides what the desk does not play yet. */
const PACKS: readonly [key: string, stops: string[], hints: string[]][] = [
  ['auto-dealer-network', [], ['slots.venting-response', 'slots.explanation-response', 'slots.behaviour-standards']],
  [
    'auto-dealer-policy',
    ['clocks.clocks.answer-general.length', 'slots.duties-after-4-2-1', 'slots.crisis-response'],
    [],
  ],
  ['auto-shop', ['slots.flow-after-step-1'], ['slots.ladder-level-3']],
  [
    'auto-sales',
    [],
    ['slots.negotiation-step-4', 'slots.principle-one', 'slots.principle-two', 'slots.essay-after-2-1'],
  ],
];

async function read(key: string) {
  const found = await readShippedPack(key, packSections);
  if (!found) throw new Error(`${key} is not shipped`);
  return found;
}

async function readable(key: string): Promise<Pack> {
  const { readable: pack, findings } = await read(key);
  if (!pack) throw new Error(JSON.stringify(findings));
  return pack;
}

describe.each(PACKS)('%s', (key, stops, hints) => {
  it('has exactly the findings that its document leaves', async () => {
    const { findings, pack } = await read(key);
    const said = (stopping: boolean) =>
      findings
        .filter((finding) => finding.stops === stopping && finding.code !== 'not-played-yet')
        .map(({ code, path }) => `${code} ${path}`);
    expect(said(true)).toEqual(stops.map((path) => `gap-open ${path}`));
    expect(said(false)).toEqual(hints.map((path) => `gap-open ${path}`));
    expect(pack === null).toBe(stops.length > 0);
  });

  it('types no space between Han and Latin, and names no company', async () => {
    const text = JSON.stringify(await readable(key));
    expect(text.match(/[\u4e00-\u9fff] [A-Za-z0-9]|[A-Za-z0-9] [\u4e00-\u9fff]/g)).toBeNull();
    expect(text.match(/凯迪拉克|别克|SGM|桂海|1[3-9]\d{9}|0\d{2,3}-?\d{7,8}/g)).toBeNull();
  });
});

it('each keeps the limits of its own document only', async () => {
  const clocksOf = async (key: string) => sectionOf(await readable(key), clocksPart).clocks.map((clock) => clock.key);
  const printed = ['report-up', 'first-contact', 'outcome-feedback', 'confirm-reply'];
  const kept = await Promise.all(
    PACKS.map(async ([key]) => [key, (await clocksOf(key)).filter((clock) => printed.includes(clock))]),
  );
  expect(Object.fromEntries(kept)).toEqual({
    'auto-dealer-network': ['first-contact', 'outcome-feedback'],
    'auto-dealer-policy': [],
    'auto-shop': ['report-up'],
    'auto-sales': [],
  });
});

it('only the policy of the single dealer judges by the nine grounds of its clauses 3.3 and 3.4', async () => {
  const clauses = async (key: string) =>
    sectionOf(await readable(key), complaintsPart).grounds.flatMap(({ clause }) => clause ?? []);
  expect((await clauses('auto-dealer-policy')).sort()).toEqual([
    ...['3.3', '3.3', '3.3', '3.3', '3.3', '3.3'],
    ...['3.4', '3.4', '3.4'],
  ]);
  for (const key of ['auto-dealer-network', 'auto-shop', 'auto-sales']) expect(await clauses(key)).toEqual([]);
});

/** What an adopter writes to complete a draft. */
const COMPLETED: readonly [string, string, string][] = [
  [
    'auto-dealer-policy',
    'slots: [{ key: duties-after-4-2-1, text: 回访并归档。 }, { key: crisis-response, text: 启动应急预案。 }]',
    'clocks: [{ key: answer-general, length: { workingDays: 3 } }]',
  ],
  ['auto-shop', 'slots: [{ key: flow-after-step-1, text: 倾听、核查、返修、回访。 }]', 'clocks: []'],
];

it.each(COMPLETED)('%s goes live once its places are filled', async (key, slots, clocks) => {
  const head = `schema: 1\nkey: ours\nextends: ${key}\ntitle: 本店制度\ntrade: 示例\nedition: 1\npurpose: 补齐\nscope: 本店\n`;
  const found = await checkFiles(
    { 'pack.yaml': `${head}${slots}\n`, ...(clocks === 'clocks: []' ? {} : { 'clocks.yaml': clocks }) },
    packSections,
  );
  expect(found.findings.filter(({ stops }) => stops)).toEqual([]);
  expect(found.pack).not.toBeNull();
});
