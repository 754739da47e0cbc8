import { addMs, DAY, HOUR } from '../../base/time.ts';
import { sheetFor } from '../../complaints/fact-sheet.ts';
import type { ComplaintsSection } from '../../complaints/pack.ts';
import { CHINA_MS, type InputFor } from './beats.ts';
import { JUDGE_REASONS } from './common-texts.ts';
import { departmentRef, type Story } from './story.ts';
import { staffTexts } from './working.ts';

export function findOut(story: Story, truth: 'true' | 'partly' | 'untrue' | 'unverifiable'): void {
  const { random } = story.teller;
  const cause =
    truth === 'untrue' ? '逐项核对单据、录音与现场记录，与客户所述不符。' : random.pick(staffTexts(story).findings);
  story.act(story.owner, story.gap('find'), 'finishInvestigation', {
    truth,
    cause,
    statements: random.pick(JUDGE_REASONS),
    ours: random.pick(['', '当事人书面说明已收。', '记录与监控已存档。']),
    theirs: random.pick(['', '客户提供照片若干。', '客户口述，未提供材料。']),
  });
}

/** On which ground a complaint of a category usually stands; plain truth or lateness where nothing fits better. */
const GROUND_OF: Readonly<Record<string, readonly string[]>> = {
  attitude: ['attitude'],
  neglect: ['attitude', 'facts-confirmed'],
  courier: ['attitude'],
  'promise-broken': ['not-as-promised', 'late-delivery'],
  'delivery-delay': ['not-as-promised', 'facts-confirmed'],
  misled: ['not-as-promised', 'facts-confirmed'],
  'came-off': ['making'],
  crushed: ['transit'],
  packaging: ['transit', 'making'],
  freshness: ['material'],
  taste: ['material'],
  'food-safety': ['material'],
  mismatch: ['mismatch'],
  'wrong-item': ['wrong-order'],
  card: ['wrong-order'],
  late: ['late-delivery'],
  'not-received': ['late-delivery', 'wrong-order'],
};

/** What the facts of a sheet were: shaken on the way, and still whole. */
const ANSWERS: Readonly<Record<string, string | ((at: Date) => string)>> = {
  account: '拆开时发现散落，其余完好。',
  'discovered-at': (at) => addMs(at, -5 * HOUR).toISOString(),
  'came-off': 'flower',
  packaging: 'no',
  sticks: 'intact',
  'fallen-part-intact': 'yes',
  'needed-at': (at) => addMs(at, DAY).toISOString(),
};

function answerQuestions(story: Story, category: string): void {
  const sheet = sheetFor(story.teller.pack, category);
  if (!sheet) return;
  const asked = sheet.questions.flatMap(({ key }) =>
    ANSWERS[key] === undefined ? [] : [[key, ANSWERS[key]] as const],
  );
  story.act(story.owner, 2, 'answerSheet', (at) => ({
    answers: Object.fromEntries(asked.map(([key, value]) => [key, typeof value === 'string' ? value : value(at)])),
  }));
}

type Ground = ComplaintsSection['grounds'][number];

/** What the ground rests on, as far as it asks. */
function basisFor(story: Story, ground: Ground): InputFor<'judgeStanding'>['basis'] {
  const day = (before: number): string =>
    addMs(story.phases[0]?.start ?? story.teller.now, CHINA_MS - before * DAY)
      .toISOString()
      .slice(0, 10);
  const asks = new Set<string>(ground.demands);
  return {
    ...(asks.has('person') && { person: { name: '当班同事' } }),
    ...(asks.has('recording') && { recording: { ref: '店内监控（当日）' } }),
    ...(asks.has('report') && { report: { ref: '复检报告' } }),
    ...(asks.has('incident') && { incident: { ref: '事件记录' } }),
    ...(asks.has('text') && { text: ground.evidence || '当时的单据与记录' }),
    ...(asks.has('clause') && { clause: '服务规范第3条' }),
    ...(asks.has('improvement') && { improvement: '补上缺失的环节' }),
    ...(asks.has('rule-before') && {
      rule: { number: '须知第5条', quote: '购买前已在显著位置公示的说明', publishedOn: day(200), happenedOn: day(1) },
    }),
  };
}

export function judge(story: Story, stands: boolean, withResponsibility = true): void {
  const { random, pack } = story.teller;
  const text = story.fate.text;
  const category = text.category ?? story.teller.trade.staff[text.theme]?.category ?? '';
  const wanted = stands ? (GROUND_OF[category] ?? ['facts-confirmed', 'late-delivery']) : ['published-rule'];
  const ground = random.pick(pack.grounds.filter(({ key }) => wanted.includes(key)));
  const standing = stands ? random.pick(['stands', 'stands', 'partly'] as const) : 'does-not';
  answerQuestions(story, category);
  story.act(story.owner, story.gap('judge'), 'judgeStanding', {
    standing,
    truth: stands ? (standing === 'partly' ? 'partly' : 'true') : 'untrue',
    ground: ground.key,
    evidence: ground.evidence || '记录与照片',
    reason: random.pick(JUDGE_REASONS),
    basis: basisFor(story, ground),
  });
  if (!withResponsibility) return;
  const ours = stands && random.chance(0.85);
  story.act(story.owner, story.gap('judge'), 'judgeResponsibility', {
    responsible: ours ? 'ours' : stands ? 'third-party' : 'customer',
    ground: ours || !stands ? ground.key : null,
    departmentId: ours ? departmentRef(staffTexts(story).department) : null,
    evidence: ground.evidence || '记录与照片',
    reason: random.pick(JUDGE_REASONS),
  });
}
