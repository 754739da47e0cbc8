import { type Finding, hint, repeatedKeys, stopper, unknownNames } from '../base/finding.ts';
import type { PostsSection } from './pack.ts';
import { PERMISSIONS, type Permission } from './permissions.ts';

/** What the desk cannot run without: somebody must be able to let people in and to take a complaint through. */
const INDISPENSABLE: readonly Permission[] = [
  'people.manage',
  'complaint.register',
  'complaint.read',
  'complaint.work',
  'complaint.close',
];

/** Asked for where a pack names who approves it (`approver-is-nobody`), not of every pack. */
const BY_THE_HEAD: readonly Permission[] = ['policy.draft', 'policy.approve'];

export function postFindings({ atSetUp, duty = [], posts }: PostsSection): Finding[] {
  const granted = new Set(posts.flatMap((post) => post.permissions));
  return [
    ...repeatedKeys('posts.posts', posts),
    ...unknownNames('unknown-post', 'posts.atSetUp', atSetUp, new Set(posts.map((post) => post.key))),
    ...unknownNames('unknown-post', 'posts.duty', duty, new Set(posts.map((post) => post.key))),
    ...posts
      .filter((post) => post.permissions.length === 0)
      .map((post) => hint('post-may-nothing', `posts.posts.${post.key}.permissions`, { post: post.title })),
    // whoever makes plans and may give nothing passes every case on
    ...posts
      .filter((post) => post.authorityFen === 0 && post.permissions.includes('complaint.plan'))
      .map((post) => hint('agent-without-authority', `posts.posts.${post.key}.authorityFen`, { post: post.title })),
    ...(Object.keys(PERMISSIONS) as Permission[])
      .filter((permission) => !granted.has(permission) && !BY_THE_HEAD.includes(permission))
      .map((permission) =>
        (INDISPENSABLE.includes(permission) ? stopper : hint)('nobody-may', 'posts.posts', {
          permission: PERMISSIONS[permission],
        }),
      ),
  ];
}
