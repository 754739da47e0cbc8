import { describe, expect, it } from 'vitest';
import { packSections } from '../app/pack-sections.ts';
import { clocksPart } from '../clocks/pack.ts';
import { complaintsPart, type Rung } from '../complaints/pack.ts';
import { postsPart } from '../people/pack.ts';
import { type Pack, sectionOf } from './pack.ts';
import { checkFiles, readShippedPack, shippedFiles } from './server/shipped.ts';

/** Packs for service teams, shops and publishers: pack · what stops it · what it hints at. */
const CELLS = ['attitude', 'product-quality', 'delivery', 'charge', 'other'].flatMap((category) =>
  ['general', 'major', 'crisis'].map(
    (severity) => `gap-open clocks.matrices.department-limit.cells.${category}.${severity}`,
  ),
);
const PACKS: readonly [key: string, stops: string[], hints: string[]][] = [
  ['service-department', CELLS, ['gap-open slots.monitoring-after-1']],
  ['service-team', [], ['gap-open slots.batch-case']],
  ['retail-store', [], []],
  ['pc-retail', [], ['gap-open slots.class-two']],
  ['publishing', [], []],
];

const known = new Map<string, ReturnType<typeof check>>();

const checked = (key: string, base?: string) => {
  const name = `${key} ${base ?? ''}`;
  const found = known.get(name) ?? check(key, base);
  known.set(name, found);
  return found;
};

async function check(key: string, base?: string) {
  const read = await readShippedPack(key, packSections, base === undefined ? {} : { base });
  if (!read) throw new Error(`${key} is not shipped`);
  const said = (stops: boolean) =>
    read.findings.filter((finding) => finding.stops === stops).map(({ code, path }) => `${code} ${path}`);
  return { ...read, stops: said(true), hints: said(false) };
}

async function readable(key: string, base?: string): Promise<Pack> {
  const { readable: pack, stops } = await checked(key, base);
  if (!pack) throw new Error(stops.join('\n'));
  return pack;
}

it.each(PACKS)('%s has exactly the findings that its document leaves', async (key, stops, hints) => {
  expect(await checked(key)).toMatchObject({ stops, hints });
});

describe('the salespeople’s pack', () => {
  it('goes live over no pack of its own', async () => {
    expect(await checked('sales-rep')).toMatchObject({ pack: null, stops: ['add-on-without-base extends'], hints: [] });
  });

  it.each(['service-team', 'retail-store', 'pc-retail', 'publishing'])(
    'is stopped by nothing over %s, and adds no hint',
    async (base) => {
      const under = await checked(base);
      expect(await checked('sales-rep', base)).toMatchObject({ stops: [], hints: under.hints });
    },
  );

  it('puts the salesperson on the first rung and leaves the rest of the ladder as it was', async () => {
    const base = sectionOf(await readable('service-team'), complaintsPart).ladder;
    const over = sectionOf(await readable('sales-rep', 'service-team'), complaintsPart).ladder;
    expect(over.map(({ key }) => key)).toEqual(base.map(({ key }) => key));
    expect(over[0]).toMatchObject({ posts: ['salesperson'] });
    expect(over[1]).toMatchObject({ posts: base[1]?.posts, takesOver: false });
    expect(over.slice(2)).toEqual(base.slice(2));
  });

  it('has the salesperson neither judge nor close nor read the notes of an investigation', async () => {
    const { posts } = sectionOf(await readable('sales-rep', 'service-team'), postsPart);
    const may = posts.find(({ key }) => key === 'salesperson')?.permissions ?? [];
    expect(may).toContain('complaint.plan');
    expect(may.filter((name) => /judge|close|notes/.test(name))).toEqual([]);
  });

  it('has one clock for the first contact', async () => {
    const { clocks } = sectionOf(await readable('sales-rep', 'service-team'), clocksPart);
    const first = clocks.filter(
      ({ starts, stops, when }) =>
        starts.includes('complaint-registered') &&
        stops.includes('contact-reached') &&
        when.kind?.includes('complaint'),
    );
    expect(first.map(({ key }) => key)).toEqual(['first-contact']);
  });
});

describe('the service department’s pack', () => {
  it('goes live once every cell of its table is filled', async () => {
    const files = await shippedFiles('service-department');
    if (!files) throw new Error('not shipped');
    const filled = { ...files, 'clocks.yaml': (files['clocks.yaml'] ?? '').replaceAll('null', '{ workingDays: 3 }') };
    const { pack, findings } = await checkFiles(filled, packSections);
    expect(findings.filter(({ stops }) => stops)).toEqual([]);
    expect(pack).not.toBeNull();
  });

  it('counts by the supervisor’s reply and the table, by no limit of its own', async () => {
    const { clocks } = sectionOf(await readable('service-department'), clocksPart);
    expect(clocks.find(({ key }) => key === 'confirm-reply')).toMatchObject({
      length: { hours: 24 },
      stopsBy: ['service-supervisor'],
    });
    expect(clocks.filter(({ matrix }) => matrix === 'department-limit')).toHaveLength(15);
    expect(clocks.filter(({ key }) => /^(first-answer|answer-|resolve-(?!grievance))/.test(key))).toEqual([]);
  });
});

/** Every pack once by itself, the add-on over one. */
const ALL: readonly { key: string; base?: string }[] = [
  ...PACKS.map(([key]) => ({ key })),
  { key: 'sales-rep', base: 'service-team' },
];

describe.each(ALL)('$key', ({ key, base }) => {
  it('has a ladder whose every rung somebody can stand on, and all but the last can hand on', async () => {
    const pack = await readable(key, base);
    const { ladder } = sectionOf(pack, complaintsPart);
    const posts = new Map(sectionOf(pack, postsPart).posts.map((post) => [post.key, post.permissions]));
    const may = (rung: Rung, permission: string) =>
      rung.posts.map((post) => posts.get(post)?.some((name) => name === permission) ?? false);
    expect(ladder.length).toBeGreaterThanOrEqual(2);
    for (const rung of ladder) {
      expect(rung.posts.length, rung.key).toBeGreaterThan(0);
      expect(may(rung, 'complaint.work'), rung.key).not.toContain(false);
    }
    for (const rung of ladder.slice(0, -1)) expect(may(rung, 'complaint.escalate'), rung.key).not.toContain(false);
  });

  it('has a post above the ladder’s first rung that judges, closes and approves', async () => {
    const pack = await readable(key, base);
    const upper = sectionOf(pack, complaintsPart)
      .ladder.slice(1)
      .flatMap(({ posts }) => posts);
    const granted = sectionOf(pack, postsPart)
      .posts.filter((post) => upper.includes(post.key))
      .flatMap(({ permissions }) => permissions);
    expect(granted).toEqual(expect.arrayContaining(['complaint.judge', 'complaint.close', 'complaint.approve']));
  });

  it('speaks of damages only where fault is found, and never of valid or invalid complaints', async () => {
    const { sections, definitions, ...head } = await readable(key, base);
    const { law: _, ...said } = sections;
    const texts = [
      ...definitions.map(({ term, meaning }) => `${term}：${meaning}`),
      ...textsIn(head),
      ...textsIn(said),
    ];
    expect(texts.length).toBeGreaterThan(100);
    expect(texts.filter((text) => text.includes('赔偿') && !text.includes('责任'))).toEqual([]);
    expect(texts.filter((text) => /[有无]效投诉|抱怨|客诉|案件|无理取闹/.test(text))).toEqual([]);
  });

  it('types no space between Han and Latin, and holds no telephone number', async () => {
    const text = JSON.stringify(await readable(key, base));
    expect(text.match(/[\u4e00-\u9fff] [A-Za-z0-9]|[A-Za-z0-9] [\u4e00-\u9fff]/g)).toBeNull();
    expect(text.match(/1[3-9]\d{9}|0\d{2,3}-?\d{7,8}/g)).toBeNull();
  });
});

it('rows 9, 10, 11 and 13 of the table of limits have their home here', async () => {
  const rows = async (key: string, base?: string) => (await readable(key, base)).rows.map(({ row }) => row);
  expect(await rows('service-department')).toEqual([9, 10, 11, 11]);
  expect(await rows('sales-rep', 'service-team')).toEqual([13]);
});

it('each pack takes its own side where the documents differ', async () => {
  const sides = async (key: string, base?: string) =>
    (await readable(key, base)).answers
      .filter(({ conflict }) => ['K3', 'K4', 'K21'].includes(conflict))
      .map(({ conflict, side }) => `${conflict} ${side}`)
      .sort();
  expect(await sides('service-department')).toEqual(['K21 a', 'K3 a', 'K4 a']);
  expect(await sides('service-team')).toEqual(['K21 b', 'K3 ours', 'K4 ours']);
  expect(await sides('retail-store')).toEqual(['K21 b', 'K3 ours', 'K4 ours']);
  expect(await sides('pc-retail')).toEqual(['K3 ours', 'K4 a']);
  expect(await sides('publishing')).toEqual(['K3 ours', 'K4 ours']);
  expect(await sides('sales-rep', 'service-team')).toEqual(['K21 b', 'K3 b', 'K4 b']);
});

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
