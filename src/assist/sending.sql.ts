import { notFound } from '../base/refusal.ts';
import type { Reader } from '../base/server/db.ts';
import type { Read } from '../base/server/transaction.ts';
import { addMs, DAY } from '../base/time.ts';
import type { Staff } from '../people/staff.ts';
import { mayThere, visibleTo } from '../people/visible-to.sql.ts';
import { familyOf, type OverrideReason, type RuleCount, stopFigures } from './sending.ts';
import { shelfOf } from './server/language-for.ts';
import { languageForBrowsers } from './server/shipped-language.ts';

const DAYS = 90;
const MOST = 100;

interface Listed {
  readonly id: string;
  readonly rule: string;
  readonly words: string;
  readonly at: Date;
  readonly reason: OverrideReason | null;
  readonly note: string;
  readonly stopWasRight: boolean | null;
  readonly complaintId: string;
  readonly number: string;
}

/** On cases that the caller sees. */
const overridesSeen = (sql: Reader, caller: Staff) => sql`
  select kept.id, kept.rule, kept.words, kept.at, kept.reason, kept.note, kept.stop_was_right,
         complaint.id as complaint_id, complaint.number
  from send_override kept
  join complaint on complaint.org_id = kept.org_id and complaint.id = kept.complaint_id
  where ${visibleTo(sql, caller, 'complaint')}`;

async function titles(): Promise<(rule: string) => string> {
  const { language } = await languageForBrowsers();
  const known = new Map(language.families.map(({ key, title }) => [key, title]));
  return (rule) => known.get(familyOf(rule)) ?? familyOf(rule);
}

const viewOf = ({ complaintId, number, stopWasRight: _, ...one }: Listed, titleOf: (rule: string) => string) => ({
  ...one,
  title: titleOf(one.rule),
  case: { id: complaintId, number },
});

export async function ownOverridesOf({ sql, caller, now }: Read<Staff>) {
  if (caller.staffId === null) throw notFound();
  const titleOf = await titles();
  const rows = await sql<Listed[]>`
    ${overridesSeen(sql, caller)} and kept.by_id = ${caller.staffId}
      and (kept.reason is null or kept.at > ${addMs(now, -DAYS * DAY)})
    order by kept.at desc, kept.id desc limit ${MOST}`;
  return { items: rows.map((row) => ({ ...viewOf(row, titleOf), stopWasRight: row.stopWasRight })) };
}

/** By rule, what it is meant to find; whoever reads a rule's name must not need to know its key. */
async function examples(sql: Reader, orgId: string): Promise<(rule: string) => string | null> {
  const { language } = await shelfOf(sql, orgId);
  return (rule) => {
    const family = language.families.find(({ key }) => key === familyOf(rule));
    const hit = family?.rules.find(({ key }) => `${family.key}/${key}` === rule)?.hits[0];
    return typeof hit === 'object' ? hit.text : (hit ?? null);
  };
}

/** Figures of the whole organisation hold no words; sentences only where the caller keeps the rules. */
export async function overridesToJudge({ sql, caller, now }: Read<Staff>) {
  const since = addMs(now, -DAYS * DAY);
  const [titleOf, exampleOf] = await Promise.all([titles(), examples(sql, caller.orgId)]);
  const counts = await sql<RuleCount[]>`
    select rule, sum(mended)::int as mended, sum(overridden)::int as overridden,
           sum(stop_was_right)::int as stop_was_right, sum(stop_was_wrong)::int as stop_was_wrong
    from (
      select rule, mended, 0 as overridden, 0 as stop_was_right, 0 as stop_was_wrong from stop_count
      where org_id = ${caller.orgId} and day > ${since}::date
      union all
      select rule, 0, 1, (stop_was_right is true)::int, (stop_was_right is false)::int from send_override
      where org_id = ${caller.orgId} and at > ${since}
    ) told group by rule`;
  const rows = await sql<Listed[]>`
    ${overridesSeen(sql, caller)} and ${mayThere(sql, caller, 'talk.review')}
      and kept.by_id is distinct from ${caller.staffId} and kept.judged_at is null
    order by kept.at desc, kept.id desc limit ${MOST}`;
  return {
    days: DAYS,
    rules: stopFigures(counts).map((one) => ({ ...one, title: titleOf(one.rule), example: exampleOf(one.rule) })),
    items: rows.map((row) => viewOf(row, titleOf)),
  };
}
