import { holds, may } from '../people/staff.ts';
import type { Happening } from './notice.ts';
import { type Heard, type Listener, type Notice, type Policy, waysFor } from './who-hears.ts';

/** What a fact of the library means for notices; null: nothing. To take something back asks nobody for anything. */
export function libraryHappeningOf({ kind, data }: Pick<Heard, 'kind' | 'data'>): Happening | null {
  if (kind === 'language-change-proposed') return 'language-proposed';
  if (kind === 'language-change-returned') return 'language-answered';
  return kind === 'language-change-approved' && data['undoes'] === null ? 'language-answered' : null;
}

/** A proposal is told to those who may answer it, its answer to whoever made it; nobody hears of their own act. */
export function libraryNotices(
  fact: Heard,
  proposerId: string | null,
  people: readonly Listener[],
  policy: Pick<Policy, 'notices' | 'timeZone'>,
  now: Date,
): Notice[] {
  const happening = libraryHappeningOf(fact);
  const rule = happening && policy.notices.rules.find(({ key }) => key === happening);
  if (!rule) return [];
  return people.flatMap(({ staff, choices }) => {
    const { staffId } = staff;
    if (staffId === null || staffId === fact.actorId) return [];
    const isTold =
      happening === 'language-answered'
        ? staffId === proposerId && rule.to.includes('named')
        : may(staff, 'language.manage') && rule.to.some((word) => word === 'approvers' || holds(staff, word));
    return isTold ? [{ staffId, ways: waysFor(happening, rule.ways, choices, policy, now) }] : [];
  });
}
