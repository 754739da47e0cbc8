import { beforeAll, describe, expect, it } from 'vitest';
import { packSections } from '../app/pack-sections.ts';
import { mayGoLive } from '../policies/go-live.ts';
import { type Pack, sectionOf } from '../policies/pack.ts';
import { readShippedPack } from '../policies/server/shipped.ts';
import { answeringPosts } from './flow.ts';
import { entered, ladderOf, MAIN, nextRung, placedOn, rungsOf } from './ladder.ts';
import { type ComplaintsSection, complaintsPart } from './pack.ts';
import type { Rung } from './pack-routing.ts';

/** Every shipped pack; an add-on lies over the one named. */
const PACKS: readonly [string, string?][] = [
  ['auto-dealer-network'],
  ['auto-dealer-policy'],
  ['auto-shop'],
  ['auto-sales'],
  ['service-department'],
  ['service-team'],
  ['retail-store'],
  ['pc-retail'],
  ['sales-rep', 'service-team'],
  ['car-care'],
  ['utility'],
  ['pc-maker'],
  ['call-centre'],
  ['gift-delivery'],
  ['courier'],
  ['publishing'],
];
/** 生命安全、媒体、主管部门、律师、被投诉的正是下一级、上级要求: nothing else skips a rung. */
const LAWFUL = ['about-next-rung', 'authority', 'danger', 'higher-order', 'lawyer', 'media'];

describe.each(PACKS)('the ladders of %s', (key, base) => {
  let section: ComplaintsSection;
  let ladders: { key: string; rungs: readonly Rung[] }[];

  beforeAll(async () => {
    const found = await readShippedPack(key, packSections, base ? { base } : {});
    // a pack with listed gaps ships as a draft: what of it reads has its whole ladder
    const pack = (found?.pack ?? found?.readable) as Pack | null;
    if (!found || !pack) throw new Error(`the pack ${key} cannot be read`);
    expect(found.findings.filter(({ stops, code }) => stops && code !== 'gap-open')).toEqual([]);
    expect(mayGoLive(found.findings)).toBe(found.pack !== null);
    section = sectionOf(pack, complaintsPart);
    ladders = [{ key: MAIN, rungs: section.ladder }, ...section.ladders];
  });

  const climbing = (rungs: readonly Rung[]) => ({ ladder: rungs, jumpReasons: section.jumpReasons });
  const each = (walk: (rungs: readonly Rung[], ladder: string) => void): void => {
    for (const { key: ladder, rungs } of ladders) walk(rungs, ladder);
  };

  it('are climbed rung by rung, each rung held by a post of the pack', () => {
    each((rungs) => {
      const passed = [0];
      while (passed.length < rungs.length) passed.push(nextRung(climbing(rungs), passed.at(-1) ?? 0, {}));
      expect(passed).toEqual(rungs.map((_, place) => place));
      for (const { posts } of rungs) expect(posts.length).toBeGreaterThan(0);
      expect(new Set(rungs.map((rung) => rung.key)).size).toBe(rungs.length);
    });
  });

  it('end at the top', () => {
    each((rungs) => {
      const top = rungs.length - 1;
      expect(() => nextRung(climbing(rungs), top, {})).toThrow('complaints.top-of-ladder');
      expect(() => nextRung(climbing(rungs), top, { to: rungs.length, jump: 'danger' })).toThrow(
        'complaints.top-of-ladder',
      );
      if (top > 0) expect(() => nextRung(climbing(rungs), 0, { to: rungs.length })).toThrow('complaints.no-such-rung');
    });
  });

  it('refuse every jump but the lawful six', () => {
    expect(section.jumpReasons.map((reason) => reason.key).sort()).toEqual(LAWFUL);
    each((rungs) => {
      for (let at = 0; at < rungs.length; at++) {
        for (let to = at + 2; to < rungs.length; to++) {
          for (const jump of [undefined, null, '', 'busy', 'customer-insists']) {
            expect(() => nextRung(climbing(rungs), at, { to, jump })).toThrow('complaints.jump-needs-reason');
          }
          for (const jump of LAWFUL) expect(nextRung(climbing(rungs), at, { to, jump })).toBe(to);
        }
      }
    });
  });

  it('never lead down, nor stay', () => {
    each((rungs) => {
      for (let at = 0; at < rungs.length - 1; at++) {
        for (let to = 0; to <= at; to++) {
          expect(() => nextRung(climbing(rungs), at, { to, jump: 'danger' })).toThrow('complaints.ladder-goes-up');
        }
      }
    });
  });

  it('are each chosen by some case, the usual one by all others', () => {
    const usual = { kind: 'enquiry', severity: 'general', category: null, channel: '', source: '', flow: null };
    expect(ladderOf(section, usual)).toBe(MAIN);
    for (const { key: ladder, when } of section.ladders) {
      const named = Object.entries(when).flatMap(([name, values]) => (values ? [[name, values[0] ?? null]] : []));
      expect(ladderOf(section, { ...usual, ...Object.fromEntries(named) })).toBe(ladder);
    }
    expect(rungsOf(section, 'no-such-ladder')).toBe(section.ladder);
  });

  it('bring a case by itself to the rung that names its severity, trigger, category or clock, and only upwards', () => {
    each((rungs, ladder) => {
      for (const [place, { enters = {} }] of rungs.entries()) {
        const ways = [
          ...(enters.severity ?? []).map((severity) => ({ severity })),
          ...(enters.category ?? []).map((category) => ({ category })),
          ...(enters.trigger ?? []).map((trigger) => ({ triggers: [trigger] })),
          ...(enters.clock ?? []).map((clock) => ({ clock })),
        ];
        for (const by of ways) {
          expect(entered(rungs, 0, by)?.to).toBe(place);
          expect(entered(rungs, place, by)).toBeNull();
        }
        for (const severity of enters.severity ?? []) {
          const known = { kind: 'complaint', severity, category: null, channel: '', source: '', triggers: [] };
          const stood = { ladderKey: ladder, rungKey: rungs.at(-1)?.key ?? null, rung: rungs.length - 1 };
          expect(placedOn(section, known, stood).rung).toBe(rungs.length - 1);
          if (ladder === MAIN) expect(placedOn(section, known, null).rung).toBe(place);
        }
      }
    });
  });
});

it('walks all sixteen', () => {
  expect(new Set(PACKS.map(([key]) => key)).size).toBe(16);
});

/** Walked above with all others; here that each is the one its document draws. */
const DRAWN: readonly [
  name: string,
  pack: string,
  ladder: string,
  rungs: string[],
  goesUp: string[],
  of: { kind: string; flow?: string },
  answers: string[],
][] = [
  [
    '维修门店：任何员工、客户经理、必要时店长',
    'auto-shop',
    MAIN,
    ['anyone', 'customer-manager', 'store-manager'],
    ['cannot-solve', 'insists', 'important'],
    { kind: 'complaint' },
    ['reception', 'service-manager'],
  ],
  [
    '经销商：经办人、服务总监或服务经理、总经理亲自、与厂家共同拟定',
    'auto-dealer-network',
    MAIN,
    ['handler', 'service-director', 'general-manager personally', 'with-manufacturer signed by 2'],
    ['cannot-solve'],
    { kind: 'complaint' },
    ['service-manager'],
  ],
  [
    '经销商，直接向门店投诉：由服务总监或服务经理负责',
    'auto-dealer-network',
    'direct',
    ['reception', 'service-director', 'general-manager personally', 'with-manufacturer signed by 2'],
    ['cannot-solve'],
    { kind: 'complaint' },
    ['service-manager'],
  ],
  [
    '汽车服务企业制度：客户服务部、责任部门、重大请总经理、危机应对',
    'auto-dealer-policy',
    MAIN,
    ['customer-service', 'department', 'general-manager at severity=major', 'crisis-response at severity=crisis'],
    ['severity'],
    { kind: 'complaint' },
    ['service-agent', 'service-manager'],
  ],
  [
    '客服部门计划：记录、主管24小时内确认、相关部门按规定时间',
    'service-department',
    MAIN,
    ['handler', 'supervisor', 'related-department at severity=major,crisis'],
    [],
    { kind: 'complaint' },
    ['service-supervisor', 'work-order-handler', 'service-manager'],
  ],
  [
    '业务员：需要时请上级，其余照垫在下面的制度',
    'sales-rep',
    MAIN,
    ['handler', 'supervisor', 'general-manager'],
    [],
    { kind: 'complaint' },
    ['salesperson'],
  ],
  [
    '电脑零售店：价格投诉由店长或经理倾听',
    'pc-retail',
    MAIN,
    ['handler', 'supervisor at category=price-complaint'],
    [],
    { kind: 'complaint' },
    ['store-manager', 'general-manager'],
  ],
  [
    '呼叫中心投诉流程：座席、成立后客服经理、经理转其他部门',
    'call-centre',
    'complaint',
    ['seat', 'manager', 'other-department'],
    ['established', 'beyond-duty', 'insists', 'important'],
    { kind: 'complaint', flow: 'complaint' },
    ['service-manager'],
  ],
  [
    '座席与经理：超出职责、坚持、重要利益转经理，再请上级授权',
    'call-centre',
    MAIN,
    ['handler', 'manager', 'senior'],
    ['established', 'beyond-duty', 'insists', 'important'],
    { kind: 'complaint', flow: 'manager' },
    ['service-manager'],
  ],
  [
    '九节点：客服代表、责任部门责任人限时解决，由代表答复',
    'call-centre',
    'nine-node',
    ['representative', 'responsible'],
    ['established', 'beyond-duty', 'insists', 'important'],
    { kind: 'request', flow: 'nine-node' },
    ['service-agent'],
  ],
  [
    '电脑制造商：专员、技术支持或责任部门、特殊方案、品管部组织',
    'pc-maker',
    MAIN,
    ['handler', 'department', 'special', 'quality-control at clock=to-quality-control'],
    ['cannot-solve'],
    { kind: 'complaint' },
    ['service-agent'],
  ],
  [
    '供热站：接线员、片区维修员、特殊事项由站长',
    'utility',
    MAIN,
    ['handler', 'area-technician', 'station-head at category=hard-case,compensation,fee-reduction'],
    ['beyond-duty', 'cannot-solve'],
    { kind: 'complaint' },
    ['service-agent'],
  ],
  [
    '汽车养护：专员、主管与责任部门、责任领导选定方案，客户签字',
    'car-care',
    MAIN,
    ['handler', 'supervisor', 'leader'],
    ['established'],
    { kind: 'complaint' },
    ['service-agent'],
  ],
];

it.each(DRAWN)('%s', async (_, key, ladder, rungs, goesUp, of, answers) => {
  const [, base] = PACKS.find(([known]) => known === key) ?? [];
  const pack = (await readShippedPack(key, packSections, base ? { base } : {}))?.readable as Pack;
  const section = sectionOf(pack, complaintsPart);
  expect(
    rungsOf(section, ladder).map(({ key: rung, personal, signOffs, enters = {} }) => {
      const at = Object.entries(enters).map(([by, values]) => `at ${by}=${values}`);
      return [rung, personal && 'personally', signOffs?.length && `signed by ${signOffs.length}`, ...at]
        .filter(Boolean)
        .join(' ');
    }),
  ).toEqual(rungs);
  expect(section.toManager).toEqual(goesUp);
  expect(answeringPosts(section, { severity: 'general', ...of })?.posts).toEqual(answers);
});
