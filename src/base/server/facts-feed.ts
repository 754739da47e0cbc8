import { onFactsWritten } from './announce.ts';
import { noteTime } from './database-time.ts';
import type { Sql } from './db.ts';
import { log } from './log.ts';

export interface FactSeen {
  readonly id: string;
  readonly orgId: string;
  readonly kind: string;
  readonly subjectId: string | null;
  readonly actorId: string | null;
}

export interface FactFeed {
  subscribe(listener: (facts: readonly FactSeen[]) => void): () => void;
  stop(): Promise<void>;
}

/** How far it has read: facts of this transaction beyond this id, and all of later ones. */
interface Position {
  readonly xid: string;
  readonly id: string;
}
const FIRST = '00000000-0000-0000-0000-000000000000';
/** One transaction may bring millions (a restored backup). */
const AT_ONCE = 5000;
const PASS_ON_MS = 60;
const POLL_MS = 1000;

/**
 * Hears of every committed fact in every process, each once. Only transactions below the snapshot's xmin
 * are read, so that none is skipped; the price is that a long transaction delays the news. Whoever hears of something
 * reads again, and must not find it missing: `seenByReaders` settles once a replica has it too.
 */
export async function openFactFeed(sql: Sql, seenByReaders: () => Promise<void> = async () => {}): Promise<FactFeed> {
  const listeners = new Set<(facts: readonly FactSeen[]) => void>();
  const began = performance.now();
  const [start] = await sql<{ xmin: string; now: Date }[]>`
    select fact_horizon()::text as xmin, clock_timestamp() as now`;
  if (start) noteTime(sql, start.now, began);
  let read: Position = { xid: start?.xmin ?? '0', id: FIRST };
  let running: Promise<void> | null = null;
  let again = false;

  const readOn = async (): Promise<void> => {
    for (;;) {
      const asked = performance.now();
      const rows = await sql<(FactSeen & { xid: string; xmin: string; now: Date })[]>`
        with horizon as materialized (select fact_horizon() as xmin)
        select fact.id, fact.org_id, fact.kind, fact.subject_id, fact.actor_id, fact.xid::text as xid,
               horizon.xmin::text as xmin, clock_timestamp() as now
        from horizon left join lateral (
          select * from fact
          where fact.xid >= ${read.xid}::xid8 and fact.xid < horizon.xmin
            and (fact.xid > ${read.xid}::xid8 or fact.id > ${read.id}::uuid)
          order by fact.xid, fact.id limit ${AT_ONCE}) fact on true
        order by fact.xid, fact.id`;
      if (rows[0]) noteTime(sql, rows[0].now, asked);
      const facts = rows.filter((row) => row.id);
      const last = facts.length < AT_ONCE ? undefined : facts.at(-1);
      read = last ? { xid: last.xid, id: last.id } : { xid: rows[0]?.xmin ?? read.xid, id: FIRST };
      if (!facts.length) return;
      await seenByReaders();
      for (const listener of listeners) listener(facts);
      if (!last) return;
    }
  };
  const tick = (): void => {
    if (running) {
      again = true;
      return;
    }
    running = readOn()
      .catch((err) => log.warn({ err }, 'reading new facts failed; trying again in a second'))
      .finally(() => {
        running = null;
        if (again) {
          again = false;
          tick();
        }
      });
  };

  const subscription = await sql.listen('wanhui_facts', tick);
  const poll = setInterval(tick, POLL_MS);
  let told: NodeJS.Timeout | null = null;
  const forget = onFactsWritten(() => {
    told ??= setTimeout(() => {
      told = null;
      sql.notify('wanhui_facts', '').catch((err) => log.warn({ err }, 'passing on the news of new facts failed'));
    }, PASS_ON_MS);
  });

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async stop() {
      clearInterval(poll);
      if (told) clearTimeout(told);
      forget();
      await subscription.unlisten();
      await running;
    },
  };
}
