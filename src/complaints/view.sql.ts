import { notFound } from '../base/refusal.ts';
import type { Reader } from '../base/server/db.ts';
import { gather } from '../base/server/gather.ts';
import type { Read } from '../base/server/transaction.ts';
import { addMs, MINUTE } from '../base/time.ts';
import { clockReads, clocksFrom } from '../clocks/actions/live-clocks.ts';
import { viewOf as seenOf } from '../clocks/clock-view.ts';
import { namesOf } from '../people/actions/known-names.ts';
import { maskGeneric, maskPhone, maskPlate, maskVin } from '../people/mask.ts';
import { may, type Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import { policyOf } from './actions/case-policy.ts';
import { ACT_RULES, type ActName, primaryAct, whyNot } from './acts.ts';
import { hiddenCasesLeftOut } from './case-names.ts';
import { linksOf, thingsOf } from './case-things.sql.ts';
import { sourcesOf } from './clock-sources.ts';
import { namesOfThings } from './clock-titles.sql.ts';
import { missingToClose } from './closing.ts';
import { isOpen } from './complaint.ts';
import { complaintAssigned } from './facts.ts';
import { rungsOf } from './ladder.ts';
import type { ComplaintsSection } from './pack.ts';
import { plannedOf } from './planned.ts';
import { mayKnow } from './readers.ts';
import { rungHolders } from './reads.ts';
import type { CaseRecord } from './records.ts';
import { INVESTIGATION_ACTS, readable } from './redaction.ts';
import { caseColumns, type Row, rowJoins, rowViews, toClock } from './rows.sql.ts';
import { stagesOf } from './stages.ts';
import { type ComplaintRecord, caseFileOf, contactsOf, recordsOf } from './store.ts';
import { heldBack, orderMoves, ordersOf, urgesOf } from './work-orders.sql.ts';

type Person = { id: string; name: string };

/** The whole case as one person sees it, in one statement; who is who is known for a moment. */
export async function viewComplaint({ sql, caller, now }: Read<Staff>, given: { id: string }) {
  const { orgId } = caller;
  const { id } = given;
  const { row: rows, ...parts } = await gather(sql, {
    row: visibleCase(sql, caller, id),
    records: recordsOf(sql, orgId, id),
    contacts: contactsOf(sql, orgId, id),
    workOrders: ordersOf(sql, orgId, id),
    orderUrges: urgesOf(sql, orgId, id),
    links: linksOf(sql, caller, id),
    ...clockReads(sql, orgId, id),
    ...thingsOf(sql, orgId, id),
  });
  const [row] = rows;
  if (!row) throw notFound();
  const { words, promises, outsideNumbers, attachments, links, facts, workOrders: orders, demands } = parts;
  const [first] = parts.first;
  const names = namesOfThings({ workOrders: orders, outsideNumbers, promises });
  const file = caseFileOf(row, parts);
  const policy = await policyOf(sql, orgId, row.policyEditionId, row.calendarEditions);
  const ladder = rungsOf(policy.pack, row.ladderKey);
  const [[listed], clocks, rungs] = await Promise.all([
    rowViews(sql, orgId, [row], names, now),
    clocksFrom(sql, orgId, parts),
    rungHolders(sql, orgId, ladder, row.storeId, now),
  ]);
  if (!listed) throw notFound();
  const people = await namesOf(sql, orgId, [
    ...row.involvedIds,
    ...row.excludedIds,
    row.registeredBy,
    ...words.map((text) => text.authorId),
    ...promises.map((promise) => promise.madeBy),
    ...orders.flatMap((order) => [order.assigneeId, order.sentBy, order.repliedBy]),
    ...attachments.map((file_) => file_.addedBy),
    ...file.records.map((record) => record.byId),
    ...rungs.flat(),
  ]);
  const who = (staffId: string | null): Person | null =>
    staffId ? { id: staffId, name: people.get(staffId) ?? '' } : null;
  const readsNotes = may(caller, 'complaint.investigation-notes', row.storeId);
  const mayRedact = may(caller, 'complaint.redact', row.storeId);
  const { can, why } = actsOf(caller, row.storeId, file, policy.pack);
  const fields = maskedFields(policy.pack, row.fields);
  const seenLinks = new Set(links.map((link) => link.id));
  const into = links.find((link) => link.id === row.mergedInto);
  return {
    ...listed,
    version: row.version,
    policyEditionId: row.policyEditionId,
    source: row.source,
    enteredAt: row.enteredAt,
    registeredBy: who(row.registeredBy),
    customerId: row.customerId,
    callerName: row.callerName,
    relation: row.relation,
    subjects: row.subjects,
    triggers: row.triggers,
    firstJudged: first ? { ...first, category: first.category ?? null } : null,
    expectedFeeling: row.expectedFeeling,
    expectedProcess: row.expectedProcess,
    expectedResult: row.expectedResult,
    moodBefore: row.moodBefore,
    moodAfter: row.moodAfter,
    fields: fields.shown,
    revealable: [...(readable(row.callerPhone) ? ['phone'] : []), ...fields.masked.map((name) => `fields.${name}`)],
    sensitive: row.sensitive,
    onTheSpot: row.onTheSpot,
    reopened: row.reopened,
    mergedInto: into ? { id: into.id, number: into.number } : null,
    satisfaction: row.satisfaction,
    handOver: row.handedOverAt ? { at: row.handedOverAt, seenAt: row.handOverSeenAt } : null,
    involved: row.involvedIds.map((staffId) => who(staffId) as Person),
    respondents: row.respondentIds.map((staffId) => who(staffId) as Person),
    standAside: row.excludedIds
      .filter((staffId) => !row.respondentIds.includes(staffId))
      .map((staffId) => who(staffId) as Person),
    ownWords: words.map((text) => ({
      id: text.id,
      body: text.body,
      by: who(text.authorId),
      at: text.writtenAt,
      correctableUntil: correctable(text, caller, policy.pack, now, isOpen(row.stage)),
      redacted: text.redactedAt !== null && text.body === '',
    })),
    demands,
    clocks: clocks.map((clock) => toClock(clock, names, now)),
    clockSources: sourcesOf(clocks, policy.calendars, policy.law),
    promises: promises.map(({ madeBy, ...promise }) => ({ ...promise, by: who(madeBy) })),
    outsideNumbers,
    workOrders: orders.map(({ assigneeId, sentBy, repliedBy, heldFor, releasedAt, ...order }) => ({
      ...order,
      ...heldBack(caller, row.storeId, { ...order, assigneeId, repliedBy, heldFor, releasedAt }),
      urgedAt: parts.orderUrges.filter(({ workOrderId }) => workOrderId === order.id).map(({ at }) => at),
      assignee: who(assigneeId),
      sentBy: who(sentBy),
      repliedBy: who(repliedBy),
      can: isOpen(row.stage)
        ? orderMoves(
            caller,
            row.storeId,
            { ...order, assigneeId, repliedBy, heldFor, releasedAt },
            policy.pack.routing.verify,
          )
        : [],
    })),
    records: file.records
      .filter((record) => readsNotes || !isOfInvestigation(record))
      .filter((record) => record.act !== 'redaction' || mayKnow(caller, row.storeId, record.data))
      .map((record) => shown(mayRedact ? record : withoutPassages(record), who, seenLinks)),
    attachments: attachments
      .filter((kept) => readsNotes || kept.class !== 'investigation')
      .map((kept) => ({
        id: kept.id,
        name: kept.name,
        type: kept.type,
        bytes: kept.bytes,
        by: who(kept.addedBy),
        at: kept.addedAt,
        redacted: kept.redactedAt !== null,
      })),
    links: links.map(({ id, number, kind }) => ({ id, number, kind })),
    stages: stagesOf(
      row.stage,
      policy.pack.without,
      new Map(facts.map((fact) => [fact.kind, fact.occurredAt])),
      row.onTheSpot,
    ),
    missing: isOpen(row.stage)
      ? missingToClose(policy.pack, file, 'satisfied', { outsideWaysTold: true, note: '', dayOf: policy.dayOf })
      : [],
    ...plannedOf(
      policy.pack,
      file,
      clocks.filter(({ rule }) => rule.ask).map((live) => ({ ...seenOf(live, now), rule: live.rule })),
      {
        receivedAt: row.receivedAt,
        closedAt: row.closedAt,
        demands,
        assigned: facts.find(({ kind }) => kind === complaintAssigned.kind)?.handed ?? 0,
      },
    ),
    can,
    whyNot: why,
    primary: primaryIn(can, primaryAct(file, policy.pack, caller.staffId)),
    ladder: ladder.map((rung, n) => ({
      key: rung.key,
      title: rung.title,
      personal: rung.personal ?? false,
      record: rung.record ?? null,
      signOffs: rung.signOffs,
      limitFen: rung.limitFen ?? null,
      evidencePercent: rung.evidencePercent || null,
      holders: (rungs[n] ?? [])
        .filter((staffId) => !row.excludedIds.includes(staffId))
        .map((staffId) => ({ id: staffId, name: people.get(staffId) ?? '' })),
    })),
  };
}

type WholeRow = Row & ComplaintRecord;

const visibleCase = (sql: Reader, caller: Staff, id: string) =>
  sql<WholeRow[]>`
    select ${caseColumns(sql)} from complaint ${rowJoins(sql)}
    where complaint.id = ${id} and ${visibleTo(sql, caller, 'complaint')}`;

export async function visibleRow(sql: Reader, caller: Staff, id: string): Promise<WholeRow> {
  const [row] = await visibleCase(sql, caller, id);
  if (!row) throw notFound();
  return row;
}

function actsOf(caller: Staff, storeId: string, file: Parameters<typeof whyNot>[1], pack: ComplaintsSection) {
  const can: ActName[] = [];
  const why: Record<string, string> = {};
  for (const name of Object.keys(ACT_RULES) as ActName[]) {
    if (!may(caller, ACT_RULES[name].permission, storeId)) continue;
    const code =
      name === 'acknowledge' && file.ownerId !== caller.staffId ? 'complaints.not-the-owner' : whyNot(name, file, pack);
    if (code) why[name] = code;
    else can.push(name);
  }
  return { can, why };
}

const primaryIn = (can: readonly ActName[], primary: ActName | null): ActName | null =>
  primary && can.includes(primary) ? primary : null;

function correctable(
  text: { authorId: string | null; writtenAt: Date; redactedAt: Date | null },
  caller: Staff,
  pack: ComplaintsSection,
  now: Date,
  open: boolean,
): Date | null {
  const until = addMs(text.writtenAt, pack.words.correctMinutes * MINUTE);
  return open && text.authorId === caller.staffId && !text.redactedAt && until > now ? until : null;
}

/** Personal fields and vehicle numbers are masked; what is masked can be shown by a logged act. */
export function maskedFields(
  pack: Pick<ComplaintsSection, 'fields'>,
  fields: Readonly<Record<string, string | number | boolean | null>>,
) {
  const shown: Record<string, string | number | boolean | null> = {};
  const masked: string[] = [];
  for (const [name, value] of Object.entries(fields)) {
    const field = pack.fields.find((known) => known.key === name);
    const mask =
      field?.type === 'vin' ? maskVin : field?.type === 'plate' ? maskPlate : field?.personal ? maskPersonal : null;
    if (mask && typeof value === 'string' && readable(value)) {
      shown[name] = mask(value);
      masked.push(name);
    } else shown[name] = value;
  }
  return { shown, masked };
}
const maskPersonal = (text: string): string => (/^[\d\s+-]{7,}$/.test(text) ? maskPhone(text) : maskGeneric(text));

/** Requests to redact something of an investigation count: they name it, and its words. */
const isOfInvestigation = (record: CaseRecord): boolean =>
  INVESTIGATION_ACTS.includes(record.act) || (record.act === 'redaction' && record.data.investigation);

/** The words to be hidden stand in the request for those who may answer it. */
const withoutPassages = (record: CaseRecord): CaseRecord =>
  record.act === 'redaction' ? { ...record, data: { ...record.data, passages: [] } } : record;

const shown = (record: CaseRecord, who: (id: string | null) => Person | null, seenCases: ReadonlySet<string>) => ({
  id: record.id,
  act: record.act,
  by: who(record.byId),
  at: record.at,
  endedAt: record.endedAt,
  data: hiddenCasesLeftOut(record.data as unknown as Record<string, unknown>, seenCases),
});
