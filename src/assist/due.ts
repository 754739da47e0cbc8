/** By when something was promised, as far as the words say it. */
import { type Calendar, dayNumber, dayText, framesOn, hasHolidays, isWorkday, weekday } from '../clocks/calendar.ts';
import { HAN_SIGN, numberOf, plainFigures } from './numbers.ts';

export interface Due {
  /** Wall clock, `2026-11-23T17:00`. */
  readonly local: string;
  /** The words leave room: no hour, working days of which the calendar knows no holidays. To be looked at before it is kept. */
  readonly isRough: boolean;
  /** Name of the day off on which it lies; null: it lies on none that is known. */
  readonly holiday: string | null;
}

interface Read {
  readonly local: string;
  readonly isRough: boolean;
  /** Where in the text it begins. */
  readonly from: number;
}

const NUM = `(?:\\d{1,3}|${HAN_SIGN}{1,3})`;
const count = (text: string): number => numberOf(text) ?? 0;

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

function bySpan(text: string, now: string, calendar: Calendar | null): Read | null {
  const found = SPAN.exec(text);
  if (!found) return null;
  const [, said = '', half, unit = ''] = found;
  const many = said === '半' ? 0.5 : count(said) + (half ? 0.5 : 0);
  if (many === 0) return null;
  const feast = feastIn(text, now, calendar);
  const isAfter = feast?.how === 'after' && feast.from < found.index;
  const from = isAfter ? feast.from : found.index;
  const since = isAfter ? `${dayText(feast.day - 1)}T${LATE}` : now;
  if (unit !== '工作日') {
    const to = local(at(since) + many * (MINUTES[unit] as number) * MINUTE);
    return { local: to, isRough: isAfter, from };
  }
  const day = workdayAfter(calendar, dayNumber(since.slice(0, 10)), Math.ceil(many));
  return day === null ? null : { local: closing(calendar, day), isRough: !isKnown(calendar, day), from };
}

/** Where no calendar says it. */
const LATE = '18:00';
/** A calendar that rests longer has no working days. */
const MOST_REST = 400;

const works = (calendar: Calendar | null, day: number): boolean =>
  calendar ? isWorkday(calendar, day) : weekday(day) < 5;

/** The n-th working day after this one; before it, where n is negative. */
function workdayAfter(calendar: Calendar | null, day: number, n: number): number | null {
  const step = Math.sign(n);
  let left = Math.abs(n);
  for (let next = day + step, rest = 0; rest < MOST_REST; next += step) {
    rest = works(calendar, next) ? 0 : rest + 1;
    if (rest === 0 && --left === 0) return next;
  }
  return null;
}

/** The end of work on a day, or of the usual day. */
function closing(calendar: Calendar | null, day: number): string {
  const ends = calendar ? framesOn(calendar, day).map(({ to }) => to) : [];
  return ends.length > 0 ? local(day * DAY + Math.max(...ends) * MINUTE) : `${dayText(day)}T${LATE}`;
}

const isKnown = (calendar: Calendar | null, day: number): boolean =>
  calendar !== null && hasHolidays(calendar.content, Number(dayText(day).slice(0, 4)));

const FEASTS: Readonly<Record<string, string>> = { 十一: '国庆', 五一: '劳动', 新年: '元旦', 过年: '春节' };
const FEAST =
  /(?:(国庆|(?<![一二三四五六七八九十])十一|春节|过年|五一|劳动节?|清明|端午|中秋|元旦|新年)节?(?:小?长?假期?)?|(?<![调环季情细关章人亲童诞师年女])节日?|小?长假|假期)(?:结束|过完|过|放完)?(?:之|以)?([前后])/u;

/** The first working day after a public holiday, or the last before it; null: none is named, or none is known. */
function feastIn(text: string, now: string, calendar: Calendar | null) {
  const found = FEAST.exec(text);
  if (!found || !calendar) return null;
  const [, name = '', where] = found;
  const wanted = FEASTS[name] ?? name;
  const today = dayNumber(now.slice(0, 10));
  const isOff = (day: number): boolean => {
    const marked = calendar.marked.get(day)?.day;
    return marked?.kind === 'off' && marked.title.includes(wanted);
  };
  for (let day = today; day < today + MOST_REST; day++) {
    if (!isOff(day)) continue;
    const to = where === '后' ? workdayAfter(calendar, day, 1) : workdayAfter(calendar, day, -1);
    return to === null
      ? null
      : { day: to, from: found.index, how: where === '后' ? ('after' as const) : ('before' as const) };
  }
  return null;
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

function byClock(text: string, now: string, calendar: Calendar | null): Read | null {
  const today = now.slice(0, 10);
  const named = workdayIn(text, now, calendar) ?? dayIn(text, today);
  const hours = HOURS.exec(text);
  const part = PARTS.find(([pattern]) => pattern.test(text));
  if (!named && !hours && !part) return null;
  const partAt = part ? text.search(part[0]) : -1;
  const from = Math.min(
    ...([named?.from, hours?.index, partAt].filter((one) => one !== undefined && one >= 0) as number[]),
  );
  const day = named?.day ?? today;
  if (!hours) {
    const isClosing = part === undefined || text.slice(partAt).startsWith('下班');
    const number = dayNumber(day);
    const isWork = calendar !== null && isWorkday(calendar, number);
    if (isClosing && isWork)
      return { local: closing(calendar, number), isRough: part === undefined || !isKnown(calendar, number), from };
    return { local: part ? `${day}T${String(part[1]).padStart(2, '0')}:00` : `${day}T${LATE}`, isRough: true, from };
  }
  const [, hourText = '', minuteText = ''] = hours;
  let hour = count(hourText);
  const minute = minuteText === '半' ? 30 : minuteText === '一刻' ? 15 : minuteText === '三刻' ? 45 : count(minuteText);
  if (hour > 24 || minute > 59) return null;
  if (part ? (part[1] as number) >= 13 && hour < 12 : hour > 0 && hour < 7) hour += 12;
  let ms = at(`${day}T00:00`) + hour * HOUR + minute * MINUTE;
  // no day was named: the next time that a clock shows this
  if (!named && ms <= at(now)) ms += hour < 12 && !part ? 12 * HOUR : DAY;
  return { local: local(ms), isRough: false, from };
}

const WORKDAY = new RegExp(`(?:下一?|次|第(${NUM}))个?工作日`, 'u');

/** 下个工作日, 节后, 国庆前. */
function workdayIn(text: string, now: string, calendar: Calendar | null): { day: string; from: number } | null {
  const feast = feastIn(text, now, calendar);
  const nth = WORKDAY.exec(text);
  if (!nth) return feast && { day: dayText(feast.day), from: feast.from };
  // 节后第二个工作日
  const isAfter = feast?.how === 'after' && feast.from < nth.index;
  const since = isAfter ? feast.day - 1 : dayNumber(now.slice(0, 10));
  const day = workdayAfter(calendar, since, Math.max(1, nth[1] ? count(nth[1]) : 1));
  return day === null ? null : { day: dayText(day), from: isAfter ? feast.from : nth.index };
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
  const dayOfMonth = count(date[2] ?? '');
  if (dayOfMonth < 1 || dayOfMonth > 31) return null;
  const [year = 0, thisMonth = 1] = today.split('-').map(Number);
  const month = date[1] ? count(date[1]) : thisMonth;
  const on = (inMonth: number, inYear: number): string => local(Date.UTC(inYear, inMonth - 1, dayOfMonth)).slice(0, 10);
  const day = on(month, year);
  if (day >= today) return { day, from: date.index };
  return { day: date[1] ? on(month, year + 1) : on(month + 1, year), from: date.index };
}

/**
 * The first time that these words name, counted from `now` (wall clock, `2026-11-23T14:00`); null: none, or one that
 * has passed. Working days, closing times and holidays are those of the calendar; without one weekends rest.
 */
export function dueIn(text: string, now: string, calendar: Calendar | null = null): Due | null {
  const plain = plainFigures(text);
  const found = [bySpan(plain, now, calendar), byClock(plain, now, calendar)].filter((one) => one !== null);
  const [first] = found.sort((one, other) => one.from - other.from);
  if (!first || at(first.local) <= at(now)) return null;
  const marked = calendar?.marked.get(dayNumber(first.local.slice(0, 10)))?.day;
  return { local: first.local, isRough: first.isRough, holiday: marked?.kind === 'off' ? marked.title : null };
}
