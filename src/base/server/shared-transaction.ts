import { convoy } from './convoy.ts';
import { noteTime, timeOf } from './database-time.ts';
import type { Reader, Sql, TransactionSql } from './db.ts';
import { log } from './log.ts';
import { Rows } from './rows.ts';
import { type Ahead, type Caller, Queue, type Tx } from './transaction.ts';

/**
 * Rows of many actions committed as one statement, for actions that only insert (a registration): what arrives while
 * one load is under way leaves with the next. Each flight costs the process a system call and wakes a backend, which
 * on a local database is more than half of the work.
 *
 * A load that the database refuses is not carried at all; each of its actions then does its work again in a
 * transaction of its own, where the one at fault hears why.
 */
export interface SharedTransactions<C extends Caller, Given, Found> {
  /** Null when the action must be done again by itself: it writes more than rows, or its load was refused. */
  run<T>(
    caller: C,
    given: Given,
    work: (tx: Tx<C>, found: Promise<Found>) => Promise<T>,
  ): Promise<{ readonly value: T } | null>;
}

const LOAD = { lanes: 1, most: 32 };

export function sharedTransactions<C extends Caller, Given, Found>(
  sql: Sql,
  ahead: Ahead<C, Given, Found>,
): SharedTransactions<C, Given, Found> {
  // looking does not wait behind a commit that is under way
  const looking = keptConnection(sql);
  const connected = keptConnection(sql);
  const clock = carriedTime(sql);
  const look = convoy<{ caller: C; given: Given }, { now: Date; found: Found }>(async (asks) => {
    const { now, found } = await looking(async (connection) => {
      const asked = performance.now();
      const answer = await ahead(connection, asks);
      noteTime(sql, answer.now, asked);
      return answer;
    });
    clock.set(now);
    return found.map((one) => ({ now, found: one }));
  }, LOAD);

  const commit = convoy<Rows, boolean>(async (loads) => {
    const all = new Rows();
    for (const rows of loads) all.addAll(rows);
    try {
      await connected((connection) => all.statement(connection));
    } catch (error) {
      if (!wasRefused(error)) throw error;
      return loads.map(() => false);
    }
    return loads.map(() => true);
  }, LOAD);

  return {
    async run(caller, given, work) {
      const looked = look({ caller, given });
      const now = clock.now() ?? (await looked).now;
      const found = looked.then((answer) => answer.found);
      // work that is refused before it needs the answer does not wait for it
      found.catch(() => {});
      const queue = new Queue();
      const later: (() => void)[] = [];
      const tx: Tx<typeof caller> = {
        sql: sql as unknown as TransactionSql,
        caller,
        now,
        at: null,
        write: alone,
        insert: (table, row) => queue.insert(table, row),
        flush: async () => alone(),
        afterCommit: (action) => void later.push(action),
      };
      try {
        const value = await work(tx, found);
        if (!(await commit(queue.first))) return null;
        for (const action of later) action();
        return { value };
      } catch (error) {
        if (error instanceof Alone) return null;
        throw error;
      }
    },
  };
}

const CARRIED_MS = 1000;

/** The two clocks of a machine part company when one of them is set, or when it has slept. */
const SAME_MS = 100;
/** What other answers said of the database's time since then must not be another time; a slow one is less exact. */
const SAME_DATABASE_MS = 500;

/**
 * The database's time, carried forward by this process's steady clock, so that work can begin while its look is under
 * way; null when the last answer is too old for that, when the database has been heard to say another time, or when
 * this machine slept or its clock was set: the steady clock does not count sleep, and the database may stand on the
 * same machine.
 */
export function carriedTime(sql: Sql) {
  let answered = Number.NEGATIVE_INFINITY;
  let answeredAt = 0;
  let told = 0;
  return {
    set(now: Date): void {
      answered = performance.now();
      answeredAt = Date.now();
      told = now.getTime();
    },
    now(): Date | null {
      const passed = performance.now() - answered;
      if (passed >= CARRIED_MS || Math.abs(Date.now() - answeredAt - passed) > SAME_MS) return null;
      const now = new Date(told + passed);
      return Math.abs(timeOf(sql).getTime() - now.getTime()) < SAME_DATABASE_MS ? now : null;
    },
  };
}

const KEPT_MS = 100;

/**
 * Loads that follow each other use one connection: going round the pool, each would find a backend whose caches other
 * work has emptied, which costs a fifth more. It goes back to the pool when no load came for a moment.
 */
function keptConnection(sql: Sql): <T>(work: (connection: Reader) => PromiseLike<T>) => Promise<T> {
  let held: ReturnType<Sql['reserve']> | null = null;
  let users = 0;
  let leaving: NodeJS.Timeout | undefined;
  const giveBack = (): void => {
    const connection = held;
    held = null;
    connection?.then(
      (reserved) => reserved.release(),
      (err: unknown) => log.warn({ err }, 'no connection for what arrives together'),
    );
  };
  return async (work) => {
    clearTimeout(leaving);
    users++;
    held ??= sql.reserve();
    try {
      return await work((await held) as unknown as Reader);
    } catch (error) {
      // it may be lost: kept, it would fail whoever comes next, and under load somebody always does
      if (!wasRefused(error)) giveBack();
      throw error;
    } finally {
      users--;
      if (users === 0) leaving = setTimeout(giveBack, KEPT_MS);
    }
  };
}

class Alone extends Error {}
function alone(): never {
  throw new Alone('this action needs a transaction of its own');
}

/**
 * The database said no to the statement: bad data, a broken constraint, a deadlock (SQLSTATE classes 22, 23, 40). A
 * lost connection says nothing about whether the rows were committed, so nothing may be done again after it.
 */
const wasRefused = (error: unknown): boolean => /^(22|23|40)/.test(String((error as { code?: unknown }).code ?? ''));
