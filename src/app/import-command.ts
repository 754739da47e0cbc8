import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Refusal } from '../base/refusal.ts';
import type { Config } from '../base/server/config.ts';
import { openFileStore } from '../base/server/files.ts';
import { languageOf, sentenceOf } from '../base/server/sentences.ts';
import type { OnTwins } from '../complaints/case-to-import.ts';
import { type ImportedFile, importFile, refusedLines } from '../imports/actions/import-file.ts';
import { signInPerson } from '../people/actions/rows.ts';
import { staffNow } from '../people/actions/session-staff.ts';
import { withDatabase } from './commands.ts';
import { needDesk } from './database.ts';
import { postsOf } from './in-force.ts';

interface ImportCommand {
  readonly staff: string;
  readonly store?: string;
  readonly mapping: string;
  readonly cutOff?: string;
  readonly onDuplicate: OnTwins;
  readonly refused?: string;
}

/** Imports a file in the name of one of the staff; true when every row is in or was there already. */
export async function importByCommand(
  config: Config,
  path: string,
  command: ImportCommand,
  say: (line: string) => void,
): Promise<boolean> {
  needDesk(config);
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const language = languageOf((process.env['LANG'] ?? '').replace('_', '-'));
  return withDatabase(config, say, async (sql) => {
    const person = await signInPerson(sql, command.staff.trim().toLowerCase());
    const caller = person && (await staffNow(sql, person.orgId, person.staffId, postsOf(sql)));
    if (!caller) throw new Refusal('app.no-such-account', { status: 404, values: { email: command.staff } });
    const shelf = { files: openFileStore(config), scratch: join(config.dataDir, 'files', 'incoming') };
    const began = Date.now();
    const run = await importFile(
      sql,
      { shelf, postsOf: postsOf(sql) },
      caller,
      {
        path,
        store: command.store,
        mapping: command.mapping,
        cutOff: command.cutOff,
        onTwins: command.onDuplicate,
      },
      (at) => say(progressOf(at)),
      stopping.signal,
    );
    for (const [n, { to }] of run.mapping.entries()) say(`${run.columns[n]?.name ?? ''} → ${to}`);
    say(`mapping key: ${run.shape}`);
    say(resultOf(run, (Date.now() - began) / 1000));
    if (run.failure) say(sentenceOf(run.failure, {}, language));
    if (command.refused && run.refused + run.skipped > 0) {
      await pipeline(Readable.from(refusedLines(sql, caller, run, language)), createWriteStream(command.refused));
      say(`rows that were not imported: ${command.refused}`);
    }
    if (run.state !== 'done') throw new Error(`the import ${run.id} is ${run.state}; go on with it on the page`);
    return run.refused === 0;
  });
}

const number = (value: number): string => value.toLocaleString('en');

const progressOf = ({ percent, done, rows, rowsPerSecond }: ImportedFile): string =>
  `${String(percent).padStart(3)} %  ${number(done)} of ${number(rows)}  ${number(rowsPerSecond ?? 0)} rows/s`;

const resultOf = (run: ImportedFile, seconds: number): string =>
  `${number(run.made)} imported (${number(run.running)} open, ${number(run.linked)} linked), ` +
  `${number(run.skipped)} there already, ${number(run.refused)} refused, in ${seconds.toFixed(1)} s`;
