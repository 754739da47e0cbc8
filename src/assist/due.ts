/** By when something was promised, as far as the words say it. */

export interface Due {
  /** Wall clock, `2026-11-23T17:00`. */
  readonly local: string;
  /** The words leave room: no hour, working days without a calendar at hand. To be looked at before it is kept. */
  readonly isRough: boolean;
}

const DIGITS = '零一二三四五六七八九';
const NUM = '(?:\\d{1,3}|[零一二两三四五六七八九十]{1,3})';

/** ３０ → 30, place by place. */
const halfWidth = (text: string): string =>
  text.replace(/[０-９：]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

/** 十二, 两, 30 → a number. */
function numberOf(text: string): number {
  if (/^\d+$/u.test(text)) return Number(text);
  const [tens, ones = ''] = text.includes('十') ? text.split('十') : ['', text];
  const one = (sign: string): number => (sign === '两' ? 2 : Math.max(0, DIGITS.indexOf(sign)));
  return (text.includes('十') ? (tens ? one(tens) : 1) * 10 : 0) + (ones ? one(ones) : 0);
}

const at = (local: string): number => Date.parse(`${local}:00Z`);
const local = (ms: number): string => new Date(ms).toISOString().slice(0, 16);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const MINUTES: Readonly<Record<string, number>> = {
  分钟: 1,
  刻钟: 15,
  小时: 60,
  钟头: 60,
  天: 24 * 60,
  日: 24 * 60,
  周: 7 * 24 * 60,
  星期: 7 * 24 * 60,
  礼拜: 7 * 24 * 60,
};
const SPAN = new RegExp(
  `(半|${NUM})\\s*个?(半)?(工作日|分钟|刻钟|小时|钟头|天|日|周|星期|礼拜)(?:之内|以内|内|里|之后|以后|后)`,
  'u',
);

function bySpan(text: string, now: string): (Due & { from: number }) | null {
  const found = SPAN.exec(text);
  if (!found) return null;
  const [, count = '', half, unit = ''] = found;
  const many = count === '半' ? 0.5 : numberOf(count) + (half ? 0.5 : 0);
  if (many === 0) return null;
  const from = found.index;
  if (unit === '工作日') return { local: `${workday(now, many)}T18:00`, isRough: true, from };
  return { local: local(at(now) + many * (MINUTES[unit] as number) * MINUTE), isRough: false, from };
}

/** Weekends are stepped over; public holidays are not known here. */
function workday(now: string, many: number): string {
  let ms = at(`${now.slice(0, 10)}T00:00`);
  for (let left = Math.ceil(many); left > 0; ) {
    ms += DAY;
    if (![0, 6].includes(new Date(ms).getUTCDay())) left--;
  }
  return local(ms).slice(0, 10);
}

const DAYS: readonly (readonly [RegExp, number])[] = [
  [/大后[天日]/u, 3],
  [/后[天日]/u, 2],
  [/明[天日儿早晚]|明[上下]午|次日|翌日|隔[天日]|第二[天日]/u, 1],
  [/今[天日儿早晚夜]|当[天日晚]|下班之?以?前|打烊前/u, 0],
];
const WEEKDAY = /(下下|下个?|本|这个?)?(?:周|星期|礼拜)([一二三四五六日天])/u;
const DATE = new RegExp(`(?:(${NUM})月)?(${NUM})[日号]`, 'u');
const HOURS = new RegExp(`(${NUM})(?:[点时](?!候|间)|:(?=\\d))(半|一刻|三刻|${NUM})?`, 'u');

/** An hour that is meant where only a part of the day is named: its end. */
const PARTS: readonly (readonly [RegExp, number])[] = [
  [/凌晨|天亮前/u, 6],
  [/早上|早晨|清早|上午|[今明]早|明上午|午前|午饭前|中午前/u, 12],
  [/中午|午间/u, 13],
  [/下午|午后|下班|傍晚|天黑前|晚饭前/u, 18],
  [/晚上|[今明当]晚|夜|打烊/u, 21],
];

function byClock(text: string, now: string): (Due & { from: number }) | null {
  const today = now.slice(0, 10);
  const named = dayIn(text, today);
  const hours = HOURS.exec(text);
  const part = PARTS.find(([pattern]) => pattern.test(text));
  if (!named && !hours && !part) return null;
  const partAt = part ? text.search(part[0]) : -1;
  const from = Math.min(
    ...([named?.from, hours?.index, partAt].filter((one) => one !== undefined && one >= 0) as number[]),
  );
  const day = named?.day ?? today;
  if (!hours) {
    const hour = String(part?.[1] ?? 18).padStart(2, '0');
    return { local: `${day}T${hour}:00`, isRough: true, from };
  }
  const [, hourText = '', minuteText = ''] = hours;
  let hour = numberOf(hourText);
  const minute =
    minuteText === '半' ? 30 : minuteText === '一刻' ? 15 : minuteText === '三刻' ? 45 : numberOf(minuteText);
  if (hour > 24 || minute > 59) return null;
  if (part ? (part[1] as number) >= 13 && hour < 12 : hour > 0 && hour < 7) hour += 12;
  let ms = at(`${day}T00:00`) + hour * HOUR + minute * MINUTE;
  // no day was named: the next time that a clock shows this
  if (!named && ms <= at(now)) ms += hour < 12 && !part ? 12 * HOUR : DAY;
  return { local: local(ms), isRough: false, from };
}

function dayIn(text: string, today: string): { day: string; from: number } | null {
  const midnight = at(`${today}T00:00`);
  const week = WEEKDAY.exec(text);
  if (week) {
    const [, which = '', name = ''] = week;
    const wanted = '一二三四五六日天'.indexOf(name) % 7;
    const now = (new Date(midnight).getUTCDay() + 6) % 7;
    const target = name === '天' ? 6 : wanted;
    const weeks = which.startsWith('下下') ? 14 : which.startsWith('下') ? 7 : which === '' && target < now ? 7 : 0;
    return { day: local(midnight + (target - now + weeks) * DAY).slice(0, 10), from: week.index };
  }
  for (const [pattern, days] of DAYS) {
    const from = text.search(pattern);
    if (from >= 0) return { day: local(midnight + days * DAY).slice(0, 10), from };
  }
  const date = DATE.exec(text);
  if (!date) return null;
  const dayOfMonth = numberOf(date[2] ?? '');
  if (dayOfMonth < 1 || dayOfMonth > 31) return null;
  const [year = 0, thisMonth = 1] = today.split('-').map(Number);
  const month = date[1] ? numberOf(date[1]) : thisMonth;
  const on = (inMonth: number, inYear: number): string => local(Date.UTC(inYear, inMonth - 1, dayOfMonth)).slice(0, 10);
  const day = on(month, year);
  if (day >= today) return { day, from: date.index };
  return { day: date[1] ? on(month, year + 1) : on(month + 1, year), from: date.index };
}

/**
 * The first time that these words name, counted from `now` (wall clock, `2026-11-23T14:00`); null: none, or one that
 * has passed.
 */
export function dueIn(text: string, now: string): Due | null {
  const plain = halfWidth(text);
  const found = [bySpan(plain, now), byClock(plain, now)].filter((one) => one !== null);
  const [first] = found.sort((one, other) => one.from - other.from);
  if (!first || at(first.local) <= at(now)) return null;
  return { local: first.local, isRough: first.isRough };
}
