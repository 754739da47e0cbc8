import { DAY, HOUR } from '../../base/time.ts';

/** Backups that the desk takes by itself; it removes no file of another name. */
export interface Kept {
  readonly name: string;
  readonly why: Why;
  readonly at: Date;
}
export type Why = 'daily' | 'pre-migration';

const NAME = /^(daily|pre-migration)-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.tar\.zst$/;

export const nameOf = (why: Why, at: Date): string =>
  `${why}-${at.toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '')}.tar.zst`;

export function readName(name: string): Kept | null {
  const [, why, year, month, day, hour, minute, second] = NAME.exec(name) ?? [];
  if (!why) return null;
  return { name, why: why as Why, at: new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) };
}

export const newest = (kept: readonly Kept[], why: Why): Kept | null =>
  kept
    .filter((one) => one.why === why)
    .reduce<Kept | null>((last, one) => (last && last.at > one.at ? last : one), null);

/** Nobody rings up before then, and the night's tidying up is done. */
const QUIET_HOUR = 3;

/** Once a local day from the quiet hour on, so that a desk that is switched off at night has its backup in the morning. */
export function isDue(now: Date, last: Date | null, timeZone: string): boolean {
  const here = local(now, timeZone);
  return here.hour >= QUIET_HOUR && (last === null || local(last, timeZone).day !== here.day);
}

/** When the newest is older, something keeps the desk from taking them. */
export const LATE_MS = 48 * HOUR;

const WEEKS = 4;
const BEFORE_MIGRATIONS = 3;

/**
 * What is kept no longer: of the last `days` days that have one the newest each, of the last four weeks that have one
 * the newest each, and the last three from before a migration. Days are counted by their backups, so that a desk that
 * stood still for months removes nothing before it has something newer.
 */
export function outlived(kept: readonly Kept[], days: number, timeZone: string): Kept[] {
  const daily = kept.filter(({ why }) => why === 'daily').toSorted((a, b) => b.at.getTime() - a.at.getTime());
  const firstOf = (key: (one: Kept) => string, most: number): Kept[] =>
    [...new Map(daily.toReversed().map((one) => [key(one), one])).values()].toReversed().slice(0, most);
  const stay = new Set([
    ...firstOf(({ at }) => local(at, timeZone).day, days),
    ...firstOf(({ at }) => weekOf(local(at, timeZone).day), WEEKS),
    ...kept
      .filter(({ why }) => why === 'pre-migration')
      .toSorted((a, b) => b.at.getTime() - a.at.getTime())
      .slice(0, BEFORE_MIGRATIONS),
  ]);
  return kept.filter((one) => !stay.has(one));
}

function local(at: Date, timeZone: string): { day: string; hour: number } {
  const parts = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at);
  return { day: parts.slice(0, 10), hour: Number(parts.slice(11, 13)) };
}

/** The Monday that it belongs to. */
function weekOf(day: string): string {
  const at = new Date(`${day}T00:00:00Z`).getTime();
  const sinceMonday = (new Date(at).getUTCDay() + 6) % 7;
  return new Date(at - sinceMonday * DAY).toISOString().slice(0, 10);
}
