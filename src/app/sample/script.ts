import type { ComplaintsSection } from '../../complaints/pack.ts';
import { arrivalsOf } from './arrivals.ts';
import { momentsOf, type Step } from './beats.ts';
import { closed } from './endings.ts';
import { type Fate, fatesOf, isOpen } from './fates.ts';
import { callerOf, type SampleCaller } from './opening.ts';
import { randomFrom } from './random.ts';
import { newStory, type Story, type Teller } from './story.ts';
import type { Trade } from './trade.ts';
import { open } from './unfinished.ts';

const SEED = 20_261_122;

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
  // of their own, since calendars differ by the day: what is told must not
  const starts = arrivalsOf(trade, fates, randomFrom(SEED + 1), now);
  const steps = fates.flatMap((fate, n) => {
    const story = newStory(teller, n, fate, starts[n] as Date);
    const caller =
      fate.into !== null ? (callers[fate.into] as SampleCaller) : (knownCaller(teller, callers) ?? callerOf(story));
    callers.push(caller);
    if (isOpen(fate)) open(story, caller);
    else closed(story, caller);
    return stepsOf(story);
  });
  return { fates, steps };
}

/** Some people come more than once. */
function knownCaller({ random }: Teller, callers: readonly SampleCaller[]): SampleCaller | null {
  return callers.length > 20 && random.chance(0.1) ? random.pick(callers) : null;
}

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
