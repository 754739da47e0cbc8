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

export function judge(story: Story, stands: boolean, withResponsibility = true): void {
  const { random, pack } = story.teller;
  const text = story.fate.text;
  const category = text.category ?? story.teller.trade.staff[text.theme]?.category ?? '';
  const wanted = stands ? (GROUND_OF[category] ?? ['facts-confirmed', 'late-delivery']) : ['published-rule'];
  const ground = random.pick(pack.grounds.filter(({ key }) => wanted.includes(key)));
  const standing = stands ? random.pick(['stands', 'stands', 'partly'] as const) : 'does-not';
  story.act(story.owner, story.gap('judge'), 'judgeStanding', {
    standing,
    truth: stands ? (standing === 'partly' ? 'partly' : 'true') : 'untrue',
    ground: ground.key,
    evidence: ground.evidence || '记录与照片',
    reason: random.pick(JUDGE_REASONS),
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
