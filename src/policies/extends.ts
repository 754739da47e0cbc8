import { type Finding, stopper } from '../base/finding.ts';
import { entryKey, isMap, type Json } from './canonical.ts';

type Draft = { [name: string]: Json };

/**
 * Lays a pack over the one it extends: maps entry by entry, lists of keyed entries by key (the parent's order
 * first, new entries after it, `drop: true` takes one out), everything else as the child says.
 */
export function overlay(parent: Json | undefined, child: Json): Json {
  if (isKeyedList(child)) return overlayList(isKeyedList(parent) ? parent : [], child);
  if (isMap(parent) && isMap(child)) {
    const laid: Draft = { ...parent };
    for (const [name, value] of Object.entries(child)) laid[name] = overlay(parent[name], value);
    return laid;
  }
  return child;
}

const isKeyedList = (value: Json | undefined): value is Draft[] =>
  Array.isArray(value) && value.length > 0 && value.every((entry) => entryKey(entry) !== null);

function overlayList(parent: readonly Draft[], child: readonly Draft[]): Json {
  const over = new Map(child.map((entry) => [entryKey(entry), entry]));
  const kept = parent.map((entry) => {
    const change = over.get(entryKey(entry));
    return change ? (overlay(entry, change) as Draft) : entry;
  });
  const known = new Set(parent.map(entryKey));
  return [...kept, ...child.filter((entry) => !known.has(entryKey(entry)))].filter((entry) => entry['drop'] !== true);
}

/** A draft with everything it extends laid under it. `parentOf` finds a pack by its key. */
export function flatten(
  draft: Draft,
  parentOf: (key: string) => Draft | null,
  below: readonly string[] = [],
): { pack: Draft; findings: Finding[] } {
  const { extends: over, ...own } = draft;
  const line = [...below, String(own['key'])];
  if (typeof over !== 'string') return { pack: overlay(undefined, own) as Draft, findings: [] };
  if (line.includes(over)) {
    return { pack: own, findings: [stopper('extends-itself', 'extends', { line: [...line, over].join(' → ') })] };
  }
  const parent = parentOf(over);
  if (!parent) return { pack: own, findings: [stopper('unknown-parent', 'extends', { name: over })] };
  const under = flatten(parent, parentOf, line);
  return { pack: { ...(overlay(under.pack, own) as Draft), basedOn: over }, findings: under.findings };
}
