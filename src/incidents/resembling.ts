import type { IncidentsSection, MarkRule } from './pack.ts';

/** A case as far as likeness asks. */
export interface Candidate {
  readonly id: string;
  readonly category: string | null;
  readonly receivedAt: Date;
  readonly fields: Readonly<Record<string, string | number | boolean | null>>;
  /** The open incident that it belongs to. */
  readonly incidentId: string | null;
}

/** Cases that may belong together. */
export interface Likeness {
  readonly category: string;
  readonly by: MarkRule;
  /** What is the same in all of them. */
  readonly value: string;
  /** All that are alike, as given. */
  readonly count: number;
  /** Those that belong to no open incident yet. */
  readonly ids: readonly string[];
  /** The open incident to which most of the others belong; null: a new one. */
  readonly incidentId: string | null;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Enough cases of one category with the same mark within the days make a likeness; the largest first. One that says
 * no more than a larger one is left out.
 */
export function resembling(
  cases: readonly Candidate[],
  { cases: enough, days, by }: IncidentsSection['suggest'],
  now: Date,
): Likeness[] {
  const since = now.getTime() - days * DAY_MS;
  const recent = cases.filter(({ category, receivedAt }) => category !== null && receivedAt.getTime() >= since);
  const found = by.flatMap((rule) => {
    const marked = recent.flatMap((one) => {
      const value = markOf(one, rule);
      return value ? [{ one, value }] : [];
    });
    const groups = Map.groupBy(marked, ({ one, value }) => `${one.category}\n${value}`);
    return [...groups.values()].flatMap((group) => likenessIn(group, rule, enough));
  });
  const largest = found.sort((a, b) => b.count - a.count);
  return largest.filter(
    (one, place) => !largest.slice(0, place).some((larger) => one.ids.every((id) => larger.ids.includes(id))),
  );
}

function likenessIn(group: readonly { one: Candidate; value: string }[], by: MarkRule, enough: number): Likeness[] {
  const [first] = group;
  const ids = group.filter(({ one }) => one.incidentId === null).map(({ one }) => one.id);
  if (!first || group.length < enough || ids.length === 0) return [];
  return [
    {
      category: first.one.category as string,
      by,
      value: first.value,
      count: group.length,
      ids,
      incidentId: mostOf(group.flatMap(({ one }) => one.incidentId ?? [])),
    },
  ];
}

/** The mark written one way: no spaces, capital letters. */
function markOf({ fields }: Candidate, { field, first }: MarkRule): string {
  const value = fields[field];
  if (typeof value !== 'string' && typeof value !== 'number') return '';
  const plain = String(value).normalize('NFKC').replace(/\s+/g, '').toUpperCase();
  if (first === undefined) return plain;
  return plain.length < first ? '' : plain.slice(0, first);
}

function mostOf(ids: readonly string[]): string | null {
  const counts = Map.groupBy(ids, (id) => id);
  return [...counts].sort(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? null;
}
