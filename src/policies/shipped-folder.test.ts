import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packSections } from '../app/pack-sections.ts';
import { lawPart } from '../clocks/law.ts';
import { clocksPart } from '../clocks/pack.ts';
import { type ComplaintsSection, complaintsPart } from '../complaints/pack.ts';
import { checkPack } from './go-live.ts';
import { type Pack, sectionOf } from './pack.ts';
import { readShippedPack, shippedAddOns, shippedFolder, shippedPacks } from './server/shipped.ts';

let folder: string;
const write = (key: string, files: Record<string, string>): void => {
  mkdirSync(join(folder, key));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, key, name), text);
};
const head = (key: string, more = ''): string =>
  `schema: 1\nkey: ${key}\ntitle: 试行\ntrade: 各行业\nedition: 1\npurpose: 试行\nscope: 各门店\n${more}`;
const read = (key: string, base?: string) =>
  readShippedPack(key, packSections, { folder, ...(base === undefined ? {} : { base }) });
const told = async (key: string, base?: string) =>
  (await read(key, base))?.findings.filter(({ stops }) => stops).map(({ code, path }) => `${code} ${path}`);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wanhui-packs-'));
  cpSync(shippedFolder, folder, { recursive: true });
  write('basics', { 'pack.yaml': head('basics', 'extends: gift-delivery\nabstract: true\n') });
  write('shop', { 'pack.yaml': head('shop', 'extends: basics\n') });
  write('rep', {
    'pack.yaml': head('rep', 'addOn: true\n'),
    'clocks.yaml':
      'clocks:\n  - { key: rep-call, title: 业务员联系, starts: [complaint-registered], stops: [contact-reached], length: { hours: 4 }, source: 试行 }\n',
  });
  write('lawful', {
    'pack.yaml': head('lawful', 'extends: gift-delivery\n'),
    'law.yaml': 'uses: [trade-data]\n',
    'clocks.yaml':
      'clocks:\n  - { key: refund, title: 退款, track: legal, law: distance-refund, starts: [complaint-registered], stops: [complaint-resolved], length: { days: 7 } , source: 试行 }\n' +
      '  - { key: express, title: 快递答复, law: express-answer, starts: [complaint-registered], stops: [complaint-resolved], length: { days: 7 } , source: 试行 }\n',
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('packs laid over others', () => {
  it('what is only to be extended, and what needs a base, is not offered', async () => {
    const keys = (await shippedPacks(folder)).map(({ key }) => key);
    expect(keys).toContain('shop');
    for (const other of ['basics', 'rep', 'schema']) expect(keys).not.toContain(other);
    expect((await shippedAddOns(folder)).map(({ key }) => key)).toContain('rep');
  });

  it('a pack over an abstract one goes live, the abstract one itself does not', async () => {
    expect((await read('shop'))?.pack).toMatchObject({ key: 'shop', basedOn: 'basics', abstract: false });
    expect(await told('basics')).toEqual(['only-to-extend abstract']);
  });

  it('an add-on needs a base, and is found whole once it has one', async () => {
    expect(await told('rep')).toEqual(['add-on-without-base extends']);
    const laid = await read('rep', 'gift-delivery');
    expect(await told('rep', 'gift-delivery')).toEqual([]);
    expect(laid?.pack && sectionOf(laid.pack, clocksPart).clocks.map(({ key }) => key)).toContain('rep-call');
  });

  it('laws that a pack names are frozen into it; one that is still to be checked may not run', async () => {
    const { readable, findings } = (await read('lawful')) ?? {};
    const stopping = findings?.filter(({ stops }) => stops) ?? [];
    expect(stopping.map(({ code, path, file, line }) => `${code} ${path} ${file}:${line}`)).toEqual([
      'law-inactive-in-use clocks.clocks.express.law clocks.yaml:3',
    ]);
    const rows = readable ? sectionOf(readable, lawPart).rows.map(({ key }) => key) : [];
    for (const key of ['distance-refund', 'trade-data', 'express-answer']) expect(rows).toContain(key);
    expect(rows).not.toContain('car-use-fee');
  });
});

describe('a real pack that waits for what its documents leave open', () => {
  const waiting = async (change: (sections: Sections) => void, more: object) => {
    const pack = JSON.parse(JSON.stringify((await read('gift-delivery'))?.pack)) as Pack & { sections: Sections };
    change(pack.sections);
    const checked = checkPack({ ...pack, ...more }, packSections);
    expect(checked.pack).toBeNull();
    expect(checked.readable).not.toBeNull();
    return checked.findings.filter(({ stops }) => stops).map(({ code, path }) => `${code} ${path}`);
  };
  interface Sections {
    clocks: { clocks: { key: string; length: unknown; stops: string[]; when: object }[]; matrices: object[] };
    complaints: ComplaintsSection & { special: object[]; liability: object[] };
    [name: string]: unknown;
  }

  it('a limit: nothing but its own name is told', async () => {
    const path = 'clocks.clocks.waits.length';
    const found = await waiting(
      ({ clocks }) => {
        const rule = {
          title: '答复',
          starts: ['complaint-registered'],
          stops: ['complaint-resolved'],
          calendar: 'always',
        };
        clocks.clocks = clocks.clocks.filter(
          ({ stops }) => !['plan-agreed', 'complaint-resolved'].some((one) => stops.includes(one)),
        );
        clocks.clocks.push({ key: 'waits', length: null, when: {}, ...rule } as never);
      },
      { gaps: [{ path, title: '正常时限', clause: 'S2-005' }], ours: [] },
    );
    expect(found).toEqual([`gap-open ${path}`]);
  });

  it('a table: one finding for each cell, and no limit is missed for its sake', async () => {
    let cells = 0;
    const found = await waiting(
      ({ clocks, complaints }) => {
        const row = { general: null, major: null, crisis: null };
        cells = complaints.categories.length * 3;
        clocks.clocks = clocks.clocks.filter(
          ({ stops }) => !['plan-agreed', 'complaint-resolved'].some((one) => stops.includes(one)),
        );
        clocks.matrices = [
          {
            key: 'limit',
            title: '规定时间',
            starts: ['complaint-triaged'],
            stops: ['complaint-resolved'],
            cells: Object.fromEntries(complaints.categories.map(({ key }) => [key, row])),
          },
        ];
      },
      { gaps: [{ path: 'clocks.matrices.limit.cells', title: '规定时间', clause: 'S2-107' }], ours: [] },
    );
    expect(found).toHaveLength(cells);
    expect(new Set(found.map((one) => one.split('.').slice(0, 4).join('.')))).toEqual(
      new Set(['gap-open clocks.matrices.limit.cells']),
    );
  });

  it('titles and amounts', async () => {
    const found = await waiting(
      ({ complaints }) => {
        complaints.special = [1, 2].map((nth) => ({ key: `special-${nth}`, title: null })) as never;
        complaints.liability = [{ key: 'standard', title: '标准快递', limitFen: null }] as never;
      },
      {
        gaps: [
          { path: 'complaints.special', title: '特殊方案' },
          { path: 'complaints.liability', title: '限额' },
        ],
      },
    );
    expect(found).toEqual([
      'gap-open complaints.special.special-1.title',
      'gap-open complaints.special.special-2.title',
      'gap-open complaints.liability.standard.limitFen',
    ]);
  });
});

it('an edition of the time before laws, gaps and tables reads as one that has none', async () => {
  const pack = (await read('auto-dealer-network'))?.pack;
  const plain = JSON.parse(JSON.stringify(pack)) as Record<string, unknown> & {
    sections: Record<string, Record<string, unknown>>;
  };
  for (const name of ['abstract', 'addOn', 'rows', 'answers', 'gaps', 'slots', 'publishing']) delete plain[name];
  for (const name of ['law', 'rhythms']) delete plain.sections[name];
  delete plain.sections['clocks']?.['matrices'];
  for (const name of ['findings', 'records', 'stages', 'factSheets', 'ladders', 'routing', 'special', 'plan', 'loop']) {
    delete plain.sections['complaints']?.[name];
  }
  for (const clock of (plain.sections['clocks']?.['clocks'] ?? []) as Record<string, unknown>[]) {
    for (const name of ['track', 'off', 'stopsBy', 'ceiling']) delete clock[name];
  }
  const old = plain as unknown as Pack;
  expect(sectionOf(old, clocksPart).matrices).toEqual([]);
  expect(sectionOf(old, clocksPart).clocks.every(({ off, track }) => off === '' && track === 'internal')).toBe(true);
  expect(sectionOf(old, lawPart).rows).toEqual([]);
  expect(sectionOf(old, complaintsPart).ladders).toEqual([]);
});
