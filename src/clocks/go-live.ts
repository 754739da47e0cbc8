import { type Finding, repeatedKeys, stopper, unknownNames } from '../base/finding.ts';
import type { CalendarRule, ClockRule, ClocksSection } from './pack.ts';

/** What the clocks' names must be found among. */
export interface ClockSurroundings {
  readonly posts: ReadonlySet<string>;
  /** Kinds of facts that the rooms announce. */
  readonly facts: ReadonlySet<string>;
}

export function clockFindings({ calendars, clocks }: ClocksSection, around: ClockSurroundings): Finding[] {
  const known = new Set(['always', ...calendars.map((calendar) => calendar.key)]);
  return [
    ...repeatedKeys('clocks.calendars', calendars),
    ...repeatedKeys('clocks.clocks', clocks),
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

function ruleFindings(
  clock: ClockRule,
  calendars: ReadonlySet<string>,
  { posts, facts }: ClockSurroundings,
): Finding[] {
  const path = `clocks.clocks.${clock.key}`;
  const hearers = new Set([...posts, 'owner', 'next-rung']);
  const workingDays = 'workingDays' in clock.length && clock.calendar === 'always';
  return [
    ...unknownNames('unknown-calendar', `${path}.calendar`, [clock.calendar], calendars),
    ...unknownNames('unknown-fact', `${path}.starts`, clock.starts, facts),
    ...unknownNames('unknown-fact', `${path}.stops`, clock.stops, facts),
    ...unknownNames('unknown-fact', `${path}.ends`, clock.ends, facts),
    ...unknownNames('unknown-fact', `${path}.attempts`, clock.attempts, facts),
    ...unknownNames('unknown-post', `${path}.hears.warning`, clock.hears.warning, hearers),
    ...unknownNames('unknown-post', `${path}.hears.breach`, clock.hears.breach, hearers),
    ...(workingDays ? [stopper('working-days-need-a-calendar', `${path}.calendar`, { name: clock.title })] : []),
    ...(clock.hears.breach.length === 0
      ? [stopper('nobody-hears', `${path}.hears.breach`, { name: clock.title })]
      : []),
    ...(clock.pause && clock.pause.reasons.length === 0 ? [stopper('empty', `${path}.pause.reasons`)] : []),
  ];
}
