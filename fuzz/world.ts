import { INPUTS } from '../src/app/testing-inputs.ts';
import { type SetUpStory, setUp } from '../src/app/testing-team.ts';
import type { World } from '../src/app/testing-things.ts';
import { furnish, worldOf } from '../src/app/testing-world.ts';
import type { ComplaintsSection } from '../src/complaints/pack.ts';
import type { PostsSection } from '../src/people/pack.ts';
import { type Target, talker } from './target.ts';

/** Who may send a request. */
export interface Person {
  readonly org: number;
  readonly post: string;
  readonly store: number;
  readonly staffId: string;
  readonly token: string;
}

/** A secret of one case, and what shows whether somebody may see it. */
export interface Secret {
  readonly caseId: string;
  readonly words: string;
}

export interface Org {
  readonly scene: Scene;
  readonly story: SetUpStory;
  readonly people: readonly Person[];
  /** One for each case; what they name is of this organisation. */
  readonly worlds: readonly World[];
  /** Posts that hold a permission. */
  readonly holders: ReadonlyMap<string, ReadonlySet<string>>;
  /** Ids as lists gave them out, by the path that takes them: `/api/incidents/{id}` → ids. */
  readonly ids: ReadonlyMap<string, readonly string[]>;
  /** Every id that this organisation's people were shown. */
  readonly known: ReadonlySet<string>;
  /** Words and numbers that nobody else may ever read. */
  readonly canaries: readonly string[];
  /** Words of single cases, which not even all colleagues may read. */
  readonly secrets: readonly Secret[];
}

const PACK = 'auto-dealer-network';
const NAMES = ['金丝雀东方', '知更鸟西南'];
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
let made = 0;

/** An organisation with two stores, a person in every post of each, and cases that hold one of everything. */
export async function anOrg(target: Target, org: number): Promise<Org> {
  const client = talker(target.url);
  const name = NAMES[org] ?? `组织${org}`;
  const story = await setUp({ sql: target.sql, client } as never, {
    pack: PACK,
    org: `${name}汽车`,
    stores: [`${name}一店`, `${name}二店`],
  });
  const teams = [story.staff, await story.teamFor(story.stores[1]?.id ?? '')];
  const canaries = new Set([`${name}汽车`, `${name}一店`, `${name}二店`]);
  const people: Person[] = [];
  for (const [store, team] of teams.entries()) {
    for (const [post, { staffId, token, email }] of Object.entries(team)) {
      people.push({ org, post, store, staffId, token });
      canaries.add(email);
      const own = `${name}${post}`;
      await target.ownerSql`update staff set name = ${`${own}${store}`} where id = ${staffId}`;
    }
  }
  canaries.add(`${name}service-agent`);
  const scene = { target, story, name, teams };
  const filled = [await aCase(scene, 0), await aCase(scene, 0), await aCase(scene, 1)];
  await fill(scene, filled[0]?.world as World);
  const { ids, known } = await harvest(target, story, people, filled[0]?.world as World);
  return {
    scene,
    holders: holdersIn(story),
    story,
    people,
    ids,
    known,
    ...told(filled),
    canaries: [...canaries, ...told(filled).canaries],
  };
}

/** The same organisation with cases of today; as it was when nobody there may register any more. */
export async function withNewCases(org: Org): Promise<Org> {
  try {
    const filled = [await aCase(org.scene, 0), await aCase(org.scene, 1)];
    const { worlds, secrets, canaries } = told(filled);
    return { ...org, worlds, secrets: [...org.secrets, ...secrets], canaries: [...org.canaries, ...canaries] };
  } catch {
    // what was sent meanwhile has taken the supervisor's post or token away
    return org;
  }
}

function holdersIn({ pack }: SetUpStory): Map<string, Set<string>> {
  const holders = new Map<string, Set<string>>();
  for (const { key, permissions } of (pack.sections['posts'] as PostsSection).posts)
    for (const permission of permissions) holders.set(permission, (holders.get(permission) ?? new Set()).add(key));
  return holders;
}

type Filled = Awaited<ReturnType<typeof aCase>>;
const told = (filled: readonly Filled[]): Pick<Org, 'worlds' | 'secrets' | 'canaries'> => ({
  worlds: filled.map(({ world }) => world),
  secrets: filled.map(({ world, canaries: [words = ''] }) => ({ caseId: world.of.id, words })),
  canaries: filled.flatMap(({ canaries }) => canaries),
});

export interface Scene {
  readonly target: Target;
  readonly story: SetUpStory;
  readonly name: string;
  readonly teams: readonly SetUpStory['staff'][];
}

/** A case in a store with words, name, number and VIN of its own. */
async function aCase(
  { target, story, name, teams }: Scene,
  store: number,
): Promise<{ world: World; canaries: string[] }> {
  const client = talker(target.url);
  const supervisor = client(teams[store]?.['service-supervisor']?.token ?? '');
  const storeId = story.stores[store]?.id ?? '';
  const colleagueId = teams[store]?.['service-agent']?.staffId ?? '';
  const pack = story.pack.sections['complaints'] as ComplaintsSection;
  const mark = `${name}${String(++made).padStart(6, '0')}`;
  const phone = `108${String(10_000_000 + made * 7919).slice(-8)}`;
  const given = { storeId, colleagueId, departmentId: story.departments.at(-1)?.id ?? '', pack };
  const body = { ownWords: `${mark}说保养后漏油`, callerName: `${mark}女士`, callerPhone: phone };
  const of = await furnish(supervisor as never, { ...given, body });
  // words that are a secret of the first alone
  const other = await furnish(supervisor as never, { ...given, body: { ...body, ownWords: '另一件' } });
  const world = await worldOf(story, supervisor as never, { of, otherCaseId: other.id, colleagueId, storeId });
  return { world, canaries: [`${mark}说`, `${mark}女士`, phone] };
}

/** One of everything that is not part of a case, as far as its sample input passes. */
async function fill({ target, teams }: Scene, world: World): Promise<void> {
  const client = talker(target.url);
  for (const post of ['service-supervisor', 'administrator', 'general-manager']) {
    const by = client(teams[0]?.[post]?.token ?? '');
    for (const [route, input] of Object.entries(INPUTS)) {
      const [method, path = ''] = route.split(' ');
      if (method !== 'POST' || KEPT_OUT.test(path) || (path.includes(':') && !BORN_OF_A_CASE.test(path))) continue;
      await by.post(path.replace(':id', world.of.id), input(world));
    }
  }
}
/** What begins on a case, and has an address of its own from then on. */
const BORN_OF_A_CASE = /^\/api\/complaints\/:id\/(letters|crisis|penalties)$/;
/** Sign-in counts failures by address; set-up and the front line's door are for strangers. */
const KEPT_OUT = /session|setup|password|totp|frontline|bulk|case-moves/;

/** What people with much sight are shown, by the path of one of it. */
async function harvest(
  target: Target,
  story: SetUpStory,
  people: readonly Person[],
  world: World,
): Promise<{ ids: Map<string, string[]>; known: Set<string> }> {
  const client = talker(target.url);
  const ids = new Map<string, string[]>();
  const known = new Set<string>(people.map(({ staffId }) => staffId));
  const { paths } = (await client().get('/api/openapi.json')).body as { paths: Record<string, object> };
  for (const post of ['service-supervisor', 'administrator', 'general-manager']) {
    const by = client(story.staff[post]?.token ?? '');
    for (const [path, methods] of Object.entries(paths)) {
      if (path.includes('{') || !('get' in methods) || path === '/api/live') continue;
      const { status, body } = await by.get(path, INPUTS[`GET ${path}`]?.(world) as Record<string, unknown>);
      if (status !== 200) continue;
      const text = JSON.stringify(body);
      for (const [id] of text.matchAll(UUID)) known.add(id);
      const own = ((body.items ?? body.mine ?? []) as { id?: string }[]).flatMap(({ id }) => id ?? []);
      if (own.length) ids.set(`${path}/{id}`, [...new Set([...(ids.get(`${path}/{id}`) ?? []), ...own])]);
    }
  }
  return { ids, known };
}
