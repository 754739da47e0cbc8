import { type Finding, stopper } from '../base/finding.ts';
import { sameRhythm } from './calendar.ts';
import type { CalendarRule } from './pack.ts';

/** A pack that counts elsewhere in the organisation, with its calendars. */
export interface Neighbour {
  readonly title: string;
  readonly calendars: readonly CalendarRule[];
}

/** An organisation has one calendar of a key: a pack may not bring another week under a key that others count by. */
export const calendarClashes = (calendars: readonly CalendarRule[], neighbours: readonly Neighbour[]): Finding[] =>
  calendars.flatMap((rule) => {
    for (const { title, calendars: theirs } of neighbours) {
      const other = theirs.find(({ key }) => key === rule.key);
      if (!other || sameRhythm({ ...other, title: rule.title }, rule)) continue;
      const values = { key: rule.key, name: rule.title, other: other.title, pack: title };
      return [stopper('calendar-taken', `clocks.calendars.${rule.key}.week`, values)];
    }
    return [];
  });
