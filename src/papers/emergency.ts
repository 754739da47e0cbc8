import type { Form } from './pack.ts';
import type { Line, Sayer } from './record.ts';
import { slotsOf } from './slots-of.ts';

/** An emergency plan: as the pack has it, or as it runs on the case. Times are ISO. */
export interface EmergencyPlan {
  readonly title: string;
  readonly responsible: readonly string[];
  readonly flow: string;
  /** Null: nobody activated it. */
  readonly activated: {
    readonly number: string;
    readonly level: string;
    readonly at: string;
    readonly by: string;
  } | null;
  readonly points: readonly {
    readonly title: string;
    readonly withinMinutes: number | null;
    readonly dueAt: string | null;
    readonly metAt: string | null;
    readonly metBy: string;
  }[];
  readonly calls: readonly {
    /** Null: whoever activates it. */
    readonly from: string | null;
    readonly to: readonly string[];
    /** Who is called, the first one first. */
    readonly names: readonly string[];
    readonly withinMinutes: number;
    readonly says: string;
    readonly reached: string;
    readonly reachedAt: string | null;
  }[];
}

const TABLES_OF_IT = ['time-points', 'call-tree'];

/** Whether such a form is filled from a plan at all. */
export const asksForPlan = (form: Form): boolean =>
  form.blocks.some(
    (block) =>
      (block.is === 'table' && TABLES_OF_IT.includes(block.of)) ||
      slotsOf(block).some((slot) => slot.startsWith('emergency-')),
  );

export function emergencyPlaces(plan: EmergencyPlan | null, say: Sayer) {
  if (!plan) return null;
  const { title, responsible, flow, activated } = plan;
  return {
    title,
    responsible,
    flow,
    number: activated?.number ?? '',
    level: activated?.level ?? '',
    activatedAt: activated ? say.when(activated.at) : '',
    activatedBy: activated?.by ?? '',
  };
}

export function emergencyTables(plan: EmergencyPlan | null, say: Sayer) {
  const when = (at: string | null): string => (at === null ? '' : say.when(at));
  const within = (minutes: number | null): string => (minutes === null ? '' : inTime(minutes, say));
  return {
    'time-points': (plan?.points ?? []).map(
      ({ title, withinMinutes, dueAt, metAt, metBy }, n): Line => ({
        ordinal: String(n + 1),
        title,
        within: within(withinMinutes),
        due: when(dueAt),
        met: when(metAt),
        by: metBy,
      }),
    ),
    'call-tree': (plan?.calls ?? []).map(
      ({ from, to, names, withinMinutes, says, reached, reachedAt }, n): Line => ({
        ordinal: String(n + 1),
        from: from ?? (plan?.activated?.by || say.words('papers', 'emergency.whoActivates')),
        to: to.join('、'),
        names: names.join('、'),
        within: within(withinMinutes),
        says,
        reached,
        at: when(reachedAt),
      }),
    ),
  };
}

function inTime(minutes: number, say: Sayer): string {
  const hours = minutes >= 60 && minutes % 60 === 0;
  return `${hours ? minutes / 60 : minutes}${say.words('papers', hours ? 'emergency.hours' : 'emergency.minutes')}`;
}
