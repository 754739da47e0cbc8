import { openZone } from '../clocks/zone.ts';

const DATE_TIME =
  /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s]*(上午|下午|早上|晚上|中午)?\s*(\d{1,2})\s*[:：时点]\s*(\d{1,2})?\s*[:：分]?\s*(?:(\d{1,2})(?:\.\d+)?\s*秒?)?)?\s*(AM|PM)?$/i;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?$/;
const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/;

const FIRST = Date.UTC(1990, 0, 1);
const LAST = Date.UTC(2100, 0, 1);

/**
 * A day or an instant as spreadsheets write it, year first, in the organisation's time zone unless it says its own;
 * a day without a time is its midnight. Null when it cannot be meant: 11/22/2026 is somebody's 22nd of November and
 * somebody else's nothing, so nobody guesses.
 */
export function readDate(text: string, timeZone: string): Date | null {
  const typed = text.normalize('NFKC').trim();
  if (WITH_OFFSET.test(typed)) return within(Date.parse(typed));
  const compact = COMPACT.exec(typed);
  const long = compact ? null : DATE_TIME.exec(typed);
  const parts = compact
    ? compact.slice(1, 7)
    : long && [long[1], long[2], long[3], hourOf(long[5], long[4] ?? long[8]), long[6], long[7]];
  if (!parts) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((part) => Number(part ?? 0));
  if (hour > 23 || minute > 59 || second > 59) return null;
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  const read = new Date(local);
  // 30 February rolls over into March: nobody meant that
  if (read.getUTCFullYear() !== year || read.getUTCMonth() !== month - 1 || read.getUTCDate() !== day) return null;
  return within(openZone(timeZone).instantOf(local));
}

function hourOf(hour: string | undefined, half: string | undefined): string | undefined {
  if (hour === undefined || half === undefined) return hour;
  const number = Number(hour);
  const late = /^(下午|晚上|中午|pm)$/i.test(half);
  if (late && number < 12 && !(half === '中午' && number === 11)) return String(number + 12);
  return !late && number === 12 ? '0' : hour;
}

const within = (ms: number): Date | null => (ms >= FIRST && ms < LAST ? new Date(ms) : null);

/** What a workbook's day number shows on the wall: 45992.5 is `2025-12-01 12:00:00`. Null outside 1900 to 2100. */
export function serialDate(serial: number, from1904: boolean): string | null {
  const days = serial + (from1904 ? 1462 : 0);
  // day 60 is the 29th of February 1900, which never was; days before it are one off
  if (!(days >= 61 && days < 73_051)) return null;
  const at = new Date(Math.round((days - 25_569) * 86_400) * 1000).toISOString();
  return days % 1 === 0 ? at.slice(0, 10) : `${at.slice(0, 10)} ${at.slice(11, 19)}`;
}
