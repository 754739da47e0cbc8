import { addMs, DAY, HOUR, MINUTE } from '../../base/time.ts';
import { CHINA_MS } from './beats.ts';
import type { Fate } from './fates.ts';
import type { Random } from './random.ts';
import type { Since, Trade } from './trade.ts';

/** Days back in which the cases came in. */
const DAYS = 90;
/** Sunday first: how many ring, against an ordinary day. */
const WEEK = [0.45, 1.3, 1.15, 1.05, 1, 1.15, 0.6] as const;
/** Business grows a little. */
const LATELY = { days: 14, more: 1.35 };
/** Of today's, those that are neither brand-new nor a crisis. */
const OTHERS_TODAY = 1;

/** When each case came in, fewer at weekends: what is open lately, what is closed long enough ago to have come to its end. */
export function arrivalsOf(trade: Trade, fates: readonly Fate[], random: Random, now: Date): Date[] {
  const midnight = Math.floor((now.getTime() + CHINA_MS) / DAY) * DAY - CHINA_MS;
  const minutesAgo = (minutes: number): Date => addMs(now, -minutes * MINUTE);
  const room = roomByDay(random, fates.length, midnight);
  const starts = new Map<Fate, Date>();
  // something has been closed today, too
  const spot = fates.find(({ end }) => end === 'on-the-spot');

  const spans = fates.flatMap((fate) => {
    const fresh = fate === spot ? trade.fresh.begun : freshSpan(trade, fate);
    if (fresh) starts.set(fate, minutesAgo(random.between(...fresh)));
    return fresh || fate.into !== null ? [] : [{ fate, span: daysSpan(trade, fate) }];
  });
  // whoever has least choice picks first
  for (const { fate, span } of spans.sort((a, b) => width(a.span) - width(b.span))) {
    const day = emptiest(room, span);
    room[day] = (room[day] as number) - 1;
    const minute = 8 * 60 + 40 + Math.round(((random.next() + random.next()) / 2) * 630);
    starts.set(
      fate,
      day === 0 ? minutesAgo(random.between(...trade.fresh.begun)) : new Date(midnight - day * DAY + minute * MINUTE),
    );
  }
  return fates.map((fate) => {
    const start = starts.get(fate);
    if (start) return start;
    // the second report comes in while the first is worked on
    const main = starts.get(fates[fate.into as number] as Fate) as Date;
    return addMs(main, Math.min(4 * HOUR, Math.round((now.getTime() - main.getTime()) * 0.3)));
  });
}

function roomByDay(random: Random, count: number, midnight: number): number[] {
  const weights = Array.from({ length: DAYS }, (_, day) => {
    const weekday = new Date(midnight + CHINA_MS - day * DAY).getUTCDay();
    const noise = 0.75 + random.next() / 2;
    return day === 0 ? 0 : (WEEK[weekday] as number) * noise * (day < LATELY.days ? LATELY.more : 1);
  });
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight, day) => (day === 0 ? OTHERS_TODAY : (weight / whole) * count));
}

type Span = readonly [least: number, most: number];
const width = ([least, most]: Span): number => most - least;

function emptiest(room: readonly number[], [least, most]: Span): number {
  // today takes no more than it has room for
  const first = least === 0 && (room[0] as number) < 1 ? 1 : least;
  let best = first;
  for (let day = first; day <= most; day++) if ((room[day] as number) > (room[best] as number)) best = day;
  return best;
}

/** Minutes ago, for what is brand-new. */
function freshSpan({ fresh }: Trade, { end, late, text }: Fate): Span | null {
  if ((end === 'registered' || end === 'triaged') && !late) return fresh[end];
  return end === 'investigating' && text.severity === 'crisis' ? fresh.begun : null;
}

/** Days ago. */
function daysSpan({ since, closedAfterDays }: Trade, { end, late, again, text }: Fate): Span {
  if (again === 'reopened') return [12, end === 'planning' ? 25 : DAYS - 1];
  if (end === 'registered' || end === 'triaged') return [1, 3];
  if (late) return since.late;
  if (end in since) return text.severity === 'crisis' ? [1, 1] : since[end as keyof Since];
  if (end === 'on-the-spot' || end === 'answered') return [0, DAYS - 1];
  return [end === 'not-ours' || end === 'voided' ? 1 : closedAfterDays, DAYS - 1];
}
