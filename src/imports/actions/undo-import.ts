import { announce } from '../../base/server/announce.ts';
import type { Sql } from '../../base/server/db.ts';
import { inTransaction } from '../../base/server/transaction.ts';
import { addMs, SECOND } from '../../base/time.ts';
import { removeImported } from '../../complaints/actions/remove-imported.ts';
import { heldAmong } from '../../crisis/held.sql.ts';
import type { Staff } from '../../people/staff.ts';
import { importUndone } from '../facts.ts';
import { BATCH_ROWS } from '../import-run.ts';
import { casesOf, lockRun, type RunRecord, settleCases, updateRun } from '../store.ts';

/** Takes the next cases of a run away, the newest first; the last batch ends the run. */
export const takeAwayBatch = (sql: Sql, staff: Staff, run: RunRecord, worker: string): Promise<void> =>
  inTransaction(sql, staff, async (tx) => {
    const locked = await lockRun(tx, run.id);
    if (locked?.state !== 'undoing' || locked.worker !== worker) return;
    const made = await casesOf(tx.sql, run.orgId, run.id, BATCH_ROWS);
    const stayed = await removeImported(tx, made, heldAmong);
    const gone = made.map(({ complaintId }) => complaintId).filter((id) => !stayed.has(id));
    settleCases(tx, run.id, gone, [...stayed]);
    const counts = { removed: locked.removed + gone.length, stayed: locked.stayed + stayed.size };
    const isLast = made.length < BATCH_ROWS;
    updateRun(tx, run.id, {
      ...counts,
      workerUntil: addMs(tx.now, 20 * SECOND),
      ...(isLast && { state: 'undone' as const, finishedAt: tx.now }),
    });
    if (isLast) announce(tx, importUndone, { subjectId: run.id, data: counts });
  });
