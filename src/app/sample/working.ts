import { needsOf } from '../../complaints/closing.ts';
import type { CloseKind, Satisfaction } from '../../complaints/complaint.ts';
import { demandedOf } from '../../complaints/demanded.ts';
import { optionsAtLeast } from '../../complaints/plan.ts';
import { type InputFor, refTo } from './beats.ts';
import { AGREED, APPROVED, DECLINES, ESCALATIONS, JUMPS, NOTES } from './common-texts.ts';
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

export const planRef = (story: Story): string => refTo(`${story.ref}:plan:${story.plans - 1}`);

export function plan(story: Story, joint = false): InputFor<'draftPlan'> {
  const { random, trade, pack } = story.teller;
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
    ...(drawn.options.length < optionsAtLeast(pack) ? { fewer: pack.reasons.notApplicable.at(-1)?.key ?? null } : {}),
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

/** What the pack wants before the customer is asked; what the case keeps anyway is there by then. */
function provide(story: Story): void {
  const { pack, trade } = story.teller;
  const { text } = story.fate;
  const category = text.category ?? trade.staff[text.theme]?.category ?? null;
  for (const { record, before } of demandedOf(pack, {
    kind: 'complaint',
    severity: story.severity,
    category,
    records: [],
  })) {
    const isKept = pack.records.find(({ key }) => key === record)?.by !== undefined;
    if ((before !== 'planning' && before !== 'agreed') || isKept || story.provided.has(record)) continue;
    story.provided.add(record);
    story.act(story.owner, 4, 'provideRecord', { record, words: '已收齐，附在本单。', amountFen: 0 });
  }
}

export function agree(story: Story, drafted: InputFor<'draftPlan'>): void {
  provide(story);
  const { random } = story.teller;
  const option = random.between(0, drafted.options.length - 1);
  authorise(story, drafted.options[option]);
  story.act(story.owner, story.gap('agree'), 'agreePlan', {
    planId: planRef(story),
    option,
    means: random.pick(['phone', 'wechat', 'in-person'] as const),
    by: '客户本人',
    note: random.pick(AGREED),
  });
}

/** What no agent may promise alone. */
const ALONE_FEN = 10_000;

/** More than one may promise alone is asked for first. */
function authorise(story: Story, option: InputFor<'draftPlan'>['options'][number] | undefined): void {
  const amountFen = option?.amountFen ?? 0;
  const { people } = story.teller.trade;
  const approver = people.find(({ posts }) => posts.some(({ post }) => post === 'general-manager'))?.key;
  if (amountFen <= ALONE_FEN || approver === undefined || approver === story.owner) return;
  const what = option?.outline ?? '';
  story.act(story.owner, 3, 'askApproval', { of: 'authorisation', what, amountFen, note: '超出我的权限，请授权。' });
  story.act(holding(story, approver), 12, 'approve', {
    of: 'authorisation',
    approved: true,
    note: '同意，请尽快答复客户。',
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

/** What the pack's document asks for besides, before this way of closing. */
export function papers(story: Story, as: CloseKind): void {
  const { pack, random, trade } = story.teller;
  const learned = random.pick(staffTexts(story).lessons);
  const kind = story.fate.wasGrievance ? 'complaint' : (story.fate.text.kind ?? 'complaint');
  const asks = needsOf(pack, { kind, severity: story.severity }, as);
  const serial = String(1000 + story.n);
  const owner = story.owner;
  const write = (paper: InputFor<'writeClosingPaper'>): void =>
    story.act(owner, random.between(1, 6), 'writeClosingPaper', paper);
  const category = story.fate.text.category ?? trade.staff[story.fate.text.theme]?.category ?? '';
  if (asks.includes('corrective-action'))
    write({ need: 'corrective-action', reference: `JZ-${serial}`, what: learned.prevention ?? '' });
  if (asks.includes('statistics')) write({ need: 'statistics', category, rootCause: learned.rootCause });
  if (asks.includes('insight')) write({ need: 'insight', what: learned.lesson });
  if (asks.includes('outcome-class')) write({ need: 'outcome-class', outcome: 'turning-point' });
  if (asks.includes('archive')) write({ need: 'archive', reference: `TS-${serial}`, place: '客服部档案柜' });
  if (asks.includes('review')) story.act(owner, 2, 'notApplicable', { need: 'review', reason: 'done-elsewhere' });
}

/** Asked and given when the pack wants somebody's word before this way of closing. */
export function approval(story: Story, as: CloseKind, isAsked = true): void {
  const { pack, random, trade } = story.teller;
  const rule = pack.closing.approvals.find(
    (known) => known.close === as && (!known.severity || known.severity.includes(story.severity)),
  );
  if (!rule) return;
  const grave = story.severity !== 'general';
  let approver = trade.roles.approver(story.fate.store, grave);
  if (approver === story.owner) {
    // what somebody handles in person stays with them: the other holder of the post says yes
    const other = pack.ladder[story.rung]?.personal ? trade.roles.otherApprover : undefined;
    if (other) approver = other;
    else handBack(story);
  }
  if (isAsked) story.act(story.owner, 5, 'askApproval', { of: as, note: '材料齐全，请审。' });
  story.act(holding(story, approver), random.between(8, 42), 'approve', {
    of: as,
    approved: true,
    note: random.pick(APPROVED),
  });
}

/** Nobody says yes to a case of their own: whoever rings back after the work sees it to its end. */
function handBack(story: Story): void {
  const { random, trade } = story.teller;
  const next = trade.roles.manager(story.fate.store);
  story.act(story.owner, random.between(5, 30), 'assign', {
    ownerId: staffRef(next),
    reason: 'expertise',
    note: '方案已经落实，请你收尾，材料报我审批。',
  });
  story.owner = next;
  story.act(story.owner, random.between(2, 20), 'acknowledge', {});
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
