import { forbidden, notFound, Refusal } from '../../base/refusal.ts';
import { log } from '../../base/server/log.ts';
import { languageOf, sentence } from '../../base/server/sentences.ts';
import type { RawExchange } from '../../base/server/serve.ts';
import { inTransaction, type Tx } from '../../base/server/transaction.ts';
import { addMs, MINUTE } from '../../base/time.ts';
import { may, type Staff } from '../../people/staff.ts';
import { visibleTo } from '../../people/visible-to.sql.ts';
import type { assignMany, BulkReport, setNextStepMany, undoAssignMany } from '../bulk-contract.ts';
import { complaintAssigned } from '../facts.ts';
import { isActiveStaff } from '../reads.ts';
import { lockComplaint } from '../store.ts';
import { openCase } from './case-work.ts';
import { assignComplaint, setNextStepOf } from './own-complaint.ts';

type Asked = Pick<RawExchange<Staff, typeof assignMany>, 'sql' | 'caller' | 'request'>;
type Line = BulkReport['items'][number];
/** Thrown out of a transaction that is only tried. */
const TRIED = Symbol('tried');

export async function assignSeveral({ given, ...asked }: RawExchange<Staff, typeof assignMany>) {
  const { ids, ownerId, reason, note, preview } = given;
  if (!(await isActiveStaff(asked.sql, asked.caller.orgId, ownerId))) throw notFound();
  return caseByCase(asked, ids, preview, async (tx, id) => {
    const row = await lockComplaint(tx, id);
    return row?.ownerId === ownerId ? null : assignComplaint(tx, { id, ownerId, reason, note });
  });
}

export async function setNextStepOnSeveral({ given, ...asked }: RawExchange<Staff, typeof setNextStepMany>) {
  const { ids, step, at, preview } = given;
  return caseByCase(asked, ids, preview, async (tx, id) => {
    const row = await lockComplaint(tx, id);
    const isSo = row?.nextStep === step && row.nextStepAt?.getTime() === at.getTime();
    return isSo ? null : setNextStepOf(tx, { id, step, at });
  });
}

const UNDO_MINUTES = 15;

/** Whoever the case was given to has been brought in and stays so; the record says both. */
export async function undoAssignments({ given, ...asked }: RawExchange<Staff, typeof undoAssignMany>) {
  const versions = new Map(given.items.map(({ id, version }) => [id, version]));
  return caseByCase(asked, [...versions.keys()], false, async (tx, id) => {
    const work = await openCase(tx, id, 'assign');
    const { row } = work;
    const [last] = await tx.sql<{ actorId: string | null; recordedAt: Date; data: { fromId: string | null } }[]>`
      select actor_id, recorded_at, data from fact
      where org_id = ${tx.caller.orgId} and subject_id = ${id} and kind = ${complaintAssigned.kind}
      order by recorded_at desc, id desc limit 1`;
    if (!last || last.actorId !== tx.caller.staffId || last.recordedAt < addMs(tx.now, -UNDO_MINUTES * MINUTE))
      throw new Refusal('complaints.nothing-to-undo');
    if (row.version !== versions.get(id)) throw new Refusal('complaints.touched-since');
    const ownerId = last.data.fromId;
    if (ownerId === null && !may(tx.caller, 'complaint.assign', row.storeId)) throw forbidden('complaint.assign');
    work.tell(complaintAssigned, { ownerId, fromId: row.ownerId, reason: null });
    work.change({ ownerId, handedOverAt: null, handOverSeenAt: null });
    return work.done();
  });
}

/** Each case in a transaction of its own, so that none waits for another and a refusal costs only itself. */
async function caseByCase(
  { sql, caller, request }: Asked,
  ids: readonly string[],
  preview: boolean,
  act: (tx: Tx<Staff>, id: string) => Promise<{ version: number } | null>,
): Promise<BulkReport> {
  const seen = await sql<{ id: string; number: string }[]>`
    select complaint.id, complaint.number from complaint
    where complaint.id = any(${ids as string[]}) and ${visibleTo(sql, caller, 'complaint')}`;
  if (!seen.length) throw notFound();
  const numbers = new Map(seen.map(({ id, number }) => [id, number]));
  const language = languageOf(request.headers['accept-language']);
  const items: Line[] = [];
  for (const id of ids) {
    const line: Line = { id, number: numbers.get(id) ?? null, outcome: 'done', version: null, code: null, why: null };
    try {
      await inTransaction(sql, caller, async (tx) => {
        const done = await act(tx, id);
        if (done) line.version = done.version;
        else line.outcome = 'same';
        if (preview) throw TRIED;
      });
    } catch (error) {
      if (error === TRIED) line.version = null;
      else {
        if (!(error instanceof Refusal)) log.error({ err: error }, 'one case of several failed');
        const refusal =
          error instanceof Refusal ? error : new Refusal('base.fault', { values: { requestId: request.id } });
        Object.assign(line, {
          outcome: 'skipped',
          version: null,
          code: refusal.code,
          why: sentence(refusal, language),
        });
      }
    }
    items.push(line);
  }
  return { items };
}
