import { notFound } from '../base/refusal.ts';
import type { Fragment, Reader } from '../base/server/db.ts';
import type { Read } from '../base/server/transaction.ts';
import { visibleRow } from '../complaints/view.sql.ts';
import { namesOf } from '../people/actions/known-names.ts';
import { may, type Staff } from '../people/staff.ts';
import { mayThere, visibleTo } from '../people/visible-to.sql.ts';
import { type Analysis, analyse, type Finding } from './conversation.ts';
import { WARNINGS } from './help.ts';
import { disputesOf, type Flags, flagsOf, utterancesOf } from './reads-talks.ts';
import { reviewOf } from './review.ts';
import { earOf, type TalkEar } from './server/talk-engine.ts';
import type { DisputeRow, ExampleRow, TalkRow, UtteranceRow } from './store-talks.ts';
import { hungUpFirst, sameDispute } from './talk.ts';
import { type Timed, voiceOf } from './voice.ts';

type Person = { id: string; name: string };
export type Listed = TalkRow & { number: string; storeId: string; isCovered: boolean };

/** Conversations of cases that one may see, in the order that `end` says. */
export const talks = (sql: Reader, caller: Staff, which: Fragment, end: Fragment = sql``) => sql<Listed[]>`
  select conversation.id, conversation.complaint_id, conversation.channel, conversation.source,
         conversation.started_at, conversation.spoken_by, conversation.kept_by, conversation.kept_at,
         conversation.ended_by, complaint.number, complaint.store_id,
         exists (
           select from abuse_incident abuse
           where abuse.org_id = conversation.org_id and abuse.complaint_id = conversation.complaint_id
             and abuse.staff_id = any(conversation.spoken_by) and abuse.ended_by = 'us'
             and abuse.warnings >= ${WARNINGS} and abuse.began_at >= conversation.started_at
             and abuse.began_at < conversation.started_at + interval '4 hours') as is_covered
  from conversation
  join complaint on complaint.org_id = conversation.org_id and complaint.id = conversation.complaint_id
  where ${visibleTo(sql, caller, 'complaint')} and ${which} ${end}`;

/** 404 for one that is not there, or of a case that one may not see. */
export async function visibleTalk(sql: Reader, caller: Staff, id: string): Promise<Listed> {
  const [row] = await talks(sql, caller, sql`conversation.id = ${id}`);
  if (!row) throw notFound();
  return row;
}

export const whoIn =
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
  endedBy: row.endedBy,
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
export const timed = (said: readonly UtteranceRow[], of: string | null): Timed[] =>
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
    hungUpFirst: hungUpFirst(row),
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

const unfrozen = ({ overlap, holds, repeats, ...voice }: ReturnType<typeof voiceOf>) => ({
  ...voice,
  overlap: overlap && { ...overlap, interruptions: [...overlap.interruptions] },
  holds: holds.map(({ missing, ...hold }) => ({ ...hold, missing: [...missing] })),
  repeats: { ...repeats, places: [...repeats.places] },
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
