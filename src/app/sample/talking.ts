import { clockRef, refTo } from './beats.ts';
import { HELP, PROGRESS, PROMISES, URGES } from './common-texts.ts';
import { reply } from './opening.ts';
import { later, type Story, staffRef } from './story.ts';
import type { Wait } from './trade.ts';

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

/** 暂停计时: a wait that the pack allows, on the clock of that rule. */
export function pauseFor(story: Story, rule: string, { reason, evidence }: Wait): void {
  const clockId = clockRef(story.ref, rule);
  story.act(
    story.owner,
    story.teller.random.between(2, 6),
    'pauseClock',
    { reason, evidence },
    { params: { clockId } },
  );
}
