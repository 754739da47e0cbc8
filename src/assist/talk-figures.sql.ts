import { notFound, Refusal } from '../base/refusal.ts';
import type { Fragment } from '../base/server/db.ts';
import type { Read } from '../base/server/transaction.ts';
import { addMs, DAY } from '../base/time.ts';
import { namesOf } from '../people/actions/known-names.ts';
import type { Staff } from '../people/staff.ts';
import { mayThere } from '../people/visible-to.sql.ts';
import { currentRule, disputesOf, flagsOf, mustBeOurs, utterancesOf } from './reads-talks.ts';
import { earOf } from './server/talk-engine.ts';
import { figuresOf, hungUpFirst, type PersonsTalk } from './talk.ts';
import { heardIn, type Listed, talks, timed, whoIn } from './talks.sql.ts';
import { voiceOf } from './voice.ts';

const FIGURE_DAYS = 30;
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
      hungUpFirst: hungUpFirst(row),
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
