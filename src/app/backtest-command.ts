import { readFileSync, statSync } from 'node:fs';
import { backtest, countOf, type Wanted } from '../analytics/backtest.sql.ts';
import { benchFor } from '../analytics/backtest-bench.sql.ts';
import type { Sums } from '../analytics/backtest-sums.ts';
import { tableOf } from '../analytics/backtest-table.ts';
import { instantsOf } from '../analytics/period.sql.ts';
import { dayAfter, lengthInDays } from '../analytics/period.ts';
import { csvOf } from '../analytics/server/sheets.ts';
import { fileOfTrial } from '../analytics/server/trial-sheet.ts';
import type { Finding } from '../base/finding.ts';
import { Refusal } from '../base/refusal.ts';
import type { Config } from '../base/server/config.ts';
import type { Sql } from '../base/server/db.ts';
import { type Say, sayIn } from '../base/server/room-words.ts';
import { languageOf } from '../base/server/sentences.ts';
import { checkTexts } from '../policies/actions/check-draft.ts';
import type { DraftFiles } from '../policies/draft.ts';
import type { Pack } from '../policies/pack.ts';
import { readPackFile } from '../policies/server/pack-texts.ts';
import { shippedFiles } from '../policies/server/shipped.ts';
import { withDatabase } from './commands.ts';
import { needDesk } from './database.ts';
import { packSections } from './pack-sections.ts';

export interface BacktestCommand {
  /** A pack that comes with the desk, the id of a draft, or an exported file. */
  readonly pack: string;
  readonly base?: string;
  readonly from: string;
  readonly to: string;
  readonly store?: string;
  readonly org?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
}

const DRAFT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TELL_EVERY_MS = 1000;

/** Prints how past complaints went and would have gone; true when nothing of the pack is left to fill in. */
export async function backtestByCommand(
  config: Config,
  command: BacktestCommand,
  say: (line: string) => void,
): Promise<boolean> {
  needDesk(config);
  const period = { from: command.from, until: dayAfter(command.to) };
  if (lengthInDays(period) < 1) throw new Error(`--to ${command.to} lies before --from ${command.from}`);
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const words = sayIn(languageOf((process.env['LANG'] ?? '').replace('_', '-')));
  return withDatabase(config, say, async (sql) => {
    const { pack, findings, orgId } = await packOf(sql, command);
    const place = await placeOf(sql, command, orgId);
    const toFill = findings.filter(({ stops }) => stops).length;
    if (toFill) say(`${pack.title}: ${toFill} place(s) are still to be filled in; what can be read is tried`);
    const wanted: Wanted = {
      orgId: place.orgId,
      seen: place.storeId ? sql`complaint.store_id = ${place.storeId}` : sql`true`,
      ...(await instantsOf(sql, period, place.timeZone)),
    };
    const total = await countOf(sql, wanted);
    const [began, bench] = [performance.now(), await benchFor(sql, place.orgId, pack, new Date())];
    let told = began;
    const sums = await backtest(sql, bench, wanted, {
      signal: stopping.signal,
      onBatch: (so) => {
        if (performance.now() - told < TELL_EVERY_MS) return;
        told = performance.now();
        say(progressOf(so, total, (told - began) / 1000));
      },
    });
    if (stopping.signal.aborted) throw new Error(`stopped after ${sums.cases} of ${total} complaints`);
    say(progressOf(sums, total, (performance.now() - began) / 1000));
    await print(
      words,
      command,
      { ...sums, from: command.from, to: command.to },
      { title: pack.title, place: place.store },
    );
    return toFill === 0;
  });
}

const number = (value: number): string => value.toLocaleString('en');
const progressOf = ({ cases, skipped }: Sums, total: number, seconds: number): string => {
  const done = cases + skipped;
  const percent = total ? Math.floor((done / total) * 100) : 100;
  return `${String(percent).padStart(3)} %  ${number(done)} of ${number(total)}  ${number(Math.round(done / Math.max(0.001, seconds)))} complaints/s`;
};

interface Tried {
  readonly pack: Pack;
  readonly findings: readonly Finding[];
  /** Of a draft. */
  readonly orgId: string | null;
}

async function packOf(sql: Sql, { pack: named, base }: BacktestCommand): Promise<Tried> {
  let [files, over, orgId]: [DraftFiles | null, string | null, string | null] = [null, base ?? null, null];
  if (DRAFT_ID.test(named)) {
    const [draft] = await sql<{ orgId: string; files: DraftFiles; base: string | null }[]>`
      select org_id, files, base from pack_draft where id = ${named}`;
    if (!draft) throw new Error(`there is no draft ${named}`);
    ({ files, orgId } = draft);
    over = base ?? draft.base;
  } else if (isFile(named)) {
    const read = readPackFile(readFileSync(named, 'utf8'));
    if (!read.files) throw unreadable(named, read.findings);
    files = read.files;
  } else files = await shippedFiles(named);
  if (!files) throw new Error(`"${named}" is no pack that comes with the desk, no id of a draft and no file`);
  const { readable, findings } = await checkTexts(
    orgId === null ? null : { sql, orgId },
    files,
    over,
    packSections,
    null,
  );
  if (!readable) throw unreadable(named, findings);
  return { pack: readable, findings, orgId };
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

const unreadable = (named: string, findings: readonly Finding[]): Refusal =>
  new Refusal('policies.not-ready', {
    status: 422,
    values: { count: findings.length, pack: named },
    details: findings.map(({ code, path, line }) => `${path}${line === undefined ? '' : `:${line}`} ${code}`),
  });

async function placeOf(sql: Sql, { org, store }: BacktestCommand, orgId: string | null) {
  const all = await sql<{ orgId: string; name: string; timeZone: string }[]>`
    select org_id, name, time_zone from organisation order by name`;
  const fitting = all.filter(
    (one) => (orgId === null || one.orgId === orgId) && (org === undefined || one.name === org),
  );
  const [one] = fitting;
  if (!one) throw new Error(org === undefined ? 'there is no organisation yet' : `there is no organisation "${org}"`);
  if (fitting.length > 1) throw new Error(`--org is needed: ${fitting.map(({ name }) => name).join(', ')}`);
  if (store === undefined) return { ...one, storeId: null, store: null };
  const stores = await sql<{ id: string; name: string }[]>`
    select id, name from store where org_id = ${one.orgId} order by name`;
  const found = stores.find(({ name }) => name === store);
  if (!found) throw new Error(`there is no store "${store}". Stores: ${stores.map(({ name }) => name).join(', ')}`);
  return { ...one, storeId: found.id, store: found.name };
}

async function print(
  words: Say,
  { json, csv }: BacktestCommand,
  trial: Sums & { from: string; to: string },
  about: { title: string; place: string | null },
): Promise<void> {
  const rows = tableOf((room, key) => words(room, key), trial, { more: json ?? false });
  if (json) {
    const { cases, skipped, from, to } = trial;
    console.log(JSON.stringify({ pack: about.title, store: about.place, from, to, cases, skipped, rows }, null, 2));
    return;
  }
  const sheet = fileOfTrial(words, trial, about);
  if (csv) {
    for await (const piece of csvOf(sheet)) process.stdout.write(piece);
    return;
  }
  const says = (key: string): string => words('analytics', `backtest.${key}`);
  const lines: string[][] = [];
  let section = '';
  for (const row of rows) {
    if (row.section !== section) {
      section = row.section;
      lines.push([], [says(`sections.${section}`), says('really'), says('draft'), says('difference')]);
    }
    const shown = [row.really, row.draft].map((value) => (value === null ? '—' : number(value)));
    lines.push([`  ${row.label}`, ...shown, signed(row.difference)]);
  }
  const widest = Math.max(...lines.map(([label = '']) => widthOf(label)));
  console.log(sheet.foot());
  for (const [label = '', ...cells] of lines)
    console.log((padded(label, widest) + cells.map((cell) => padded(cell, -12)).join('')).trimEnd());
}

const signed = (value: number | null): string =>
  value === null ? '' : value === 0 ? '0' : `${value > 0 ? '+' : '−'}${number(Math.abs(value))}`;

/** Columns of a terminal: Han and full-width signs take two. */
const widthOf = (text: string): number =>
  Array.from(text).reduce(
    (sum, sign) =>
      sum +
      (/[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6]/.test(sign)
        ? 2
        : 1),
    0,
  );
const padded = (text: string, width: number): string => {
  const room = ' '.repeat(Math.max(0, Math.abs(width) - widthOf(text)));
  return width < 0 ? room + text : text + room;
};
