/** The figures of a trial side by side, as a page, a sheet and a terminal show them. */
import {
  daysFor,
  type LinePart,
  linesOf,
  type Measure,
  meanDays,
  type Pair,
  type Sums,
  whole,
} from './backtest-sums.ts';

export const SECTIONS = ['whole', 'clock', 'department', 'rung', 'need', 'severity'] as const;
export type Section =
  | (typeof SECTIONS)[number]
  | 'clock-started'
  | 'clock-stopped'
  | 'department-started'
  | 'department-stopped';

export interface TableRow {
  readonly section: Section;
  readonly label: string;
  /** Null: there is none, as the days of cases that were not closed. */
  readonly really: number | null;
  readonly draft: number | null;
  readonly difference: number | null;
}

/** A word of a room in the reader's language. */
export type Says = (room: string, key: string) => string;

const WHOLE = [
  'started',
  'stopped',
  'breached',
  'breached-cases',
  'escalations',
  'escalated-cases',
  'hand-overs',
  'held-up',
  'closed',
] as const satisfies readonly Measure[];

const PARTS_SHOWN: readonly (readonly [Section, LinePart, Measure])[] = [
  ['clock', 'clock', 'breached'],
  ['department', 'department', 'breached'],
  ['rung', 'rung', 'count'],
  ['need', 'need', 'count'],
  ['severity', 'severity', 'count'],
];
/** For a file, whose reader asks further. */
const PARTS_MORE: typeof PARTS_SHOWN = [
  ['clock-started', 'clock', 'started'],
  ['clock-stopped', 'clock', 'stopped'],
  ['department-started', 'department', 'started'],
  ['department-stopped', 'department', 'stopped'],
];

export function tableOf(says: Says, sums: Sums, { more = false } = {}): TableRow[] {
  const row = (
    section: Section,
    label: string,
    { really, draft }: { [side in keyof Pair]: number | null },
  ): TableRow => ({
    section,
    label,
    really,
    draft,
    difference: really === null || draft === null ? null : Math.round((draft - really) * 10) / 10,
  });
  const days = (name: string, pair: Parameters<typeof row>[2]) =>
    row('whole', says('analytics', `backtest.${name}`), pair);
  return [
    ...WHOLE.map((measure) => row('whole', says('analytics', `backtest.measures.${measure}`), whole(sums, measure))),
    days('meanDays', meanDays(sums)),
    days('medianDays', daysFor(sums, 0.5)),
    days('slowDays', daysFor(sums, 0.9)),
    ...[...PARTS_SHOWN, ...(more ? PARTS_MORE : [])].flatMap(([section, part, measure]) =>
      linesOf(sums, part, measure).map((line) => row(section, labelOf(says, part, line), line)),
    ),
  ];
}

function labelOf(says: Says, part: LinePart, { key, title }: { key: string; title: string }): string {
  if (part === 'severity') return says('complaints', `severities.${key}`);
  if (part === 'need') return says('complaints', `case.needs.${key}`);
  if (part === 'department' && key === 'none') return says('analytics', 'backtest.noDepartment');
  return title || key;
}
