import { notFound, Refusal } from '../../base/refusal.ts';
import { announce, digestOf } from '../../base/server/announce.ts';
import { newId } from '../../base/server/ids.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { acknowledgeHandOver, assignComplaint } from '../../complaints/actions/own-complaint.ts';
import { writeNoteOn } from '../../complaints/actions/write-note.ts';
import type { acknowledge } from '../../complaints/owning-contract.ts';
import { complaintsPart } from '../../complaints/pack.ts';
import type { Staff } from '../../people/staff.ts';
import { visibleTo } from '../../people/visible-to.sql.ts';
import { editionById } from '../../policies/actions/editions.ts';
import { sectionOf } from '../../policies/pack.ts';
import type * as contract from '../contract.ts';
import { shiftAcknowledged, shiftHandedOver } from '../facts.ts';
import { workingStore } from '../hand-over.sql.ts';
import { listOf } from '../list.ts';
import { MOST, openCases, takersIn } from '../open-cases.sql.ts';
import { insertHandOver, lockHandOver, markAcknowledged } from '../store.ts';

/** The pack's reason for handing over at the end of a shift. */
const SHIFT_END = 'shift-end';

/**
 * 交接班. Words and new owners first, so that the list says how things stand when it is handed over; then the list is
 * frozen. Owners stay unless told otherwise case by case.
 */
export async function handOverShift(tx: Tx<Staff>, given: Given<typeof contract.handOver>) {
  const { sql, caller } = tx;
  const { orgId } = caller;
  const takerIds = [...new Set(given.takerIds)];
  await workingStore(tx, given.storeId);
  const takers = await takersIn(sql, orgId, given.storeId, tx.now, takerIds);
  if (takers.length !== takerIds.length) throw notFound();
  if (caller.staffId !== null && takerIds.includes(caller.staffId)) throw new Refusal('shifts.not-to-yourself');
  if (given.until <= tx.now) throw new Refusal('shifts.until-past', { status: 400 });

  const cases = [...given.cases].sort((a, b) => (a.id < b.id ? -1 : 1));
  const there = await namedCases(tx, given.storeId, [...new Set(cases.map(({ id }) => id))]);
  const named = new Map<string, { textId: string | null; newOwnerId: string | null }>();
  for (const { id, words, ownerId } of cases) {
    const row = there.get(id);
    if (!row) throw notFound();
    const newOwnerId = ownerId !== null && ownerId !== row.ownerId ? ownerId : null;
    if (ownerId !== null) await mustBeHere(tx, given.storeId, ownerId);
    if (newOwnerId !== null) {
      await assignComplaint(tx, { id, ownerId: newOwnerId, reason: await reasonOf(tx, row.policyEditionId), note: '' });
      await tx.flush();
    }
    let textId: string | null = null;
    if (words) {
      const mentions = takerIds.filter((taker) => !row.excludedIds.includes(taker));
      textId = (await writeNoteOn(tx, { id, body: words, mentions, class: 'case' })).made;
      await tx.flush();
    }
    if (newOwnerId !== null || textId !== null) named.set(id, { textId, newOwnerId });
  }

  const found = await openCases(tx, { ...given, named: [...named.keys()] });
  if (found.length > MOST) throw new Refusal('shifts.too-many', { values: { most: MOST } });
  const list = listOf(found, given.until, named);
  const { salt, digest } = digestOf(JSON.stringify({ words: given.words, list }));
  const id = newId();
  insertHandOver(tx, { ...given, id, untilAt: given.until, takerIds, list, salt });
  announce(tx, shiftHandedOver, {
    subjectId: id,
    data: { handOverId: id, storeId: given.storeId, untilAt: given.until.toISOString(), takerIds, cases: list.length },
    digest,
  });
  return { id, cases: list.length };
}

interface Named {
  readonly id: string;
  readonly ownerId: string | null;
  readonly excludedIds: readonly string[];
  readonly policyEditionId: string;
}

async function namedCases(tx: Tx<Staff>, storeId: string, ids: readonly string[]): Promise<Map<string, Named>> {
  if (!ids.length) return new Map();
  const rows = await tx.sql<Named[]>`
    select id, owner_id, excluded_ids, policy_edition_id from complaint
    where id = any(${ids as string[]}::uuid[]) and store_id = ${storeId} and stage <> 'closed'
      and ${visibleTo(tx.sql, tx.caller)}`;
  return new Map(rows.map((row) => [row.id, row]));
}

async function mustBeHere(tx: Tx<Staff>, storeId: string, staffId: string): Promise<void> {
  if (!(await takersIn(tx.sql, tx.caller.orgId, storeId, tx.now, [staffId])).length) throw notFound();
}

async function reasonOf(tx: Tx<Staff>, editionId: string): Promise<string | undefined> {
  const edition = await editionById(tx.sql, tx.caller.orgId, editionId);
  const reasons = edition ? sectionOf(edition.pack, complaintsPart).reasons.handOver : [];
  return (reasons.find(({ key }) => key === SHIFT_END) ?? reasons[0])?.key;
}

/** One acknowledgement for all: also the hand-overs of single cases on the list that wait for this person. */
export async function acknowledgeShift(tx: Tx<Staff>, { id }: { id: string }) {
  const { sql, caller } = tx;
  const row = await lockHandOver(tx, id);
  if (!row || caller.staffId === null || !row.takerIds.includes(caller.staffId)) throw notFound();
  if (row.acknowledgedAt) throw new Refusal('shifts.already-acknowledged');
  const waiting = await sql<{ id: string }[]>`
    select id from complaint
    where id = any(${row.list.map((entry) => entry.complaintId)}::uuid[]) and owner_id = ${caller.staffId}
      and handed_over_at is not null and hand_over_seen_at is null and stage <> 'closed' and ${visibleTo(sql, caller)}
    order by id`;
  for (const one of waiting) await acknowledgeHandOver(tx, { id: one.id } as Given<typeof acknowledge>);
  markAcknowledged(tx, id);
  announce(tx, shiftAcknowledged, {
    subjectId: id,
    data: { handOverId: id, storeId: row.storeId, cases: row.list.length },
  });
  return { cases: row.list.length };
}
