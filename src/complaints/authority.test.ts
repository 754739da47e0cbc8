import { expect, it } from 'vitest';
import { authorityOf, tiersAbove } from './authority.ts';
import type { ComplaintsSection } from './pack.ts';

type Approvals = ComplaintsSection['approvals'];
const post = (key: string, authorityFen?: number) => ({
  key,
  permissions: ['complaint.approve', 'complaint.work'] as const,
  ...(authorityFen !== undefined && { authorityFen }),
});
const POSTS = [post('agent', 20_000), post('supervisor', 50_000), post('manager', 200_000), post('reader')];
const above = (held: string[], approvals: Approvals = [], posts = POSTS) =>
  tiersAbove({ approvals }, posts, { severity: 'general' }, authorityOf(posts, held));

it('tells who may allow more than one may promise alone, amount by amount', () => {
  expect(above(['agent'])).toEqual([
    { upToFen: 50_000, posts: ['supervisor', 'manager'] },
    { upToFen: null, posts: ['manager'] },
  ]);
  // beyond everybody's the highest say yes
  expect(above(['manager'])).toEqual([{ upToFen: null, posts: ['manager'] }]);
  expect(above(['agent'], [], [post('agent'), post('manager')])).toEqual([]);
  const approvals = [
    { key: 'money', of: 'authorisation', fromFen: 100_000, posts: ['manager'] },
  ] as unknown as Approvals;
  expect(above(['agent'], approvals)).toEqual([
    { upToFen: 50_000, posts: ['supervisor', 'manager'] },
    { upToFen: null, posts: ['manager'] },
  ]);
});
