#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { Refusal } from '../base/refusal.ts';
import { languageOf, sentence } from '../base/server/sentences.ts';
import { DataFolderInUse } from './data-lock.ts';
import { settings } from './settings.ts';

// a third of a start is compiling the same modules again; not in the shared temporary folder, where others may write
const ROOT = join(import.meta.dirname, '..', '..');
enableCompileCache(join(ROOT, 'node_modules', '.cache', 'wanhui'));

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };

const program = new Command('wanhui')
  .description('挽回 Wanhui: the complaint desk that wins customers back')
  .version(version)
  .addHelpText(
    'after',
    `
Data lies in WANHUI_DATA (default ~/.wanhui); DATABASE_URL and DATABASE_OWNER_URL name an existing PostgreSQL 15+ instead.
PORT, HOST, WANHUI_ROLE, WANHUI_PUBLIC_URL, WANHUI_TRUSTED_PROXIES, WANHUI_RATE_LIMIT, WANHUI_BACKUPS, WANHUI_BACKUP_KEEP and WANHUI_FILES_S3_*: see docs/operations.md.
Exit codes: 0 done, 1 failed, 2 something is left to do (doctor, refused rows, missing attachments).`,
  );

/** Commands report on stderr, so that what they print can be piped. */
const say = (line: string): void => console.error(`· ${line}`);
const several = (value: string, before: string[] = []): string[] => [...before, value];
const days = (text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 365) throw new InvalidArgumentError('1 to 365');
  return number;
};
const day = (text: string): string => {
  const at = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text)
    throw new InvalidArgumentError('a day such as 2026-01-31');
  return text;
};

program
  .command('start')
  .description('start database, server and worker; prints the address')
  .action(async () => (await import('./main.ts')).run(settings()));

program
  .command('migrate')
  .description('bring the database up to date, and nothing else')
  .action(async () => (await import('./commands.ts')).migrateOnly(settings(), say));

program
  .command('setup')
  .description(
    'create an organisation with its first administrator, without asking; may be called again for a further one',
  )
  .requiredOption('--org <name>', 'name of the organisation')
  .requiredOption('--store <name>', 'a branch store; repeat for more', several)
  .requiredOption(
    '--pack <key>',
    'trade pack, such as gift-delivery: its edition 1 is adopted in the administrator’s name',
  )
  .requiredOption('--admin-email <address>', 'sign-in name of the first administrator')
  .option('--admin-name <name>', 'their name', '管理员')
  .option('--password-stdin', 'read their password from standard input; otherwise one is made and printed once')
  .option('--sample', 'also load the sample data')
  .action(async (options) => (await import('./commands.ts')).setUpByCommand(settings(), options, say));

program
  .command('token')
  .description('make an API token and print it once')
  .requiredOption('--staff <e-mail>', 'whose')
  .option('--days <n>', 'how long it is valid', days, 90)
  .option('--name <text>', 'what it is for', 'wanhui token')
  .action(async (options) => (await import('./commands.ts')).tokenByCommand(settings(), options, say));

program
  .command('unlock')
  .description('let a locked account try again at once')
  .requiredOption('--staff <e-mail>', 'whose')
  .action(async (options) => (await import('./commands.ts')).unlockByCommand(settings(), options, say));

program
  .command('import')
  .description('import past complaints from a CSV or XLSX file; rows are told on the way, and can be undone as one')
  .argument('<file>', 'headings in the first row')
  .requiredOption('--staff <e-mail>', 'in whose name')
  .option('--store <name>', 'for rows that name no store; needed when there are several')
  .option(
    '--mapping <key>',
    'auto: as remembered for files with these headings, else guessed; or a remembered key',
    'auto',
  )
  .option('--cut-off <date>', 'rows mapped as open and received after this become running cases with clocks')
  .addOption(
    new Option('--on-duplicate <way>', 'what is done with rows that are there already')
      .choices(['skip', 'link', 'keep'])
      .default('skip'),
  )
  .option('--refused <file>', 'write the rows that were not imported, with the reasons, as CSV')
  .addHelpText('after', '\nExit codes: 0 everything is in, 1 failed or stopped, 2 some rows were refused.')
  .action(async (file: string, options) => {
    const { importByCommand } = await import('./import-command.ts');
    process.exitCode = (await importByCommand(settings(), file, options, say)) ? 0 : 2;
  });

program
  .command('backtest')
  .description('play past complaints again under a pack: how they went, and how they would have gone; changes nothing')
  .requiredOption('--pack <pack>', 'a pack that comes with the desk, the id of a draft, or an exported file')
  .requiredOption('--from <day>', 'the first day on which complaints came in, such as 2026-01-01', day)
  .requiredOption('--to <day>', 'the last one', day)
  .option('--base <key>', 'what an add-on is laid over')
  .option('--store <name>', 'one store only')
  .option('--org <name>', 'the organisation; needed when there are several')
  .addOption(new Option('--json', 'print JSON').conflicts('csv'))
  .option('--csv', 'print CSV')
  .addHelpText(
    'after',
    '\nProgress on stderr, the table on stdout. Exit codes: 0 done, 1 failed or stopped, 2 the pack still has places to fill in.',
  )
  .action(async (options) => {
    const { backtestByCommand } = await import('./backtest-command.ts');
    process.exitCode = (await backtestByCommand(settings(), options, say)) ? 0 : 2;
  });

program
  .command('lint')
  .description('read a conversation and say what in the agent’s words should be said otherwise; needs no desk')
  .argument('<file>', 'a transcript (“agent: …”, “customer: …”, times [mm:ss] at will), or - for standard input')
  .option('--pack <key>', 'with the competitors and trade words of a pack that comes with the desk')
  .option('--library <file>', 'with the rules and cards of an organisation, as its page 用语库 exports them (YAML)')
  .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
  .addOption(new Option('--channel <channel>', 'where it was said').choices(['call', 'chat', 'mail']).default('call'))
  .addOption(new Option('--speaker <who>', 'every line is theirs').choices(['agent', 'customer']))
  .option('--fault-verified', 'the case has found the fault to be ours')
  .addHelpText(
    'after',
    '\nOffsets in JSON are UTF-16 units. Exit codes: 0 no fault, 1 faults, or a file cannot be read.',
  )
  .action(async (file: string, options) => {
    process.exitCode = (await (await import('./lint-command.ts')).lintByCommand(file, options)) ? 0 : 1;
  });

program
  .command('recognise')
  .description(
    'put what a speech recogniser of the FunASR kind hears on a case of a running desk, sentence by sentence',
  )
  .requiredOption('--server <address>', 'the recogniser, such as ws://127.0.0.1:10095')
  .requiredOption('--case <number>', 'number or id of the case')
  .option(
    '--wav <file>',
    'PCM of 16 bits at 8 or 16 kHz; two channels: agent left, customer right; - reads a stream',
    '-',
  )
  .option(
    '--desk <address>',
    'where the desk runs',
    process.env['WANHUI_PUBLIC_URL'] ?? `http://localhost:${process.env['PORT'] ?? 8080}`,
  )
  .addOption(new Option('--channel <channel>', 'where it is said').choices(['call', 'chat', 'mail']).default('call'))
  .addOption(new Option('--speaker <who>', 'of sound with one channel').choices(['agent', 'customer']))
  .option('--staff-id <id>', 'who of ours talks; whose token it is unless told')
  .option('--fast', 'do not wait as long as it was spoken')
  .addHelpText(
    'after',
    '\nThe token is read from WANHUI_TOKEN. Prints the id of the conversation. Exit codes: 0 kept, 1 failed; what was heard until then is kept.',
  )
  .action(async (options) => {
    const { recogniseByCommand } = await import('./recognise-command.ts');
    console.log((await recogniseByCommand(options, process.env['WANHUI_TOKEN'], say)) ?? '');
  });

const calendar = program.command('calendar').description('holidays and make-up workdays as a file');
calendar
  .command('import')
  .description('save the days of a file as the next edition of a calendar; open cases stay until somebody adopts it')
  .argument('<file>', 'YAML, JSON, CSV or iCalendar')
  .requiredOption('--staff <e-mail>', 'in whose name')
  .option('--calendar <key>', 'otherwise every calendar that keeps public holidays')
  .option('--replace', 'clear other marked days of the years in the file')
  .option('--dry-run', 'only say what would change')
  .addHelpText('after', '\nExit codes: 0 taken, 1 failed, 2 the file has something to correct, told by line.')
  .action(async (file: string, options) => {
    const { importCalendarByCommand } = await import('./calendar-command.ts');
    process.exitCode = (await importCalendarByCommand(settings(), file, options, say)) ? 0 : 2;
  });
calendar
  .command('export')
  .description('print the marked days of a year as a file for another desk')
  .requiredOption('--staff <e-mail>', 'in whose name')
  .option('--calendar <key>', 'otherwise the first that keeps public holidays')
  .option('--year <n>', 'which year', Number, new Date().getFullYear())
  .action(async (options) => (await import('./calendar-command.ts')).exportCalendarByCommand(settings(), options, say));

program
  .command('backup')
  .description('put database, attachments and secret into one file, whether the desk runs or not')
  .argument('[file]', 'a new file, such as desk.tar.zst; without it the daily one in WANHUI_BACKUPS')
  .addHelpText(
    'after',
    '\nThe file holds customers’ data. Exit codes: 0 all is in, 1 failed, 2 attachments were missing.',
  )
  .action(async (file: string | undefined) => {
    const { backUpByCommand } = await import('./backup/command.ts');
    process.exitCode = (await backUpByCommand(settings(), file, say)) ? 0 : 2;
  });

program
  .command('restore')
  .description('fill an empty desk from a backup; nothing is written unless all of the file is whole')
  .argument('<file>')
  .option('--check', 'only look whether the file is whole, and what it holds')
  .addHelpText(
    'after',
    '\nExit codes: 0 the desk is as it was, 1 refused or failed, 2 restored with something left to do.',
  )
  .action(async (file: string, options) => {
    const { restoreByCommand } = await import('./backup/command.ts');
    process.exitCode = (await restoreByCommand(settings(), file, options, say)) ? 0 : 2;
  });

program
  .command('doctor')
  .description('look at database, disk, clock, time zone, packs, holidays and the chain of facts; say what to do')
  .action(async () => {
    process.exitCode = (await (await import('./doctor.ts')).doctor(settings(), say)) ? 0 : 2;
  });

try {
  await program.parseAsync();
} catch (error) {
  console.error(explained(error));
  process.exit(1);
}

function explained(error: unknown): string {
  if (error instanceof Refusal) {
    const details = error.details === undefined ? '' : `\n${JSON.stringify(error.details, null, 2)}`;
    return `${sentence(error, languageOf((process.env['LANG'] ?? '').replace('_', '-')))} [${error.code}]${details}`;
  }
  if (error instanceof DataFolderInUse) return error.message;
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\n  because: ${explained(error.cause)}`;
  return (process.env['WANHUI_LOG'] === 'debug' ? (error.stack ?? error.message) : error.message) + cause;
}
