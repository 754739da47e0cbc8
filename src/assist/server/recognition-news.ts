import type { Sql } from '../../base/server/db.ts';
import { log } from '../../base/server/log.ts';
import type { Guess } from '../recognised.ts';

const CHANNEL = 'wanhui_recognition';
const PASS_ON_MS = 60;
/** What PostgreSQL passes on at once is limited to 8,000 bytes; an id takes 37. */
const AT_ONCE = 200;

export interface RecognitionListener {
  /** Something was kept, begun or ended on the case: read again. */
  readonly news: () => void;
  readonly guess: (recognition: string, guess: Guess) => void;
}

/**
 * Who listens to the recognition of which case. Ids go through the database to every process; guesses are words that
 * are kept nowhere, so they reach those who listen in this process alone.
 */
export function recognitionNews() {
  const listeners = new Map<string, Set<RecognitionListener>>();
  const waiting = new Set<string>();
  let isTelling = false;
  let ear: Promise<unknown> | null = null;

  const all = (): void => {
    for (const some of listeners.values()) for (const { news } of some) news();
  };
  // the first to listen opens the ear, which ends with the pool
  const open = (sql: Sql): Promise<unknown> => {
    ear ??= sql
      .listen(
        CHANNEL,
        (text) => {
          for (const id of text.split(',')) for (const { news } of listeners.get(id) ?? []) news();
        },
        // news may have been missed while the line was down
        all,
      )
      .catch((err) => {
        ear = null;
        throw err;
      });
    return ear;
  };
  const pass = async (sql: Sql): Promise<void> => {
    isTelling = false;
    const ids = [...waiting];
    waiting.clear();
    for (let from = 0; from < ids.length; from += AT_ONCE)
      await sql.notify(CHANNEL, ids.slice(from, from + AT_ONCE).join(','));
  };

  return {
    tell(sql: Sql, complaintId: string): void {
      waiting.add(complaintId);
      if (isTelling) return;
      isTelling = true;
      setTimeout(() => {
        pass(sql).catch((err) => log.warn({ err }, 'passing on the news of a recognition failed'));
      }, PASS_ON_MS);
    },
    guess(complaintId: string, recognition: string, guess: Guess): void {
      for (const listener of listeners.get(complaintId) ?? []) listener.guess(recognition, guess);
    },
    /** Returns the way to hear no more. */
    async subscribe(sql: Sql, complaintId: string, listener: RecognitionListener): Promise<() => void> {
      await open(sql);
      const some = listeners.get(complaintId) ?? new Set();
      listeners.set(complaintId, some.add(listener));
      return () => {
        some.delete(listener);
        if (some.size === 0 && listeners.get(complaintId) === some) listeners.delete(complaintId);
      };
    },
  };
}

export type RecognitionNews = ReturnType<typeof recognitionNews>;
