import { addMs, DAY, MINUTE } from '../../base/time.ts';
import type { CloseKind } from '../../complaints/complaint.ts';
import { momentsOf, refTo } from './beats.ts';
import { CLOSE_NOTES, PASSED_ON, SMALL_TALK, UNRESOLVED, WITHDRAWALS } from './common-texts.ts';
import type { End } from './fates.ts';
import { findOut, judge } from './judging.ts';
import { firstContact, register, type SampleCaller, solveOnTheSpot, triage } from './opening.ts';
import { answers, holding, type Story, satisfactionFor } from './story.ts';
import { askHelp, keepTold, promise, sayInWriting, urge } from './talking.ts';
import {
  agree,
  approval,
  decline,
  escalate,
  execute,
  followUp,
  investigate,
  lesson,
  papers,
  plan,
  resolve,
} from './working.ts';

/** Stories that have come to an end, each in its own way. */
export function closed(story: Story, caller: SampleCaller): void {
  const { end } = story.fate;
  if (end === 'on-the-spot') {
    solveOnTheSpot(story, caller);
    return;
  }
  register(story, caller);
  const ending = ENDINGS[end];
  if (ending) ending(story);
  else solved(story, end as CloseKind);
}

const ENDINGS: { readonly [Way in End]?: (story: Story) => void } = {
  answered,
  'not-ours': notOurs,
  withdrawn,
  'does-not-stand': doesNotStand,
  unresolved,
  duplicate: (story) =>
    story.act(story.owner, story.gap('contact'), 'merge', {
      intoId: refTo(`case:${story.fate.into}`),
      reason: 'several-channels',
    }),
  voided: (story) =>
    story.act(story.teller.trade.roles.supervisor(story.fate.store), story.gap('contact'), 'voidEntry', {
      reason: 'wrong-call',
      note: '核对后是误拨，客户本人没有这件事。',
    }),
};

function close(
  story: Story,
  as: CloseKind,
  more: { note?: string; outsideWaysTold?: boolean; passedTo?: string } = {},
): void {
  papers(story, as);
  story.act(story.owner, story.gap('close'), 'close', {
    as,
    note: more.note ?? story.teller.random.pick(CLOSE_NOTES),
    ...more,
  });
}

function answered(story: Story): void {
  const { random } = story.teller;
  const talk = SMALL_TALK[story.fate.text.kind ?? 'complaint'];
  story.act(story.owner, story.gap('contact'), 'logContact', {
    means: 'phone',
    outcome: 'reached',
    relation: 'self',
    summary: random.pick(talk.contacts),
  });
  close(story, 'satisfied', { note: random.pick(talk.how) });
}

function notOurs(story: Story): void {
  triage(story);
  firstContact(story);
  const [to, note] = story.teller.random.pick(PASSED_ON);
  close(story, 'not-ours', { passedTo: to, note });
}

function withdrawn(story: Story): void {
  const { random } = story.teller;
  triage(story);
  firstContact(story);
  if (random.chance(0.5)) investigate(story);
  story.act(story.owner, story.gap('agree'), 'withdraw', {
    ownWords: random.pick(WITHDRAWALS),
    signed: random.chance(0.3),
    askedFirst: 'customer',
  });
  lesson(story);
  approval(story, 'withdrawn', false);
  close(story, 'withdrawn', { note: '客户本人撤回，原因照常统计。' });
}

function doesNotStand(story: Story): void {
  triage(story);
  firstContact(story);
  investigate(story);
  sayInWriting(story);
  findOut(story, 'untrue');
  judge(story, false);
  story.act(reader(story), story.gap('judge'), 'review', {
    of: 'standing',
    agreed: true,
    note: '看过条文与单据，同意。',
  });
  resolve(story, 'not-met', '经核查，事先已明示的规定清楚，客户要求不能支持；已当面说明依据并听取意见。');
  followUp(story, 'fair');
  lesson(story);
  approval(story, 'does-not-stand');
  close(story, 'does-not-stand', { note: '已说明依据与外部途径，客户表示知道了。' });
}

/** The second reader is never the one who judged. */
const reader = (story: Story): string => {
  const { trade } = story.teller;
  const supervisor = trade.roles.supervisor(story.fate.store);
  return supervisor === story.owner ? trade.roles.approver(story.fate.store, true) : supervisor;
};

function unresolved(story: Story): void {
  triage(story);
  firstContact(story);
  investigate(story);
  sayInWriting(story);
  findOut(story, 'partly');
  judge(story, true);
  plan(story);
  decline(story);
  escalate(story, null);
  plan(story);
  for (const { id, ...answer } of answers(story, 'not-met'))
    story.act(story.owner, 3, 'answerDemand', answer, { params: { demandId: id } });
  lesson(story);
  approval(story, 'unresolved');
  close(story, 'unresolved', { note: story.teller.random.pick(UNRESOLVED), outsideWaysTold: true });
}

/** The long way to a customer who is content, or at least accepts. */
export function solved(story: Story, as: CloseKind): void {
  const { random, trade } = story.teller;
  const { fate } = story;
  if (fate.wasGrievance) {
    firstContact(story);
    story.act(story.owner, story.gap('triage'), 'convert', { kind: 'complaint', reason: 'not-satisfied-any-more' });
  }
  triage(story);
  if (!fate.wasGrievance) firstContact(story);
  if (story.severity === 'crisis') crisis(story, true);
  if (random.chance(0.25)) promise(story, true, Math.round(trade.tellWithin / 4), 4);
  if (random.chance(0.85)) sayInWriting(story);
  investigate(story);
  for (let n = 0; n < fate.urges; n++) urge(story, n, story.gap('look'));
  findOut(story, 'true');
  judge(story, true);
  climb(story);
  if (random.chance(0.12)) askHelp(story, true, story.gap('judge'));
  work(story, as === 'accepted' ? 'partly' : 'met');
  if (as === 'not-reached') {
    notReached(story);
    return;
  }
  if (fate.again === 'dissatisfied') {
    followUp(story, 'dissatisfied');
    work(story, 'met');
  }
  followUp(story, satisfactionFor(story, as));
  finish(story, as);
  if (fate.again === 'reopened' && fate.end !== 'planning') {
    reopen(story);
    work(story, 'met');
    followUp(story, 'satisfied');
    finish(story, as);
  }
}

function work(story: Story, wish: 'met' | 'partly'): void {
  const isJoint = story.rung >= 3;
  const drafted = plan(story, isJoint);
  if (isJoint) sign(story);
  agree(story, drafted);
  execute(story);
  if (story.teller.random.chance(0.7)) keepTold(story);
  resolve(story, wish);
}

export function sign(story: Story): void {
  const planId = refTo(`${story.ref}:plan:${story.plans - 1}`);
  for (const post of ['general-manager', 'manufacturer-manager']) {
    story.act(post, story.gap('judge'), 'signPlan', { planId, post, note: '同意按此方案办理。' });
  }
}

function finish(story: Story, as: CloseKind): void {
  lesson(story);
  if (story.severity === 'crisis') tickRest(story);
  approval(story, as);
  close(story, as);
}

function reopen(story: Story): void {
  const { roles } = story.teller.trade;
  story.act(holding(story, roles.supervisor(story.fate.store)), 3 * 24 * 60, 'reopen', {
    reason: 'problem-back',
    note: '客户来电，同样的问题又出现了。',
  });
}

function notReached(story: Story): void {
  const { trade, random } = story.teller;
  const manager = holding(story, trade.roles.manager(story.fate.store));
  const tries = ['no-answer', 'switched-off', 'no-answer'] as const;
  tries.forEach((outcome, n) => {
    const note = n === 2 ? '仍未接通，短信告知结果与联系方式。' : random.pick(['无人接听。', '关机，换个时间再打。']);
    story.act(manager, n === 0 ? 300 : 26 * 60, 'followUp', { outcome, note, messageSent: n === 2 });
  });
  lesson(story);
  approval(story, 'not-reached');
  close(story, 'not-reached', { note: '三次不同时间未接通，已留言；随时可以来电。' });
}

/** Up as many rungs as this story climbs; a declined plan lies before each. */
export function climb(story: Story): void {
  if (story.severity === 'crisis') return;
  for (let n = 0; n < story.fate.rungs && story.rung < story.teller.trade.roles.rungs(0).length; n++) {
    if (n === 0) {
      plan(story);
      decline(story);
    }
    escalate(story, null);
  }
}

const JUMP: Readonly<Record<string, string>> = { media: 'media', lawyer: 'lawyer' };

/** The emergency list, and straight to the top. */
export function crisis(story: Story, isOver: boolean): void {
  const { random, pack } = story.teller;
  escalate(story, JUMP[story.fate.text.triggers?.[0] ?? ''] ?? 'danger');
  const first = pack.crisis.checklist.slice(0, isOver ? 6 : random.between(2, 4));
  for (const item of first)
    story.act(story.owner, random.between(2, 14), 'tickChecklist', { item: item.key, done: true, note: '' });
}

const tickRest = (story: Story): void => {
  for (const item of story.teller.pack.crisis.checklist.slice(6))
    story.act(story.owner, story.teller.random.between(5, 60), 'tickChecklist', {
      item: item.key,
      done: true,
      note: '',
    });
};

/** A case that was closed, came back some days ago and is being worked on again. */
export function cameBack(story: Story, minutesAgo: number): void {
  const { now } = story.teller;
  solved(story, 'satisfied');
  const first = story.phases[0];
  // it ended before it came back, whatever the nights made of it
  const end = first ? momentsOf(first.beats, first.start, addMs(now, -2 * DAY)).at(-1) : undefined;
  const back = addMs(now, -minutesAgo * MINUTE);
  story.startPhase(end && end > back ? addMs(end, 30 * MINUTE) : back);
  const { roles } = story.teller.trade;
  story.act(roles.supervisor(story.fate.store), 0, 'reopen', {
    reason: 'problem-back',
    note: '客户来电说同样的问题又出现了，已致歉，重新办理。',
  });
}
