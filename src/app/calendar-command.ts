import { readFile } from 'node:fs/promises';
import { Refusal } from '../base/refusal.ts';
import type { Config } from '../base/server/config.ts';
import type { Sql } from '../base/server/db.ts';
import { sayIn } from '../base/server/room-words.ts';
import { languageOf } from '../base/server/sentences.ts';
import { inTransaction } from '../base/server/transaction.ts';
import { currentContent } from '../clocks/actions/pinned-calendars.ts';
import { changesOf, takeCalendarFile } from '../clocks/actions/take-calendar-file.ts';
import { daysOfYear } from '../clocks/calendar.ts';
import { readCalendarFile, withFile, writeCalendarFile } from '../clocks/calendar-file.ts';
import { signInPerson } from '../people/actions/rows.ts';
import { staffNow } from '../people/actions/session-staff.ts';
import { may, type Staff } from '../people/staff.ts';
import { withDatabase } from './commands.ts';
import { needDesk } from './database.ts';
import { postsOf } from './in-force.ts';

interface CalendarCommand {
  readonly staff: string;
  readonly calendar?: string;
}

/**
 * Saves a file of days in one calendar, or in all that keep public holidays, in the name of one of the staff; true
 * when it was taken or would be. Open cases stay with their editions until somebody adopts the new one.
 */
export function importCalendarByCommand(
  config: Config,
  path: string,
  command: CalendarCommand & { replace?: boolean; dryRun?: boolean },
  say: (line: string) => void,
): Promise<boolean> {
  needDesk(config);
  return withDatabase(config, say, async (sql) => {
    const caller = await keeperNamed(sql, command.staff);
    const text = await readFile(path, 'utf8');
    const { days, findings } = readCalendarFile(text);
    const words = sayIn(languageOf((process.env['LANG'] ?? '').replace('_', '-')));
    for (const { code, line = 1, values } of findings)
      say(`${path}:${line} ${words('clocks', `fileFindings.${code}`, values)}`);
    if (findings.length) return false;
    for (const key of await calendarKeys(sql, caller, command.calendar)) {
      const { number, content } = await currentContent(sql, caller.orgId, key);
      const replace = command.replace ?? false;
      if (command.dryRun) {
        const changes = changesOf(content.days, withFile(content, days, replace).days);
        say(`${key}: ${changes.length} of ${days.length} days would change`);
        continue;
      }
      const saved = await inTransaction(sql, caller, (tx) =>
        takeCalendarFile(tx, { key, edition: number, text, replace }),
      );
      say(`${key}: ${saved.changed} days changed, edition ${saved.edition.number}`);
    }
    return true;
  });
}

/** The days of a year as such a file, on standard output. */
export function exportCalendarByCommand(
  config: Config,
  command: CalendarCommand & { year: number },
  say: (line: string) => void,
): Promise<void> {
  needDesk(config);
  return withDatabase(config, say, async (sql) => {
    const caller = await keeperNamed(sql, command.staff);
    const [key = ''] = await calendarKeys(sql, caller, command.calendar);
    const { content } = await currentContent(sql, caller.orgId, key);
    process.stdout.write(writeCalendarFile(content.rule.title, command.year, daysOfYear(content, command.year)));
  });
}

async function keeperNamed(sql: Sql, email: string): Promise<Staff> {
  const person = await signInPerson(sql, email.trim().toLowerCase());
  const caller = person && (await staffNow(sql, person.orgId, person.staffId, postsOf(sql)));
  if (!caller) throw new Refusal('app.no-such-account', { status: 404, values: { email } });
  if (!may(caller, 'calendar.manage', null)) throw new Refusal('base.forbidden', { status: 403 });
  return caller;
}

async function calendarKeys(sql: Sql, { orgId }: Staff, named: string | undefined): Promise<string[]> {
  if (named) return [named];
  const rows = await sql<{ key: string }[]>`
    select distinct calendar_key as key from calendar_edition
    where org_id = ${orgId} and content #>> '{rule,holidays}' = 'CN' order by key`;
  return rows.map(({ key }) => key);
}
