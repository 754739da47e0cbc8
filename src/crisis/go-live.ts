import { type Finding, hint, repeatedKeys, unknownNames } from '../base/finding.ts';
import type { CrisisSection } from './pack.ts';

interface Around {
  readonly posts: ReadonlySet<string>;
  readonly triggers: ReadonlySet<string>;
  readonly fields: ReadonlySet<string>;
  /** Whether there are emergency plans at all. */
  readonly plans: number;
}

export function crisisFindings(section: CrisisSection, { posts, triggers, fields, plans }: Around): Finding[] {
  const { cards, callers, repeat, hold, tree, lower, review } = section;
  const post = (path: string, names: readonly string[]) => unknownNames('unknown-post', `crisis.${path}`, names, posts);
  const trigger = (path: string, names: readonly string[]) =>
    unknownNames('unknown-entry', `crisis.${path}`, names, triggers);
  return [
    ...repeatedKeys('crisis.cards', cards),
    ...repeatedKeys('crisis.callers.kinds', callers.kinds),
    ...repeatedKeys('crisis.tree', tree),
    ...cards.flatMap((one) => trigger(`cards.${one.key}.triggers`, one.triggers)),
    ...callers.kinds.flatMap((one) => [
      ...post(`callers.kinds.${one.key}.answers`, one.answers),
      ...trigger(`callers.kinds.${one.key}.trigger`, one.trigger ? [one.trigger] : []),
    ]),
    ...trigger('repeat.trigger', repeat.trigger ? [repeat.trigger] : []),
    ...unknownNames(
      'unknown-entry',
      'crisis.repeat.by',
      repeat.by.map(({ field }) => field),
      fields,
    ),
    ...tree.flatMap((one) => post(`tree.${one.key}`, [...(one.from ? [one.from] : []), ...one.to])),
    ...post('hold.posts', hold.posts),
    ...post('lower.posts', lower.posts),
    ...post('review.posts', review.posts),
    ...(plans > 0 && !lower.posts.length ? [hint('crisis-nobody-lowers', 'crisis.lower.posts')] : []),
    ...(plans > 0 && !tree.length ? [hint('crisis-without-tree', 'crisis.tree')] : []),
  ];
}

/** Posts that the section needs somebody in. */
export const crisisPosts = ({ callers, hold, tree, lower }: CrisisSection) =>
  [
    ...callers.kinds.map((one) => ({ path: `crisis.callers.kinds.${one.key}.answers`, posts: one.answers })),
    ...tree.map((one) => ({ path: `crisis.tree.${one.key}`, posts: one.to })),
    { path: 'crisis.hold.posts', posts: hold.posts },
    { path: 'crisis.lower.posts', posts: lower.posts },
  ].filter(({ posts }) => posts.length > 0);
