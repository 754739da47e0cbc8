import { notFound, Refusal } from '../../base/refusal.ts';
import { newId } from '../../base/server/ids.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { type CaseWork, openCase } from '../../complaints/actions/case-work.ts';
import { addOutsideNumberOn } from '../../complaints/actions/correct-facts.ts';
import { outsideNumberAdded } from '../../complaints/facts.ts';
import type { Staff } from '../../people/staff.ts';
import type * as contract from '../contract.ts';
import * as facts from '../facts.ts';
import {
  isAskedLate,
  type LetterReading,
  type Part,
  readLetter,
  type Step,
  type StepKind,
  type Way,
  whyNotStep,
  wrongTimes,
} from '../letter.ts';
import { insertLetter, insertStep, letterOf, stepsOf, updateLetter, updateNumber } from '../store.ts';

/** 登记来函: its number, its kind, its due time; the clocks that the pack hangs on it begin with the day it came. */
export async function receiveLetter(tx: Tx<Staff>, given: Given<typeof contract.receive>) {
  const work = await openCase(tx, given.id, 'receiveLetter');
  const { receivedAt, kind, sender, contact, attachmentId = null } = given;
  const parts = [...new Set(given.parts)];
  const dueAt = given.dueAt ?? null;
  mustBeRight(
    wrongTimes(
      { kind: 'received', at: receivedAt, dueAt },
      { dueAt: null, askedAt: null, hearingAt: null },
      { receivedAt, now: tx.now },
    ),
  );
  if (attachmentId) await mustBeOnCase(tx, given.id, attachmentId);
  const counts = work.policy.clocks.some(({ starts, off }) => starts.includes(facts.letterReceived.kind) && off === '');
  // a pack that knows no letters counts by the number
  const countedTill = counts ? null : dueAt;
  const taken = given.outsideNumberId
    ? await takeNumber(work, given.outsideNumberId, { sender, contact, dueAt }, countedTill)
    : null;
  const outsideNumberId =
    given.outsideNumberId ?? addOutsideNumberOn(work, { number: given.number, sender, contact, dueAt }, countedTill);
  // a clock of the number hears nothing that happened before it began
  const occurredAt = taken && taken > receivedAt ? taken : receivedAt;
  const id = newId();
  const { factId, textId } = work.tell(
    facts.letterReceived,
    { letterId: id, outsideNumberId, letterKind: kind, parts, dueAt: dueAt?.toISOString() ?? null },
    { occurredAt, text: { role: 'letter', body: given.note } },
  );
  insertLetter(tx, {
    id,
    complaintId: given.id,
    outsideNumberId,
    kind,
    parts,
    receivedAt,
    attachmentId,
    state: 'open',
    dueAt,
    sample: work.row.sample,
  });
  insertStep(tx, {
    ...NO_STEP,
    id: newId(),
    letterId: id,
    kind: 'received',
    at: receivedAt,
    dueAt,
    textId,
    attachmentId,
  });
  owes(work, factId, id, true);
  return { ...(await work.done()), made: id };
}

async function takeNumber(
  work: CaseWork,
  id: string,
  now: { sender: string; contact: string; dueAt: Date | null },
  countedTill: Date | null,
): Promise<Date> {
  const { tx, row } = work;
  const [known] = await tx.sql<{ addedAt: Date; hasLetter: boolean }[]>`
    select added_at, exists (select from authority_letter letter where letter.org_id = outside_number.org_id
                     and letter.outside_number_id = outside_number.id) as has_letter
    from outside_number where org_id = ${tx.caller.orgId} and complaint_id = ${row.id} and id = ${id}`;
  if (!known) throw notFound();
  if (known.hasLetter) throw new Refusal('authorities.has-letter');
  updateNumber(tx, id, now);
  work.findableAnew();
  if (countedTill) work.tell(outsideNumberAdded, { outsideNumberId: id, dueAt: countedTill.toISOString() });
  return known.addedAt;
}

/** What happened to a letter next. What makes no sense now is refused with the reason. */
export async function takeStep(tx: Tx<Staff>, given: Given<typeof contract.step>) {
  // a case that owes an answer is open; they may accept it, or write again, after its closing
  const work = await openCase(tx, given.id, 'handleLetter');
  const letter = await letterOf(tx, given.id, given.letterId);
  const steps = await stepsOf(tx.sql, tx.caller.orgId, [letter.id]);
  const before = readLetter({ parts: letter.parts, steps });
  const said = spread(given);
  mustBe(whyNotStep(given.kind, before, said.part));
  if (given.kind === 'sent-back' && work.row.stage === 'closed')
    throw new Refusal('complaints.closed', { values: { number: work.row.number } });
  const at = said.at ?? tx.now;
  const late = given.kind === 'extension-asked' && isAskedLate(at, before);
  mustBeRight(wrongTimes({ kind: given.kind, at, dueAt: said.dueAt }, before, { ...letter, now: tx.now }));
  if (said.attachmentId) await mustBeOnCase(tx, given.id, said.attachmentId);
  if (said.paperId) await mustBeLetterOf(tx, given.id, said.paperId);

  const step: Step = { kind: given.kind, at, part: said.part, dueAt: said.dueAt, attachmentId: said.attachmentId };
  const after = readLetter({ parts: letter.parts, steps: [...steps, step] });
  const of = { letterId: letter.id, outsideNumberId: letter.outsideNumberId };
  const { factId, textId } = announceStep(work, of, given.kind, {
    ...said,
    at,
    late,
    before,
    after,
    since: letter.receivedAt,
  });
  const id = newId();
  const { attachmentId, part, dueAt, way, reason, paperId } = said;
  insertStep(tx, {
    id,
    letterId: letter.id,
    kind: given.kind,
    part,
    at,
    dueAt,
    late,
    reason,
    way,
    textId,
    attachmentId,
    paperId,
  });
  updateLetter(tx, letter, after, given.kind === 'photo-added' ? attachmentId : null);
  if (after.dueAt?.getTime() !== before.dueAt?.getTime())
    updateNumber(tx, letter.outsideNumberId, { dueAt: after.dueAt });
  if (after.isOwed !== before.isOwed) owes(work, factId, letter.id, after.isOwed);
  return { ...(await work.done()), made: id };
}

interface Said {
  readonly part: Part | null;
  readonly at?: Date;
  readonly dueAt: Date | null;
  readonly way: Way | null;
  readonly reason: string | null;
  readonly note: string;
  readonly attachmentId: string | null;
  readonly paperId: string | null;
}

/** Every step in one shape; what a kind does not have is null. */
function spread(given: Given<typeof contract.step>): Said {
  const { part, at, dueAt, way, reason, note, attachmentId, paperId } = given as Partial<Said>;
  return {
    part: part ?? null,
    at,
    dueAt: dueAt ?? null,
    way: way ?? null,
    reason: reason ?? null,
    note: note ?? '',
    attachmentId: attachmentId ?? null,
    paperId: paperId ?? null,
  };
}

type Of = { letterId: string; outsideNumberId: string };

function announceStep(
  work: CaseWork,
  of: Of,
  kind: StepKind,
  {
    part,
    at,
    dueAt,
    way,
    reason,
    note,
    attachmentId,
    late,
    before,
    after,
    since,
  }: Said & { at: Date; late: boolean; before: LetterReading; after: LetterReading; since: Date },
): { factId: string; textId: string | null } {
  const due = { ...of, dueAt: dueAt?.toISOString() ?? null };
  const with_ = { occurredAt: at, text: { role: 'letter', body: note } };
  const by = way ?? 'letter';
  switch (kind) {
    case 'photo-added':
      return work.tell(facts.letterPhotoAdded, { ...of, attachmentId: attachmentId ?? '' });
    case 'due-corrected':
      return work.tell(facts.letterDueCorrected, due, { ...with_, occurredAt: since });
    case 'extension-asked':
      return work.tell(facts.extensionAsked, { ...of, until: due.dueAt ?? '', late }, with_);
    case 'extension-granted':
      return work.tell(facts.extensionGranted, due, with_);
    case 'extension-declined':
      return work.tell(facts.extensionDeclined, of, with_);
    case 'returned':
      return work.tell(facts.letterReturned, { ...of, returnReason: reason ?? '' }, with_);
    case 'return-accepted':
      return work.tell(facts.returnAccepted, of, with_);
    case 'return-declined':
      return work.tell(facts.returnDeclined, due, with_);
    case 'answered':
      return after.isOwed && part
        ? work.tell(facts.letterPartAnswered, { ...of, part, way: by }, with_)
        : work.tell(facts.letterAnswered, { ...of, part, way: by }, with_);
    case 'told-customer':
      return work.tell(facts.customerToldOfLetter, { ...of, way: by }, with_);
    case 'accepted':
      return work.tell(facts.answerAccepted, { ...of, part }, with_);
    case 'sent-back':
      return work.tell(facts.answerSentBack, { ...due, part }, with_);
    case 'hearing-set':
      return work.tell(facts.hearingSet, due, with_);
    case 'hearing-moved': {
      const was = before.hearingAt?.toISOString() ?? '';
      return work.tell(facts.hearingMoved, { ...due, was, moveReason: reason ?? '' }, with_);
    }
    case 'hearing-held':
      return work.tell(facts.hearingHeld, of, with_);
    case 'ended':
      return work.tell(facts.letterEnded, { ...of, endReason: reason ?? '' }, with_);
  }
}

/** What the gate before closing reads. */
const owes = (work: CaseWork, factId: string, letterId: string, owed: boolean): void =>
  work.note('authority-letter', { letterId, owed }, factId);

async function mustBeOnCase(tx: Tx, complaintId: string, attachmentId: string): Promise<void> {
  const [known] = await tx.sql`
    select id from attachment
    where org_id = ${tx.caller.orgId} and complaint_id = ${complaintId} and id = ${attachmentId} and redacted_at is null`;
  if (!known) throw new Refusal('authorities.no-such-file', { status: 404 });
}

/** A document that this desk wrote for this case. */
async function mustBeLetterOf(tx: Tx, complaintId: string, letterId: string): Promise<void> {
  const [known] = await tx.sql`
    select id from letter where org_id = ${tx.caller.orgId} and complaint_id = ${complaintId} and id = ${letterId}`;
  if (!known) throw notFound();
}

function mustBe(code: string | null): void {
  if (code) throw new Refusal(code);
}
function mustBeRight(code: string | null): void {
  if (code) throw new Refusal(code, { status: 400 });
}
const NO_STEP = { part: null, late: false, reason: null, way: null, paperId: null };
