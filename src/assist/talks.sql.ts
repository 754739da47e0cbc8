import { notFound, Refusal } from '../base/refusal.ts';
import type { Fragment, Reader } from '../base/server/db.ts';
import type { Read } from '../base/server/transaction.ts';
import { addMs, DAY } from '../base/time.ts';
import { visibleRow } from '../complaints/view.sql.ts';
import { namesOf } from '../people/actions/known-names.ts';
import { may, type Staff } from '../people/staff.ts';
import { mayThere, visibleTo } from '../people/visible-to.sql.ts';
import { type Analysis, analyse, type Finding } from './conversation.ts';
import { currentRule, disputesOf, type Flags, flagsOf, mustBeOurs, utterancesOf } from './reads-talks.ts';
import { reviewOf } from './review.ts';
import { earOf, type TalkEar } from './server/talk-engine.ts';
import type { DisputeRow, ExampleRow, TalkRow, UtteranceRow } from './store-talks.ts';
import { figuresOf, type PersonsTalk, sameDispute } from './talk.ts';
import { type Timed, voiceOf } from './voice.ts';

type Person = { id: string; name: string };
type Listed = TalkRow & { number: string; storeId: string };

/** Conversations of cases that one may see, in the order that `end` says. */
const talks = (sql: Reader, caller: Staff, which: Fragment, end: Fragment = sql``) => sql<Listed[]>`
  select conversation.id, conversation.complaint_id, conversation.channel, conversation.source,
         conversation.started_at, conversation.spoken_by, conversation.kept_by, conversation.kept_at,
         complaint.number, complaint.store_id
  from conversation
  join complaint on complaint.org_id = conversation.org_id and complaint.id = conversation.complaint_id
  where ${visibleTo(sql, caller, 'complaint')} and ${which} ${end}`;

/** 404 for one that is not there, or of a case that one may not see. */
export async function visibleTalk(sql: Reader, caller: Staff, id: string): Promise<Listed> {
  const [row] = await talks(sql, caller, sql`conversation.id = ${id}`);
  if (!row) throw notFound();
  return row;
}

const whoIn =
  (people: ReadonlyMap<string, string>) =>
  (id: string | null): Person | null =>
    id === null ? null : { id, name: people.get(id) ?? '' };

export async function talksOfCase({ sql, caller }: Read<Staff>, { id }: { id: string }) {
  await visibleRow(sql, caller, id);
  const { orgId } = caller;
  const rows = await sql<(TalkRow & { utterances: number; examples: number; disputes: number })[]>`
    select conversation.*,
           (select count(*)::int from utterance said
            where said.org_id = conversation.org_id and said.conversation_id = conversation.id) as utterances,
           (select count(*)::int from good_example example where example.org_id = conversation.org_id
              and example.conversation_id = conversation.id and example.ended_at is null) as examples,
           (select count(*)::int from talk_dispute dispute where dispute.org_id = conversation.org_id
              and dispute.conversation_id = conversation.id and dispute.answered_at is null) as disputes
    from conversation where org_id = ${orgId} and complaint_id = ${id} order by started_at desc, id desc`;
  const who = whoIn(
    await namesOf(
      sql,
      orgId,
      rows.flatMap(({ spokenBy, keptBy }) => [...spokenBy, keptBy]),
    ),
  );
  return {
    items: rows.map(({ utterances, examples, disputes, ...row }) => ({
      ...headOf(row, who),
      utterances,
      examples,
      disputes,
    })),
  };
}

const headOf = (row: TalkRow, who: (id: string | null) => Person | null) => ({
  id: row.id,
  channel: row.channel,
  source: row.source,
  startedAt: row.startedAt,
  spokenBy: row.spokenBy.map((id) => who(id) as Person),
  keptBy: who(row.keptBy),
  keptAt: row.keptAt,
});

/** What the checks hear in it today. Nothing of it is stored. */
export const heardIn = (
  { engine }: TalkEar,
  { channel }: Pick<TalkRow, 'channel'>,
  said: readonly UtteranceRow[],
  flags: Flags | undefined,
): Analysis =>
  analyse(engine, {
    utterances: said.map(({ speaker, body, begins }) => ({ speaker, text: body, at: begins })),
    channel,
    case: flags ?? {},
  });

/** `of`: only this person’s voice is looked at; null: everybody’s of ours. */
const timed = (said: readonly UtteranceRow[], of: string | null): Timed[] =>
  said.map(({ speaker, staffId, body, begins, ends }) => ({
    speaker: speaker === 'agent' && of !== null && staffId !== of ? 'colleague' : speaker,
    text: body,
    at: begins,
    end: ends,
  }));

/** A conversation with its analysis: worked out by the policy and the facts of the case as they are now. */
export async function viewTalk({ sql, caller }: Read<Staff>, { id }: { id: string }) {
  const { orgId } = caller;
  const row = await visibleTalk(sql, caller, id);
  const [ear, said, flags, disputes, examples] = await Promise.all([
    earOf(sql, orgId, row.storeId),
    utterancesOf(sql, orgId, [id]),
    flagsOf(sql, orgId, [row.complaintId]),
    disputesOf(sql, orgId, [id]),
    sql<ExampleRow[]>`
      select id, conversation_id, place, note, marked_by, marked_at from good_example
      where org_id = ${orgId} and conversation_id = ${id} and ended_at is null order by place`,
  ]);
  const analysis = heardIn(ear, row, said, flags.get(row.complaintId));
  const who = whoIn(
    await namesOf(sql, orgId, [
      ...row.spokenBy,
      row.keptBy,
      ...examples.map(({ markedBy }) => markedBy),
      ...disputes.flatMap(({ staffId, answeredBy }) => [staffId, answeredBy]),
    ]),
  );
  const answers = may(caller, 'talk.review', row.storeId);
  const lifted = disputes.filter(({ upheld }) => upheld);
  const isLifted = ({ utterance, rule }: Finding): boolean =>
    lifted.some((one) => sameDispute(one, { place: utterance, about: rule }));
  const counting = analysis.findings.filter((finding) => !isLifted(finding));
  const { sections, phases, principles, promises, apologies } = reviewOf({ ...analysis, findings: counting }, null);
  return {
    ...headOf(row, who),
    case: { id: row.complaintId, number: row.number },
    utterances: analysis.utterances.map((heard, place) => ({
      index: place,
      speaker: heard.speaker,
      text: heard.text,
      at: heard.at,
      end: said[place]?.ends ?? null,
      by: who(said[place]?.staffId ?? null),
      phase: heard.phase,
      principles: heard.principles.map(({ start, end, principle }) => ({ start, end, principle })),
      promises: heard.promises.map(({ start, end, kind }) => ({ start, end, kind })),
      apology: heard.apology,
      objection: heard.objection,
    })),
    findings: analysis.findings.map((finding) => {
      const { utterance, start, end, rule, family, severity, message, suggestion } = finding;
      return {
        ...{ utterance, start, end, rule, family, severity, message, suggestion },
        title: ear.titleOf(family),
        isLifted: isLifted(finding),
      };
    }),
    review: {
      sections: sections.map(({ section, items, score }) => ({ section, items: [...items], score })),
      phases: [...phases],
      principles,
      promises: [...promises],
      apologies,
    },
    voice: unfrozen(voiceOf(timed(said, null), ear.limits)),
    limits: { ...ear.limits, paceReason: ear.paceReason },
    examples: examples.map(({ id: exampleId, place, note, markedBy, markedAt }) => ({
      id: exampleId,
      place,
      note,
      by: who(markedBy),
      at: markedAt,
      canTakeBack: answers || markedBy === caller.staffId,
    })),
    disputes: disputes.map((dispute) => disputeView(dispute, who)),
    can: { mark: may(caller, 'complaint.work', row.storeId), answer: answers },
  };
}

const unfrozen = ({ overlap, holds, ...voice }: ReturnType<typeof voiceOf>) => ({
  ...voice,
  overlap: overlap && { ...overlap, interruptions: [...overlap.interruptions] },
  holds: [...holds],
});

const disputeView = (row: DisputeRow, who: (id: string | null) => Person | null) => ({
  id: row.id,
  by: who(row.staffId) as Person,
  place: row.place,
  about: row.about,
  reason: row.reason,
  at: row.disputedAt,
  answer:
    row.answeredAt === null
      ? null
      : { upheld: row.upheld === true, words: row.answer, by: who(row.answeredBy), at: row.answeredAt },
});

/** Those that one may answer: in stores where one may, on cases that one sees, of others. */
export async function openDisputes({ sql, caller }: Read<Staff>) {
  const rows = await sql<(DisputeRow & { complaintId: string; number: string })[]>`
    select dispute.*, complaint.id as complaint_id, complaint.number from talk_dispute dispute
    join conversation on conversation.org_id = dispute.org_id and conversation.id = dispute.conversation_id
    join complaint on complaint.org_id = conversation.org_id and complaint.id = conversation.complaint_id
    where ${visibleTo(sql, caller, 'complaint')} and ${mayThere(sql, caller, 'talk.review')}
      and dispute.answered_at is null and dispute.staff_id is distinct from ${caller.staffId}
    order by dispute.disputed_at, dispute.id limit 100`;
  const who = whoIn(
    await namesOf(
      sql,
      caller.orgId,
      rows.map(({ staffId }) => staffId),
    ),
  );
  return {
    items: rows.map((row) => {
      const { answer: _, ...dispute } = disputeView(row, who);
      return { ...dispute, conversationId: row.conversationId, case: { id: row.complaintId, number: row.number } };
    }),
  };
}

export const FIGURE_DAYS = 30;
/** Most that one reading listens to. */
const MOST_TALKS = 200;

export const ownTalkFigures = (read: Read<Staff>) => {
  const { staffId } = read.caller;
  if (staffId === null) throw notFound();
  return figuresFor(read, staffId, read.sql`true`);
};

/** Off until the rule is recorded. Only of what both may see: nothing counts that the person could not look at. */
export async function personsTalkFigures(read: Read<Staff>, { id }: { id: string }) {
  const { sql, caller, now } = read;
  await mustBeOurs(sql, caller.orgId, [id]);
  if (!(await currentRule(sql, caller.orgId))) throw new Refusal('assist.rule-missing', { status: 403 });
  const both = sql`${mayThere(sql, caller, 'talk.review')} and not complaint.excluded_ids @> array[${id}]::uuid[]`;
  return figuresFor({ sql, caller, now }, id, both);
}

async function figuresFor({ sql, caller, now }: Read<Staff>, staffId: string, which: Fragment) {
  const { orgId } = caller;
  const rows = await talks(
    sql,
    caller,
    sql`conversation.spoken_by @> array[${staffId}]::uuid[]
        and conversation.started_at > ${addMs(now, -FIGURE_DAYS * DAY)} and ${which}`,
    sql`order by conversation.started_at desc, conversation.id desc limit ${MOST_TALKS + 1}`,
  );
  const taken = rows.slice(0, MOST_TALKS);
  const ids = taken.map(({ id }) => id);
  const said = Map.groupBy(await utterancesOf(sql, orgId, ids), ({ conversationId }) => conversationId);
  const disputes = (await disputesOf(sql, orgId, ids)).filter((one) => one.staffId === staffId);
  const flags = await flagsOf(
    sql,
    orgId,
    taken.map(({ complaintId }) => complaintId),
  );
  const heard: (PersonsTalk & { row: Listed; open: number })[] = [];
  let titleOf = (family: string): string => family;
  for (const row of taken) {
    const ear = await earOf(sql, orgId, row.storeId);
    titleOf = ear.titleOf;
    const own = said.get(row.id) ?? [];
    const about = disputes.filter(({ conversationId }) => conversationId === row.id);
    heard.push({
      row,
      analysis: heardIn(ear, row, own, flags.get(row.complaintId)),
      by: own.map((one) => one.staffId),
      voice: voiceOf(timed(own, staffId), ear.limits),
      lifted: about.filter(({ upheld }) => upheld),
      open: about.filter(({ answeredAt }) => answeredAt === null).length,
    });
    // others are answered between two of them
    await new Promise(setImmediate);
  }
  const { families, ...figures } = figuresOf(staffId, heard);
  return {
    days: FIGURE_DAYS,
    more: rows.length > MOST_TALKS,
    ...figures,
    families: families.map((one) => ({ ...one, title: titleOf(one.family) })),
    talks: heard.map((one) => ({
      id: one.row.id,
      case: { id: one.row.complaintId, number: one.row.number },
      channel: one.row.channel,
      startedAt: one.row.startedAt,
      findings: figuresOf(staffId, [one]).families.reduce((sum, { count }) => sum + count, 0),
      disputes: one.open,
    })),
  };
}

export async function talkRule({ sql, caller }: Read<Staff>) {
  const rule = await currentRule(sql, caller.orgId);
  if (!rule) return { rule: null };
  const { documentNumber, consultedOn, notifiedOn, recordedBy, recordedAt } = rule;
  const who = whoIn(await namesOf(sql, caller.orgId, [recordedBy]));
  return { rule: { documentNumber, consultedOn, notifiedOn, recordedBy: who(recordedBy), recordedAt } };
}
