import { addMs, MINUTE } from '../../base/time.ts';
import type { Stage } from '../../complaints/complaint.ts';
import { momentsOf, whenOpen } from './beats.ts';
import { cameBack, climb, crisis } from './endings.ts';
import { firstContact, miss, register, type SampleCaller, triage } from './opening.ts';
import { type Story, satisfactionFor } from './story.ts';
import {
  agree,
  askHelp,
  execute,
  findOut,
  followUp,
  investigate,
  judge,
  plan,
  promise,
  resolve,
  sayInWriting,
  sendWorkOrder,
  tellProgress,
  urge,
} from './working.ts';

const ORDER: readonly Stage[] = [
  'registered',
  'triaged',
  'investigating',
  'judged',
  'planning',
  'agreed',
  'executing',
  'resolved',
  'followed-up',
];

/** Stories that are still being told: up to their stage and, unless late, told about lately. */
export function open(story: Story, caller: SampleCaller): void {
  const { fate } = story;
  if (fate.again === 'reopened') {
    register(story, caller);
    cameBack(story, story.teller.random.between(...story.teller.trade.ages.planning));
    tellLately(story);
    return;
  }
  register(story, caller);
  upTo(story, fate.end as Stage);
  extras(story);
  if (!fate.late && ORDER.indexOf(fate.end as Stage) >= 1) tellLately(story);
}

function upTo(story: Story, stage: Stage): void {
  const { fate } = story;
  const { random } = story.teller;
  const far = ORDER.indexOf(stage);
  const isSmall = fate.text.kind !== undefined;
  if (far < 1) {
    if (fate.late && random.chance(0.5)) miss(story, 2);
    return;
  }
  triage(story);
  if (stage === 'triaged' && fate.late) {
    miss(story, 1);
    return;
  }
  firstContact(story);
  if (isSmall || far < 2) return;
  if (story.severity === 'crisis') crisis(story, false);
  sayInWriting(story);
  investigate(story);
  if (far < 3) {
    if (random.chance(0.6))
      sendWorkOrder(story, random.pick(['sent', 'accepted', 'replied', 'back'] as const), fate.late ? 300 : 2000);
    return;
  }
  findOut(story, 'true');
  judge(story, true);
  if (far < 4) return;
  if (fate.rungs) climb(story);
  const drafted = plan(story);
  if (far < 5) return;
  agree(story, drafted);
  if (far < 6) return;
  execute(story, fate.late ? story.teller.trade.pace.resolve[0] : undefined);
  if (far < 7) {
    if (random.chance(0.4)) sendWorkOrder(story, random.pick(['sent', 'accepted'] as const), 2600);
    return;
  }
  resolve(story, 'met');
  if (far < 8) return;
  followUp(story, satisfactionFor(story, 'satisfied'));
}

function extras(story: Story): void {
  const { random, trade } = story.teller;
  const { fate } = story;
  const pause = () => Math.max(3, story.gap('contact'));
  for (let n = 0; n < fate.urges; n++) urge(story, n, pause());
  if (!['investigating', 'judged', 'planning', 'executing'].includes(fate.end)) return;
  if (random.chance(0.3))
    promise(story, false, fate.late ? 60 : Math.round(trade.tellWithin * (0.3 + random.next())), pause());
  if (random.chance(0.22)) askHelp(story, random.chance(0.75), pause());
}

/** A last word to the customer not long ago, and a next step that is still ahead. */
function tellLately(story: Story): void {
  const { random, now, trade } = story.teller;
  const isSmall = story.fate.text.kind !== undefined;
  const moments = story.phases.flatMap(({ start, beats }) =>
    momentsOf(beats, start, now).map((at, i) => ({ at, act: beats[i]?.act })),
  );
  const last = moments.at(-1)?.at;
  const told = moments.findLast(({ act }) => act === 'logContact' || act === 'sendReply')?.at ?? last;
  const within = story.severity === 'crisis' ? 60 : trade.tellWithin;
  const nextStepAt = whenOpen(addMs(now, random.between(20, 7 * 60) * MINUTE));
  const isStale = told !== undefined && now.getTime() - told.getTime() > within * 0.5 * MINUTE;
  if (!isStale || !last || isSmall || ['resolved', 'followed-up'].includes(story.fate.end)) return;
  // at an hour when people ring each other, if there was one lately
  const hours = Array.from({ length: 12 }, () =>
    addMs(now, -random.between(Math.round(within * 0.05), Math.round(within * 0.7)) * MINUTE),
  );
  story.startPhase(hours.find((at) => at.getTime() === whenOpen(at).getTime() && at > last) ?? midway(last, now));
  tellProgress(story, 0, nextStepAt);
}

const midway = (from: Date, to: Date): Date => addMs(from, Math.round((to.getTime() - from.getTime()) / 2));
