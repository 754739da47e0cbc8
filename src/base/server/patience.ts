import { Refusal } from '../refusal.ts';

/** How long one waits for the database, and how many may. */
export interface Patience {
  readonly seconds: number;
  readonly most: number;
}

/** Requests that wait for a slow database: answered in time, and never more than a process can hold. */
export interface Waiting {
  /**
   * Answers with what `work` gives, or refuses after the time; the work itself goes on and counts until it ends, since
   * nobody can take back what the database has been told. `long`: work that may take as long as it likes.
   */
  within<T>(work: () => Promise<T>, how?: { long?: boolean }): Promise<T>;
  readonly underWay: number;
  readonly refused: { readonly slow: number; readonly full: number };
}

export function patience({ seconds, most }: Patience): Waiting {
  let underWay = 0;
  const refused = { slow: 0, full: 0 };
  return {
    refused,
    get underWay() {
      return underWay;
    },
    async within(work, { long = false } = {}) {
      if (underWay >= most) {
        refused.full++;
        throw new Refusal('base.overloaded', { status: 503 });
      }
      underWay++;
      const working = work().finally(() => underWay--);
      if (long) return working;
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          refused.slow++;
          reject(new Refusal('base.slow', { status: 503 }));
        }, seconds * 1000);
      });
      return Promise.race([working, late]).finally(() => clearTimeout(timer));
    },
  };
}
