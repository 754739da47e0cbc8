/**
 * What became of past complaints, and what would have become of them under another policy, as lines that add up: sums of
 * parts are the sum of the whole, in whatever order the parts come.
 */
import type { ClosingNeed } from '../complaints/pack.ts';

/** `case`: of all; `days`: the key is the number of whole days until a case was closed. */
export const PARTS = ['case', 'clock', 'department', 'rung', 'severity', 'need', 'days'] as const;
export type LinePart = (typeof PARTS)[number];
export const MEASURES = [
  'count',
  'started',
  'stopped',
  'breached',
  'breached-cases',
  'escalations',
  'escalated-cases',
  'hand-overs',
  'closed',
  'minutes-to-close',
  'held-up',
] as const;
export type Measure = (typeof MEASURES)[number];

export interface Line {
  readonly part: LinePart;
  /** Of a pack, or of nothing (`none`). */
  readonly key: string;
  readonly measure: Measure;
  /** As the pack says it; empty where the desk has a word of its own. */
  readonly title: string;
  readonly really: number;
  readonly draft: number;
}

export interface Sums {
  readonly cases: number;
  /** Without a history at the desk: imported as closed. */
  readonly skipped: number;
  readonly lines: readonly Line[];
}

export const NOTHING: Sums = { cases: 0, skipped: 0, lines: [] };

export interface Named {
  readonly key: string;
  readonly title: string;
}

/** How one case went, or would have gone. */
export interface Course {
  readonly severity: string;
  readonly clocks: readonly {
    readonly rule: Named;
    readonly department: Named | null;
    readonly stopped: boolean;
    readonly breached: boolean;
  }[];
  /** Rungs that it came to, in order. */
  readonly rungs: readonly Named[];
  /** How often it changed hands. */
  readonly handOvers: number;
  /** What was missing when it was closed. */
  readonly lacks: readonly ClosingNeed[];
  /** From receipt to closing; null: open, held up, or not closed for itself. */
  readonly openMs: number | null;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Longer than this counts as this many days, so that the lines stay few. */
export const MOST_DAYS = 366;

const nameOf = ({ part, key, measure }: Pick<Line, 'part' | 'key' | 'measure'>): string => `${part} ${measure} ${key}`;

/** One case on both sides. */
export function sumOf(really: Course, draft: Course): Sums {
  const adding = opened(NOTHING);
  tell(adding, 'really', really);
  tell(adding, 'draft', draft);
  return { cases: 1, skipped: 0, lines: [...adding.values()] };
}

/** Any number of sums together; a line's title is the first that was said. */
export function merged(...all: readonly Sums[]): Sums {
  const adding: Adding = new Map();
  let [cases, skipped] = [0, 0];
  for (const sums of all) {
    cases += sums.cases;
    skipped += sums.skipped;
    for (const line of sums.lines) put(adding, line);
  }
  return { cases, skipped, lines: [...adding.values()] };
}

/** Adds case after case without making a list of each. */
export function summing(): { add(really: Course, draft: Course): void; skip(): void; sums(): Sums } {
  const adding: Adding = new Map();
  let [cases, skipped] = [0, 0];
  return {
    add(really, draft) {
      cases += 1;
      tell(adding, 'really', really);
      tell(adding, 'draft', draft);
    },
    skip: () => void (skipped += 1),
    sums: () => ({ cases, skipped, lines: [...adding.values()].map((line) => ({ ...line })) }),
  };
}

type Writable<T> = { -readonly [name in keyof T]: T[name] };
type Adding = Map<string, Writable<Line>>;
type Side = 'really' | 'draft';

const opened = ({ lines }: Sums): Adding => new Map(lines.map((line) => [nameOf(line), { ...line }]));

function put(adding: Adding, line: Line): void {
  const known = adding.get(nameOf(line));
  if (known) {
    known.really += line.really;
    known.draft += line.draft;
    if (known.title === '') known.title = line.title;
  } else adding.set(nameOf(line), { ...line });
}

const NONE: Named = { key: 'none', title: '' };

function tell(adding: Adding, side: Side, course: Course): void {
  const add = (part: LinePart, { key, title }: Named, measure: Measure, by = 1): void => {
    const name = `${part} ${measure} ${key}`;
    let line = adding.get(name);
    if (!line) {
      line = { part, key, measure, title, really: 0, draft: 0 };
      adding.set(name, line);
    }
    if (line.title === '') line.title = title;
    line[side] += by;
  };
  const whole = (measure: Measure, by = 1): void => add('case', NONE, measure, by);
  add('severity', { key: course.severity, title: '' }, 'count');
  let breaches = 0;
  for (const { rule, department, stopped, breached } of course.clocks) {
    const of = department ?? NONE;
    whole('started');
    add('clock', rule, 'started');
    add('department', of, 'started');
    if (stopped) {
      whole('stopped');
      add('clock', rule, 'stopped');
      add('department', of, 'stopped');
    }
    if (!breached) continue;
    breaches += 1;
    whole('breached');
    add('clock', rule, 'breached');
    add('department', of, 'breached');
  }
  if (breaches) whole('breached-cases');
  for (const rung of course.rungs) {
    whole('escalations');
    add('rung', rung, 'count');
  }
  if (course.rungs.length) whole('escalated-cases');
  if (course.handOvers) whole('hand-overs', course.handOvers);
  for (const need of course.lacks) add('need', { key: need, title: '' }, 'count');
  if (course.lacks.length) whole('held-up');
  if (course.openMs === null) return;
  whole('closed');
  whole('minutes-to-close', Math.round(course.openMs / MINUTE));
  const days = Math.min(MOST_DAYS, Math.max(0, Math.floor(course.openMs / DAY)));
  add('days', { key: String(days), title: '' }, 'count');
}

// ---- read out

export interface Pair {
  readonly really: number;
  readonly draft: number;
}

export function whole({ lines }: Sums, measure: Measure): Pair {
  const line = lines.find((one) => one.part === 'case' && one.measure === measure);
  return { really: line?.really ?? 0, draft: line?.draft ?? 0 };
}

/** The lines of a part, the greater first; of the same size in the order of their keys. */
export const linesOf = ({ lines }: Sums, part: LinePart, measure: Measure): Line[] =>
  lines
    .filter((line) => line.part === part && line.measure === measure)
    .sort((a, b) => b.really + b.draft - a.really - a.draft || (a.key < b.key ? -1 : 1));

/** Mean of the days until a case was closed, to a tenth; null: none was. */
export function meanDays(sums: Sums): { really: number | null; draft: number | null } {
  const [minutes, closed] = [whole(sums, 'minutes-to-close'), whole(sums, 'closed')];
  const mean = (side: Side): number | null =>
    closed[side] ? Math.round((minutes[side] * MINUTE * 10) / DAY / closed[side]) / 10 : null;
  return { really: mean('really'), draft: mean('draft') };
}

/** Whole days within which this share of the closed cases was closed; null: none was. */
export function daysFor(sums: Sums, share: number): { really: number | null; draft: number | null } {
  const days = sums.lines
    .filter(({ part }) => part === 'days')
    .map(({ key, really, draft }) => ({ day: Number(key), really, draft }))
    .sort((a, b) => a.day - b.day);
  const found = (side: Side): number | null => {
    const all = days.reduce((sum, one) => sum + one[side], 0);
    let seen = 0;
    for (const one of days) {
      seen += one[side];
      if (all > 0 && seen >= all * share) return one.day;
    }
    return null;
  };
  return { really: found('really'), draft: found('draft') };
}
