import { expect } from 'vitest';
import type { ComplaintsSection } from '../complaints/pack.ts';
import { type Client, type Desk, ok, startDesk } from './testing.ts';
import { setUp } from './testing-team.ts';

export const later = () => new Date(Date.now() + 48 * 3_600_000).toISOString();
/** Words that stand nowhere else. */
export const secret = () => `证号${crypto.randomUUID().slice(0, 13)}`;

export type RedactionStory = Awaited<ReturnType<typeof aRedactionStory>>;

/** A desk where a supervisor asks for redactions and a manager confirms them. */
export async function aRedactionStory() {
  const desk = await startDesk();
  const story = await setUp(desk, { pack: 'auto-dealer-network' });
  const pack = story.pack.sections['complaints'] as ComplaintsSection;
  const supervisor = story.as('service-supervisor');
  const manager = story.as('service-manager');
  return {
    desk,
    story,
    pack,
    supervisor,
    manager,
    reason: () => pack.reasons.redact[0]?.key,
    caseWith: async (body: object) => {
      const { id } = await ok(supervisor.post('/api/complaints', { storeId: story.stores[0]?.id, ...body }));
      return redactable({ pack, supervisor, manager }, id);
    },
    whereSaid: (words: string) => whereSaid(desk, words),
  };
}

/** A case, and how words on it are redacted by two people. */
export function redactable(
  { pack, supervisor, manager }: { pack: ComplaintsSection; supervisor: Client; manager: Client },
  id: string,
) {
  const post = (path: string, given: object | FormData = {}, by = supervisor) =>
    ok(by.post(`/api/complaints/${id}/${path}`, given, { 'idempotency-key': crypto.randomUUID() }));
  return {
    id,
    post,
    view: () => ok(supervisor.get(`/api/complaints/${id}`)),
    redact: async (of: string, thingId: string, passages: string[] = [], name?: string) => {
      const reason = pack.reasons.redact[0]?.key;
      const { made } = await post('redactions', { of, thingId, passages, reason, ...(name && { name }) });
      await post(`redactions/${made}/approval`, {}, manager);
    },
    /** What the timeline says, by the id of the text. */
    texts: async (): Promise<{ id: string; role: string; body: string; redacted: boolean }[]> =>
      (await ok(supervisor.get(`/api/complaints/${id}/timeline`, { limit: 200 }))).items.flatMap(
        (entry: { texts: unknown[] }) => entry.texts,
      ),
  };
}

/** Every column of every table that says it, read as the owner. */
export async function whereSaid(desk: Desk, words: string): Promise<string[]> {
  const columns = await desk.ownerSql<{ schema: string; relation: string; name: string }[]>`
    select table_schema as schema, table_name as relation, column_name as name from information_schema.columns
    where table_schema in ('public', 'graphile_worker')
      and (data_type in ('text', 'jsonb', 'json', 'character varying', 'ARRAY', 'bytea'))`;
  expect(columns.length).toBeGreaterThan(100);
  const found: string[] = [];
  for (const { schema, relation, name } of columns) {
    const table = desk.ownerSql`${desk.ownerSql(schema)}.${desk.ownerSql(relation)}`;
    const [row] = await desk.ownerSql<{ said: boolean }[]>`
      select exists (select 1 from ${table} t where position(${words} in t.${desk.ownerSql(name)}::text) > 0
        or position(encode(convert_to(${words}, 'UTF8'), 'hex') in t.${desk.ownerSql(name)}::text) > 0) as said`;
    if (row?.said) found.push(`${relation}.${name}`);
  }
  return found.sort();
}
