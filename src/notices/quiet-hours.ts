import { DAY, MINUTE } from '../base/time.ts';
import { openZone } from '../clocks/zone.ts';

/** Local times HH:MM; `to` at or before `from` runs past midnight. Equal times are no quiet hours. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

const msOf = (text: string): number => (Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))) * MINUTE;

/** When the quiet hours around `now` end; null outside of them. */
export function quietUntil(quiet: QuietHours | null, zoneName: string, now: Date): Date | null {
  if (!quiet || quiet.from === quiet.to) return null;
  const zone = openZone(zoneName);
  const local = zone.localOf(now.getTime());
  const midnight = Math.floor(local / DAY) * DAY;
  const [from, to, at] = [msOf(quiet.from), msOf(quiet.to), local - midnight];
  const pastMidnight = to < from;
  if (pastMidnight ? at < from && at >= to : at < from || at >= to) return null;
  const ends = midnight + to + (pastMidnight && at >= from ? DAY : 0);
  return new Date(zone.instantOf(ends));
}

/** Whether that time of the local day has come. */
export function hasCome(time: string, zoneName: string, now: Date): boolean {
  const local = openZone(zoneName).localOf(now.getTime());
  return local - Math.floor(local / DAY) * DAY >= msOf(time);
}
