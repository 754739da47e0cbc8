import type { InputOf } from '../../base/contract.ts';
import { notFound, Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import { newId } from '../../base/server/ids.ts';
import type { Ahead, Tx } from '../../base/server/transaction.ts';
import { addMs, earliest, MINUTE } from '../../base/time.ts';
import { currentCalendars } from '../../clocks/actions/pinned-calendars.ts';
import { playClocks } from '../../clocks/actions/play-clocks.ts';
import { type Known, keepCustomer, likelyCustomers } from '../../customers/actions/keep-customer.ts';
import { normalPhone } from '../../customers/phone.ts';
import { departmentsHeld, may, type Staff } from '../../people/staff.ts';
import { currentEdition } from '../../policies/actions/editions.ts';
import { proposeCategory } from '../category.ts';
import { checkFields, mustBeIn } from '../choices.ts';
import { missingFields } from '../closing.ts';
import type { registerComplaint as contract } from '../contract.ts';
import { complaintAssigned, complaintClosed, complaintRegistered, outsideNumberAdded } from '../facts.ts';
import { standAsideFor } from '../independence.sql.ts';
import { placedOn } from '../ladder.ts';
import { itemsOf, marksOf } from '../marks.ts';
import { numberOf } from '../number.ts';
import type { ComplaintsSection } from '../pack.ts';
import { activeStaff, holdersOf, storesNow } from '../reads.ts';
import { flowOf } from '../routing.ts';
import { searchedOn, some } from '../searched.ts';
import { joiningPosts, proposeSeverity } from '../severity.ts';
import { type ComplaintRecord, insertComplaint, insertRecord, insertText, nextSerial } from '../store.ts';
import { insertContact, insertDemands, insertMarks, insertOutsideNumber } from '../store-parts.ts';
import { policyOf } from './case-policy.ts';
import { climb } from './climb.ts';
import { makeFindable } from './keep-findable.ts';
import { STANDS_ASIDE } from './name-respondent.ts';

type Given = InputOf<typeof contract>;

/** Asked for ahead: who may be calling. */
export const callersKnown: Ahead<Staff, Pick<Given, 'customerId' | 'callerPhone'>, Known[]> = (sql, asks) =>
  likelyCustomers(
    sql,
    asks.map(({ caller, given }) => ({
      orgId: caller.orgId,
      customerId: given.customerId ?? null,
      phone: normalPhone(given.callerPhone),
    })),
  );

/** Registers a case, and closes it in the same breath when it was solved on the spot. Never refused for its content. */
export async function registerComplaint(
  tx: Tx<Staff>,
  given: Given,
  ahead: Promise<Known[]> | null,
  options: {
    sample?: boolean;
    /** Whoever answers in the stead of who registers it, and who does not see the case. */
    instead?: { readonly ownerId: string | null; readonly involvedIds: readonly string[] };
  } = {},
) {
  const sample = options.sample ?? false;
  const { instead } = options;
  const phone = normalPhone(given.callerPhone);
  if (!given.ownWords && !phone && !given.callerName && !given.customerId)
    throw new Refusal('complaints.nothing-said', { status: 400 });
  const receivedAt = given.receivedAt ?? tx.now;
  if (receivedAt > addMs(tx.now, 5 * MINUTE)) throw new Refusal('complaints.received-in-future', { status: 400 });

  const me = tx.caller.staffId;
  const [stores, calendars, serial] = await Promise.all([
    storesNow(tx.sql, tx.caller.orgId, given.storeId),
    currentCalendars(tx.sql, tx.caller.orgId),
    nextSerial(tx.sql, tx.caller.orgId),
  ]);
  const storeId = storeFor(tx, stores, given.storeId);
  const edition = await currentEdition(tx.sql, tx.caller.orgId, storeId);
  if (!edition) throw new Refusal('complaints.no-policy', { status: 409 });
  const policy = await policyOf(tx.sql, tx.caller.orgId, edition.id, calendars.editions);
  const { pack } = policy;
  const fields = checkFields(pack, given.fields);
  checkChoices(pack, given);
  const proposal = proposeSeverity(pack, {
    text: given.ownWords,
    ticked: given.triggers,
    channel: given.channel ?? null,
    source: given.source ?? null,
  });
  const severity = given.severity ?? proposal.severity;

  const watchers = await holdersOf(tx.sql, tx.caller.orgId, joiningPosts(pack, severity), storeId, tx.now);
  const respondents = [...new Set(given.respondents)];
  if ((await activeStaff(tx.sql, tx.caller.orgId, respondents)).length !== respondents.length) throw notFound();
  const aside = await standAsideFor(tx.sql, tx.caller.orgId, { storeId, respondentIds: respondents }, pack, tx.now);
  const meant = me !== null && aside.excludedIds.includes(me);
  const own = !meant && may(tx.caller, 'complaint.work', storeId) ? me : null;
  const mine = instead ? instead.ownerId : own;
  const onTheSpot = given.onTheSpot;
  const taker = onTheSpot ? null : (aside.takers[0] ?? null);
  const ownerId = taker ?? mine;
  const likely = ahead ? await ahead : ((await callersKnown(tx.sql, [{ caller: tx.caller, given }])).found[0] ?? []);
  const customerId = keepCustomer(tx, likely, {
    customerId: given.customerId ?? null,
    name: given.callerName,
    phone,
    items: itemsOf(pack, fields),
    sample,
  });
  const nextStepAt = onTheSpot ? null : (given.nextStepAt ?? null);

  const heard = proposal.because.map(({ trigger }) => trigger);
  const known = {
    kind: given.kind,
    category: given.category ?? (onTheSpot ? (proposeCategory(pack, given.ownWords)?.key ?? null) : null),
    severity,
    triggers: [...new Set([...given.triggers, ...heard.filter((trigger) => trigger !== 'channel')])],
    channel: given.channel ?? pack.channels[0]?.key ?? 'phone',
    source: given.source ?? pack.sources[0]?.key ?? 'customer',
  };
  const place = placedOn(pack, known, null);
  const id = newId(tx.now.getTime());
  const up =
    place.entered === null || onTheSpot
      ? null
      : await climb(tx, { id, storeId, ladderKey: place.ladderKey, excludedIds: aside.excludedIds, sample }, policy, {
          from: 0,
          to: place.rung,
          reason: place.entered,
        });

  const row: ComplaintRecord = {
    id,
    number: numberOf(serial),
    storeId,
    departmentIds: instead ? [] : departmentsHeld(tx.caller),
    involvedIds: [
      ...new Set(
        [
          mine,
          meant || instead ? null : me,
          ...(instead?.involvedIds ?? []),
          ...aside.takers,
          ...watchers,
          ...(up?.holders ?? []),
        ].filter((staff): staff is string => staff !== null),
      ),
    ],
    excludedIds: aside.excludedIds,
    respondentIds: respondents,
    sensitive: severity === 'crisis' || instead !== undefined,
    ...known,
    subjects: given.subjects,
    stage: onTheSpot ? 'closed' : 'registered',
    ownerId,
    firstOwnerId: ownerId,
    handedOverAt: taker !== null && taker !== me ? tx.now : null,
    handOverSeenAt: null,
    registeredBy: me,
    receivedAt,
    enteredAt: tx.now,
    customerId,
    callerName: given.callerName,
    callerPhone: phone,
    relation: given.relation,
    expectedFeeling: given.expectedFeeling,
    expectedProcess: given.expectedProcess,
    expectedResult: given.expectedResult,
    moodBefore: given.moodBefore ?? null,
    moodAfter: onTheSpot?.moodAfter ?? null,
    fields,
    excerpt: excerptOf(given.ownWords),
    policyEditionId: edition.id,
    calendarEditions: calendars.editions,
    nextStep: onTheSpot ? '' : given.nextStep,
    nextStepAt,
    attentionAt: null,
    clockDueAt: null,
    urges: 0,
    ladderKey: place.ladderKey,
    flow: null,
    purpose: null,
    rung: up?.rung ?? 0,
    rungKey: up?.rungKey ?? null,
    onTheSpot: onTheSpot !== undefined,
    closedAt: onTheSpot ? tx.now : null,
    closedAs: onTheSpot ? 'satisfied' : null,
    closedBy: onTheSpot ? me : null,
    reopened: 0,
    mergedInto: null,
    satisfaction: null,
    version: 1,
    changedAt: tx.now,
    sample,
  };

  const factId = newId(tx.now.getTime());
  const outside = given.outsideNumbers
    .filter((numbered) => numbered.number)
    .map((numbered) => ({ ...numbered, dueAt: numbered.dueAt ?? null, outsideNumberId: newId(), factId: newId() }));
  const due = onTheSpot
    ? null
    : await playClocks(tx, {
        subjectId: id,
        isNew: true,
        facts: [
          { id: factId, kind: complaintRegistered.kind, occurredAt: receivedAt, recordedAt: tx.now, by: me },
          ...(up ? [up.happening] : []),
          ...outside.map((numbered) => ({
            id: numbered.factId,
            kind: outsideNumberAdded.kind,
            occurredAt: tx.now,
            recordedAt: tx.now,
            by: me,
            data: { outsideNumberId: numbered.outsideNumberId, dueAt: numbered.dueAt?.toISOString() ?? null },
          })),
        ],
        rules: policy.clocks,
        calendars: policy.calendars,
        attributes: { ...row, ladder: row.ladderKey, flow: flowOf(pack.routing, row.flow) },
        sample,
      });
  insertComplaint(tx, {
    ...row,
    clockDueAt: due?.nextDueAt ?? null,
    attentionAt: earliest(nextStepAt, due?.nextDueAt),
  });
  const text = given.ownWords
    ? insertText(tx, { complaintId: id, factId, role: 'own-words', body: given.ownWords, sample })
    : null;
  announce(tx, complaintRegistered, {
    id: factId,
    subjectId: id,
    data: {
      kind: row.kind,
      severity,
      category: row.category,
      channel: row.channel,
      storeId,
      onTheSpot: row.onTheSpot,
    },
    occurredAt: receivedAt,
    digest: text?.digest,
    sample,
  });
  if (taker !== null && taker !== me) {
    const data = { ownerId: taker, fromId: null, reason: STANDS_ASIDE };
    announce(tx, complaintAssigned, { subjectId: id, data, sample, byDesk: true });
  }
  insertDemands(tx, id, 1, given.demands);
  insertMarks(tx, id, marksOf(pack, fields, given.outsideNumbers));
  for (const { outsideNumberId, factId: outsideFact, ...numbered } of outside) {
    insertOutsideNumber(tx, { id: outsideNumberId, complaintId: id, ...numbered });
    announce(tx, outsideNumberAdded, {
      id: outsideFact,
      subjectId: id,
      data: { outsideNumberId, dueAt: numbered.dueAt?.toISOString() ?? null },
      sample,
    });
  }
  if (onTheSpot) closeOnTheSpot(tx, row, onTheSpot);
  const fixed = searchedOn(pack, {
    ...row,
    customerName: likely.find((known) => known.id === customerId)?.name ?? '',
    outsideNumbers: outside,
  });
  makeFindable(tx, row, {
    ...fixed,
    words: [
      ...some('own-words', [given.ownWords]),
      ...some(
        'demand',
        given.demands.map(({ body }) => body),
      ),
      ...(onTheSpot ? some('record', [onTheSpot.what, onTheSpot.how]) : []),
      ...fixed.words,
    ],
  });
  const missing = missingFields(pack, row).map(({ key }) => key);
  return { id, number: row.number, stage: row.stage, missing: onTheSpot ? [] : missing };
}

function closeOnTheSpot(tx: Tx<Staff>, row: ComplaintRecord, solved: NonNullable<Given['onTheSpot']>): void {
  const closedFact = newId();
  announce(tx, complaintClosed, {
    id: closedFact,
    subjectId: row.id,
    data: { as: 'satisfied', stage: 'registered', onTheSpot: true },
    sample: row.sample,
  });
  insertRecord(tx, {
    id: newId(),
    complaintId: row.id,
    act: 'closing',
    factId: closedFact,
    data: { as: 'satisfied', note: '', outsideWaysTold: false, onTheSpot: true, what: solved.what, how: solved.how },
  });
  insertContact(tx, {
    id: newId(),
    complaintId: row.id,
    factId: closedFact,
    means: row.channel === 'phone' ? 'phone' : 'in-person',
    direction: 'in',
    outcome: 'reached',
    purpose: 'contact',
    relation: row.relation,
    counts: true,
    happenedAt: tx.now,
  });
}

function storeFor(tx: Tx<Staff>, all: readonly { id: string; name: string }[], wished: string | undefined): string {
  const stores = all.filter((store) => may(tx.caller, 'complaint.register', store.id));
  if (wished === undefined) {
    const [first] = stores;
    if (!first) throw notFound();
    if (stores.length > 1) throw new Refusal('complaints.which-store', { status: 400, details: { stores } });
    return first.id;
  }
  if (!stores.some((store) => store.id === wished)) throw notFound();
  return wished;
}

function checkChoices(pack: ComplaintsSection, given: Given): void {
  mustBeIn(pack.channels, given.channel, '渠道');
  mustBeIn(pack.sources, given.source, '来源');
  mustBeIn(pack.relations, given.relation, '与本人关系');
  mustBeIn(pack.categories, given.category, '类别');
  for (const subject of given.subjects) mustBeIn(pack.subjects, subject, '投诉内容');
  for (const trigger of given.triggers) mustBeIn(pack.triggers, trigger, '定级情形');
  for (const demand of given.demands) mustBeIn(pack.demandTypes, demand.type, '诉求');
}

const EXCERPT = 80;

/** One line for lists, with a sign where words are left out. */
export function excerptOf(words: string): string {
  const all = Array.from(words.replace(/\s+/g, ' ').trim());
  return all.length <= EXCERPT ? all.join('') : `${all.slice(0, EXCERPT - 1).join('')}…`;
}
