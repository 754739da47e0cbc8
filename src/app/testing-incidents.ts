import { type Desk, ok } from './testing.ts';
import { setUp } from './testing-team.ts';

export const outcomes = (items: { outcome: string; code: string | null }[]) =>
  items.map(({ outcome, code }) => code ?? outcome);

export type IncidentStory = Awaited<ReturnType<typeof anIncidentStory>>;

/** An organisation of two stores, whose supervisor in the east keeps incidents. */
export async function anIncidentStory(desk: Desk) {
  const story = await setUp(desk, { stores: ['城东店', '城西店'] });
  const [east, west] = [story.stores[0]?.id ?? '', story.stores[1]?.id ?? ''];
  const supervisor = story.as('service-supervisor');
  const kindsOf = (items: { kind: string }[]): string[] => items.map(({ kind }) => kind);
  return {
    story,
    east,
    west,
    supervisor,
    agent: story.as('service-agent'),
    westSupervisor: desk.client((await story.teamFor(west))['service-supervisor']?.token),
    staffId: (post: string): string => story.staff[post]?.staffId ?? '',
    register: async (body: object = {}, by = supervisor): Promise<{ id: string; number: string }> =>
      ok(await by.post('/api/complaints', { storeId: east, ownWords: '变速箱异响', ...body })),
    openOne: async (body: object = {}, by = supervisor): Promise<string> =>
      ok(await by.post('/api/incidents', { title: '同批次变速箱异响', storeId: east, ...body })).id,
    link: async (incident: string, ids: readonly string[], by = supervisor) =>
      ok(await by.post(`/api/incidents/${incident}/cases`, { ids })).items,
    kinds: async (caseId: string, by = supervisor): Promise<string[]> =>
      kindsOf(ok(await by.get(`/api/complaints/${caseId}/timeline`, { limit: 200 })).items),
    happened: async (incident: string, by = supervisor): Promise<string[]> =>
      kindsOf(ok(await by.get(`/api/incidents/${incident}/timeline`, { limit: 200 })).items),
    begin: async (incident: string, body: object, by = supervisor) =>
      ok(await by.post(`/api/incidents/${incident}/rounds`, body)),
    /** Goes on until nothing is left. */
    run: async (incident: string, round: string, by = supervisor) => {
      const all: { outcome: string; code: string | null }[] = [];
      for (let left = 1; left > 0; ) {
        const part = ok(await by.post(`/api/incidents/${incident}/rounds/${round}/continuation`, {}));
        all.push(...part.items);
        left = part.left;
      }
      return all;
    },
  };
}
