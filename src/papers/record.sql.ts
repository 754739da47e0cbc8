import { notFound } from '../base/refusal.ts';
import type { Reader } from '../base/server/db.ts';
import { gather } from '../base/server/gather.ts';
import type { Read } from '../base/server/transaction.ts';
import { policyOf } from '../complaints/actions/case-policy.ts';
import type { ComplaintView } from '../complaints/case-contract.ts';
import { complaintsPart } from '../complaints/pack.ts';
import { viewComplaint } from '../complaints/view.sql.ts';
import { namesOf } from '../people/actions/known-names.ts';
import { may, postsIn, type Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import { editionById } from '../policies/actions/editions.ts';
import { sectionOf } from '../policies/pack.ts';
import { documentNumber } from './doc-number.ts';
import { asksForPlan, type EmergencyPlan } from './emergency.ts';
import { fill, fillingOf } from './fill.ts';
import { type LetterTimes, stateOf } from './letter.ts';
import { type Form, papersPart } from './pack.ts';
import type { Paper } from './paper.ts';
import { headOf, organisationOf } from './reads.ts';
import { type Beside, type CaseRecord, recordOf } from './record.ts';
import { sayingIn } from './server/saying.ts';

/** The room above answers: the plan of that key, or, without one, the plan that runs on the case, or else the one made for it. */
export type EmergencySource = (
  read: Read<Staff>,
  of: { readonly id: string; readonly plan: string | null },
) => Promise<EmergencyPlan | null>;

/** The forms of the edition that a case is pinned to, and where it is. 404 for a case that one may not see. */
export async function formsOfCase({ sql, caller }: Pick<Read<Staff>, 'sql' | 'caller'>, id: string) {
  const [row] = await sql<{ policyEditionId: string; kind: string; storeId: string; number: string }[]>`
    select policy_edition_id, kind, store_id, number from complaint
    where id = ${id} and ${visibleTo(sql, caller, 'complaint')}`;
  if (!row) throw notFound();
  const edition = await editionById(sql, caller.orgId, row.policyEditionId);
  const forms = edition ? sectionOf(edition.pack, papersPart).forms : [];
  const reasons = edition ? sectionOf(edition.pack, complaintsPart).reasons : { reveal: [] };
  return { ...row, reasons, forms: forms.filter((form) => fits(form, row.kind)) };
}

const fits = ({ sort, kinds }: Form, kind: string): boolean =>
  sort !== 'report' && (kinds.length === 0 || kinds.some((one) => one === kind));

export const mayMake = ({ makers }: Form, caller: Staff, storeId: string): boolean =>
  makers.length === 0 || caller.staffId === null || postsIn(caller, storeId).some((post) => makers.includes(post));

export async function formsFor(read: Read<Staff>, { id }: { id: string }) {
  const { forms, storeId, reasons } = await formsOfCase(read, id);
  return {
    purposes: may(read.caller, 'contact.reveal', storeId) ? [...reasons.reveal] : [],
    items: forms.map((form) => ({
      key: form.key,
      title: form.title,
      sort: form.sort,
      when: form.when,
      copies: form.copies,
      mayMake: mayMake(form, read.caller, storeId),
    })),
  };
}

/** A form of a case filled in. `whole`: with what is masked otherwise, for an act that was logged. */
export async function filledForm(
  read: Read<Staff>,
  given: { id: string; form: string },
  emergencyOf: EmergencySource,
  whole?: Beside['whole'],
): Promise<Paper> {
  const { forms, number } = await formsOfCase(read, given.id);
  const form = forms.find(({ key }) => key === given.form);
  if (!form) throw notFound();
  const emergency = asksForPlan(form) ? await emergencyOf(read, { id: given.id, plan: form.plan }) : null;
  const { record, year } = await caseRecord(read, given.id, emergency, whole);
  return fill(form, fillingOf(record, form.key), {
    number:
      form.sort === 'letter' || !form.number
        ? number
        : documentNumber(form.number, { year, serial: null, case: number }),
    head: record.store,
    masked: whole === undefined,
    printedAt: read.now,
    printedBy: read.caller.name,
  });
}

/** The record view: the case as this reader sees it on screen, so that sight, independence and redaction are the same. */
async function caseRecord(
  read: Read<Staff>,
  id: string,
  emergency: EmergencyPlan | null,
  whole?: Beside['whole'],
): Promise<{ record: CaseRecord; view: ComplaintView; year: number }> {
  const { sql, caller, now } = read;
  // instants as they go over the wire
  const view = JSON.parse(JSON.stringify(await viewComplaint(read, { id }))) as ComplaintView;
  const policy = await policyOf(sql, caller.orgId, view.policyEditionId, {});
  const organisation = await organisationOf(sql, caller.orgId);
  const head = await headOf(sql, caller.orgId, view.storeId);
  const { contacts, letters, departments } = await gather(sql, {
    contacts: contactsOf(sql, caller.orgId, id),
    letters: lettersIn(sql, caller.orgId, id),
    departments: sql<{ id: string; name: string }[]>`select id, name from department where org_id = ${caller.orgId}`,
  });
  const names = await namesOf(
    sql,
    caller.orgId,
    contacts.map(({ staffId }) => staffId),
  );
  const say = sayingIn(organisation.timeZone);
  const record = recordOf(
    view,
    policy.pack,
    {
      organisation: organisation.name,
      head,
      printedBy: caller.name,
      now: now.toISOString(),
      departments: new Map(departments.map((one) => [one.id, one.name])),
      posts: new Map(policy.posts.map((post) => [post.key, post.title])),
      contacts: contacts.map(({ happenedAt, staffId, summary, ...contact }) => ({
        ...contact,
        at: happenedAt.toISOString(),
        by: names.get(staffId ?? '') ?? '',
        summary: summary ?? '',
      })),
      letters: letters.map((letter) => ({
        number: letter.number,
        title: letter.title,
        state: stateOf(letter),
        sealedAt: letter.sealedAt?.toISOString() ?? null,
        sentAt: letter.sentAt?.toISOString() ?? null,
        tracking: letter.tracking,
      })),
      emergency,
      ...(whole && { whole }),
    },
    say,
  );
  return { record, view, year: Number(policy.dayOf(now).slice(0, 4)) };
}

const contactsOf = (sql: Reader, orgId: string, id: string) =>
  sql<{ happenedAt: Date; staffId: string | null; means: string; outcome: string; summary: string | null }[]>`
    select contact.happened_at, contact.staff_id, contact.means, contact.outcome, words.body as summary
    from contact
    left join complaint_text words
      on words.org_id = contact.org_id and words.complaint_id = contact.complaint_id and words.fact_id = contact.fact_id
      and words.class = 'case' and words.replaced_at is null
    where contact.org_id = ${orgId} and contact.complaint_id = ${id} order by contact.happened_at, contact.id`;

const lettersIn = (sql: Reader, orgId: string, id: string) =>
  sql<(LetterTimes & { number: string | null; title: string; tracking: string })[]>`
    select number, title, tracking, submitted_at, approved_at, sealed_at, sent_at, withdrawn_at from letter
    where org_id = ${orgId} and complaint_id = ${id} order by drafted_at, id`;
