import { forbidden, notFound, Refusal } from '../../base/refusal.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Read, Tx } from '../../base/server/transaction.ts';
import { may, type Staff } from '../../people/staff.ts';
import { mustName } from '../choices.ts';
import { noteWritten, redactionAsked, redactionDeclined, redactionWithdrawn, wordsRedacted } from '../facts.ts';
import { mayKnow } from '../readers.ts';
import { activeStaff } from '../reads.ts';
import { allOf, type Records } from '../records.ts';
import { readable } from '../redaction.ts';
import { visibleRow } from '../view.sql.ts';
import type { approveRedaction, askRedaction, declineRedaction, withdrawRedaction } from '../words-contract.ts';
import { type CaseWork, openCase } from './case-work.ts';
import { hide, readableOf } from './hide-words.ts';
import type { Kept, KeptWords, Thing } from './kept-words.ts';

/** A higher room keeps a case whole: why nothing of it may be hidden now, or null. The case is locked. */
export type RedactionGate = (tx: Tx<Staff>, complaintId: string) => Promise<Refusal | null>;

async function openToHide(tx: Tx<Staff>, id: string, gates: readonly RedactionGate[]): Promise<CaseWork> {
  const work = await openCase(tx, id, 'redact');
  for (const gate of gates) {
    const refusal = await gate(tx, id);
    if (refusal) throw refusal;
  }
  return work;
}

/** The first of two people asks, with a reason: for passages as they stand in the words, or for the whole. */
export const askRedactionOf =
  (gates: readonly RedactionGate[], rooms: readonly KeptWords[]) =>
  async (tx: Tx<Staff>, given: Given<typeof askRedaction>) => {
    const work = await openToHide(tx, given.id, gates);
    const reason = mustName(work.policy.pack.reasons, 'redact', given.reason);
    const { investigation, readers, words } = await mustRead(work, given, rooms);
    const passages = [...new Set(given.passages)];
    if (!passages.every((passage) => words.some((text) => text.includes(passage))))
      throw new Refusal('complaints.passage-not-there', { status: 400 });
    const { of, thingId, name } = given;
    const only = readers && { readers };
    const data = {
      of,
      thingId,
      ...(name && { name }),
      passages,
      investigation,
      ...only,
      reason,
      state: 'asked' as const,
    };
    const made = work.record('redaction', data, [redactionAsked, (requestId) => ({ requestId, reason, ...only })]);
    return { ...(await work.done()), made };
  };

/** A higher room keeps a copy of what a case was made from, or of its words: it hides that copy in the running transaction. */
export type HideCopies = (
  tx: Tx<Staff>,
  of: { readonly id: string; readonly number: string },
  /** What is hidden of the case. */
  words: readonly string[],
) => Promise<void>;

/** The second person hides the words; the digest in the sealed fact stays, so the chain still verifies. */
export const approveRedactionOf =
  (copies: readonly HideCopies[], gates: readonly RedactionGate[], rooms: readonly KeptWords[]) =>
  async (tx: Tx<Staff>, given: Given<typeof approveRedaction>) => {
    const work = await openToHide(tx, given.id, gates);
    const asked = mustWait(work, given.redactionId);
    const { of, thingId, name, passages, reason, readers } = asked.data;
    const { words, names = [] } = await mustRead(work, asked.data, rooms);
    if (asked.byId === tx.caller.staffId) throw new Refusal('complaints.redact-by-another', { status: 403 });
    await hide(work, { of, thingId, name }, passages, rooms);
    for (const hideCopies of copies) await hideCopies(tx, work.row, passages.length ? passages : [...words, ...names]);
    endRequest(tx, given.id, asked.id, { passages: [], state: 'done' });
    await tx.flush();
    await forgetPassages(work, asked.id, rooms);
    work.findableAnew();
    work.tell(wordsRedacted, {
      of,
      thingId,
      ...(name && { name }),
      passages: passages.length,
      reason,
      askedBy: asked.byId ?? '',
      ...(readers && { readers }),
    });
    return work.done();
  };

/** The second person says no, and why: a note that mentions whoever asked, so that their bell rings. */
export async function declineRedactionOf(tx: Tx<Staff>, given: Given<typeof declineRedaction>) {
  const work = await openCase(tx, given.id, 'redact');
  const asked = mustWait(work, given.redactionId);
  if (asked.byId === tx.caller.staffId) throw new Refusal('complaints.redact-by-another', { status: 403 });
  endRequest(tx, given.id, asked.id, { passages: [], state: 'declined' });
  const { reason, investigation, readers } = asked.data;
  const only = readers && { readers };
  work.tell(redactionDeclined, { requestId: asked.id, reason, askedBy: asked.byId ?? '', ...only });
  const askers = await activeStaff(tx.sql, tx.caller.orgId, asked.byId === null ? [] : [asked.byId]);
  const mentions = askers.filter((id) => !work.row.excludedIds.includes(id));
  const text = { role: 'note', body: given.why, class: investigation || readers ? 'investigation' : 'case' } as const;
  work.tell(noteWritten, { textId: '', mentions }, { text });
  work.involve(...mentions);
  return work.done();
}

/** Whoever asked takes the request back. */
export async function withdrawRedactionOf(tx: Tx<Staff>, given: Given<typeof withdrawRedaction>) {
  const work = await openCase(tx, given.id, 'redact');
  const asked = mustWait(work, given.redactionId);
  if (asked.byId !== tx.caller.staffId) throw new Refusal('complaints.redaction-of-another', { status: 403 });
  endRequest(tx, given.id, asked.id, { passages: [], state: 'withdrawn' });
  const { reason, readers } = asked.data;
  work.tell(redactionWithdrawn, { requestId: asked.id, reason, ...(readers && { readers }) });
  return work.done();
}

/** The request, which waits for an answer; 404 for one of words that the caller may not read. */
function mustWait({ file, tx, row }: CaseWork, id: string) {
  const asked = allOf(file.records, 'redaction').find((record) => record.id === id);
  if (!asked || !mayKnow(tx.caller, row.storeId, asked.data)) throw notFound();
  if (asked.endedAt) throw new Refusal('complaints.redaction-settled');
  return asked;
}

const openRequests = (work: CaseWork) => allOf(work.file.records, 'redaction').filter(({ endedAt }) => !endedAt);

/** 404 for what is not there, has nothing left to read, or is not for the caller to read. */
async function mustRead(work: CaseWork, thing: Thing, rooms: readonly KeptWords[]) {
  const found = await readableOf(work, thing, rooms);
  if (!found || !mayKnow(work.tx.caller, work.row.storeId, found)) throw notFound();
  return found;
}

/** A request that waits holds the words it is about: those that can no longer be read leave it too. */
async function forgetPassages(work: CaseWork, done: string, rooms: readonly KeptWords[]): Promise<void> {
  for (const { id, data } of openRequests(work)) {
    if (id === done) continue;
    const left = await readableOf(work, data, rooms);
    const passages = data.passages.filter((passage) => left?.words.some((text) => text.includes(passage)));
    if (!left || (data.passages.length && !passages.length)) endRequest(work.tx, work.row.id, id, { passages: [] });
    else if (passages.length < data.passages.length)
      work.tx.write(work.tx.sql`
        update complaint_record set data = data || ${work.tx.sql.json({ passages })}
        where org_id = ${work.tx.caller.orgId} and complaint_id = ${work.row.id} and id = ${id}`);
  }
}

const endRequest = (tx: Tx, complaintId: string, id: string, end: Partial<Records['redaction']>): void =>
  tx.write(tx.sql`
    update complaint_record set ended_at = ${tx.now}, data = data || ${tx.sql.json(end as never)}
    where org_id = ${tx.caller.orgId} and complaint_id = ${complaintId} and id = ${id}`);

/** What rooms above keep about a case and the caller may ask to hide. */
export const keptWordsOf =
  (rooms: readonly KeptWords[]) =>
  async (read: Read<Staff>, { id }: { id: string }) => {
    const { sql, caller } = read;
    const row = await visibleRow(sql, caller, id);
    if (!may(caller, 'complaint.redact', row.storeId)) throw forbidden('complaint.redact');
    const kept: Kept[] = [];
    for (const room of rooms) kept.push(...(await room.list(read, row)));
    return {
      items: kept
        .filter((one) => mayKnow(caller, row.storeId, one))
        .map(({ of, thingId, at, words }) => ({ of, thingId, at, words: words.filter(readable) }))
        .filter(({ words }) => words.length > 0),
    };
  };
