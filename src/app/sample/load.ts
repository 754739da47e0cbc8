import type { Sql } from '../../base/server/db.ts';
import { inTransaction } from '../../base/server/transaction.ts';
import { addMs } from '../../base/time.ts';
import { fireClocksOf } from '../../complaints/actions/fire-clocks.ts';
import { complaintsPart } from '../../complaints/pack.ts';
import { postsPart } from '../../people/pack.ts';
import { type Staff, theDesk } from '../../people/staff.ts';
import { currentEdition } from '../../policies/actions/editions.ts';
import { sectionOf } from '../../policies/pack.ts';
import { givenFor, play } from './acts.ts';
import { clockRef, refTo, type Step } from './beats.ts';
import { writeScript } from './script.ts';
import { createTeam, type SampleTeam } from './team-rows.ts';
import { tradeOf } from './trades.ts';

/** Strands played at once: about as many as a small machine has use for. */
const HANDS = 6;

export interface SampleProgress {
  readonly done: number;
  readonly of: number;
}

/**
 * Fills an organisation with a team and 240 complaints of the last 90 days, by the same actions that people use,
 * each at its own past moment, with the clocks falling due in between. Packs without stories stay empty.
 */
export async function loadSample(
  sql: Sql,
  orgId: string,
  onProgress: (progress: SampleProgress) => void = () => {},
  now: Date = new Date(),
): Promise<{ complaints: number; staff: number }> {
  const edition = await currentEdition(sql, orgId);
  const trade = edition && tradeOf(edition.pack.key);
  if (!trade) return { complaints: 0, staff: 0 };
  const section = sectionOf(edition.pack, complaintsPart);
  const { posts } = sectionOf(edition.pack, postsPart);
  const team = await inTransaction(sql, theDesk(orgId), (tx) => createTeam(tx, trade, posts, section.departments));

  const { steps, fates } = writeScript(trade, section, now);
  const strands = strandsOf(steps);
  let done = 0;
  const playing = { sql, orgId, team, now };
  const hand = async (): Promise<void> => {
    for (let strand = strands.shift(); strand; strand = strands.shift()) {
      await playStrand(playing, strand);
      done += new Set(strand.map((step) => step.case)).size;
      onProgress({ done, of: fates.length });
    }
  };
  await Promise.all(Array.from({ length: HANDS }, hand));
  return { complaints: fates.length, staff: trade.people.length };
}

/** Steps of cases that belong together, each strand in order of time, the oldest strand first. */
function strandsOf(steps: readonly Step[]): Step[][] {
  const byStrand = Map.groupBy(steps, (step) => step.strand);
  return [...byStrand.values()]
    .map((strand) => strand.toSorted((a, b) => a.at.getTime() - b.at.getTime()))
    .sort((a, b) => (a[0] as Step).at.getTime() - (b[0] as Step).at.getTime());
}

interface Playing {
  readonly sql: Sql;
  readonly orgId: string;
  readonly team: SampleTeam;
  readonly now: Date;
}

async function playStrand({ sql, orgId, team, now }: Playing, strand: readonly Step[]): Promise<void> {
  const ids = new Map(team.ids);
  const cases = new Map<number, string>();
  for (const step of strand) {
    const caseId = cases.get(step.case) ?? null;
    if (caseId) await fireUntil(sql, orgId, caseId, step.at);
    const given = givenFor(step.act, caseId, exchanged(step.params, ids), exchanged(step.input, ids));
    const made = await atMoment(sql, team.actingAt(step.by, step.at), step, given);
    if (step.makes) ids.set(refTo(step.makes), made.made ?? made.id);
    if (step.act === 'registerComplaint') {
      cases.set(step.case, made.id);
      const demands = await sql<{ id: string; ordinal: number }[]>`
        select id, ordinal from demand where org_id = ${orgId} and complaint_id = ${made.id}`;
      for (const { id, ordinal } of demands) ids.set(refTo(`case:${step.case}:demand:${ordinal - 1}`), id);
      const clocks = await sql<{ id: string; ruleKey: string }[]>`
        select id, rule_key from clock where org_id = ${orgId} and subject_id = ${made.id}`;
      for (const { id, ruleKey } of clocks) ids.set(clockRef(`case:${step.case}`, ruleKey), id);
    }
  }
  for (const id of cases.values()) await fireUntil(sql, orgId, id, now);
}

function atMoment(sql: Sql, who: Staff, step: Step, given: object) {
  return inTransaction(
    sql,
    who,
    async (tx) => {
      const done = await play(step.act, tx, given);
      // made anew in seconds when the machine fails meanwhile: no need to wait for the disk each time
      tx.write(tx.sql`set local synchronous_commit = off`);
      return done;
    },
    { at: step.at },
  ).catch((cause) => {
    throw new Error(`sample case ${step.case}: ${step.by} could not ${step.act} at ${step.at.toISOString()}`, {
      cause,
    });
  });
}

/** What fell due before the next act happens at its own instant, as the worker would have seen it. */
async function fireUntil(sql: Sql, orgId: string, caseId: string, until: Date): Promise<void> {
  for (;;) {
    const [due] = await sql<{ at: Date | null }[]>`
      select min(next_at) as at from clock where org_id = ${orgId} and subject_id = ${caseId} and next_at <= ${until}`;
    if (!due?.at) return;
    // at the due instant itself it is still in time
    const at = addMs(due.at, 1);
    if (at > until) return;
    await inTransaction(sql, theDesk(orgId), (tx) => fireClocksOf(tx, caseId), { at });
  }
}

/** The same value with every placeholder replaced by the real id. */
function exchanged<T>(value: T, ids: ReadonlyMap<string, string>): T {
  if (typeof value === 'string') return (ids.get(value) ?? value) as T;
  if (Array.isArray(value)) return value.map((item) => exchanged(item, ids)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, exchanged(inner, ids)])) as T;
}
