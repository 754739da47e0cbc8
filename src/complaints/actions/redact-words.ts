import { notFound, Refusal } from '../../base/refusal.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import type { Staff } from '../../people/staff.ts';
import type { approveRedaction, askRedaction } from '../acts-contract.ts';
import { mustName } from '../choices.ts';
import { redactionAsked, wordsRedacted } from '../facts.ts';
import { allOf } from '../records.ts';
import { openCase } from './case-work.ts';

/** The first of two people asks, with a reason. */
export async function askRedactionOf(tx: Tx<Staff>, given: Given<typeof askRedaction>) {
  const work = await openCase(tx, given.id, 'redact');
  if (Boolean(given.textId) === Boolean(given.attachmentId))
    throw new Refusal('complaints.redact-one-thing', { status: 400 });
  const reason = mustName(work.policy.pack.reasons, 'redact', given.reason);
  const { sql } = tx;
  const [there] = given.textId
    ? await sql`select id from complaint_text where org_id = ${tx.caller.orgId} and complaint_id = ${given.id} and id = ${given.textId} and redacted_at is null`
    : await sql`select id from attachment where org_id = ${tx.caller.orgId} and complaint_id = ${given.id} and id = ${given.attachmentId ?? null} and redacted_at is null`;
  if (!there) throw notFound();
  const data = {
    textId: given.textId ?? null,
    attachmentId: given.attachmentId ?? null,
    reason,
    state: 'asked' as const,
  };
  const made = work.record('redaction', data, [redactionAsked, (requestId) => ({ requestId, reason })]);
  return { ...(await work.done()), made };
}

/** The second person empties the words; the digest in the sealed fact stays, so the chain still verifies. */
export async function approveRedactionOf(tx: Tx<Staff>, given: Given<typeof approveRedaction>) {
  const work = await openCase(tx, given.id, 'redact');
  const asked = allOf(work.file.records, 'redaction').find(
    (record) => record.id === given.redactionId && !record.endedAt,
  );
  if (asked?.data.state !== 'asked') throw notFound();
  if (asked.byId === tx.caller.staffId) throw new Refusal('complaints.redact-by-another', { status: 403 });
  const { sql } = tx;
  const { textId, attachmentId, reason } = asked.data;
  if (textId) {
    // the salt goes too: without it nobody can test a guess against the digest
    tx.write(sql`
      update complaint_text set body = '', salt = ''::bytea, redacted_at = ${tx.now}
      where org_id = ${tx.caller.orgId} and complaint_id = ${given.id} and id = ${textId}`);
    const [text] = await sql<{ role: string }[]>`
      select role from complaint_text where org_id = ${tx.caller.orgId} and complaint_id = ${given.id} and id = ${textId}`;
    if (text?.role === 'own-words') {
      work.change({ excerpt: '' });
      // what was corrected before it is as personal as what stands now
      tx.write(sql`
        update complaint_text set body = '', salt = ''::bytea, redacted_at = ${tx.now}
        where org_id = ${tx.caller.orgId} and complaint_id = ${given.id} and role = 'own-words' and replaced_at is not null`);
    }
  }
  if (attachmentId) {
    tx.write(sql`
      update attachment set name = '', sha256 = ''::bytea, redacted_at = ${tx.now}
      where org_id = ${tx.caller.orgId} and complaint_id = ${given.id} and id = ${attachmentId}`);
  }
  tx.write(sql`
    update complaint_record set ended_at = ${tx.now}
    where org_id = ${tx.caller.orgId} and complaint_id = ${given.id} and id = ${asked.id}`);
  work.tell(wordsRedacted, {
    ...(textId ? { textId } : {}),
    ...(attachmentId ? { attachmentId } : {}),
    reason,
    askedBy: asked.byId ?? '',
  });
  return work.done();
}
