import { notFound, Refusal } from '../../base/refusal.ts';
import { newId } from '../../base/server/ids.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { addMs, MINUTE } from '../../base/time.ts';
import { openAnyCase, workOn } from '../../complaints/actions/case-work.ts';
import { registerComplaint } from '../../complaints/actions/register-complaint.ts';
import { registration } from '../../complaints/contract.ts';
import { may, type Staff } from '../../people/staff.ts';
import type * as contract from '../callers-contract.ts';
import { minutesLate } from '../crisis.ts';
import { outsideCallerAnswered, outsideCallerNoted } from '../facts.ts';
import type { CallerKind } from '../pack.ts';
import {
  type CrisisPolicy,
  callerReaders,
  crisisPolicyNow,
  crisisPolicyOf,
  holdersWithPhone,
  holdsAny,
} from '../reads.ts';
import { insertCaller } from '../store.ts';

type Noted = Given<typeof contract.noteCaller>;
type Work = Awaited<ReturnType<typeof openAnyCase>>;

/**
 * Name, outlet, number, their deadline: nothing else is asked, and nothing of any case is answered. Whoever noted it
 * does not see the case that it opens; the posts that answer are brought in.
 */
export async function noteCaller(tx: Tx<Staff>, given: Noted) {
  const storeId = await storeFor(tx, given.storeId);
  const { work, policy, kind, answerers } =
    given.complaintId === null
      ? await openOwnCase(tx, given, storeId)
      : await onCase(tx, given.complaintId, given.kind);
  const dueAt = dueOf(tx, given, kind);
  const callerId = newId();
  const { name, outlet, phone, deadlineAt } = given;
  insertCaller(tx, { id: callerId, complaintId: work.row.id, kind: kind.key, name, outlet, phone, deadlineAt, dueAt });
  const namedIds = answerers.filter((id) => !work.row.excludedIds.includes(id));
  work.tell(outsideCallerNoted, { callerId, kind: kind.key, dueAt: dueAt.toISOString(), namedIds });
  const readers = await holdersOf(tx, callerReaders(policy), work.row.storeId);
  work.involve(...[...namedIds, ...readers].filter((id) => !work.row.excludedIds.includes(id)));
  await work.done();
  return { id: callerId, say: kind.say, dueAt };
}

const dueOf = (tx: Tx, { deadlineAt }: Noted, kind: CallerKind): Date =>
  deadlineAt ?? addMs(tx.now, kind.answerWithinMinutes * MINUTE);

const holdersOf = async (tx: Tx<Staff>, posts: readonly string[], storeId: string | null) => {
  const holders = await holdersWithPhone(tx.sql, tx.caller.orgId, posts, storeId, tx.now);
  return [...new Set(holders.map(({ staffId }) => staffId))];
};

const kindIn = ({ crisis }: CrisisPolicy, key: string): CallerKind => {
  const kind = crisis.callers.kinds.find((known) => known.key === key);
  if (!kind) throw new Refusal('crisis.no-such-caller', { status: 400 });
  return kind;
};

async function onCase(tx: Tx<Staff>, id: string, key: string) {
  const work = await openAnyCase(tx, id);
  if (!may(tx.caller, 'complaint.register', work.row.storeId)) throw notFound();
  const policy = await crisisPolicyOf(tx.sql, tx.caller.orgId, work.row.policyEditionId);
  const kind = kindIn(policy, key);
  return { work, policy, kind, answerers: await holdersOf(tx, kind.answers, work.row.storeId) };
}

/** A case of its own, which tells nothing of the caller and is seen by those who answer. */
async function openOwnCase(tx: Tx<Staff>, given: Noted, storeId: string) {
  const { sql, caller } = tx;
  const { orgId } = caller;
  const policy = await crisisPolicyNow(sql, orgId, storeId);
  if (!policy) throw new Refusal('complaints.no-policy');
  const kind = kindIn(policy, given.kind);
  const { complaints, crisis } = policy;
  const answerers = await holdersOf(tx, kind.answers, storeId);
  const made = await registerComplaint(
    tx,
    registration.parse({
      storeId,
      ownWords: `${crisis.callers.words}（${kind.title}）`,
      kind: complaints.kinds.some(({ key }) => key === 'enquiry') ? 'enquiry' : complaints.kinds[0]?.key,
      triggers: kind.trigger ? [kind.trigger] : [],
      nextStep: kind.title,
      nextStepAt: dueOf(tx, given, kind).toISOString(),
    }),
    null,
    { instead: { ownerId: answerers[0] ?? null, involvedIds: answerers } },
  );
  await tx.flush();
  // whoever noted it does not see it: it is not opened by their sight
  const [row] = await sql<
    Work['row'][]
  >`select * from complaint where org_id = ${orgId} and id = ${made.id} for update`;
  if (!row) throw notFound();
  return { work: await workOn(tx, row), policy, kind, answerers };
}

async function storeFor(tx: Tx<Staff>, wished: string | undefined): Promise<string> {
  const stores = await tx.sql<
    { id: string }[]
  >`select id from store where org_id = ${tx.caller.orgId} order by name, id`;
  const mine = stores.filter(({ id }) => may(tx.caller, 'complaint.register', id));
  // in a hurry nobody is asked which: those who answer are often the same
  const store = wished === undefined ? mine[0] : mine.find(({ id }) => id === wished);
  if (!store) throw notFound();
  return store.id;
}

export async function answerCaller(tx: Tx<Staff>, given: Given<typeof contract.answerCaller>): Promise<void> {
  const { sql, caller } = tx;
  const [found] = await sql<{ complaintId: string }[]>`
    select complaint_id from outside_caller where org_id = ${caller.orgId} and id = ${given.id}`;
  if (!found) throw notFound();
  const work = await openAnyCase(tx, found.complaintId);
  const policy = await crisisPolicyOf(sql, caller.orgId, work.row.policyEditionId);
  if (!holdsAny(caller, callerReaders(policy), work.row.storeId)) throw notFound();
  const [noted] = await sql<{ kind: string; dueAt: Date; answeredAt: Date | null }[]>`
    select kind, due_at, answered_at from outside_caller
    where org_id = ${caller.orgId} and id = ${given.id} for update`;
  if (!noted || noted.answeredAt) throw new Refusal('crisis.answered-already');
  tx.write(sql`
    update outside_caller set answered_by = ${caller.staffId}, answered_at = ${tx.now}, answer = ${given.answer}
    where org_id = ${caller.orgId} and id = ${given.id}`);
  const late = minutesLate(noted.dueAt, tx.now);
  work.tell(outsideCallerAnswered, { callerId: given.id, kind: noted.kind, late });
  await work.done();
}
