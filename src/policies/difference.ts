/** What differs between two packs: entries by their key, limits as one value, everything else leaf by leaf. */
import { canonicalJson, entryKey, isMap, type Json } from './canonical.ts';

export type ChangeKind = 'added' | 'removed' | 'moved' | 'changed';

/** An entry by the name of its list and what a person calls it: `clocks`, 首次联系. */
export interface Within {
  readonly list: string;
  readonly title: string;
}

export interface Change {
  readonly section: string;
  readonly kind: ChangeKind;
  /** Readable, as in findings: `clocks.clocks.first-contact.length`. */
  readonly path: string;
  /** The entries it lies in, outermost first; the entry itself where it was added, removed or moved. */
  readonly within: readonly Within[];
  /** The names of fields below the innermost entry: `hears`, `breach`. */
  readonly fields: readonly string[];
  /** Null: was not there, or is gone. For a moved entry: the title of the one in front of it, before and after. */
  readonly before: Json | null;
  readonly after: Json | null;
}

/** The head is the section `pack`. */
export const HEAD = 'pack';
/** Says itself in every edition, and would drown the rest. */
const NOT_TOLD = new Set(['edition', 'effectiveFrom', 'schema']);
/** Values that are read as one. */
const WHOLE = new Set(['length', 'when', 'week', 'if']);

type Map_ = { readonly [name: string]: Json };

/** In the order of the newer pack's text. Both as they are published: flattened, each section parsed. */
export function differenceOf(before: unknown, after: unknown): Change[] {
  const [old, now] = [plain(before), plain(after)];
  const { sections: oldSections, ...oldHead } = old;
  const { sections: nowSections, ...nowHead } = now;
  const [from, to] = [isMap(oldSections) ? oldSections : {}, isMap(nowSections) ? nowSections : {}];
  const heads = [oldHead, nowHead].map((head) =>
    Object.fromEntries(Object.entries(head).filter(([name]) => !NOT_TOLD.has(name))),
  ) as [Map_, Map_];
  return [
    ...inMap(heads[0], heads[1], place(HEAD, '')),
    ...[...new Set([...Object.keys(to), ...Object.keys(from)])].flatMap((name) =>
      between(from[name], to[name], place(name, name)),
    ),
  ];
}

const plain = (pack: unknown): Map_ => {
  const value: unknown = JSON.parse(JSON.stringify(pack ?? {}));
  return isMap(value) ? value : {};
};

interface Place {
  readonly section: string;
  readonly path: string;
  readonly within: readonly Within[];
  readonly fields: readonly string[];
}
const place = (section: string, path: string): Place => ({ section, path, within: [], fields: [] });
const join = (path: string, name: string): string => (path ? `${path}.${name}` : name);
const field = (at: Place, name: string): Place => ({
  ...at,
  path: join(at.path, name),
  fields: [...at.fields, name],
});
const entry = (at: Place, value: Json): Place => ({
  ...at,
  path: join(at.path, entryKey(value) ?? ''),
  within: [...at.within, { list: at.fields.at(-1) ?? '', title: titleOf(value) }],
  fields: [],
});
/** What a person calls an entry. */
export function titleOf(value: Json): string {
  if (!isMap(value)) return String(value);
  for (const name of ['title', 'term', 'text']) {
    const title = value[name];
    if (typeof title === 'string' && title !== '') return title;
  }
  return entryKey(value) ?? canonicalJson(value);
}

function between(before: Json | undefined, after: Json | undefined, at: Place): Change[] {
  if (before === after || canonicalJson(before ?? null) === canonicalJson(after ?? null)) return [];
  const whole = WHOLE.has(at.fields.at(-1) ?? '');
  if (!whole && isMap(before) && isMap(after)) return inMap(before, after, at);
  const found = isKeyed(before, after) ? inList(before ?? [], after ?? [], at) : [];
  // an empty list where there was none is a change, too
  if (found.length > 0) return found;
  return [{ ...at, kind: 'changed', before: before ?? null, after: after ?? null }];
}

const inMap = (before: Map_, after: Map_, at: Place): Change[] =>
  [...new Set([...Object.keys(after), ...Object.keys(before)])].flatMap((name) =>
    between(own(before, name), own(after, name), field(at, name)),
  );

const own = (map: Map_, name: string): Json | undefined => (Object.hasOwn(map, name) ? map[name] : undefined);

/** Lists whose entries all have names, none of them twice; one side may be missing. */
function isKeyed(before: Json | undefined, after: Json | undefined): before is Map_[] & Json[] {
  const lists = [before ?? [], after ?? []];
  return lists.every(
    (list) =>
      Array.isArray(list) &&
      list.every((one) => entryKey(one) !== null) &&
      new Set(list.map(entryKey)).size === list.length,
  );
}

function inList(before: readonly Json[], after: Json | readonly Json[], at: Place): Change[] {
  const now = after as readonly Json[];
  const old = new Map(before.map((one) => [entryKey(one), one]));
  const names = new Set(now.map(entryKey));
  const kept = now.filter((one) => old.has(entryKey(one))).map(entryKey);
  const still = new Set(
    longestCommon(
      before.map(entryKey).filter((name) => names.has(name)),
      kept,
    ),
  );
  const found = now.flatMap((one, n): Change[] => {
    const was = old.get(entryKey(one));
    const here = entry(at, one);
    if (was === undefined) return [{ ...here, kind: 'added', before: null, after: one }];
    const moved: Change[] = still.has(entryKey(one))
      ? []
      : [{ ...here, kind: 'moved', before: inFront(before, before.indexOf(was)), after: inFront(now, n) }];
    return [...moved, ...between(was, one, here)];
  });
  const gone = before.filter((one) => !names.has(entryKey(one)));
  return [...found, ...gone.map((one): Change => ({ ...entry(at, one), kind: 'removed', before: one, after: null }))];
}

const inFront = (list: readonly Json[], n: number): Json | null => (n > 0 ? titleOf(list[n - 1] ?? null) : null);

/** The longest run of names that stand in the same order in both: all others were moved. Names are unique in each. */
function longestCommon(before: readonly (string | null)[], after: readonly (string | null)[]): (string | null)[] {
  const rank = new Map(before.map((name, n) => [name, n]));
  const ranks = after.map((name) => rank.get(name) ?? 0);
  // smallest last rank of a rising run of each length, and how runs were reached
  const ends: number[] = [];
  const from: number[] = [];
  for (const [n, value] of ranks.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ranks[ends[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    from[n] = low > 0 ? (ends[low - 1] ?? -1) : -1;
    ends[low] = n;
  }
  const run: (string | null)[] = [];
  for (let n = ends.at(-1) ?? -1; n >= 0; n = from[n] ?? -1) run.push(after[n] ?? null);
  return run;
}
