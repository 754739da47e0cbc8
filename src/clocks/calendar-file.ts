/**
 * Marked days as a file: the yearly announcement of holidays and make-up workdays, typed once and handed on. Read from
 * YAML or JSON (`days: [{ day, to?, kind: off | work, title, frames? }]`), from CSV with those columns, or from the
 * iCalendar files that offices publish (an all-day event whose name holds 班 is a working day). Written as YAML.
 */
import { LineCounter, parseDocument, stringify, visit } from 'yaml';
import * as z from 'zod';
import type { Finding } from '../base/finding.ts';
import { DAY } from '../base/time.ts';
import { type CalendarContent, dayNumber, dayText, type MarkedDays } from './calendar.ts';
import { framesProblem, markedDays } from './calendar-year.ts';
import type { MarkedDayInput } from './contract.ts';
import { frameSchema } from './pack-length.ts';

/** Characters; a year of holidays is a few thousand. */
export const FILE_MOST = 60_000;
const MOST_DAYS = 1_500;
const LONGEST_STAY = 40;

export interface ReadFile {
  readonly title: string;
  readonly days: readonly MarkedDayInput[];
  readonly findings: readonly Finding[];
}

/** One entry with the line it stands in. */
interface Entry {
  readonly line: number;
  readonly day: string;
  readonly to: string;
  readonly kind: string;
  readonly title: string;
  readonly frames?: unknown;
}
interface Entries {
  readonly title?: string;
  readonly entries: readonly Entry[];
  readonly findings: readonly Finding[];
}

const wrong = (code: string, line: number, values: Finding['values'] = {}): Finding => ({
  code,
  path: '',
  stops: true,
  values,
  line,
});

/** Never throws. Days are usable only where no finding stops. */
export function readCalendarFile(given: string): ReadFile {
  try {
    return readFile(given);
  } catch (error) {
    // nested deeper than the reader can follow
    if (error instanceof RangeError) return { title: '', days: [], findings: [wrong('unreadable', 1)] };
    throw error;
  }
}

function readFile(given: string): ReadFile {
  const text = given.replace(/^\uFEFF/, '');
  if (text.length > FILE_MOST)
    return { title: '', days: [], findings: [wrong('file-too-long', 1, { max: FILE_MOST })] };
  const { title = '', entries, findings } = entriesOf(text);
  const found = [...findings];
  const days = new Map<string, MarkedDayInput>();
  for (const entry of entries) {
    const marked = daysOf(entry, found);
    for (const one of marked) {
      if (days.has(one.day)) found.push(wrong('day-twice', entry.line, { day: one.day }));
      else if (days.size < MOST_DAYS) days.set(one.day, one);
    }
  }
  if (!days.size && !found.length) found.push(wrong('no-days', 1));
  found.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return { title, days: [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1)), findings: found };
}

function entriesOf(text: string): Entries {
  if (/^\s*BEGIN:VCALENDAR/i.test(text)) return ofEvents(text);
  const first = text.split(/\r?\n/).find((line) => line.trim() && !line.trim().startsWith('#')) ?? '';
  const heading = columnsOf(first);
  return heading.includes('day') && heading.includes('kind') ? ofTable(text, heading) : ofYaml(text);
}

const KINDS: Readonly<Record<string, 'off' | 'work'>> = {
  off: 'off',
  holiday: 'off',
  rest: 'off',
  休: 'off',
  休息: 'off',
  放假: 'off',
  节假日: 'off',
  work: 'work',
  workday: 'work',
  班: 'work',
  上班: 'work',
  调休: 'work',
  补班: 'work',
  调休上班: 'work',
};
const frames = z.array(frameSchema).min(1).max(6);
const isDay = (text: string): boolean => z.iso.date().safeParse(text).success && text >= '2000' && text < '2100';
/** 2027/1/1 and 20270101 are days, too. */
function asDay(text: string): string {
  const parts = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/.exec(text.trim());
  return parts ? `${parts[1]}-${parts[2]?.padStart(2, '0')}-${parts[3]?.padStart(2, '0')}` : text.trim();
}

function daysOf(entry: Entry, found: Finding[]): MarkedDayInput[] {
  const { line } = entry;
  const [day, to] = [asDay(entry.day), asDay(entry.to || entry.day)];
  const kind = KINDS[entry.kind.trim().toLowerCase()];
  const title = entry.title.trim();
  const length = dayNumber(to) - dayNumber(day);
  const problems = [
    ...(isDay(day) && isDay(to) ? [] : [wrong('day-wrong', line, { day: isDay(day) ? to : day })]),
    ...(isDay(day) && isDay(to) && (length < 0 || length > LONGEST_STAY)
      ? [wrong('stay-wrong', line, { day, to })]
      : []),
    ...(kind ? [] : [wrong('kind-wrong', line, { kind: entry.kind.slice(0, 20) })]),
    ...(title && title.length <= 30 && !/[\p{C}]/u.test(title) ? [] : [wrong('title-wrong', line)]),
  ];
  const own = entry.frames === undefined ? undefined : frames.safeParse(entry.frames);
  if (own && (!own.success || kind !== 'work' || framesProblem(own.data))) problems.push(wrong('frames-wrong', line));
  found.push(...problems);
  if (problems.length || !kind) return [];
  return Array.from({ length: length + 1 }, (_, n) => {
    const one = dayText(dayNumber(day) + n);
    return kind === 'off'
      ? { day: one, kind, title }
      : { day: one, kind, title, ...(own?.data ? { frames: own.data } : {}) };
  });
}

/** The reader takes seconds over brackets in brackets; a list of days needs four. */
const DEEPEST = 20;
function isDeep(text: string): boolean {
  let depth = 0;
  for (const letter of text) {
    if (letter === '[' || letter === '{') depth += 1;
    else if (letter === ']' || letter === '}') depth = Math.max(0, depth - 1);
    if (depth > DEEPEST) return true;
  }
  return /(?:[-?] ?){20}/.test(text);
}

const NAMES = new Set(['day', 'to', 'kind', 'title', 'frames']);

function ofYaml(text: string): Entries {
  if (isDeep(text)) return { entries: [], findings: [wrong('unreadable', 1)] };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const lineAt = (offset: number | undefined): number => (offset === undefined ? 1 : lines.linePos(offset).line);
  if (document.errors.length) {
    return {
      entries: [],
      findings: document.errors.slice(0, 20).map(({ pos }) => wrong('unreadable', lineAt(pos[0]))),
    };
  }
  let alias: number | undefined;
  visit(document, { Alias: (_, node) => void (alias ??= node.range?.[0] ?? 0) });
  if (alias !== undefined) return { entries: [], findings: [wrong('no-aliases', lineAt(alias))] };
  const whole = document.toJS() as unknown;
  const list = (whole as { days?: unknown } | null)?.days;
  if (typeof whole !== 'object' || !Array.isArray(list)) return { entries: [], findings: [wrong('no-list', 1)] };
  const findings: Finding[] = [];
  const titled = (whole as { title?: unknown }).title;
  for (const name of Object.keys(whole as object)) {
    if (!['wanhui', 'title', 'source', 'year', 'days'].includes(name))
      findings.push(wrong('unknown-name', 1, { name: name.slice(0, 40) }));
  }
  const entries = list.flatMap((item: unknown, n): Entry[] => {
    const node = document.getIn(['days', n], true) as { range?: [number, number, number] } | undefined;
    const line = lineAt(node?.range?.[0]);
    if (typeof item !== 'object' || item === null || Array.isArray(item)) {
      findings.push(wrong('entry-wrong', line));
      return [];
    }
    const given = item as Record<string, unknown>;
    for (const name of Object.keys(given))
      if (!NAMES.has(name)) findings.push(wrong('unknown-name', line, { name: name.slice(0, 40) }));
    const said = (name: string): string =>
      given[name] instanceof Date ? (given[name] as Date).toISOString().slice(0, 10) : String(given[name] ?? '');
    return [
      { line, day: said('day'), to: said('to'), kind: said('kind'), title: said('title'), frames: given['frames'] },
    ];
  });
  return { title: typeof titled === 'string' ? titled.slice(0, 60) : '', entries, findings };
}

const COLUMNS: Readonly<Record<string, string>> = {
  day: 'day',
  date: 'day',
  日期: 'day',
  开始: 'day',
  开始日期: 'day',
  to: 'to',
  到: 'to',
  结束: 'to',
  结束日期: 'to',
  kind: 'kind',
  type: 'kind',
  类型: 'kind',
  性质: 'kind',
  title: 'title',
  name: 'title',
  名称: 'title',
  节日: 'title',
};
const columnsOf = (line: string): string[] => cellsOf(line).map((cell) => COLUMNS[cell.trim().toLowerCase()] ?? '');

function cellsOf(line: string): string[] {
  const cells: string[] = [];
  const parts = /(?:"((?:[^"]|"")*)"|([^,;\t]*))([,;\t]|$)/gy;
  for (let part = parts.exec(line); part; part = parts.exec(line)) {
    cells.push(part[1]?.replaceAll('""', '"') ?? part[2] ?? '');
    if (part[3] === '') break;
  }
  return cells;
}

function ofTable(text: string, columns: readonly string[]): Entries {
  const findings: Finding[] = [];
  const entries: Entry[] = [];
  let isHead = true;
  for (const [n, line] of text.split(/\r?\n/).entries()) {
    if (!line.trim() || line.trim().startsWith('#')) continue;
    if (isHead) {
      isHead = false;
      continue;
    }
    const cells = cellsOf(line);
    const said = (name: string): string => cells[columns.indexOf(name)] ?? '';
    if (cells.every((cell) => !cell.trim())) continue;
    entries.push({
      line: n + 1,
      day: said('day'),
      to: columns.includes('to') ? said('to') : '',
      kind: said('kind'),
      title: said('title'),
    });
  }
  return { entries, findings };
}

/** Long lines are folded: one that begins with a blank goes on with the one before (RFC 5545, 3.1). */
function ofEvents(text: string): Entries {
  const findings: Finding[] = [];
  const entries: Entry[] = [];
  let event: { line: number; start: string; end: string; summary: string } | null = null;
  const lines: { line: number; text: string }[] = [];
  for (const [n, line] of text.split(/\r?\n/).entries()) {
    const last = lines.at(-1);
    if (/^[ \t]/.test(line) && last) last.text += line.slice(1);
    else lines.push({ line: n + 1, text: line });
  }
  for (const { line, text: said } of lines) {
    const [, name = '', value = ''] = /^([A-Za-z-]+)[^:]*:(.*)$/.exec(said) ?? [];
    if (said.toUpperCase() === 'BEGIN:VEVENT') event = { line, start: '', end: '', summary: '' };
    else if (event && name.toUpperCase() === 'DTSTART') event.start = value.slice(0, 8);
    else if (event && name.toUpperCase() === 'DTEND') event.end = value.slice(0, 8);
    else if (event && name.toUpperCase() === 'SUMMARY') event.summary = value.replaceAll(/\\([,;n\\])/g, '$1');
    else if (event && said.toUpperCase() === 'END:VEVENT') {
      const day = asDay(event.start);
      const end = asDay(event.end || event.start);
      // the end of an all-day event is the day after it
      const to = isDay(day) && isDay(end) && end > day ? dayText(dayNumber(end) - 1) : day;
      const kind = event.summary.includes('班') ? 'work' : 'off';
      const title = event.summary
        .replaceAll(/[（(【[]?(休|班|补班|调休)[）)】\]]?/g, '')
        .replace(/\s*第\d+天.*$/, '')
        .trim();
      entries.push({
        line: event.line,
        day,
        to,
        kind,
        title: (title || (kind === 'work' ? '调休' : '放假')).slice(0, 30),
      });
      event = null;
    }
  }
  return { entries, findings };
}

/** What a calendar becomes by a file: its days are laid over; `replace` first clears the years that it names. */
export function withFile(content: CalendarContent, days: readonly MarkedDayInput[], replace: boolean): CalendarContent {
  const years = new Set(days.map(({ day }) => day.slice(0, 4)));
  const kept = Object.entries(content.days).filter(([day]) => !replace || !years.has(day.slice(0, 4)));
  const all = [...new Map([...kept, ...Object.entries(markedDays(days))])].sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...content, days: Object.fromEntries(all) };
}

/** One year as such a file; days that follow each other alike stand in one line. */
export function writeCalendarFile(title: string, year: number, days: MarkedDays): string {
  const entries: { day: string; to?: string; kind: string; title: string; frames?: unknown }[] = [];
  for (const [day, marked] of Object.entries(days).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const last = entries.at(-1);
    const follows = last && dayNumber(day) * DAY - dayNumber(last.to ?? last.day) * DAY === DAY;
    const own = marked.kind === 'work' && marked.frames ? { frames: marked.frames.map((frame) => ({ ...frame })) } : {};
    if (
      follows &&
      last.kind === marked.kind &&
      last.title === marked.title &&
      JSON.stringify(last.frames) === JSON.stringify(own.frames)
    )
      last.to = day;
    else entries.push({ day, kind: marked.kind, title: marked.title, ...own });
  }
  const ordered = entries.map(({ day, to, ...rest }) => ({ day, ...(to ? { to } : {}), ...rest }));
  return stringify({ wanhui: 'calendar-days', title, year, days: ordered });
}
