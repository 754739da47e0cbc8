import { notFound } from '../base/refusal.ts';
import type { Fragment, Reader } from '../base/server/db.ts';
import type { Given } from '../base/server/serve.ts';
import type { Read } from '../base/server/transaction.ts';
import { policyOf } from '../complaints/actions/case-policy.ts';
import { cursorOf, readCursor } from '../complaints/list.sql.ts';
import type { PlanOption } from '../complaints/records.ts';
import { viewComplaint, visibleRow } from '../complaints/view.sql.ts';
import { namesOf } from '../people/actions/known-names.ts';
import { may, type Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import { titleOfPost } from './actions/answer-letter.ts';
import { ableTo, stillAsked } from './asked.sql.ts';
import { sealNumber } from './doc-number.ts';
import { faultWordIn } from './fault-words.ts';
import { paragraphsOf } from './fill.ts';
import { LETTER_ACTS, type LetterAct, makesSense, stateOf } from './letter.ts';
import type * as contract from './letters-contract.ts';
import type { Paper, PaperPart } from './paper.ts';
import { headOf, mustUseStore, organisationOf } from './reads.ts';
import { sayingIn } from './server/saying.ts';
import type { LetterRow } from './store.ts';

type Listed = LetterRow & { caseNumber: string; storeName: string; draftedByName: string | null };

const listed = (sql: Reader, caller: Staff, which: Fragment, end: Fragment) => sql<Listed[]>`
  select letter.*, complaint.number as case_number, store.name as store_name, drafter.name as drafted_by_name
  from letter
  join complaint on complaint.org_id = letter.org_id and complaint.id = letter.complaint_id
  join store on store.org_id = letter.org_id and store.id = letter.store_id
  left join staff drafter on drafter.org_id = letter.org_id and drafter.id = letter.drafted_by
  where letter.org_id = ${caller.orgId} and ${visibleTo(sql, caller, 'complaint')} and ${which} ${end}`;

const headOfLetter = (row: Listed) => ({
  id: row.id,
  form: row.form,
  title: row.title,
  number: row.number,
  recipient: row.recipient,
  toward: row.toward,
  state: stateOf(row),
  case: { id: row.complaintId, number: row.caseNumber },
  store: { id: row.storeId, name: row.storeName },
  draftedBy: row.draftedBy === null ? null : { id: row.draftedBy, name: row.draftedByName ?? '' },
  draftedAt: row.draftedAt,
  sealedAt: row.sealedAt,
  sentAt: row.sentAt,
  tracking: row.tracking,
});

/** What a state is in columns. */
const stateIn = (sql: Reader): Fragment => sql`
  case when letter.withdrawn_at is not null then 'withdrawn' when letter.sent_at is not null then 'sent'
    when letter.sealed_at is not null then 'sealed' when letter.approved_at is not null then 'approved'
    when letter.submitted_at is not null then 'submitted' else 'draft' end`;

export const likeOf = (q: string): string => `%${q.replace(/[\\%_]/g, '\\$&')}%`;

export async function listLetters(read: Read<Staff>, given: Given<typeof contract.list>) {
  const { sql, caller } = read;
  await mustUseStore(read, given.storeId);
  const [at, id] = given.cursor ? readCursor(given.cursor) : [null, null];
  const like = given.q ? likeOf(given.q) : null;
  const which = sql`
    (${given.storeId ?? null}::uuid is null or letter.store_id = ${given.storeId ?? null}::uuid)
    and (${given.state ?? null}::text is null or ${stateIn(sql)} = ${given.state ?? null}::text)
    and (${like}::text is null
      or concat_ws(' ', letter.number, complaint.number, letter.title, letter.recipient, letter.tracking) ilike ${like}::text)
    and (${id}::uuid is null or (letter.drafted_at, letter.id) < (${at}::timestamptz, ${id}::uuid))`;
  const end = sql`order by letter.drafted_at desc, letter.id desc limit ${given.limit + 1}`;
  const rows = await listed(sql, caller, which, end);
  const items = rows.slice(0, given.limit);
  const last = rows.length > given.limit ? items.at(-1) : undefined;
  return { items: items.map(headOfLetter), next: last ? cursorOf([last.draftedAt, last.id]) : null };
}

export async function lettersOfCase({ sql, caller }: Read<Staff>, { id }: { id: string }) {
  await visibleRow(sql, caller, id);
  const rows = await listed(
    sql,
    caller,
    sql`letter.complaint_id = ${id}`,
    sql`order by letter.drafted_at desc, letter.id desc limit 200`,
  );
  return { items: rows.map(headOfLetter) };
}

export async function viewLetter(read: Read<Staff>, { id }: { id: string }) {
  const { sql, caller } = read;
  const { row, seal, scan } = await wholeLetter(read, id);
  const texts = await sql<{ version: number; body: string; writtenBy: string | null; writtenAt: Date }[]>`
    select version, body, written_by, written_at from letter_text
    where org_id = ${caller.orgId} and letter_id = ${id} order by version desc`;
  const answers = await sql<
    { approved: boolean; post: string; note: string; alone: boolean; byId: string | null; answeredAt: Date }[]
  >`
    select approved, post, note, alone, by_id, answered_at from letter_answer
    where org_id = ${caller.orgId} and letter_id = ${id} order by answered_at desc, id desc`;
  const complaint = await visibleRow(sql, caller, row.complaintId);
  const view = await viewComplaint(read, { id: row.complaintId });
  const standing = (act: string) => view.records.filter((one) => one.act === act && !one.endedAt).at(-1)?.data;
  const { pack, posts } = await policyOf(sql, caller.orgId, complaint.policyEditionId, {});
  const options = (standing('plan')?.['options'] ?? []) as PlanOption[];
  const about = { row: complaint, pack, options };
  const left = row.submittedAt && !row.approvedAt ? await stillAsked(read, about, row) : [];
  const mine = await ableTo(read, about, left);
  const people = await namesOf(sql, caller.orgId, [
    ...texts.map((text) => text.writtenBy),
    ...answers.map((answer) => answer.byId),
    row.sentBy,
    row.withdrawnBy,
    seal?.byId ?? null,
  ]);
  const who = (staffId: string | null) => (staffId ? { id: staffId, name: people.get(staffId) ?? '' } : null);
  const body = texts[0]?.body ?? '';
  const isOurs = standing('responsibility')?.['responsible'] === 'ours';
  return {
    ...headOfLetter(row),
    version: row.version,
    copies: row.copies,
    approval: row.approval,
    body,
    textVersion: row.textVersion,
    texts: texts.map(({ writtenBy, writtenAt, ...text }) => ({ ...text, by: who(writtenBy), at: writtenAt })),
    answers: answers.map(({ byId, answeredAt, post, ...answer }) => ({
      ...answer,
      post: titleOfPost(posts, post),
      by: who(byId),
      at: answeredAt,
    })),
    waitsFor: left.map((one) => one.posts.map((post) => titleOfPost(posts, post))),
    seal: seal && {
      serial: sealNumber(seal.year, seal.serial),
      copies: seal.copies,
      note: seal.note,
      by: who(seal.byId),
      at: seal.sealedAt,
    },
    scan,
    sentMeans: row.sentMeans,
    sentBy: who(row.sentBy),
    withdrawnBy: who(row.withdrawnBy),
    withdrawnWhy: row.withdrawnWhy,
    faultFound: isOurs,
    faultWord: isOurs ? null : faultWordIn(`${row.title}\n${body}`),
    can: LETTER_ACTS.filter((act) => makesSense(act, row) && mayDo(caller, act, row.storeId, mine.length > 0)),
  };
}

function mayDo(caller: Staff, act: LetterAct, storeId: string, isApprover: boolean): boolean {
  if (act === 'approve') return isApprover;
  return may(caller, act === 'seal' ? 'letter.seal' : 'complaint.work', storeId);
}

interface Seal {
  year: number;
  serial: number;
  copies: number;
  note: string;
  byId: string | null;
  sealedAt: Date;
}

async function wholeLetter({ sql, caller }: Read<Staff>, id: string) {
  const [row] = await listed(sql, caller, sql`letter.id = ${id}`, sql``);
  if (!row) throw notFound();
  const [seal = null] = await sql<Seal[]>`
    select year, serial, copies, note, by_id, sealed_at from paper_seal
    where org_id = ${caller.orgId} and letter_id = ${id}`;
  const [scan = null] = row.scanId
    ? await sql<{ id: string; name: string }[]>`
        select id, name from attachment where org_id = ${caller.orgId} and id = ${row.scanId} and redacted_at is null`
    : [];
  return { row, seal, scan };
}

/** A letter as it is printed: its own words, and room for the seal. */
export async function letterPaper(read: Read<Staff>, { id }: { id: string }): Promise<Paper> {
  const { sql, caller, now } = read;
  const { row } = await wholeLetter(read, id);
  const [text] = await sql<{ body: string }[]>`
    select body from letter_text where org_id = ${caller.orgId} and letter_id = ${id} and version = ${row.textVersion}`;
  const { timeZone } = await organisationOf(sql, caller.orgId);
  const date = sayingIn(timeZone).day((row.sealedAt ?? row.approvedAt ?? now).toISOString());
  const parts: PaperPart[] = [
    { is: 'text', paragraphs: paragraphsOf(text?.body ?? '') },
    { is: 'sign', seal: true, signers: row.signers, date },
  ];
  return {
    form: row.form,
    title: row.title,
    number: row.number,
    head: await headOf(sql, caller.orgId, row.storeId),
    parts,
    masked: true,
    printedAt: now,
    printedBy: caller.name,
  };
}
