import { type Client, ok } from './testing.ts';

/** Whoever writes, approves and publishes drafts in a story. */
export interface Publishers {
  readonly author: Client;
  readonly approver: Client;
  readonly publisher: Client;
}

/** Begins a draft over HTTP and changes its files; `from` as in the contract. Answers with its id and version. */
export async function aDraft(
  { author }: Pick<Publishers, 'author'>,
  from: object,
  change: (text: string, file: string) => string = (text) => text,
): Promise<{ id: string; version: number }> {
  const { id } = await ok(author.post('/api/policy/drafts', from));
  const { version, files } = await ok(author.get(`/api/policy/drafts/${id}`));
  const changed = files.map(({ name, text }: { name: string; text: string }) => ({ name, text: change(text, name) }));
  return { id, ...(await ok(author.put(`/api/policy/drafts/${id}`, { version, files: changed }))) };
}

/** Asks, approves and publishes at once; the answer to the publication as it came. */
export async function published({ author, approver, publisher }: Publishers, draft: { id: string; version: number }) {
  const path = `/api/policy/drafts/${draft.id}`;
  const asked = await ok(author.post(`${path}/asking`, { version: draft.version }));
  const { version } = await ok(approver.post(`${path}/approval`, { version: asked.version, approved: true }));
  return publisher.post(`${path}/publication`, { version, newPostsLater: true });
}
