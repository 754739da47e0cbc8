import { addMs, HOUR, MINUTE } from '../../base/time.ts';
import type { Stage } from '../../complaints/complaint.ts';
import { momentsOf, whenOpen } from './beats.ts';
import { cameBack, climb, crisis } from './endings.ts';
import { findOut, judge } from './judging.ts';
import { firstContact, miss, register, type SampleCaller, triage } from './opening.ts';
import { type Story, satisfactionFor } from './story.ts';
import { askHelp, pauseFor, promise, sayInWriting, tellProgress, urge } from './talking.ts';
import { agree, decline, execute, followUp, investigate, plan, resolve, sendWorkOrder } from './working.ts';

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
  register(story, caller);
  if (fate.again === 'reopened') {
    cameBack(story, story.teller.random.between(...story.teller.trade.fresh.reopened));
    tellLately(story);
    return;
  }
  upTo(story, fate.end as Stage);
  extras(story);
  if (!fate.late && ORDER.indexOf(fate.end as Stage) >= 1) tellLately(story);
}

function upTo(story: Story, stage: Stage): void {
  const { fate } = story;
  const { random, trade, now } = story.teller;
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
  else wait(story, far);
  sayInWriting(story);
  investigate(story);
  if (far < 3) {
    lately(story, 10 * 60);
    if (random.chance(0.6))
      sendWorkOrder(story, random.pick(['sent', 'accepted', 'replied', 'back'] as const), fate.late ? 300 : 2000);
    return;
  }
  if (far === 3) lately(story, 10 * 60);
  findOut(story, 'true');
  judge(story, true);
  if (far < 4) return;
  if (fate.rungs) climb(story);
  if (far === 4 && !fate.late) {
    // the first plan did not please; the next is being talked about
    plan(story);
    decline(story);
    lately(story, 10 * 60);
  }
  const drafted = plan(story);
  if (far < 5) return;
  agree(story, drafted);
  if (far < 6) return;
  if (far === 6) lately(story, 18 * 60);
  const minutesOld = (now.getTime() - startOf(story).getTime()) / MINUTE;
  execute(story, fate.late ? trade.pace.resolve[0] : far === 7 ? Math.round(minutesOld) + 24 * 60 : undefined);
  if (far < 7) {
    if (random.chance(0.4)) sendWorkOrder(story, random.pick(['sent', 'accepted'] as const), 2600);
    return;
  }
  if (far === 7) lately(story, 36 * 60);
  resolve(story, 'met');
  if (far < 8) return;
  followUp(story, satisfactionFor(story, 'satisfied'));
}

const startOf = ({ phases }: Story): Date => (phases[0] as Story['phases'][number]).start;

/** Older than a day and not late: the customer, or a parcel, is waited for. */
function wait(story: Story, far: number): void {
  const { random, trade, now } = story.teller;
  if (story.fate.late || far > 7 || now.getTime() - startOf(story).getTime() < 20 * HOUR) return;
  const { answer, result } = trade.waits;
  if (far < 4 && answer.length) pauseFor(story, `answer-${story.severity}`, random.pick(answer));
  if (result.length) pauseFor(story, `resolve-${story.severity}`, random.pick(result));
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
  story.startPhase(workingHour(story, last, within * 0.7));
  tellProgress(story, 0, nextStepAt);
}

/** After some days of waiting the story goes on, within so many minutes before now. */
function lately(story: Story, within: number): void {
  const { now } = story.teller;
  const last = story.phases.flatMap(({ start, beats }) => momentsOf(beats, start, now)).at(-1);
  if (story.fate.late || !last || now.getTime() - last.getTime() < 4 * HOUR) return;
  story.startPhase(workingHour(story, last, within));
}

/** At an hour when people ring each other, if there was one so lately. */
function workingHour(story: Story, last: Date, within: number): Date {
  const { random, now } = story.teller;
  const hours = Array.from({ length: 12 }, () =>
    addMs(now, -random.between(Math.round(within * 0.07), Math.round(within)) * MINUTE),
  );
  return hours.find((at) => at.getTime() === whenOpen(at).getTime() && at > last) ?? midway(last, now);
}

const midway = (from: Date, to: Date): Date => addMs(from, Math.round((to.getTime() - from.getTime()) / 2));
