import { postsPart } from '../people/pack.ts';
import { aMember, aTeam, type Member } from '../people/samples.ts';
import { type Pack, sectionOf } from '../policies/pack.ts';
import { readShippedPack } from '../policies/server/shipped.ts';
import { packSections } from './pack-sections.ts';
import type { Client, Desk } from './testing.ts';
import { aDraft, type Publishers, published } from './testing-policies.ts';
import { type SetUpStory, setUp } from './testing-team.ts';

/** One organisation whose four stores work by four packs. */

/** What each store works by; what its text leaves open is filled here, as an adopter would. */
const STORES = {
  车行: { pack: 'auto-dealer-network', fill: (text: string) => text },
  洗美店: { pack: 'car-care', fill: (text: string) => text },
  客服部: {
    pack: 'service-department',
    fill: (text: string, file: string) =>
      file === 'clocks.yaml' ? text.replace(/(general|major|crisis): null/g, '$1: { workingDays: 3 }') : text,
  },
  整机厂: {
    pack: 'pc-maker',
    fill: (text: string, file: string) => {
      let nth = 0;
      const titled = file.startsWith('complaints') ? text.replace(/title: null/g, () => `title: 方案${++nth}`) : text;
      return file === 'pack.yaml'
        ? titled.replace(/(key: clauses-after-3-1-2[^}\n]*)\}/, '$1, text: 按本厂规定办理 }')
        : titled;
    },
  },
} as const;
export type Place = keyof typeof STORES;
export const PLACES = Object.keys(STORES) as Place[];

export interface FourPacks {
  readonly story: SetUpStory;
  readonly people: Publishers;
  readonly storeOf: (place: Place) => string;
  readonly member: (place: Place, post: string) => Member;
}

export async function fourPacks(desk: Desk): Promise<FourPacks> {
  const story = await setUp(desk, { stores: PLACES, pack: STORES.车行.pack });
  const holding = async (post: string): Promise<Client> =>
    desk.client((await aMember(desk.sql, story.orgId, { post })).token);
  const people = {
    author: await holding('service-manager'),
    approver: await holding('general-manager'),
    publisher: await holding('general-manager'),
  };
  const storeOf = (place: Place): string => story.stores.find(({ name }) => name === place)?.id ?? '';
  const teams: Partial<Record<Place, Record<string, Member>>> = { 车行: story.staff as Record<string, Member> };
  for (const place of PLACES.slice(1))
    teams[place] = await adopt(desk, { story, people, storeId: storeOf(place), place });
  const member = (place: Place, post: string): Member => {
    const found = teams[place]?.[post];
    if (!found) throw new Error(`${place} has no ${post}`);
    return found;
  };
  return { story, people, storeOf, member };
}

/** A person in each post of the pack at that store; then draft, approval and publication for it. */
async function adopt(
  desk: Desk,
  { story, people, storeId, place }: { story: SetUpStory; people: Publishers; storeId: string; place: Place },
): Promise<Record<string, Member>> {
  const { pack, fill } = STORES[place];
  const shipped = await readShippedPack(pack, packSections);
  const section = sectionOf((shipped?.pack ?? shipped?.readable) as Pack, postsPart);
  // whoever looks over the whole organisation holds the post in this store only: rights are to come from its own pack
  const posts = section.posts.map((post) => ({ ...post, sight: 'store' as const }));
  const team = await aTeam(desk.sql, { orgId: story.orgId, section: { ...section, posts }, storeId });
  const draft = await aDraft(people, { from: 'pack', packKey: pack, storeId }, fill);
  const answer = await published(people, draft);
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body).slice(0, 3000)}`);
  return team;
}

/** Titles of clocks that no other of the four packs has. */
export const OWN_CLOCKS: Readonly<Record<Place, readonly string[]>> = {
  车行: ['首次联系', '处理结果反馈', '能解决的立即解决'],
  洗美店: ['即时受理', '领导批示', '尽快有结果'],
  客服部: ['主管确认答复', '规定时间内解决', '跟踪处理效果'],
  整机厂: ['来信回电', '技术支持给出方案'],
};
