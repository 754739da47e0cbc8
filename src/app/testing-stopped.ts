import { aMember } from '../people/samples.ts';
import type { Desk } from './testing.ts';
import { aDraft, published } from './testing-policies.ts';
import type { SetUpStory } from './testing-team.ts';

/** Brings an edition of the dealer pack into force that stops sentences of these families for holders of these posts. */
export async function stopFor(
  desk: Desk,
  { orgId, pack }: SetUpStory,
  { families, posts }: { families: readonly string[]; posts: readonly string[] },
): Promise<void> {
  const holding = async (post: string) => desk.client((await aMember(desk.sql, orgId, { post })).token);
  const people = {
    author: await holding('service-manager'),
    approver: await holding('general-manager'),
    publisher: await holding('general-manager'),
  };
  const stopped = `\nstopped: { families: [${families.join(', ')}], posts: [${posts.join(', ')}] }\n`;
  const draft = await aDraft(people, { from: 'pack', packKey: pack.key }, (text, file) =>
    file === 'assist.yaml' ? text + stopped : text,
  );
  const answer = await published(people, draft);
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body).slice(0, 2000)}`);
}
