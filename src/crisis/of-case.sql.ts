import type { Fragment } from '../base/server/db.ts';
import type { Given } from '../base/server/serve.ts';
import type { Read } from '../base/server/transaction.ts';
import { addMs, DAY } from '../base/time.ts';
import { proposeSeverity } from '../complaints/severity.ts';
import { visibleRow } from '../complaints/view.sql.ts';
import { mayManage, visibleIncident } from '../incidents/sight.sql.ts';
import { may, type Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import { safetyCards } from './cards.ts';
import type * as contract from './contract.ts';
import type { SafetyAnswer } from './crisis.ts';
import { plansFor } from './plans.ts';
import { type CrisisPolicy, callerReaders, crisisPolicyNow, crisisPolicyOf, holdsAny } from './reads.ts';
import { batchMarks, proposesRepeat } from './repeat.ts';
import { crisesOn, planView } from './view.sql.ts';

type Case = Awaited<ReturnType<typeof visibleRow>>;

export async function crisisOfCase(read: Read<Staff>, { id }: { id: string }) {
  const { sql, caller } = read;
  const { orgId } = caller;
  const row = await visibleRow(sql, caller, id);
  const policy = await crisisPolicyOf(sql, orgId, row.policyEditionId);
  const { crisis, complaints, postTitle } = policy;
  const texts = await sql<{ body: string }[]>`
    select body from complaint_text
    where org_id = ${orgId} and complaint_id = ${id} and role = 'own-words' and class = 'case'`;
  const told = await sql<{ card: string; answer: SafetyAnswer; byId: string | null; name: string | null; at: Date }[]>`
    select told.card, told.answer, told.by_id, staff.name, told.at from safety_told told
    left join staff on staff.org_id = told.org_id and staff.id = told.by_id
    where told.org_id = ${orgId} and told.complaint_id = ${id} order by told.at`;
  const holds = await holdsOf(read, id);
  const crises = await crisesOn(read, 'complaint_id', id);
  const waiting = await callersWaiting(read, id);
  const { because } = proposeSeverity(complaints, {
    text: texts.map(({ body }) => body).join('\n'),
    ticked: row.triggers,
    channel: row.channel,
    source: row.source,
  });
  const cards = safetyCards(crisis, complaints.triggers, row.triggers);
  const open = row.stage !== 'closed';
  const mayHold = holdsAny(caller, crisis.hold.posts, row.storeId);
  const standing = holds.find(({ liftedAt }) => liftedAt === null);
  const idle = open && !crises.some(({ level }) => level !== 'over') && may(caller, 'complaint.work', row.storeId);
  const titleOf = (card: string): string =>
    cards.find(({ key }) => key === card)?.title ??
    crisis.cards.find(({ key }) => key === card)?.title ??
    complaints.triggers.find(({ key }) => `trigger-${key}` === card)?.title ??
    card;
  return {
    cards: open
      ? cards
          .filter(({ key }) => !told.some(({ card }) => card === key))
          .map((one) => ({ ...one, because: [...one.because] }))
      : [],
    told: told.map(({ byId, name, ...one }) => ({ ...one, title: titleOf(one.card), by: who(byId, name) })),
    triggers: row.triggers.map((key) => ({
      key,
      title: complaints.triggers.find((known) => known.key === key)?.title ?? key,
      words: because.find(({ trigger }) => trigger === key)?.words || heardIn(complaints, key, texts),
    })),
    repeat: open ? await repeatOf(read, row, policy) : null,
    holds,
    mayHold,
    mayLift: mayHold && standing !== undefined && standing.setBy?.id !== caller.staffId,
    crises,
    plans: idle ? plansFor(complaints.crisis.plans, row).map((plan) => planView(plan, plan.key, postTitle)) : [],
    callers: holdsAny(caller, callerReaders(policy), row.storeId) ? waiting : null,
  };
}

const who = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? '' });

/** A ticked trigger may also have been heard: the words say more than the tick. */
function heardIn(complaints: CrisisPolicy['complaints'], key: string, texts: readonly { body: string }[]): string {
  const trigger = complaints.triggers.filter((known) => known.key === key);
  const text = texts.map(({ body }) => body).join('\n');
  return (
    proposeSeverity({ triggers: trigger, raisedChannels: [] }, { text, ticked: [], channel: null }).because[0]?.words ??
    ''
  );
}

async function holdsOf({ sql, caller }: Read<Staff>, id: string) {
  const rows = await sql<
    {
      id: string;
      reason: string;
      setBy: string | null;
      setName: string | null;
      setAt: Date;
      liftedBy: string | null;
      liftedName: string | null;
      liftedAt: Date | null;
      liftReason: string;
    }[]
  >`
    select hold.id, hold.reason, hold.set_by, setter.name as set_name, hold.set_at, hold.lifted_by,
           lifter.name as lifted_name, hold.lifted_at, hold.lift_reason
    from legal_hold hold
    left join staff setter on setter.org_id = hold.org_id and setter.id = hold.set_by
    left join staff lifter on lifter.org_id = hold.org_id and lifter.id = hold.lifted_by
    where hold.org_id = ${caller.orgId} and hold.complaint_id = ${id} order by hold.set_at desc, hold.id`;
  return rows.map(({ setBy, setName, liftedBy, liftedName, ...hold }) => ({
    ...hold,
    setBy: who(setBy, setName),
    liftedBy: who(liftedBy, liftedName),
  }));
}

async function callersWaiting({ sql, caller }: Read<Staff>, id: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*) from outside_caller
    where org_id = ${caller.orgId} and complaint_id = ${id} and answered_at is null`;
  return row?.count ?? 0;
}

const COUNTED = 50;

/** Cases of the same batch among those that the reader sees, by the marks that the pack names; a proposal, no more. */
async function repeatOf({ sql, caller, now }: Read<Staff>, row: Case, { crisis, complaints }: CrisisPolicy) {
  const { repeat } = crisis;
  if (repeat.trigger === null || row.triggers.includes(repeat.trigger)) return null;
  const marks = batchMarks(repeat, row.fields);
  if (!marks.length) return null;
  const found = new Map<string, string>();
  const fields: string[] = [];
  for (const { field, value, begins } of marks) {
    const said = sql`upper(btrim(complaint.fields ->> ${field}))`;
    const same: Fragment = begins ? sql`left(${said}, ${value.length}) = ${value}` : sql`${said} = ${value}`;
    const rows = await sql<{ id: string; number: string }[]>`
      select complaint.id, complaint.number from complaint
      where ${visibleTo(sql, caller, 'complaint')} and complaint.id <> ${row.id} and ${same}
        and complaint.received_at >= ${addMs(now, -repeat.days * DAY)}
        and coalesce(complaint.closed_as, '') <> all (array['duplicate', 'voided', 'imported'])
      order by complaint.received_at desc limit ${COUNTED}`;
    if (rows.length) fields.push(complaints.fields.find(({ key }) => key === field)?.title ?? field);
    for (const one of rows) found.set(one.id, one.number);
  }
  const count = found.size + 1;
  if (!proposesRepeat(repeat, count, row.triggers)) return null;
  const { trigger } = repeat;
  return {
    trigger,
    title: complaints.triggers.find(({ key }) => key === trigger)?.title ?? trigger,
    count,
    days: repeat.days,
    fields,
    cases: [...found].slice(0, 6).map(([id, number]) => ({ id, number })),
  };
}

export async function crisisOfIncident(read: Read<Staff>, { id }: { id: string }) {
  const { sql, caller } = read;
  const incident = await visibleIncident(sql, caller, id);
  const crises = await crisesOn(read, 'incident_id', id);
  const policy = await crisisPolicyNow(sql, caller.orgId, incident.storeId);
  const idle =
    incident.closedAt === null && mayManage(caller, incident) && !crises.some(({ level }) => level !== 'over');
  const plans = policy && idle ? plansFor(policy.complaints.crisis.plans, { category: null, triggers: [] }) : [];
  return { crises, plans: plans.map((plan) => planView(plan, plan.key, policy?.postTitle ?? String)) };
}

export async function safetyCardsNow({ sql, caller }: Read<Staff>, given: Given<typeof contract.cards>) {
  const policy = await crisisPolicyNow(sql, caller.orgId, given.storeId ?? null);
  if (!policy) return { items: [] };
  const { crisis, complaints } = policy;
  const all = safetyCards(
    crisis,
    complaints.triggers,
    complaints.triggers.map(({ key }) => key),
  );
  return {
    items: all.map(({ because: _, ...card }) => ({
      ...card,
      triggers: crisis.cards.find(({ key }) => key === card.key)?.triggers.slice() ?? [
        card.key.replace(/^trigger-/, ''),
      ],
    })),
  };
}
