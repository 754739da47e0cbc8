import { ringBells } from '../../base/server/bells.ts';
import { newId } from '../../base/server/ids.ts';
import type { Tx } from '../../base/server/transaction.ts';
import type { PostsInForce } from '../../people/pack.ts';
import type { Permission } from '../../people/permissions.ts';
import type { Staff } from '../../people/staff.ts';
import { libraryHappeningOf, libraryNotices } from '../library-hearers.ts';
import { type FactRow, listeners, mailIsSetUp, timeZoneIn } from '../reads.ts';
import { type DeliveryRow, notices } from '../store.ts';
import { heldUntil } from '../who-hears.ts';
import { inForce } from './case-notices.ts';
import { aDelivery, sendAway } from './send-away.ts';

/** 用语库: proposals and their answers. What one person proposes at once, as a file, is told once. */
export async function tellLibrary(tx: Tx<Staff>, facts: readonly FactRow[]): Promise<void> {
  const { sql, caller, now } = tx;
  const { orgId } = caller;
  const told = onceEach(facts);
  const policy = told.length ? await inForce(sql, orgId) : null;
  if (!policy) return;
  const timeZone = await timeZoneIn(sql, orgId);
  const changes = await sql<{ id: string; proposedBy: string | null }[]>`
    select id, proposed_by from language_change
    where org_id = ${orgId} and id = any(${told.map(({ subjectId }) => subjectId)}::uuid[])`;
  const proposers = new Map(changes.map(({ id, proposedBy }) => [id, proposedBy]));
  const people = await listeners(sql, orgId, policy.posts, {
    ids: [...proposers.values()].filter((id) => id !== null),
    posts: postsAnywhereWith(policy.posts, 'language.manage'),
    departments: [],
  });
  const hasMail = await mailIsSetUp(sql, orgId);
  const outgoing: DeliveryRow[] = [];
  const rung: string[] = [];
  for (const fact of told) {
    const happening = libraryHappeningOf(fact);
    if (!happening) continue;
    const held = heldUntil(happening, policy.notices.quiet, timeZone, now);
    const about = { orgId, happening, complaintId: null, factId: fact.id, clockKey: null };
    const proposer = proposers.get(fact.subjectId) ?? null;
    for (const { staffId, ways } of libraryNotices(fact, proposer, people, { ...policy, timeZone }, now)) {
      const id = newId();
      tx.insert(notices, { ...about, id, staffId, madeAt: now, rings: ways.includes('browser') });
      rung.push(staffId);
      const isSample = people.find(({ staff }) => staff.staffId === staffId)?.sample ?? true;
      if (hasMail && !isSample && ways.includes('mail'))
        outgoing.push({ ...aDelivery(orgId, now, held), ...about, noticeId: id, staffId });
    }
  }
  sendAway(tx, outgoing);
  ringBells(tx, rung);
}

function onceEach(facts: readonly FactRow[]): FactRow[] {
  const known = new Set<string>();
  return facts.filter((fact) => {
    const happening = libraryHappeningOf(fact);
    const name = `${happening} ${fact.xid}`;
    if (!happening || known.has(name)) return false;
    known.add(name);
    return true;
  });
}

const postsAnywhereWith = ({ posts, stores }: PostsInForce, permission: Permission): string[] => [
  ...new Set(
    [...posts, ...[...(stores?.values() ?? [])].flatMap((section) => section.posts)]
      .filter(({ permissions }) => permissions.includes(permission))
      .map(({ key }) => key),
  ),
];
