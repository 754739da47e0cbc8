import { type Finding, stopper } from '../base/finding.ts';
import { isMap } from './canonical.ts';
import type { Pack, PackSections } from './pack.ts';

/**
 * Places of a pack that count on a post which nobody holds: what only an organisation can say about a pack. `held`:
 * posts that somebody holds today, deputies counted. One holder of the named posts is enough.
 */
export function nobodyInPost(pack: Pack, sections: PackSections, held: ReadonlySet<string>): Finding[] {
  const asked = Object.entries(sections).flatMap(([name, { posts }]) => posts?.(pack.sections[name], pack) ?? []);
  if (pack.publishing.approvers.length > 0) {
    asked.push({ path: 'publishing.approvers', posts: pack.publishing.approvers });
  }
  const titles = titlesOf(pack);
  return asked
    .filter(({ posts }) => !posts.some((post) => held.has(post)))
    .map(({ path, posts }) =>
      stopper('nobody-in-post', path, { name: posts.map((post) => titles.get(post) ?? post).join('、') }),
    );
}

function titlesOf({ sections }: Pack): ReadonlyMap<string, string> {
  const section = sections['posts'];
  const posts = isMap(section) && Array.isArray(section['posts']) ? section['posts'] : [];
  return new Map(posts.flatMap((post) => (isMap(post) ? [[String(post['key']), String(post['title'])] as const] : [])));
}
