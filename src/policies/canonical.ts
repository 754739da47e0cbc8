/** Plain data, as a pack is once it is read. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

export const isMap = (value: unknown): value is { [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One text for one content, whatever the order of its entries: keys sorted by code unit, no spaces (as RFC 8785). */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isMap(value)) return JSON.stringify(value ?? null);
  const entries = Object.keys(value)
    .filter((name) => value[name] !== undefined)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name])}`);
  return `{${entries.join(',')}}`;
}

/** The name of an entry inside its list; entries that only point are named by what they are about. */
export const entryKey = (entry: unknown): string | null => {
  if (!isMap(entry)) return null;
  const { key, conflict, path, row } = entry;
  const name = key ?? conflict ?? path;
  if (typeof name !== 'string') return null;
  return key === undefined && typeof row === 'number' ? `${row} ${name}` : name;
};

/** A dotted path that people can find again: entries of keyed lists by their key, others by their place from 1. */
export function readablePath(root: unknown, path: readonly PropertyKey[]): string {
  let here: unknown = root;
  const names: string[] = [];
  for (const step of path) {
    const inner = Array.isArray(here) ? here[Number(step)] : isMap(here) ? here[String(step)] : undefined;
    names.push(Array.isArray(here) ? (entryKey(inner) ?? String(Number(step) + 1)) : String(step));
    here = inner;
  }
  return names.join('.');
}

/** The value at a readable path, or undefined. */
export function valueAt(root: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((here, name) => {
    if (Array.isArray(here)) return here.find((entry) => entryKey(entry) === name) ?? here[Number(name) - 1];
    return isMap(here) && Object.hasOwn(here, name) ? here[name] : undefined;
  }, root);
}
