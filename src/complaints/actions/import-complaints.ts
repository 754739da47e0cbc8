import { announce } from '../../base/server/announce.ts';
import { newId } from '../../base/server/ids.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { currentCalendars } from '../../clocks/actions/pinned-calendars.ts';
import { playClocks } from '../../clocks/actions/play-clocks.ts';
import { type Known, keepCustomer, likelyCustomers } from '../../customers/actions/keep-customer.ts';
import type { Staff } from '../../people/staff.ts';
import { currentEdition } from '../../policies/actions/editions.ts';
import { type CaseToImport, type Imported, type OnTwins, signsOf, signText, type Twin } from '../case-to-import.ts';
import { complaintImported, complaintLinked, complaintRegistered, outsideNumberAdded } from '../facts.ts';
import { ladderOf } from '../ladder.ts';
import { itemsOf, marksOf, normalMark } from '../marks.ts';
import { numberOf } from '../number.ts';
import { holdersOf } from '../reads.ts';
import { flowOf } from '../routing.ts';
import { same } from '../same.sql.ts';
import { searchedOn, some } from '../searched.ts';
import { joiningPosts, proposeSeverity } from '../severity.ts';
import { type ComplaintRecord, insertComplaint, insertRecord, insertText, nextSerial } from '../store.ts';
import { insertDemands, insertLink, insertMarks, insertOutsideNumber } from '../store-parts.ts';
import { type CasePolicy, policyOf } from './case-policy.ts';
import { makeFindable } from './keep-findable.ts';
import { excerptOf } from './register-complaint.ts';

/**
 * Enters many cases at once, in the order given, in the running transaction. A twin has the same external or outside
 * number, or the same phone and the same words, and may be seen by the caller; earlier rows of this call count.
 */
export async function importComplaints(
  tx: Tx<Staff>,
  runId: string,
  cases: readonly CaseToImport[],
  onTwins: OnTwins,
): Promise<Imported[]> {
  const { orgId } = tx.caller;
  const [{ found: likely }, twins, calendars] = await Promise.all([
    likelyCustomers(
      tx.sql,
      cases.map(({ callerPhone }) => ({ orgId, customerId: null, phone: callerPhone })),
    ),
    onTwins === 'keep' ? cases.map(() => null) : same(tx, cases.map(signsOf)),
    currentCalendars(tx.sql, orgId),
  ]);
  const policies = new Map<string, CasePolicy>();
  for (const storeId of new Set(cases.map((one) => one.storeId))) {
    const edition = await currentEdition(tx.sql, orgId, storeId);
    if (!edition) throw new Error(`store ${storeId} has no policy in force`);
    policies.set(storeId, await policyOf(tx.sql, orgId, edition.id, calendars.editions));
  }

  const seen = new Map<string, Twin>();
  const customers = new Map<string, Known[]>();
  const links: [string, string][] = [];
  const done: Imported[] = [];
  for (const [n, given] of cases.entries()) {
    const signs = signsOf(given);
    const twin =
      onTwins === 'keep' ? null : (twins[n] ?? signs.map((sign) => seen.get(signText(sign))).find(Boolean) ?? null);
    if (twin && onTwins === 'skip') {
      done.push({ id: null, twin });
      continue;
    }
    // an earlier row of this call may have made the customer
    const known = customers.get(given.callerPhone) ?? [...(likely[n] ?? [])];
    if (given.callerPhone) customers.set(given.callerPhone, known);
    const made = await enter(tx, runId, given, {
      policy: policies.get(given.storeId) as CasePolicy,
      calendarEditions: calendars.editions,
      known,
    });
    for (const sign of signs.map(signText)) if (!seen.has(sign)) seen.set(sign, made);
    if (twin) links.push([made.id, twin.id]);
    done.push({ id: made.id, twin });
  }
  // after all the rows, so that those leave as one statement
  for (const [id, otherId] of links) {
    insertLink(tx, id, otherId, 'linked');
    announce(tx, complaintLinked, { subjectId: id, data: { otherId, linked: true } });
  }
  return done;
}

async function enter(
  tx: Tx<Staff>,
  runId: string,
  given: CaseToImport,
  around: { policy: CasePolicy; calendarEditions: Readonly<Record<string, string>>; known: Known[] },
): Promise<Twin> {
  const { policy, known } = around;
  const { pack } = policy;
  const customerId = keepCustomer(tx, known, {
    customerId: null,
    name: given.callerName,
    phone: given.callerPhone,
    items: itemsOf(pack, given.fields),
    sample: false,
  });
  if (customerId && !known.some(({ id }) => id === customerId)) known.push({ id: customerId, name: given.callerName });
  const proposal =
    given.runs && given.severity === null
      ? proposeSeverity(pack, { text: given.ownWords, ticked: [], channel: given.channel, source: given.source })
      : null;
  const severity = given.severity ?? proposal?.severity ?? 'general';
  const watchers = given.runs
    ? await holdersOf(tx.sql, tx.caller.orgId, joiningPosts(pack, severity), given.storeId, tx.now)
    : [];
  const id = newId(tx.now.getTime());
  const factId = newId(tx.now.getTime());
  const row: ComplaintRecord = {
    id,
    number: numberOf(await nextSerial(tx.sql, tx.caller.orgId)),
    storeId: given.storeId,
    departmentIds: [],
    involvedIds: watchers,
    excludedIds: [],
    respondentIds: [],
    sensitive: severity === 'crisis',
    kind: given.kind,
    category: given.category,
    subjects: [],
    severity,
    triggers: proposal?.because.map(({ trigger }) => trigger).filter((trigger) => trigger !== 'channel') ?? [],
    stage: given.runs ? 'registered' : 'closed',
    ownerId: null,
    firstOwnerId: null,
    handedOverAt: null,
    handOverSeenAt: null,
    registeredBy: given.runs ? tx.caller.staffId : null,
    receivedAt: given.receivedAt,
    // what came in today counts what was entered today: a past case was entered when it came
    enteredAt: given.runs ? tx.now : given.receivedAt,
    channel: given.channel ?? pack.channels[0]?.key ?? 'phone',
    source: given.source ?? pack.sources[0]?.key ?? 'customer',
    customerId,
    callerName: given.callerName,
    callerPhone: given.callerPhone,
    relation: 'self',
    expectedFeeling: '',
    expectedProcess: '',
    expectedResult: '',
    moodBefore: null,
    moodAfter: null,
    fields: { ...given.fields },
    excerpt: excerptOf(given.ownWords),
    policyEditionId: policy.editionId,
    calendarEditions: { ...around.calendarEditions },
    nextStep: '',
    nextStepAt: null,
    attentionAt: null,
    clockDueAt: null,
    urges: 0,
    rung: 0,
    ladderKey: null,
    flow: null,
    purpose: null,
    rungKey: null,
    onTheSpot: false,
    closedAt: given.runs ? null : given.closedAt,
    closedAs: given.runs ? null : 'imported',
    closedBy: null,
    reopened: 0,
    mergedInto: null,
    satisfaction: null,
    version: 1,
    changedAt: tx.now,
    sample: false,
  };
  const { kind, channel, storeId } = row;
  if (given.runs) {
    const facts = [
      {
        id: factId,
        kind: complaintRegistered.kind,
        occurredAt: given.receivedAt,
        recordedAt: tx.now,
        by: tx.caller.staffId,
      },
    ];
    const { nextDueAt } = await playClocks(tx, {
      subjectId: id,
      isNew: true,
      facts,
      rules: policy.clocks,
      calendars: policy.calendars,
      attributes: { ...row, ladder: ladderOf(policy.pack, row), flow: flowOf(policy.pack.routing, null) },
    });
    insertComplaint(tx, { ...row, clockDueAt: nextDueAt, attentionAt: nextDueAt });
  } else insertComplaint(tx, row);
  const text = given.ownWords
    ? insertText(tx, { complaintId: id, factId, role: 'own-words', body: given.ownWords, sample: false })
    : null;
  const about = { id: factId, subjectId: id, occurredAt: given.receivedAt, digest: text?.digest };
  const data = { kind, severity, channel, storeId };
  if (given.runs)
    announce(tx, complaintRegistered, { ...about, data: { ...data, category: row.category, onTheSpot: false } });
  else announce(tx, complaintImported, { ...about, data: { ...data, runId } });
  if (given.result) {
    insertRecord(tx, {
      id: newId(),
      complaintId: id,
      act: 'closing',
      factId,
      data: { as: 'imported', note: given.result, outsideWaysTold: false, onTheSpot: false, what: '', how: '' },
    });
  }
  if (given.claimedFen !== null) {
    const known = pack.demandTypes.map(({ key }) => key);
    const type = ['compensation', 'other'].find((key) => known.includes(key)) ?? known[0];
    if (type) insertDemands(tx, id, 1, [{ type, body: '', claimedFen: given.claimedFen }]);
  }
  insertMarks(tx, id, [
    ...marksOf(pack, given.fields, [{ number: given.outsideNumber }]),
    ...(given.externalId ? [{ field: 'external', value: normalMark(given.externalId) }] : []),
  ]);
  if (given.outsideNumber) enterOutsideNumber(tx, id, given);
  const searched = searchedOn(pack, {
    ...row,
    customerName: known.find((customer) => customer.id === customerId)?.name ?? '',
    outsideNumbers: given.outsideNumber ? [{ number: given.outsideNumber, sender: '', contact: '' }] : [],
  });
  makeFindable(tx, row, {
    ...searched,
    numbers: [...searched.numbers, ...some('mark', [normalMark(given.externalId)])],
    words: [...some('own-words', [given.ownWords]), ...some('record', [given.result]), ...searched.words],
  });
  return { id, number: row.number };
}

function enterOutsideNumber(tx: Tx<Staff>, complaintId: string, { outsideNumber: number, receivedAt }: CaseToImport) {
  const id = newId();
  insertOutsideNumber(tx, { id, complaintId, number, sender: '', contact: '', dueAt: null });
  announce(tx, outsideNumberAdded, {
    subjectId: complaintId,
    data: { outsideNumberId: id, dueAt: null },
    occurredAt: receivedAt,
  });
}
