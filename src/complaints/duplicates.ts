import type { ComplaintsSection } from './pack.ts';

/** How much two texts say the same: shared pairs of characters over all pairs (Dice), 0 to 1. */
export function likeness(a: string, b: string): number {
  const pairsA = pairs(a);
  const pairsB = pairs(b);
  if (pairsA.size === 0 || pairsB.size === 0) return 0;
  let shared = 0;
  for (const pair of pairsA) if (pairsB.has(pair)) shared++;
  return (2 * shared) / (pairsA.size + pairsB.size);
}

function pairs(text: string): Set<string> {
  const characters = Array.from(text.normalize('NFKC').replace(/[\s\p{P}]/gu, ''));
  const set = new Set<string>();
  for (let i = 0; i + 1 < characters.length; i++) set.add(`${characters[i]}${characters[i + 1]}`);
  return set;
}

export type DuplicateReason = 'customer' | 'item' | 'text';

/** Why an earlier case may be the same; nothing when the customer alone matches and it is long closed. */
export function duplicateReasons(
  draft: { phone: string; customerId: string | null; marks: readonly string[]; text: string },
  other: { phone: string; customerId: string | null; marks: readonly string[]; excerpt: string; open: boolean },
  { likePercent }: ComplaintsSection['duplicates'],
): DuplicateReason[] {
  const reasons: DuplicateReason[] = [];
  const samePerson =
    (draft.customerId !== null && draft.customerId === other.customerId) ||
    (draft.phone !== '' && draft.phone === other.phone);
  if (samePerson && other.open) reasons.push('customer');
  if (draft.marks.some((mark) => other.marks.includes(mark))) reasons.push('item');
  if (other.excerpt.length >= 8 && likeness(draft.text.slice(0, 200), other.excerpt) * 100 >= likePercent)
    reasons.push('text');
  return reasons;
}
