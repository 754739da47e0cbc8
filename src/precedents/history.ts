/** Earlier cases are looked back upon so many days, and no more of one sign than this. */
export const LOOKED_BACK_DAYS = 365;
export const MOST_OF_A_SIGN = 200;

export const SIGNS = ['customer', 'phone', 'item'] as const;
export type Sign = (typeof SIGNS)[number];

export interface Earlier {
  readonly id: string;
  readonly by: readonly Sign[];
  readonly open: boolean;
  /** The same product or batch, as the pack tells one from another. */
  readonly sameProduct: boolean;
  readonly demands: readonly string[];
  /** Approved or asked for in our own house; null: no amount is on record. */
  readonly askedFen: number | null;
  /** Agreed and granted. */
  readonly givenFen: number | null;
}

/** What the record says of earlier cases, and nothing about the person: counts and sums. */
export function historyFacts(earlier: readonly Earlier[], demands: readonly string[]) {
  const count = (is: (one: Earlier) => boolean): number => earlier.filter(is).length;
  return {
    cases: earlier.length,
    open: count(({ open }) => open),
    bySign: Object.fromEntries(SIGNS.map((sign) => [sign, count(({ by }) => by.includes(sign))])) as Record<
      Sign,
      number
    >,
    sameProduct: count(({ sameProduct }) => sameProduct),
    sameDemand: [...new Set(demands)].map((demand) => ({
      demand,
      cases: count((one) => one.demands.includes(demand)),
    })),
    asked: sumOf(earlier.map(({ askedFen }) => askedFen)),
    given: sumOf(earlier.map(({ givenFen }) => givenFen)),
  };
}

function sumOf(amounts: readonly (number | null)[]): { cases: number; fen: number } {
  const known = amounts.filter((amount) => amount !== null);
  return { cases: known.length, fen: known.reduce((sum, amount) => sum + amount, 0) };
}
