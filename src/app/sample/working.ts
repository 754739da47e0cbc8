import type { CloseKind, Satisfaction } from '../../complaints/complaint.ts';
import { type InputFor, refTo } from './beats.ts';
import {
  AGREED,
  APPROVED,
  DECLINES,
  ESCALATIONS,
  HELP,
  JUDGE_REASONS,
  JUMPS,
  NOTES,
  PROGRESS,
  PROMISES,
  URGES,
} from './common-texts.ts';
import { reply } from './opening.ts';
import { answers, departmentRef, holding, later, type Story, staffRef } from './story.ts';
import type { StaffTexts } from './texts.ts';

export const staffTexts = ({ teller: { trade }, fate: { text } }: Story): StaffTexts => {
  const texts = trade.staff[text.theme];
  if (!texts) throw new Error(`nobody wrote what the staff say about ${text.theme}`);
  return texts;
};

export function investigate(story: Story): void {
  const { random, trade } = story.teller;
  const texts = staffTexts(story);
  story.act(story.owner, story.gap('look'), 'startInvestigation', { question: random.pick(texts.tasks)[0] });
  if (random.chance(0.55))
    sendWorkOrder(story, random.pick(['done', 'done', 'done', 'returned', 'cancelled'] as const));
  if (random.chance(0.4)) {
    story.act(story.owner, random.between(3, 30), 'writeNote', {
      body: random.pick([...texts.notes, ...texts.notes, ...NOTES]),
      mentions: random.chance(0.3) ? [staffRef(trade.roles.supervisor(story.fate.store))] : [],
      class: random.chance(0.25) ? 'investigation' : 'case',
    });
  }
}

/** 协办单 to the department of this sort of trouble, answered as far as told. */
export function sendWorkOrder(
  story: Story,
  until: 'sent' | 'accepted' | 'replied' | 'done' | 'returned' | 'back' | 'cancelled',
  dueIn = 1200,
): void {
  const { random, trade } = story.teller;
  const { department, tasks } = staffTexts(story);
  const [task, answer] = random.pick(tasks);
  const handler = trade.roles.handler(story.fate.store, department);
  const name = `${story.ref}:work-order:${story.workOrders++}`;
  const params = { workOrderId: refTo(name) };
  const pause = () => Math.max(2, Math.round(story.gap('look') / 2));
  // a department does not see a crisis: there somebody is named
  const isNamed = random.chance(0.5) || story.severity === 'crisis';
  story.act(
    story.owner,
    pause(),
    'sendWorkOrder',
    (at) => ({
      departmentId: departmentRef(department),
      assigneeId: isNamed ? staffRef(handler) : null,
      task,
      dueAt: later(at, dueIn),
    }),
    { makes: name },
  );
  if (until === 'sent') return;
  if (until === 'cancelled') {
    story.act(story.owner, pause(), 'cancelWorkOrder', { why: '客户补来了照片，不用再查，撤销这张。' }, { params });
    return;
  }
  story.act(handler, pause(), 'acceptWorkOrder', {}, { params });
  if (until === 'accepted') {
    story.act(story.owner, pause(), 'urgeWorkOrder', {}, { params });
    return;
  }
  const first = until === 'returned' || until === 'back' ? '查过了，没什么问题。' : answer;
  story.act(handler, pause(), 'replyWorkOrder', { reply: first }, { params });
  if (until === 'replied') return;
  if (until === 'returned' || until === 'back') {
    story.act(
      story.owner,
      pause(),
      'returnWorkOrder',
      (at) => ({ why: '请写明查了哪一张记录、谁查的，并附照片。', dueAt: later(at, dueIn) }),
      { params },
    );
    if (until === 'back') return;
    story.act(handler, pause(), 'replyWorkOrder', { reply: answer }, { params });
  }
  story.act(story.owner, pause(), 'verifyWorkOrder', {}, { params });
}

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

/** On which ground a complaint of a category usually stands; process or lateness where nothing fits better. */
const GROUND_OF: Readonly<Record<string, readonly string[]>> = {
  attitude: ['attitude'],
  neglect: ['attitude', 'process-gap'],
  courier: ['attitude'],
  'repair-quality': ['repair-quality'],
  'repeat-repair': ['repair-quality'],
  damage: ['property-damage'],
  'vehicle-quality': ['product-defect'],
  'spare-parts': ['product-defect', 'repair-quality'],
  misled: ['deception'],
  'staff-integrity': ['deception'],
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
  const wanted = stands ? (GROUND_OF[category] ?? ['process-gap', 'late-delivery']) : ['published-rule'];
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

export const planRef = (story: Story): string => refTo(`${story.ref}:plan:${story.plans - 1}`);

export function plan(story: Story, joint = false): InputFor<'draftPlan'> {
  const { random, trade } = story.teller;
  const drawn = random.pick(staffTexts(story).plans);
  const name = `${story.ref}:plan:${story.plans++}`;
  const input = {
    need: drawn.need,
    joint,
    options: drawn.options.map((option) => ({
      outline: option.outline,
      benefit: option.benefit,
      details: option.details ?? '',
      remedy: option.remedy,
      amountFen: option.yuan === undefined ? null : option.yuan * 100,
      immediate: option.immediate ?? '',
      immediateMinutes: option.minutes ?? null,
    })),
  };
  const length = Math.round(trade.pace.resolve[1] * 1.2);
  story.act(story.owner, story.gap('plan'), 'draftPlan', (at) => ({ ...input, dueAt: later(at, length) }), {
    makes: name,
  });
  return input;
}

export function decline(story: Story): void {
  story.act(story.owner, story.gap('agree'), 'declinePlan', {
    planId: planRef(story),
    reason: story.teller.random.pick(DECLINES),
  });
}

export function agree(story: Story, drafted: InputFor<'draftPlan'>): void {
  const { random } = story.teller;
  story.act(story.owner, story.gap('agree'), 'agreePlan', {
    planId: planRef(story),
    option: random.between(0, drafted.options.length - 1),
    means: random.pick(['phone', 'wechat', 'in-person'] as const),
    by: '客户本人',
    note: random.pick(AGREED),
  });
}

export function execute(story: Story, dueIn?: number): void {
  const what = story.teller.random.pick(staffTexts(story).executions);
  const length = dueIn ?? Math.max(24 * 60, Math.round(story.teller.trade.pace.resolve[1] * 1.2));
  story.act(story.owner, story.gap('execute'), 'execute', (at) => ({ what, dueAt: later(at, length) }));
}

export function resolve(story: Story, wish: 'met' | 'partly' | 'not-met', result?: string): void {
  const { random } = story.teller;
  const texts = staffTexts(story);
  story.act(story.owner, story.gap('resolve'), 'resolve', {
    result: result ?? random.pick(texts.resolutions),
    delivered: wish === 'not-met' ? '' : random.pick(texts.delivered),
    demands: answers(story, wish),
    moodAfter: wish === 'met' ? 'calm' : 'displeased',
  });
}

export function followUp(story: Story, satisfaction: Satisfaction): void {
  const { random, trade } = story.teller;
  const unhappy = satisfaction === 'dissatisfied' || satisfaction === 'very-dissatisfied';
  story.act(holding(story, trade.roles.manager(story.fate.store)), story.gap('followUp'), 'followUp', {
    outcome: 'reached',
    satisfaction,
    note: unhappy ? '客户说问题还在，只是嘴上说好了，请重新拿方案。' : random.pick(staffTexts(story).followUps),
    moodAfter: unhappy ? 'angry' : 'calm',
  });
}

export function lesson(story: Story): void {
  const learned = story.teller.random.pick(staffTexts(story).lessons);
  story.act(story.owner, story.gap('close'), 'writeLesson', learned);
}

/** Asked and given when the pack wants somebody's word before this way of closing. */
export function approval(story: Story, as: CloseKind, isAsked = true): void {
  const { pack, random, trade } = story.teller;
  const rule = pack.closing.approvals.find(
    (known) => known.close === as && (!known.severity || known.severity.includes(story.severity)),
  );
  if (!rule) return;
  if (isAsked) story.act(story.owner, 5, 'askApproval', { of: as, note: '材料齐全，请审。' });
  const approver = trade.roles.approver(story.fate.store, story.severity !== 'general');
  story.act(holding(story, approver), random.between(8, 42), 'approve', {
    of: as,
    approved: true,
    note: random.pick(APPROVED),
  });
}

/** Up the ladder rung by rung, or straight to the post that must know. The case goes with it. */
export function escalate(story: Story, jump: string | null): void {
  const { random, trade } = story.teller;
  const rungs = trade.roles.rungs(story.fate.store);
  const to = jump === null ? story.rung + 1 : Math.min(2, rungs.length);
  const holder = rungs[to - 1] as string;
  const [tried, whyNot] = random.pick(jump === null ? ESCALATIONS : JUMPS);
  story.act(story.owner, story.gap('plan'), 'escalate', {
    to,
    toStaffId: staffRef(holder),
    jump,
    tried,
    whyNot,
    customerTold: true,
  });
  const handed = holder !== story.owner;
  story.owner = holder;
  story.rung = to;
  if (handed) story.act(story.owner, random.between(2, 20), 'acknowledge', {});
}

export function urge(story: Story, nth: number, gap: number): void {
  const { random, trade } = story.teller;
  // whoever picks up the telephone; a crisis is seen by few
  const taker = story.severity === 'crisis' ? story.owner : random.pick(trade.roles.agents(story.fate.store));
  story.act(taker, gap, 'urge', {
    means: random.pick(['phone', 'phone', 'wechat'] as const),
    summary: URGES[nth % URGES.length] as string,
  });
}

export function promise(story: Story, kept: boolean, dueIn: number, gap: number): void {
  const name = `${story.ref}:promise:${story.promises++}`;
  const body = story.teller.random.pick(PROMISES);
  story.act(story.owner, gap, 'promise', (at) => ({ body, dueAt: later(at, dueIn) }), { makes: name });
  if (kept) story.act(story.owner, Math.round(dueIn * 0.6), 'keepPromise', {}, { params: { promiseId: refTo(name) } });
}

export function askHelp(story: Story, answered: boolean, gap: number): void {
  const { random, trade } = story.teller;
  const supervisor = trade.roles.supervisor(story.fate.store);
  if (supervisor === story.owner) return;
  const [question, answer] = random.pick(HELP);
  const name = `${story.ref}:help:${story.helps++}`;
  story.act(story.owner, gap, 'askHelp', { askedId: staffRef(supervisor), question }, { makes: name });
  if (answered)
    story.act(supervisor, random.between(2, 12), 'answerHelp', { answer }, { params: { helpId: refTo(name) } });
}

export function tellProgress(story: Story, gap: number, nextStepAt: Date): void {
  const { random } = story.teller;
  story.act(story.owner, gap, 'logContact', {
    means: random.pick(['phone', 'wechat'] as const),
    outcome: 'reached',
    relation: 'self',
    summary: random.pick(PROGRESS),
    nextStep: random.pick(['告知结果', '回电', '核对方案', '催部门回复']),
    nextStepAt: nextStepAt.toISOString(),
  });
}

/** While the work is being done. */
export function keepTold(story: Story): void {
  const { random } = story.teller;
  story.act(story.owner, Math.round(story.gap('resolve') / 3), 'logContact', {
    means: random.pick(['phone', 'wechat'] as const),
    outcome: 'reached',
    relation: 'self',
    summary: random.pick(PROGRESS),
  });
}

export const sayInWriting = (story: Story): void => reply(story, Math.max(2, Math.round(story.gap('look') / 3)));
