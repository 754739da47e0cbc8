import { Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import { timeOf } from '../../base/server/database-time.ts';
import type { Sql } from '../../base/server/db.ts';
import { newId } from '../../base/server/ids.ts';
import { log } from '../../base/server/log.ts';
import { inTransaction, type Tx } from '../../base/server/transaction.ts';
import { addMs, SECOND } from '../../base/time.ts';
import { importComplaints } from '../../complaints/actions/import-complaints.ts';
import { type PostsOf, staffNow } from '../../people/actions/session-staff.ts';
import type { Staff } from '../../people/staff.ts';
import { importEnded } from '../facts.ts';
import { BATCH_ROWS } from '../import-run.ts';
import { type Plan, type ReadRow, readRow } from '../row.ts';
import { type SheetRow, type Shelf, tableRows } from '../server/table.ts';
import {
  claimRun,
  indexedOnly,
  insertCase,
  insertRefusal,
  lockRun,
  type RunRecord,
  type StoredSettings,
  updateRun,
} from '../store.ts';
import { planOf } from './plan-import.ts';
import { takeAwayBatch } from './undo-import.ts';

export interface ImportDesk {
  readonly shelf: Shelf;
  readonly postsOf: PostsOf;
}

/** A run in hand: where its reader stands, and by what its rows are read. */
interface InHand {
  readonly run: RunRecord;
  readonly staff: Staff;
  readonly plan: Plan;
  readonly rows: AsyncGenerator<SheetRow>;
  done: number;
  /** Time up to here is written with the run; a commit's own falls to the next batch. */
  countedUntil: number;
}

export interface ImportWorker {
  /** Works for about so long on what waits; true when there is more to do. */
  work(sql: Sql, forMs: number): Promise<boolean>;
  readonly id: string;
}

/**
 * Carries runs in, batch by batch, each batch one transaction with the place reached. A worker that dies is followed
 * by another, which goes on from that place; two at once cannot both carry a batch, since each locks the run first.
 */
export function importWorker(desk: ImportDesk, { only = null }: { only?: string | null } = {}): ImportWorker {
  const id = newId();
  const inHand = new Map<string, InHand>();
  const letGo = async (runId: string): Promise<void> => {
    await inHand.get(runId)?.rows.return(undefined);
    inHand.delete(runId);
  };

  const turn = async (sql: Sql, run: RunRecord): Promise<void> => {
    if (run.state === 'undoing') return takeAwayBatch(sql, await actingFor(sql, desk, run), run, id);
    const hand = inHand.get(run.id) ?? (await takeUp(sql, desk, run));
    inHand.set(run.id, hand);
    // somebody else went on with it meanwhile
    if (hand.done !== run.done) return letGo(run.id);
    if (!(await carryBatch(sql, hand, id))) await letGo(run.id);
  };

  return {
    id,
    async work(sql, forMs) {
      const until = performance.now() + forMs;
      for (;;) {
        const run = await claimRun(sql, id, only);
        if (!run) return false;
        try {
          await turn(sql, run);
        } catch (error) {
          await letGo(run.id);
          await fail(sql, run, error);
        }
        if (performance.now() >= until) return true;
      }
    },
  };
}

/** The person in whose name it is carried in, with the rights of now: who has left carries nothing in any more. */
async function actingFor(sql: Sql, desk: ImportDesk, run: RunRecord): Promise<Staff> {
  const staff = run.actingBy === null ? null : await staffNow(sql, run.orgId, run.actingBy, desk.postsOf);
  if (!staff) throw new Refusal('imports.nobody-acts', { status: 403 });
  return staff;
}

async function takeUp(sql: Sql, desk: ImportDesk, run: RunRecord): Promise<InHand> {
  const staff = await actingFor(sql, desk, run);
  const settings = run.settings as StoredSettings;
  const plan = await planOf(
    sql,
    staff,
    run,
    {
      ...settings,
      receivedAt: new Date(settings.receivedAt),
      cutOff: settings.cutOff === null ? null : new Date(settings.cutOff),
    },
    timeOf(sql),
  );
  const rows = tableRows(desk.shelf, run.sha256, run.reading);
  // the headings, and what is in already
  for (let skip = run.done + 1; skip > 0; skip--) await rows.next();
  return { run, staff, plan, rows, done: run.done, countedUntil: performance.now() };
}

async function nextRows(rows: AsyncGenerator<SheetRow>): Promise<SheetRow[]> {
  const batch: SheetRow[] = [];
  while (batch.length < BATCH_ROWS) {
    const next = await rows.next();
    if (next.done) break;
    batch.push(next.value);
  }
  return batch;
}

interface Entry {
  readonly row: SheetRow;
  readonly read: ReadRow;
}

/** False when there is nothing more to do here. */
async function carryBatch(sql: Sql, hand: InHand, worker: string): Promise<boolean> {
  const rows = await nextRows(hand.rows);
  let parts: Entry[][] = [rows.map((row) => ({ row, read: readRow(row.cells, hand.plan) }))];
  let goesOn = true;
  for (let part = parts.shift(); part && goesOn; part = parts.shift()) {
    const entries = part;
    try {
      goesOn = await inTransaction(sql, hand.staff, (tx) => carry(tx, hand, worker, entries));
      hand.done += entries.length;
    } catch (error) {
      if (!wasRefused(error)) throw error;
      parts = [...halves(entries, error), ...parts];
    }
  }
  return goesOn;
}

/** The database will not have one of these rows: half of them at a time, until it is found and refused by itself. */
function halves(entries: readonly Entry[], error: unknown): Entry[][] {
  const [only, another] = entries;
  if (another) {
    const middle = Math.ceil(entries.length / 2);
    return [entries.slice(0, middle), entries.slice(middle)];
  }
  if (!only?.read.case) throw error;
  log.warn({ err: error }, 'a row of an import was not taken by the database');
  const value = String((error as { code?: unknown }).code ?? '');
  return [[{ row: only.row, read: { case: null, problems: [{ code: 'database', column: '', value }] } }]];
}

const wasRefused = (error: unknown): boolean => /^2[23]/.test(String((error as { code?: unknown }).code ?? ''));

async function carry(tx: Tx<Staff>, hand: InHand, worker: string, entries: readonly Entry[]): Promise<boolean> {
  const { id } = hand.run;
  const run = await lockRun(tx, id);
  if (run?.state !== 'running' || run.done !== hand.done || run.worker !== worker) return false;
  await indexedOnly(tx.sql);
  const good = entries.flatMap(({ row, read }) => (read.case ? [{ row, case: read.case }] : []));
  const bad = entries.flatMap(({ row, read }) => (read.case ? [] : [{ row, problems: read.problems }]));
  const outcomes = await importComplaints(
    tx,
    id,
    good.map((one) => one.case),
    run.settings?.onTwins ?? 'skip',
  );
  const counts = { made: run.made, running: run.running, linked: run.linked, skipped: run.skipped };
  for (const [n, outcome] of outcomes.entries()) {
    const { row, case: given } = good[n] as (typeof good)[number];
    if (outcome.id) {
      insertCase(tx, { runId: id, complaintId: outcome.id, line: row.row });
      counts.made++;
      if (given.runs) counts.running++;
      if (outcome.twin) counts.linked++;
    } else {
      counts.skipped++;
      bad.push({ row, problems: [{ code: 'twin', column: '', value: outcome.twin?.number ?? '' }] });
    }
  }
  for (const { row, problems } of bad) insertRefusal(tx, id, { line: row.row, reasons: problems, cells: row.cells });
  const refused = run.refused + bad.length - (counts.skipped - run.skipped);
  const done = run.done + entries.length;
  const isLast = done >= run.rows || entries.length === 0;
  const now = performance.now();
  updateRun(tx, id, {
    ...counts,
    refused,
    done,
    workedMs: run.workedMs + Math.round(now - hand.countedUntil),
    workerUntil: addMs(tx.now, 20 * SECOND),
    ...(isLast && { state: 'done' as const, finishedAt: tx.now }),
  });
  hand.countedUntil = now;
  if (isLast) {
    const { made, skipped } = counts;
    announce(tx, importEnded, { subjectId: id, data: { made, refused, skipped } });
  }
  return !isLast;
}

/** What keeps a run from going on is kept with it, to be read and resumed. What passes by itself is tried again. */
async function fail(sql: Sql, run: RunRecord, error: unknown): Promise<void> {
  if (passes(error)) throw error;
  const code = error instanceof Refusal ? error.code : 'imports.fault';
  if (!(error instanceof Refusal)) log.error({ err: error, run: run.id }, 'an import cannot go on');
  await sql`
    update import_run set state = ${run.state === 'undoing' ? 'done' : 'failed'}, failure = ${code}, finished_at = now()
    where org_id = ${run.orgId} and id = ${run.id} and state = ${run.state}`;
}

/** Deadlocks, a database that restarts, a line that broke (SQLSTATE classes 40, 57, 08, 53 and the driver's own). */
const passes = (error: unknown): boolean =>
  /^(40|57|08|53|CONNECTION|ECONN|EPIPE)/.test(String((error as { code?: unknown }).code ?? ''));
