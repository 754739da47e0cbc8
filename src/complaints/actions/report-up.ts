import { Refusal } from '../../base/refusal.ts';
import { newId } from '../../base/server/ids.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import type { Staff } from '../../people/staff.ts';
import { mustBeIn } from '../choices.ts';
import { apologyMade, formCompleted, formSaved, reportedUp } from '../facts.ts';
import { firstRecordOf, openLines, type SheetSource, savedForm, sheetLines } from '../first-record.ts';
import { faultFound } from '../judging.ts';
import type { apologise, fillForm, reportUp } from '../judging-contract.ts';
import { holdersOf } from '../reads.ts';
import { allOf, current } from '../records.ts';
import { insertRecord } from '../store.ts';
import { type CaseWork, openCase } from './case-work.ts';

/** 上报: whoever holds the posts of the pack takes part from now on, and its sheet is born, filled in from the record. */
export async function reportUpComplaint(tx: Tx<Staff>, given: Given<typeof reportUp>) {
  const work = await openCase(tx, given.id, 'reportUp');
  const { row, policy } = work;
  const { posts = [], sheet } = policy.pack.reportUp ?? {};
  const holders = (await holdersOf(tx.sql, tx.caller.orgId, posts, row.storeId, tx.now)).filter(
    (holder) => !row.excludedIds.includes(holder),
  );
  if (!holders.length)
    throw new Refusal('complaints.nobody-to-report-to', {
      values: { posts: posts.map((post) => policy.posts.find(({ key }) => key === post)?.title ?? post).join('、') },
    });
  const { factId } = work.tell(reportedUp, { posts: [...posts], holderIds: holders });
  const of = { complaintId: row.id, factId };
  insertRecord(tx, {
    ...of,
    id: newId(),
    act: 'report-up',
    data: { posts: [...posts], toIds: holders, note: given.note },
  });
  if (sheet)
    insertRecord(tx, { ...of, id: newId(), act: 'form', data: { form: sheet.key, values: [], complete: false } });
  work.involve(...holders);
  return work.done();
}

/** What is written over the record's own words; complete as soon as no required line is empty. */
export async function fillFormOf(tx: Tx<Staff>, given: Given<typeof fillForm>) {
  const work = await openCase(tx, given.id, 'fillForm');
  const sheet = work.policy.pack.reportUp?.sheet;
  mustBeIn(sheet ? [sheet] : [], given.form, '表单');
  if (!sheet) throw new Refusal('complaints.no-report-up');
  for (const { field } of given.values) mustBeIn(sheet.fields, field, sheet.title);
  const before = savedForm(work.file.records, sheet.key);
  const values = new Map((before?.values ?? []).map(({ field, text }) => [field, text]));
  for (const { field, text } of given.values) values.set(field, text);
  const data = {
    form: sheet.key,
    values: [...values].filter(([, text]) => text !== '').map(([field, text]) => ({ field, text })),
    complete: false,
  };
  data.complete =
    openLines(sheetLines(sheet, data, whatIsThere(work), (key) => String(work.row.fields[key] ?? ''))).length === 0;
  const completed = data.complete && !before?.complete;
  work.record('form', data, [completed ? formCompleted : formSaved, { form: sheet.key }]);
  return work.done();
}

/** For each source whether the record says something; what it says is put into words on the page and on paper. */
function whatIsThere({ row, file, policy }: CaseWork): Record<Exclude<SheetSource, 'field'>, string> {
  const is = (there: unknown): string => (there ? '*' : '');
  const followUp = allOf(file.records, 'follow-up').some(({ data }) => data.satisfaction);
  return {
    'first-record': is(row.excerpt || firstRecordOf(policy.pack, row).some(({ there, field }) => there && field)),
    'own-words': is(row.excerpt),
    caller: is(row.callerName),
    'received-at': is(true),
    'registered-by': is(row.registeredBy),
    'reported-at': is(true),
    'reported-by': is(true),
    owner: is(row.ownerId),
    store: is(true),
    channel: is(row.channel),
    category: is(row.category),
    severity: is(true),
    demands: is(file.demands.length),
    plan: is(current(file.records, 'plan')),
    result: is(current(file.records, 'resolution')),
    satisfaction: is(followUp),
  };
}

/** Sorry for the trouble at any time; sorry for our fault once it is found (part D 2). */
export async function apologiseFor(tx: Tx<Staff>, given: Given<typeof apologise>) {
  const work = await openCase(tx, given.id, 'apologise');
  if (given.of === 'fault' && !faultFound(work.file.records)) throw new Refusal('complaints.fault-not-found-yet');
  const { id: _, ...data } = given;
  work.record('apology', data, [apologyMade, { of: given.of, means: given.means }]);
  return work.done();
}
