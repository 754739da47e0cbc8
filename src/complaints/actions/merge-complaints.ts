import { forbidden, notFound, Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { may, type Staff } from '../../people/staff.ts';
import { mustName } from '../choices.ts';
import type { ClosingGate } from '../closing.ts';
import type { link, merge } from '../closing-contract.ts';
import { complaintLinked, complaintMerged } from '../facts.ts';
import { lockComplaint } from '../store.ts';
import { deleteLink, insertLink } from '../store-parts.ts';
import { openCase } from './case-work.ts';
import { closeAs, mustLack } from './close-complaint.ts';

/** 并单: the right is needed on both cases; both histories stay, the duplicate closes and points to the other. */
export const mergeComplaint = (gates: readonly ClosingGate[]) =>
  async function merge_(tx: Tx<Staff>, given: Given<typeof merge>) {
    if (given.id === given.intoId) throw new Refusal('complaints.merge-with-itself', { status: 400 });
    // always in the same order, so that two mergers cannot wait for each other
    for (const id of [given.id, given.intoId].sort()) if (!(await lockComplaint(tx, id))) throw notFound();
    const into = await lockComplaint(tx, given.intoId);
    const work = await openCase(tx, given.id, 'merge');
    if (!into) throw notFound();
    if (!may(tx.caller, 'complaint.merge', into.storeId)) throw forbidden('complaint.merge');
    if (into.stage === 'closed') throw new Refusal('complaints.merge-into-closed', { values: { number: into.number } });
    const reason = mustName(work.policy.pack.reasons, 'merge', given.reason);
    mustLack([], work, gates);
    work.record('merger', { intoId: into.id, reason }, [complaintMerged, { intoId: into.id, reason }]);
    announce(tx, complaintMerged, { subjectId: into.id, data: { intoId: into.id, reason }, sample: into.sample });
    insertLink(tx, given.id, into.id, 'duplicate');
    // the other's number stays out of the words: not everybody here may see that case
    closeAs(work, 'duplicate', { note: '' });
    work.change({ mergedInto: into.id });
    return work.done();
  };

export async function linkComplaint(tx: Tx<Staff>, given: Given<typeof link>) {
  if (given.id === given.otherId) throw new Refusal('complaints.merge-with-itself', { status: 400 });
  for (const id of [given.id, given.otherId].sort()) if (!(await lockComplaint(tx, id))) throw notFound();
  const work = await openCase(tx, given.id, 'link');
  if (given.linked) insertLink(tx, given.id, given.otherId, 'linked');
  else deleteLink(tx, given.id, given.otherId);
  work.tell(complaintLinked, { otherId: given.otherId, linked: given.linked });
  return work.done();
}
