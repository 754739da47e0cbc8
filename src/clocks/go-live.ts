import { type Finding, hint, repeatedKeys, stopper, unknownNames } from '../base/finding.ts';
import { type LawRow, type LawSection, lawAbsence } from './law.ts';
import { type CalendarRule, type ClockRule, type ClocksSection, FACT_VALUE, type Length } from './pack.ts';
import type { RhythmsSection } from './rhythms.ts';

/** What the clocks' names must be found among. */
export interface ClockSurroundings {
  readonly posts: ReadonlySet<string>;
  /** Kinds of facts that the rooms announce. */
  readonly facts: ReadonlySet<string>;
  /** What stands behind the slash of `kind/value`, by the name under which the fact says it. */
  readonly values?: Readonly<Record<string, ReadonlySet<string>>>;
  readonly law?: LawSection;
  /** YYYY-MM-DD; null: laws are not found past their end. */
  readonly today?: string | null;
}

export function clockFindings({ calendars, clocks, matrices }: ClocksSection, around: ClockSurroundings): Finding[] {
  const known = new Set(['always', ...calendars.map((calendar) => calendar.key)]);
  return [
    ...repeatedKeys('clocks.calendars', calendars),
    ...repeatedKeys('clocks.clocks', clocks),
    ...repeatedKeys('clocks.matrices', matrices),
    ...calendars.flatMap(calendarFindings),
    ...clocks.flatMap((clock) => ruleFindings(clock, known, around)),
  ];
}

function calendarFindings(calendar: CalendarRule): Finding[] {
  const path = `clocks.calendars.${calendar.key}`;
  const works = calendar.week.some((day) => day.length > 0);
  const zone = Intl.supportedValuesOf('timeZone').includes(calendar.timeZone) || calendar.timeZone === 'UTC';
  return [
    ...(works ? [] : [stopper('never-works', `${path}.week`, { name: calendar.title })]),
    ...(zone ? [] : [stopper('unknown-time-zone', `${path}.timeZone`, { name: calendar.timeZone })]),
  ];
}

function ruleFindings(clock: ClockRule, calendars: ReadonlySet<string>, around: ClockSurroundings): Finding[] {
  const { posts } = around;
  // what is wrong with a cell is wrong with its matrix
  const path = clock.matrix ? `clocks.matrices.${clock.matrix}` : `clocks.clocks.${clock.key}`;
  const hearers = new Set([...posts, 'owner', 'next-rung']);
  const workingDays = 'workingDays' in clock.length && clock.calendar === 'always';
  const found = [
    ...unknownNames('unknown-calendar', `${path}.calendar`, [clock.calendar], calendars),
    ...(['starts', 'stops', 'ends', 'attempts'] as const).flatMap((name) =>
      clock[name].flatMap((entry) => factFindings(entry, `${path}.${name}`, around)),
    ),
    ...unknownNames('unknown-post', `${path}.hears.warning`, clock.hears.warning, hearers),
    ...unknownNames('unknown-post', `${path}.hears.breach`, clock.hears.breach, hearers),
    ...unknownNames('unknown-post', `${path}.stopsBy`, clock.stopsBy, posts),
    ...(workingDays ? [stopper('working-days-need-a-calendar', `${path}.calendar`, { name: clock.title })] : []),
    ...(clock.hears.breach.length === 0
      ? [stopper('nobody-hears', `${path}.hears.breach`, { name: clock.title })]
      : []),
    ...(clock.pause && clock.pause.reasons.length === 0 ? [stopper('empty', `${path}.pause.reasons`)] : []),
    ...(!clock.repeats && clock.stops.every((stop) => clock.starts.includes(stop))
      ? [stopper('stop-only-its-start', `${path}.stops`, { name: clock.title })]
      : []),
    ...countingFindings(clock, path),
    ...(clock.onBreach === 'ask' && !clock.ask ? [stopper('missing', `${path}.ask`)] : []),
    ...(clock.track !== 'legal' && daysOf(clock.length) > MOST_DAYS
      ? [stopper('limit-absurd', `${path}.length`, { name: clock.title })]
      : []),
    ...lawFindings(clock, path, around),
  ];
  return found;
}

function factFindings(entry: string, path: string, { facts, values = {} }: ClockSurroundings): Finding[] {
  const [kind = '', value] = entry.split('/');
  if (!facts.has(kind)) return [stopper('unknown-fact', path, { name: entry })];
  if (value === undefined) return [];
  const name = (FACT_VALUE as Readonly<Record<string, string>>)[kind];
  return name !== undefined && values[name]?.has(value) ? [] : [stopper('unknown-fact-value', path, { name: entry })];
}

function countingFindings({ counting, length, calendar, title }: ClockRule, path: string): Finding[] {
  if (!counting) return [];
  const values = { name: title };
  return [
    ...('days' in length ? [] : [stopper('counting-needs-days', `${path}.counting`, values)]),
    ...(counting.restDay === 'next-working-day' && calendar === 'always'
      ? [stopper('counting-needs-a-calendar', `${path}.calendar`, values)]
      : []),
  ];
}

/** Longer than a year nobody waits for an answer; 250 working days are one. */
const MOST_DAYS = 366;

/** About how many days a limit is, for comparing it with another. */
function daysOf(length: Length): number {
  if ('days' in length) return length.days;
  if ('workingDays' in length) return (length.workingDays * 366) / 250;
  if ('hours' in length) return length.hours / 24;
  if ('minutes' in length) return length.minutes / 1440;
  return 0;
}

function lawFindings(clock: ClockRule, path: string, { law, today = null }: ClockSurroundings): Finding[] {
  if (clock.law === undefined) return [];
  const row = law?.rows.find(({ key }) => key === clock.law);
  if (!row) return [stopper('unknown-law', `${path}.law`, { name: clock.law })];
  const values = { name: clock.title, rule: row.rule, article: row.article };
  return [
    ...(clock.off === '' ? absenceFindings(row, path, values, today) : []),
    ...((row.length && isLonger(clock.length, row.length)) || (clock.counting && !row.counting)
      ? [stopper('internal-longer-than-law', `${path}.length`, values)]
      : []),
  ];
}

function absenceFindings(row: LawRow, path: string, values: Finding['values'], today: string | null): Finding[] {
  switch (lawAbsence(row, today)) {
    case 'unchecked':
      return [stopper('law-inactive-in-use', `${path}.law`, { ...values, check: row.check })];
    case 'past':
      return [stopper('law-past-its-end', `${path}.law`, { ...values, until: row.until ?? '' })];
    case 'not-yet':
      return [hint('law-not-yet', `${path}.law`, { ...values, from: row.from ?? '' })];
    default:
      return [];
  }
}

/** Like with like exactly; days of different sorts by about how long they are. */
function isLonger(ours: Length, theirs: Length): boolean {
  if ('workingDays' in ours && 'workingDays' in theirs) return ours.workingDays > theirs.workingDays;
  if ('workingDays' in ours || 'workingDays' in theirs) return daysOf(ours) > daysOf(theirs) + 0.5;
  return daysOf(ours) > daysOf(theirs);
}

export const lawSectionFindings = ({ uses, rows }: LawSection): Finding[] => [
  ...repeatedKeys('law.rows', rows),
  ...unknownNames('unknown-law', 'law.uses', uses, new Set(rows.map(({ key }) => key))),
];

export function rhythmFindings(
  section: RhythmsSection,
  { posts, calendars }: { posts: ReadonlySet<string>; calendars: ReadonlySet<string> },
): Finding[] {
  const lists = ['intervals', 'coverage', 'bands', 'services', 'benchmarks'] as const;
  return [
    ...lists.flatMap((name) => repeatedKeys(`rhythms.${name}`, section[name])),
    ...section.intervals.flatMap(({ key, by }) =>
      unknownNames('unknown-post', `rhythms.intervals.${key}.by`, by, posts),
    ),
    ...section.services.flatMap(({ key, title, hears, calendar }) => [
      ...unknownNames('unknown-post', `rhythms.services.${key}.hears`, hears, posts),
      ...unknownNames('unknown-calendar', `rhythms.services.${key}.calendar`, [calendar], calendars),
      hint('not-played-yet', `rhythms.services.${key}`, { name: title }),
    ]),
    ...section.bands
      .filter(({ about, like }) => about === undefined && like === '')
      .map(({ key }) => stopper('missing', `rhythms.bands.${key}.about`)),
  ];
}
