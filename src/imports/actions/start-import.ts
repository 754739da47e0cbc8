import { notFound, Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { addMs, SECOND } from '../../base/time.ts';
import type { Staff } from '../../people/staff.ts';
import type { Settings } from '../contract.ts';
import { importStarted } from '../facts.ts';
import { mayNow, type RunAct, type RunState } from '../import-run.ts';
import { rowOf, runSeen } from '../reads.ts';
import { deleteRun, keepMapping, lockRun, type RunRecord, updateRun } from '../store.ts';
import { planOf } from './plan-import.ts';

/**
 * Checks mapping and rights and hands the run to the background; the mapping is remembered for files of this shape.
 * `worker`: a process that will do the work itself, so that no other takes it up meanwhile.
 */
export async function startImport(tx: Tx<Staff>, given: Settings & { id: string }, worker: string | null = null) {
  const run = await opened(tx, given.id, 'start');
  const { id, receivedAt, cutOff, ...rest } = given;
  const chosen = { ...rest, receivedAt: receivedAt ?? tx.now, cutOff: cutOff ?? null };
  const plan = await planOf(tx.sql, tx.caller, run, chosen, tx.now);
  updateRun(tx, id, {
    state: 'running',
    settings: {
      ...rest,
      receivedAt: chosen.receivedAt.toISOString(),
      cutOff: chosen.cutOff?.toISOString() ?? null,
    },
    // what stood there was for matching by hand
    columns: run.columns.map(({ name }) => ({ name, values: null })),
    startedAt: tx.now,
    actingBy: tx.caller.staffId,
    worker,
    workerUntil: worker === null ? null : addMs(tx.now, 20 * SECOND),
  });
  keepMapping(tx, run.shape, plan.columns);
  announce(tx, importStarted, { subjectId: id, data: { rows: run.rows, sha256: run.sha256.toString('hex') } });
  return after(tx, id);
}

export const stopImport = (tx: Tx<Staff>, given: { id: string }) => move(tx, given.id, 'stop', 'stopped');
export const resumeImport = (tx: Tx<Staff>, given: { id: string }) => move(tx, given.id, 'resume', 'running');
export const undoImport = (tx: Tx<Staff>, given: { id: string }) => move(tx, given.id, 'undo', 'undoing');

async function move(tx: Tx<Staff>, id: string, act: RunAct, state: RunState) {
  await opened(tx, id, act);
  const anew = { failure: null, finishedAt: null, actingBy: tx.caller.staffId, worker: null, workerUntil: null };
  if (act === 'stop') updateRun(tx, id, { state, finishedAt: tx.now });
  else updateRun(tx, id, { state, ...anew });
  return after(tx, id);
}

export async function discardImport(tx: Tx<Staff>, given: { id: string }): Promise<void> {
  await opened(tx, given.id, 'discard');
  deleteRun(tx, given.id);
}

async function opened(tx: Tx<Staff>, id: string, act: RunAct): Promise<RunRecord> {
  await runSeen(tx, id);
  const run = await lockRun(tx, id);
  if (!run) throw notFound();
  if (!mayNow(act, run.state)) throw new Refusal('imports.not-now');
  return run;
}

async function after(tx: Tx<Staff>, id: string) {
  await tx.flush();
  return rowOf(await runSeen(tx, id));
}
