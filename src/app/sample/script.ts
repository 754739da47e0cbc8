import { addMs, DAY, HOUR, MINUTE } from '../../base/time.ts';
import type { ComplaintsSection } from '../../complaints/pack.ts';
import { momentsOf, type Step, whenOpen } from './beats.ts';
import { closed } from './endings.ts';
import { type Fate, fatesOf } from './fates.ts';
import { callerOf, type SampleCaller } from './opening.ts';
import { randomFrom } from './random.ts';
import { newStory, type Story, type Teller } from './story.ts';
import type { Ages, Trade } from './trade.ts';
import { open } from './unfinished.ts';

const SEED = 20_261_122;
/** Days back in which the closed cases came in. */
const DAYS = 90;
const CHINA_MS = 8 * HOUR;

export interface Script {
  readonly fates: readonly Fate[];
  readonly steps: readonly Step[];
}

/**
 * What happened in the invented company within the last 90 days: 240 cases as timed acts, fit for the contracts.
 * Pure: the same pack and instant give the same script, whose texts do not depend on the instant.
 */
export function writeScript(trade: Trade, pack: ComplaintsSection, now: Date): Script {
  const teller: Teller = { trade, pack, random: randomFrom(SEED), now };
  const fates = fatesOf(trade, teller.random);
  const callers: SampleCaller[] = [];
  const starts: Date[] = [];
  const steps = fates.flatMap((fate, n) => {
    const start = startOf(teller, fate, starts);
    starts.push(start);
    const story = newStory(teller, n, fate, start);
    const caller =
      fate.into !== null ? (callers[fate.into] as SampleCaller) : (knownCaller(teller, callers) ?? callerOf(story));
    callers.push(caller);
    if (fate.end in teller.trade.ages) open(story, caller);
    else closed(story, caller);
    return stepsOf(story);
  });
  return { fates, steps };
}

/** Some people come more than once. */
function knownCaller({ random }: Teller, callers: readonly SampleCaller[]): SampleCaller | null {
  return callers.length > 20 && random.chance(0.1) ? random.pick(callers) : null;
}

function startOf({ trade, random, now }: Teller, fate: Fate, starts: readonly Date[]): Date {
  const minutesAgo = (minutes: number): Date => addMs(now, -minutes * MINUTE);
  if (fate.into !== null) {
    // the second report comes in while the first is worked on
    const main = starts[fate.into] as Date;
    return addMs(main, Math.round((now.getTime() - main.getTime()) * 0.3));
  }
  if (fate.again === 'reopened' && fate.end === 'planning')
    return whenOpen(minutesAgo(random.between(12, 25) * 24 * 60));
  if (fate.end in trade.ages) {
    const [least, most] = trade.ages[fate.end as keyof Ages];
    const age = random.between(least, most);
    if (fate.text.severity === 'crisis') return minutesAgo(Math.min(age, 9 * 60));
    if (fate.late) return minutesAgo(lateAge(fate, age));
    return minutesAgo(fate.text.severity === 'major' ? age * 0.5 : age);
  }
  const days =
    fate.end === 'on-the-spot' || fate.end === 'answered' ? random.between(0, DAYS - 1) : random.between(9, DAYS - 1);
  const midnight = Math.floor((now.getTime() - days * DAY + CHINA_MS) / DAY) * DAY - CHINA_MS;
  const at = new Date(midnight + random.between(8 * 60 + 45, 19 * 60) * MINUTE);
  return at < minutesAgo(90) ? at : minutesAgo(random.between(90, 400));
}

/** Old enough that something was missed. */
const lateAge = (fate: Fate, age: number): number => {
  if (fate.end === 'registered') return age * 5 + 130;
  if (fate.end === 'triaged') return age * 2 + 150;
  return fate.end === 'resolved' ? age + 3 * 24 * 60 : age * 3 + 5 * 24 * 60;
};

function stepsOf(story: Story): Step[] {
  const { n, fate, phases, teller } = story;
  const strand = fate.into ?? n;
  return phases.flatMap(({ start, beats }) => {
    const moments = momentsOf(beats, start, teller.now);
    return beats.map((beat, i): Step => {
      const at = moments[i] as Date;
      return {
        case: n,
        strand,
        at,
        by: typeof beat.by === 'function' ? beat.by(at) : beat.by,
        act: beat.act,
        params: beat.params,
        input: beat.input(at),
        makes: beat.makes,
      };
    });
  });
}
