import { expect, it } from 'vitest';
import { packSections } from '../app/pack-sections.ts';
import type { PostsSection } from '../people/pack.ts';
import { nobodyInPost } from './in-post.ts';
import { readShippedPack } from './server/shipped.ts';

it('a place that counts on a post which nobody holds is found, one holder of several is enough', async () => {
  const pack = (await readShippedPack('auto-dealer-network', packSections))?.pack;
  if (!pack) throw new Error('the dealer pack is not fit');
  const posts = (pack.sections['posts'] as PostsSection).posts.map(({ key }) => key);
  const places = (...missing: string[]) =>
    nobodyInPost(pack, packSections, new Set(posts.filter((post) => !missing.includes(post)))).map(({ path }) => path);
  expect(places()).toEqual([]);
  expect(places('general-manager')).toContain('complaints.ladder.with-manufacturer.signOffs');
  expect(nobodyInPost(pack, packSections, new Set()).length).toBeGreaterThan(10);
  const approved = { ...pack, publishing: { approvers: ['general-manager'] } };
  expect(nobodyInPost(approved, packSections, new Set())).toContainEqual({
    code: 'nobody-in-post',
    path: 'publishing.approvers',
    stops: true,
    values: { name: '总经理' },
  });
});
