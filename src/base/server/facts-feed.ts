import { onFactsWritten } from './announce.ts';
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

const PASS_ON_MS = 60;
const POLL_MS = 1000;

/**
 * Hears of every committed fact in every process, each once. Only transactions below the snapshot's xmin
 * are read, so that none is skipped; the price is that a long transaction delays the news.
 */
export async function openFactFeed(sql: Sql): Promise<FactFeed> {
  const listeners = new Set<(facts: readonly FactSeen[]) => void>();
  const [start] = await sql<{ xmin: string }[]>`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`;
  let cursor = start?.xmin ?? '0';
  let running: Promise<void> | null = null;
  let again = false;

  const readOn = async (): Promise<void> => {
    const rows = await sql<(FactSeen & { xmin: string })[]>`
      with horizon as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as xmin)
      select fact.id, fact.org_id, fact.kind, fact.subject_id, fact.actor_id, horizon.xmin::text as xmin
      from horizon left join fact on fact.xid >= ${cursor}::xid8 and fact.xid < horizon.xmin
      order by fact.xid, fact.id`;
    cursor = rows[0]?.xmin ?? cursor;
    const facts = rows.filter((row) => row.id);
    if (facts.length) for (const listener of listeners) listener(facts);
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
