import { describe, expect, it } from 'vitest';
import { asHeld } from './actions/session-staff.ts';
import { type PostsInForce, postsSchema } from './pack.ts';
import { may, type Staff } from './staff.ts';

const posts = (...given: object[]) => postsSchema.parse({ posts: given });
const agent = { key: 'agent', title: '客服专员', sight: 'store' };
const section: PostsInForce = {
  ...posts(
    { ...agent, permissions: ['complaint.read', 'complaint.work'] },
    { key: 'auditor', title: '审计', sight: 'organisation', permissions: ['complaint.read'] },
  ),
  stores: new Map([
    [
      'wash',
      posts(
        { ...agent, permissions: ['complaint.read', 'complaint.close'] },
        { key: 'repair-head', title: '施工负责人', sight: 'organisation', permissions: ['work-order.answer'] },
      ),
    ],
  ]),
};
const holding = (post: string, storeId: string | null): Staff => ({
  orgId: 'org',
  staffId: 'somebody',
  name: '示例',
  tokenScope: null,
  posts: asHeld({ post, storeId, departmentId: null, actingFor: null }, section),
});

describe('what a post carries where a store has a pack of its own', () => {
  it('held there, what that pack says', () => {
    const staff = holding('agent', 'wash');
    expect(may(staff, 'complaint.close', 'wash')).toBe(true);
    expect(may(staff, 'complaint.work', 'wash')).toBe(false);
  });

  it('held elsewhere, what the organisation’s says', () => {
    const staff = holding('agent', 'dealer');
    expect(may(staff, 'complaint.work', 'dealer')).toBe(true);
    expect(may(staff, 'complaint.close')).toBe(false);
  });

  it('held in all stores, what the organisation’s says, and besides what the store’s says there', () => {
    const staff = holding('agent', null);
    expect(may(staff, 'complaint.work', null)).toBe(true);
    expect(may(staff, 'complaint.close', 'wash')).toBe(true);
    expect(may(staff, 'complaint.close', 'dealer')).toBe(false);
    expect(may(staff, 'complaint.close', null)).toBe(false);
  });

  it('a post that only the store knows counts there alone, and sees no further', () => {
    expect(holding('repair-head', null).posts).toMatchObject([{ storeId: 'wash', sight: 'store' }]);
    expect(holding('repair-head', 'dealer').posts).toEqual([]);
  });

  it('a post that only the organisation knows counts in such a store too; one that nobody knows carries nothing', () => {
    expect(may(holding('auditor', 'wash'), 'complaint.read', 'wash')).toBe(true);
    expect(holding('auditor', null).posts).toHaveLength(1);
    expect(holding('poet', null).posts).toEqual([]);
  });
});
