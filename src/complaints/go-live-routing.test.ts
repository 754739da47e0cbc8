import { beforeAll, describe, expect, it } from 'vitest';
import { packSections } from '../app/pack-sections.ts';
import type { ClocksSection } from '../clocks/pack.ts';
import { clockRuleSchema } from '../clocks/pack.ts';
import { readShippedPack } from '../policies/server/shipped.ts';
import { complaintFindings } from './go-live.ts';
import { type ComplaintsSection, complaintsSchema } from './pack.ts';

let whole: ComplaintsSection;
let clocks: ClocksSection['clocks'];
let posts: Set<string>;

beforeAll(async () => {
  const pack = (await readShippedPack('gift-delivery', packSections))?.pack;
  if (!pack) throw new Error('the gift pack is not fit');
  whole = pack.sections['complaints'] as ComplaintsSection;
  clocks = (pack.sections['clocks'] as ClocksSection).clocks;
  posts = new Set((pack.sections['posts'] as { posts: { key: string }[] }).posts.map(({ key }) => key));
});

/** What is found beside what the shipped pack says of itself. */
const found = (changes: object, rules = clocks): string[] => {
  const section = complaintsSchema.parse({ ...JSON.parse(JSON.stringify(whole)), ...changes });
  const before = new Set(complaintFindings(whole, { posts, clocks }).map(({ code, path }) => `${code} ${path}`));
  return complaintFindings(section, { posts, clocks: rules })
    .map(({ code, path, stops }) => `${stops ? '' : '(hint) '}${code} ${path}`)
    .filter((one) => !before.has(one.replace('(hint) ', '')));
};
const post = () => [...posts][0] ?? '';
const aRung = (given: object = {}) => ({ key: 'desk', title: '前台', posts: [post()], ...given });

describe('ladders', () => {
  it.each<[string, () => object, string[]]>([
    [
      'one more ladder, for a source',
      () => ({
        ladders: [{ key: 'direct', title: '直接', when: { source: [whole.sources[0]?.key] }, rungs: [aRung()] }],
      }),
      [],
    ],
    [
      'a ladder for nobody in particular',
      () => ({ ladders: [{ key: 'direct', title: '直接', when: {}, rungs: [aRung()] }] }),
      ['ladder-hole complaints.ladders.direct.when'],
    ],
    [
      'a second usual ladder',
      () => ({ ladders: [{ key: 'main', title: '直接', when: { kind: ['complaint'] }, rungs: [aRung()] }] }),
      ['repeated-key complaints.ladders.main'],
    ],
    [
      'a rung for a post nobody knows',
      () => ({
        ladders: [{ key: 'direct', title: '直接', when: { kind: ['complaint'] }, rungs: [aRung({ posts: ['king'] })] }],
      }),
      ['unknown-post complaints.ladders.direct.rungs.desk.posts'],
    ],
    [
      'two rungs entered by the same severity',
      () => ({
        ladder: [
          aRung({ enters: { severity: ['major'] } }),
          aRung({ key: 'top', enters: { severity: ['major', 'crisis'] } }),
        ],
      }),
      ['ladder-hole complaints.ladder.top.enters'],
    ],
    [
      'a rung entered by a clock and a sign that are not there',
      () => ({ ladder: [aRung({ enters: { clock: ['moon'], trigger: ['star'] } })] }),
      ['unknown-clock complaints.ladder.desk.enters', 'unknown-trigger complaints.ladder.desk.enters'],
    ],
  ])('%s', (_name, changes, expected) => {
    expect(found(changes())).toEqual(expected);
  });
});

describe('fact sheets', () => {
  const fields = () => [
    ...whole.fields,
    { key: 'part-intact', title: '是否完整', type: 'yes-no' },
    { key: 'stick', title: '签子', type: 'choice', choices: [{ key: 'fine', title: '完好' }] },
  ];
  const sheet = (given: object) => ({
    fields: fields(),
    factSheets: [
      {
        key: 'came-off',
        title: '散落',
        categories: [whole.categories[0]?.key],
        questions: [{ key: 'part-intact' }, { key: 'stick' }],
        ...given,
      },
    ],
  });
  const path = 'complaints.factSheets.came-off';
  it.each<[string, () => object, string[]]>([
    [
      'whole',
      () =>
        sheet({
          rules: [{ key: 'a', if: { 'part-intact': [true], stick: ['fine'] }, cause: whole.rootCauses[0]?.key }],
        }),
      [],
    ],
    [
      'asking for a field that is not there',
      () => sheet({ questions: [{ key: 'moon' }] }),
      [`fact-sheet-unknown-field ${path}.questions.moon`],
    ],
    [
      'a rule by a question that is not asked',
      () => sheet({ rules: [{ key: 'a', if: { moon: ['x'] } }] }),
      [`fact-sheet-unknown-field ${path}.rules.a.if`],
    ],
    [
      'a rule by an answer that nobody can give',
      () => sheet({ rules: [{ key: 'a', if: { stick: ['broken'] } }] }),
      [`sheet-rule-never ${path}.rules.a.if`],
    ],
    [
      'yes and no are not words',
      () => sheet({ rules: [{ key: 'a', if: { 'part-intact': ['yes'] } }] }),
      [`sheet-rule-never ${path}.rules.a.if`],
    ],
    [
      'a cause that is not there',
      () => sheet({ rules: [{ key: 'a', if: { stick: ['fine'] }, cause: 'moon' }] }),
      [`unknown-cause ${path}.rules.a.cause`],
    ],
  ])('%s', (_name, changes, expected) => {
    expect(found(changes())).toEqual(expected);
  });
});

describe('routing and judging', () => {
  const routing = (given: object) => ({ routing: { flows: [{ key: 'seat', title: '座席' }], ...given } });
  it.each<[string, () => object, string[]]>([
    [
      'a flow that is not there',
      () => routing({ cells: [{ key: 'a', responsible: ['ours'], flow: 'moon' }] }),
      ['flow-missing complaints.routing.cells.a.flow'],
    ],
    ['no flow by default', () => routing({ default: 'moon' }), ['flow-missing complaints.routing.default']],
    [
      'a department that is not there',
      () =>
        routing({
          departments: [{ key: 'a', categories: whole.categories.map(({ key }) => key), department: 'moon' }],
        }),
      ['unknown-department complaints.routing.departments.a.department'],
    ],
    [
      'a last word by nobody',
      () => ({ finalReply: [{ key: 'a', kind: ['complaint'], posts: ['king'] }] }),
      ['unknown-post complaints.finalReply.a.posts'],
    ],
    ['a plan chosen by nobody', () => ({ plan: { chooser: ['king'] } }), ['unknown-post complaints.plan.chooser']],
    [
      'a ground that asks for nothing',
      () => ({ grounds: [...whole.grounds, { key: 'no', title: '不成立', standing: 'does-not' }] }),
      ['(hint) ground-without-evidence complaints.grounds.no'],
    ],
    [
      'causes in a circle',
      () => ({
        rootCauses: [
          ...whole.rootCauses,
          { key: 'x', title: '甲', parent: 'y' },
          { key: 'y', title: '乙', parent: 'x' },
        ],
      }),
      ['ladder-cycle complaints.rootCauses.x.parent', 'ladder-cycle complaints.rootCauses.y.parent'],
    ],
    ['records that are not there', () => ({ plan: { needs: ['moon'] } }), ['unknown-record complaints.plan.needs']],
  ])('%s', (_name, changes, expected) => {
    expect(found(changes())).toEqual(expected);
  });

  it('a category that no department answers for is told', () => {
    const [first, ...rest] = whole.categories;
    const hints = found(
      routing({ departments: [{ key: 'a', categories: [first?.key], department: whole.departments[0]?.key }] }),
    );
    expect(hints).toHaveLength(rest.length);
    expect(hints[0]).toBe(`(hint) routing-hole complaints.categories.${rest[0]?.key}`);
  });
});

describe('clocks of the section', () => {
  const contact = () => clocks.filter(({ stops }) => !stops.includes('contact-reached'));
  const one = (given: object) =>
    clockRuleSchema.parse({
      key: 'first',
      title: '首次联系',
      starts: ['complaint-registered'],
      stops: ['contact-reached'],
      length: { hours: 2 },
      ...given,
    });

  it('a limit for every category covers the answer, one for some does not', () => {
    const per = (keys: string[]) => keys.map((key) => one({ key: `first-${key}`, when: { category: [key] } }));
    const all = whole.categories.map(({ key }) => key);
    expect(found({}, [...contact(), ...per(all)])).toEqual([]);
    expect(found({}, [...contact(), ...per(all.slice(1))])).toContain('no-contact-clock clocks.clocks');
  });

  it('a limit that is switched off covers nothing', () => {
    expect(found({}, [...contact(), one({})])).toEqual([]);
    expect(found({}, [...contact(), one({ off: '须核对' })])).toContain('no-contact-clock clocks.clocks');
  });

  it('a clock that waits for a stage which the pack does without never stops', () => {
    const rule = one({ key: 'later', stops: ['followed-up'] });
    expect(found({}, [...clocks, rule])).toEqual([]);
    expect(found({ without: ['followed-up'] }, [...clocks, rule])).toContain(
      'clock-never-stops clocks.clocks.later.stops',
    );
  });

  it('a clock for a ladder or source that is not there', () => {
    expect(
      found({}, [...clocks, one({ when: { ladder: ['moon'], source: ['star'], responsible: ['ours'] } })]),
    ).toEqual(['unknown-source clocks.clocks.first.when.source', 'unknown-ladder clocks.clocks.first.when.ladder']);
  });
});
