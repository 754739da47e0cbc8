import { forbidden, notFound, Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import type { Reader } from '../../base/server/db.ts';
import type { Given, RawExchange } from '../../base/server/serve.ts';
import { inTransaction, type Read, type Tx } from '../../base/server/transaction.ts';
import { earliest } from '../../base/time.ts';
import { adoptRules, type NewRules, previewRules } from '../../clocks/actions/adopt-rules.ts';
import { type CalendarEditions, currentCalendars, pinnedCalendars } from '../../clocks/actions/pinned-calendars.ts';
import { clocksPart } from '../../clocks/pack.ts';
import { type Effect, sumOfEffects } from '../../clocks/under-rules.ts';
import { localOf } from '../../people/duty.ts';
import { may, type Staff, theDesk } from '../../people/staff.ts';
import { visibleTo } from '../../people/visible-to.sql.ts';
import { checkedDraft } from '../../policies/actions/check-draft.ts';
import { currentEdition, editionById } from '../../policies/actions/editions.ts';
import { storeEditions } from '../../policies/actions/return-store.ts';
import { seenDraft } from '../../policies/drafts.sql.ts';
import type { Edition } from '../../policies/edition.ts';
import { type Pack, type PackSections, sectionOf } from '../../policies/pack.ts';
import { policyAdopted } from '../facts.ts';
import { beginningsOf, casesBehind, isCase, type MovingRow, movingRows } from '../moving.sql.ts';
import { type Lack, movingTo } from '../moving.ts';
import type { draftMovingPreview, moveToEdition, movingPreview, storeReturnPreview } from '../moving-contract.ts';
import { complaintsPart } from '../pack.ts';
import { storesOf, timeZoneOf } from '../reads.ts';
import { flowOf } from '../routing.ts';
import { lockComplaint, updateComplaint } from '../store.ts';
import { policyOf } from './case-policy.ts';
import { hearing } from './fire-clocks.ts';

/** What one request does; the page asks again until none is left. */
const AT_ONCE = 100;
const PREVIEWED_AT_ONCE = 200;
/** Looked at for a preview; more are counted only. */
const PREVIEWED_MOST = 5000;
/** Overdue cases that a preview names. */
const NAMED_MOST = 10;

export async function previewMoving(read: Read<Staff>, { id }: Given<typeof movingPreview>) {
  const { sql, caller, now } = read;
  const edition = await editionById(sql, caller.orgId, id);
  if (!edition) throw notFound();
  const soon = await beginningsOf(sql, caller.orgId, id, now);
  const storeIds = await storesUnder(sql, caller, id, [now, ...soon.map(({ validFrom }) => validFrom)]);
  return preview(read, edition.pack, storeIds, id);
}

/** Of a draft with gaps, what reads already. */
export const previewMovingOfDraft = (sections: PackSections) =>
  async function previewOfDraft(read: Read<Staff>, { id }: Given<typeof draftMovingPreview>) {
    const { sql, caller, now } = read;
    const row = await seenDraft(sql, caller, id);
    const { day } = localOf(now, await timeZoneOf(sql, caller.orgId));
    const checked = await checkedDraft(sql, caller.orgId, sections, row, { now, day });
    const pack = checked.pack ?? checked.readable;
    if (!pack) {
      const { findings } = checked;
      throw new Refusal('policies.not-ready', { status: 422, values: { count: findings.length }, details: findings });
    }
    return preview(read, pack, await storesAt(sql, caller.orgId, row.storeId), null);
  };

export async function previewReturn(read: Read<Staff>, { id }: Given<typeof storeReturnPreview>) {
  const { own, organisation } = await storeEditions(read.sql, read.caller, id);
  return {
    ...(await preview(read, organisation.pack, [id], organisation.id)),
    editionId: organisation.id,
    own: { id: own.id, title: own.pack.title, edition: own.edition },
  };
}

async function preview({ sql, caller, now }: Read<Staff>, pack: Pack, storeIds: readonly string[], id: string | null) {
  const { orgId } = caller;
  const section = sectionOf(pack, complaintsPart);
  const { editions } = await currentCalendars(sql, orgId);
  const effects: Effect[] = [];
  const overdue: string[] = [];
  const lacking = new Map<string, Lack & { cases: number }>();
  let [looked, refused] = [0, 0];
  for (let after: string | null = null; looked < PREVIEWED_MOST; ) {
    const rows: MovingRow[] = await movingRows(sql, orgId, {
      storeIds,
      editionId: id,
      after,
      limit: PREVIEWED_AT_ONCE,
    });
    const moving: (NewRules & { subjectId: string })[] = [];
    for (const row of rows) {
      const { standing, lacks } = movingTo(section, row);
      if (!standing || lacks.length > 0) refused += 1;
      else moving.push({ subjectId: row.id, ...(await rulesFor(sql, orgId, pack, row, standing.ladderKey, editions)) });
      for (const lack of lacks) {
        const name = `${lack.what} ${lack.key}`;
        lacking.set(name, { ...lack, cases: (lacking.get(name)?.cases ?? 0) + 1 });
      }
    }
    const found = await previewRules(sql, orgId, moving, now);
    effects.push(...found.flat());
    for (const [nth, { subjectId }] of moving.entries()) {
      if (found[nth]?.some((effect) => effect.overdue > 0)) overdue.push(subjectId);
    }
    looked += rows.length;
    after = rows.at(-1)?.id ?? null;
    if (rows.length < PREVIEWED_AT_ONCE) break;
  }
  return {
    title: pack.title,
    edition: pack.edition,
    cases: looked < PREVIEWED_MOST ? looked : await casesBehind(sql, orgId, storeIds, id),
    looked,
    clocks: countsOf(effects),
    rules: sumOfEffects(effects),
    overdueCases: {
      count: overdue.length,
      items: [...(await numbersSeen(sql, caller, overdue))]
        .map(([complaintId, number]) => ({ complaintId, number }))
        .slice(0, NAMED_MOST),
    },
    refused,
    lacking: [...lacking.values()].sort((one, other) => other.cases - one.cases),
  };
}

/**
 * Case by case, each in a transaction of its own: no case waits for another. What has moved is left alone, so a broken
 * connection is met by asking again; no reply is kept.
 */
export async function moveCasesToEdition({ sql, caller, given }: RawExchange<Staff, typeof moveToEdition>) {
  const edition = await editionById(sql, caller.orgId, given.id);
  if (!edition) throw notFound();
  const storeIds = await storesUnder(sql, caller, edition.id, [undefined]);
  if (given.after !== null && !(await isCase(sql, caller.orgId, given.after))) throw notFound();
  const which = { storeIds, editionId: edition.id, after: given.after, limit: AT_ONCE };
  const rows = await movingRows(sql, caller.orgId, which);
  const effects: Effect[] = [];
  const refused: { complaintId: string; lacks: Lack[] }[] = [];
  let cases = 0;
  for (const { id } of rows) {
    const done = await inTransaction(sql, caller, (tx) => moveOne(tx, id, edition));
    if (!done) continue;
    if ('lacks' in done) {
      refused.push({ complaintId: id, lacks: done.lacks });
      continue;
    }
    cases += 1;
    effects.push(...done.effects);
  }
  const numbers = await numbersSeen(
    sql,
    caller,
    refused.map(({ complaintId }) => complaintId),
  );
  return {
    cases,
    clocks: countsOf(effects),
    refused: refused.length,
    refusals: refused.flatMap(({ complaintId, lacks }) => {
      const number = numbers.get(complaintId);
      return number === undefined ? [] : [{ complaintId, number, code: codeOf(lacks), lacks }];
    }),
    next: rows.length < AT_ONCE ? null : (rows.at(-1)?.id ?? null),
  };
}

const codeOf = (lacks: readonly Lack[]): string =>
  lacks.some(({ what }) => what === 'stage') ? 'complaints.stage-not-in-edition' : 'complaints.not-in-edition';

/** Null: closed, or done by somebody else, meanwhile. */
async function moveOne(
  tx: Tx<Staff>,
  id: string,
  edition: Edition,
): Promise<{ lacks: Lack[] } | { effects: Effect[] } | null> {
  // also the cases that this person may not see: nothing of them is told but how many
  const unseen = { ...tx, caller: theDesk(tx.caller.orgId) };
  const row = await lockComplaint(unseen, id);
  if (!row || row.stage === 'closed' || row.policyEditionId === edition.id) return null;
  tx.now = unseen.now;
  const { orgId } = tx.caller;
  const [file] = await movingRows(tx.sql, orgId, { id });
  if (!file) return null;
  const { standing, lacks } = movingTo(sectionOf(edition.pack, complaintsPart), file);
  if (!standing || lacks.length > 0) return { lacks };
  const { editions } = await currentCalendars(tx.sql, orgId);
  const calendarEditions = { ...editions, ...row.calendarEditions };
  const rules = await rulesFor(tx.sql, orgId, edition.pack, file, standing.ladderKey, editions);
  const { effects, fired, nextDueAt } = await adoptRules(tx, id, rules);
  const { adopted, ...counts } = countsOf(effects);
  announce(tx, policyAdopted, {
    subjectId: id,
    data: { editionId: edition.id, fromEditionId: row.policyEditionId, clocks: adopted, ...counts },
    sample: row.sample,
  });
  const policy = await policyOf(tx.sql, orgId, edition.id, calendarEditions);
  const heard = fired.length ? await hearing(tx, { ...row, ...standing }, policy, fired) : {};
  updateComplaint(tx, row, {
    ...standing,
    ...heard,
    policyEditionId: edition.id,
    calendarEditions,
    clockDueAt: nextDueAt,
    attentionAt: earliest(row.nextStepAt, nextDueAt),
  });
  return { effects };
}

/** The case keeps the calendars it has pinned; those that it has not had yet are the newest. */
async function rulesFor(
  sql: Reader,
  orgId: string,
  pack: Pack,
  row: MovingRow,
  ladder: string | null,
  newest: CalendarEditions,
): Promise<NewRules> {
  return {
    rules: sectionOf(pack, clocksPart).clocks,
    calendars: await pinnedCalendars(sql, orgId, { ...newest, ...row.calendarEditions }),
    attributes: {
      kind: row.kind,
      severity: row.severity,
      category: row.category,
      channel: row.channel,
      source: row.source,
      responsible: row.responsible,
      department: row.department,
      ladder,
      flow: flowOf(sectionOf(pack, complaintsPart).routing, row.flow),
    },
    sample: row.sample,
  };
}

/** Stores where the edition counts at one of these times (undefined: now) and this person publishes policies. */
async function storesUnder(
  sql: Reader,
  caller: Staff,
  editionId: string,
  times: readonly (Date | undefined)[],
): Promise<string[]> {
  const stores = await storesOf(sql, caller.orgId);
  const under: string[] = [];
  for (const { id } of stores) {
    for (const at of times) {
      if ((await currentEdition(sql, caller.orgId, id, at))?.id !== editionId) continue;
      under.push(id);
      break;
    }
  }
  const mine = under.filter((id) => may(caller, 'policy.publish', id));
  if (under.length > 0 && mine.length === 0) throw forbidden('policy.publish');
  return mine;
}

/** The stores for which a draft would count: the one it is for, or all without a policy of their own. */
async function storesAt(sql: Reader, orgId: string, storeId: string | null): Promise<string[]> {
  if (storeId !== null) return [storeId];
  const whole = await currentEdition(sql, orgId, null);
  const found = await Promise.all(
    (await storesOf(sql, orgId)).map(async ({ id }) => ({ id, edition: await currentEdition(sql, orgId, id) })),
  );
  return found.filter(({ edition }) => edition?.id === whole?.id).map(({ id }) => id);
}

async function numbersSeen(sql: Reader, caller: Staff, ids: readonly string[]): Promise<Map<string, string>> {
  if (!ids.length) return new Map();
  const rows = await sql<{ id: string; number: string }[]>`
    select id, number from complaint
    where org_id = ${caller.orgId} and id = any(${ids as string[]}::uuid[]) and ${visibleTo(sql, caller)}
    order by number`;
  return new Map(rows.map(({ id, number }) => [id, number]));
}

const countsOf = (effects: readonly Effect[]) => {
  const sum = { adopted: 0, moved: 0, overdue: 0, ended: 0, started: 0 };
  for (const effect of effects) {
    for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += effect[name];
  }
  return sum;
};
