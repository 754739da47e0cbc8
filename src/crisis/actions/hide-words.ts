import { Refusal } from '../../base/refusal.ts';
import type { KeptWords } from '../../complaints/actions/kept-words.ts';
import type { HideCopies } from '../../complaints/actions/redact-words.ts';
import { hidden } from '../../complaints/redaction.ts';
import { MARK } from '../../people/mask.ts';
import { heldAmong } from '../held.sql.ts';
import { callerReaders, crisisPolicyOf } from '../reads.ts';

/** Entries of this kind hold what somebody wrote; the others name a plan, a time point or who was called. */
const WRITTEN = ['words', 'point', 'lowered', 'reviewed'];

/** The log of plans that ran on the case, or on an incident of which it is part. The one thing done to an entry. */
export const logWords: KeptWords = {
  of: ['crisis-entry'],
  async list({ sql, caller }, { id }) {
    const rows = await sql<{ id: string; at: Date; body: string }[]>`
      select entry.id, entry.at, entry.body from crisis_entry entry
      join crisis on crisis.org_id = entry.org_id and crisis.id = entry.crisis_id
      where entry.org_id = ${caller.orgId} and entry.kind = any(${WRITTEN}) and (
        crisis.complaint_id = ${id}
        or exists (select from incident_case link where link.org_id = crisis.org_id and link.complaint_id = ${id}
                     and link.incident_id = crisis.incident_id and link.unlink_reason is null))
      order by entry.at, entry.id`;
    return rows.map(({ id: thingId, at, body }) => ({
      of: 'crisis-entry',
      thingId,
      at,
      words: [body],
      investigation: false,
      readers: null,
    }));
  },
  async hide(tx, _complaintId, { thingId, words }, passages) {
    const { sql, caller } = tx;
    const [before = ''] = words;
    const after = hidden(before, passages);
    const others = await sql<{ id: string }[]>`
      select link.complaint_id as id from crisis_entry entry
      join crisis on crisis.org_id = entry.org_id and crisis.id = entry.crisis_id
      join incident_case link on link.org_id = crisis.org_id and link.incident_id = crisis.incident_id
       and link.unlink_reason is null
      where entry.org_id = ${caller.orgId} and entry.id = ${thingId}`;
    const held = await heldAmong(
      sql,
      caller.orgId,
      others.map(({ id }) => id),
    );
    if (held.size) throw new Refusal('crisis.under-hold');
    tx.write(sql`
      update crisis_entry set body = ${after}, salt = ''::bytea where org_id = ${caller.orgId} and id = ${thingId}`);
    // the review stands in the log, too
    tx.write(sql`
      update crisis set review = ${after}
      where org_id = ${caller.orgId} and review = ${before}
        and id = (select crisis_id from crisis_entry
                  where org_id = ${caller.orgId} and id = ${thingId} and kind = 'reviewed')`);
  },
};

/** Who called from outside, for the posts that read of it; part of a number hides all of it. */
export const callerWords: KeptWords = {
  of: ['outside-caller'],
  async list({ sql, caller }, { id, policyEditionId }) {
    const rows = await sql<
      { id: string; notedAt: Date; name: string; outlet: string; phone: string; answer: string }[]
    >`
      select id, noted_at, name, outlet, phone, answer from outside_caller
      where org_id = ${caller.orgId} and complaint_id = ${id} order by noted_at, id`;
    if (!rows.length) return [];
    const posts = callerReaders(await crisisPolicyOf(sql, caller.orgId, policyEditionId));
    return rows.map((row) => ({
      of: 'outside-caller',
      thingId: row.id,
      at: row.notedAt,
      words: [row.name, row.outlet, row.phone, row.answer],
      investigation: false,
      readers: { permissions: [], posts, aside: [] },
    }));
  },
  async hide(tx, complaintId, { thingId, words }, passages) {
    const { sql, caller } = tx;
    const [name = '', outlet = '', phone = '', answer = ''] = words.map((text) => hidden(text, passages));
    const number = phone === words[2] ? phone : MARK;
    tx.write(sql`
      update outside_caller set name = ${name}, outlet = ${outlet}, phone = ${number}, answer = ${answer}
      where org_id = ${caller.orgId} and complaint_id = ${complaintId} and id = ${thingId}`);
  },
};

/** The reasons of a hold that was lifted stand beside it as on the timeline. */
export const hideInHolds: HideCopies = async (tx, { id }, words) => {
  const { sql, caller } = tx;
  const rows = await sql<{ id: string; reason: string; liftReason: string }[]>`
    select id, reason, lift_reason from legal_hold where org_id = ${caller.orgId} and complaint_id = ${id}`;
  const cover = (text: string): string => hidden(text, words.length ? words : ['']);
  for (const { id: holdId, ...hold } of rows) {
    const after = { reason: cover(hold.reason), liftReason: cover(hold.liftReason) };
    if (after.reason !== hold.reason || after.liftReason !== hold.liftReason)
      tx.write(sql`update legal_hold set ${sql(after)} where org_id = ${caller.orgId} and id = ${holdId}`);
  }
};
