import type { Holding, PersonRow } from './use-people.ts';

export interface PlaceOfPeople {
  /** Null: posts that count in all stores. `none`: people in no post. */
  readonly storeId: string | null | 'none';
  readonly rows: { readonly person: PersonRow; readonly posts: Holding[] }[];
}

/** People under each store in which they hold a post; those of all stores first, those without a post last. */
export function byStore(people: readonly PersonRow[], storeIds: readonly string[]): PlaceOfPeople[] {
  const places: PlaceOfPeople[] = [null, ...storeIds].map((storeId) => ({
    storeId,
    rows: people
      .map((person) => ({
        person,
        posts: person.posts.filter((held) => held.storeId === storeId && held.endedAt === null),
      }))
      .filter(({ posts }) => posts.length > 0),
  }));
  const idle = people.filter((person) => person.posts.every((held) => held.endedAt !== null));
  places.push({ storeId: 'none', rows: idle.map((person) => ({ person, posts: [] })) });
  return places.filter(({ rows }) => rows.length > 0);
}

export interface Deputy {
  readonly id: string;
  readonly name: string;
  readonly fromDay: string;
  readonly toDay: string | null;
}

/** Who stands in, or is going to, for this person in this post. */
export const deputiesOf = (people: readonly PersonRow[], holderId: string, held: Holding): Deputy[] =>
  people.flatMap(({ name, posts }) =>
    posts
      .filter(
        (one) =>
          one.actingFor?.id === holderId &&
          one.endedAt === null &&
          one.post === held.post &&
          one.storeId === held.storeId &&
          held.actingFor === null,
      )
      .map(({ id, fromDay, toDay }) => ({ id, name, fromDay, toDay })),
  );
