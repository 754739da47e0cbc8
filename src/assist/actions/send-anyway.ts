import { forbidden, notFound, Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import { newId } from '../../base/server/ids.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { openAnyCase } from '../../complaints/actions/case-work.ts';
import { may, type Staff } from '../../people/staff.ts';
import { visibleTo } from '../../people/visible-to.sql.ts';
import { familyOf } from '../sending.ts';
import type * as contract from '../sending-contract.ts';
import { overrideExplained, overrideJudged, stopOverridden } from '../sending-facts.ts';
import { stoppedFamiliesOf } from '../server/stopped-for.ts';
import { countMended, insertOverride, setJudgement, setReason } from '../store-sending.ts';

/** 照发: what was stopped and went out all the same. The sentence is looked up in what the caller sent. */
export async function keepStopsOf(tx: Tx<Staff>, given: Given<typeof contract.keepStops>) {
  const { sql, caller } = tx;
  // locked, so that nothing is kept of words that are being hidden
  const { row } = await openAnyCase(tx, given.id);
  if (!may(caller, 'complaint.work', row.storeId)) throw forbidden('complaint.work');
  const sent = await sentBy(tx, given.id, given.entryId);
  const rules = [...given.passed.map(({ rule }) => rule), ...given.mended];
  const stopped = new Set(await stoppedFamiliesOf(tx));
  if (!rules.every((rule) => stopped.has(familyOf(rule)))) throw new Refusal('assist.not-stopped', { status: 400 });
  const kept = await sql<{ rule: string; place: number }[]>`
    select rule, place from send_override where org_id = ${caller.orgId} and text_id = ${sent.id}`;
  const known = new Set(kept.map(({ rule, place }) => `${rule} ${place}`));
  const made: { id: string; rule: string; words: string }[] = [];
  for (const { rule, words } of given.passed) {
    const place = sent.body.indexOf(words);
    if (place < 0) throw new Refusal('assist.nothing-sent', { status: 400 });
    if (known.has(`${rule} ${place}`)) continue;
    known.add(`${rule} ${place}`);
    const id = newId();
    insertOverride(tx, { id, complaintId: row.id, textId: sent.id, place, rule, words });
    announce(tx, stopOverridden, { subjectId: id, data: { complaintId: row.id, rule }, sample: row.sample });
    made.push({ id, rule, words });
  }
  if (given.mended.length) countMended(tx, [...new Set(given.mended)]);
  return { made };
}

/** Words of the caller that went to the customer of this case; 404 for anything else. */
async function sentBy({ sql, caller }: Tx<Staff>, complaintId: string, entryId: string) {
  const { orgId, staffId } = caller;
  const [sent] = await sql<{ id: string; body: string }[]>`
    select said.id, said.body from complaint_text said
    where said.org_id = ${orgId} and said.complaint_id = ${complaintId} and said.author_id = ${staffId}
      and said.redacted_at is null and (
        (said.role = 'reply' and exists (select from contact where contact.org_id = said.org_id
           and contact.complaint_id = said.complaint_id and contact.fact_id = said.fact_id and contact.id = ${entryId}))
        or (said.role = 'letter' and exists (select from authority_step step where step.org_id = said.org_id
           and step.id = ${entryId} and step.kind = 'told-customer' and step.text_id = said.id)))`;
  if (!sent) throw notFound();
  return sent;
}

interface Found {
  readonly byId: string;
  readonly storeId: string;
  readonly sample: boolean;
}

/** 404 for one that is not there, or on a case that one may not see. */
async function overrideOf({ sql, caller }: Tx<Staff>, id: string): Promise<Found> {
  const [found] = await sql<Found[]>`
    select kept.by_id, complaint.store_id, complaint.sample from send_override kept
    join complaint on complaint.org_id = kept.org_id and complaint.id = kept.complaint_id
    where kept.id = ${id} and ${visibleTo(sql, caller, 'complaint')}`;
  if (!found) throw notFound();
  return found;
}

/** Asked after sending; whoever wrote it says why, when there is time for it. */
export async function explainOverrideOf(tx: Tx<Staff>, given: Given<typeof contract.explainOverride>): Promise<void> {
  const { byId, sample } = await overrideOf(tx, given.id);
  if (byId !== tx.caller.staffId) throw notFound();
  if (!(await setReason(tx, given.id, given.reason, given.note))) throw new Refusal('assist.override-judged');
  announce(tx, overrideExplained, { subjectId: given.id, data: { reason: given.reason }, sample });
}

/** 是该拦, 不该拦: by somebody else who keeps the rules there. */
export async function judgeOverrideOf(tx: Tx<Staff>, given: Given<typeof contract.judgeOverride>): Promise<void> {
  const { byId, storeId, sample } = await overrideOf(tx, given.id);
  if (!may(tx.caller, 'talk.review', storeId)) throw forbidden('talk.review');
  if (byId === tx.caller.staffId) throw new Refusal('assist.own-override', { status: 403 });
  if (!(await setJudgement(tx, given.id, given.stopWasRight))) throw new Refusal('assist.override-judged');
  announce(tx, overrideJudged, { subjectId: given.id, data: { stopWasRight: given.stopWasRight }, sample });
}
