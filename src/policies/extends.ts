import { type Finding, stopper } from '../base/finding.ts';
import { entryKey, isMap, type Json } from './canonical.ts';

type Draft = { [name: string]: Json };

/** Words of an overlay, gone once it is laid. */
const OVERLAY_WORDS = ['drop', 'after'] as const;
/** What a pack says about itself alone. */
const OF_ITSELF = ['abstract', 'addOn'] as const;

/**
 * Lays a pack over the one it extends: maps entry by entry, lists of keyed entries by key (the parent's order
 * first, new entries after it or after the entry named in `after`, `drop: true` takes one out), a `length` and
 * everything else as the child says.
 */
export const overlay = (parent: Json | undefined, child: Json): Json => lay(parent, child, '', []);

function lay(parent: Json | undefined, child: Json, path: string, found: Finding[]): Json {
  if (isKeyedList(child)) return layList(isKeyedList(parent) ? parent : [], child, path, found);
  if (isMap(child)) {
    const under = isMap(parent) ? parent : {};
    const laid: Draft = { ...under };
    for (const [name, value] of Object.entries(child)) {
      if (name === '__proto__') continue;
      // a limit is one value: hours of the parent and days of the child do not add up
      if (name === 'length') laid[name] = value;
      else laid[name] = lay(under[name], value, path ? `${path}.${name}` : name, found);
    }
    return laid;
  }
  return child;
}

const isKeyedList = (value: Json | undefined): value is Draft[] =>
  Array.isArray(value) && value.length > 0 && value.every((entry) => entryKey(entry) !== null);

function layList(parent: readonly Draft[], child: readonly Draft[], path: string, found: Finding[]): Json {
  const over = new Map(child.map((entry) => [entryKey(entry), entry]));
  // of two changes to one entry only one could be laid
  for (const entry of child) {
    const key = entryKey(entry);
    if (key !== null && typeof entry['key'] === 'string' && over.get(key) !== entry)
      found.push(stopper('repeated-key', `${path}.${key}`, { key }));
  }
  const kept = parent.map((entry) => {
    const change = over.get(entryKey(entry));
    return change ? (lay(entry, change, `${path}.${entryKey(entry)}`, found) as Draft) : entry;
  });
  const known = new Set(parent.map(entryKey));
  const added = child
    .filter((entry) => !known.has(entryKey(entry)))
    .map((entry) => lay(undefined, entry, `${path}.${entryKey(entry)}`, found) as Draft);
  return placed([...kept, ...added], child, path, found).filter((entry) => entry['drop'] !== true);
}

/** The child's entries with `after` behind the ones they name. */
function placed(all: readonly Draft[], child: readonly Draft[], path: string, found: Finding[]): Draft[] {
  const moving = new Map(
    child.filter((entry) => typeof entry['after'] === 'string').map((entry) => [entryKey(entry), entry['after']]),
  );
  if (moving.size === 0) return [...all];
  const list = all.filter((entry) => !moving.has(entryKey(entry)));
  let waiting = all.filter((entry) => moving.has(entryKey(entry)));
  while (waiting.length > 0) {
    const next = waiting.find((entry) => list.some((other) => entryKey(other) === moving.get(entryKey(entry))));
    if (!next) break;
    const place = list.findIndex((other) => entryKey(other) === moving.get(entryKey(next)));
    // those that name the same entry keep the order in which they are written
    let behind = place + 1;
    while (behind < list.length && moving.get(entryKey(list[behind])) === moving.get(entryKey(next))) behind += 1;
    list.splice(behind, 0, next);
    waiting = waiting.filter((entry) => entry !== next);
  }
  for (const entry of waiting) {
    found.push(stopper('not-a-key-order', `${path}.${entryKey(entry)}`, { name: String(moving.get(entryKey(entry))) }));
  }
  return [...list, ...waiting];
}

/** A draft with everything it extends laid under it. `parentOf` finds a pack by its key. */
export function flatten(
  draft: Draft,
  parentOf: (key: string) => Draft | null,
  below: readonly string[] = [],
): { pack: Draft; findings: Finding[] } {
  const { extends: over, ...own } = draft;
  const line = [...below, String(own['key'])];
  const found: Finding[] = [];
  if (typeof over !== 'string') {
    return { pack: plain(lay(undefined, own, '', found)) as Draft, findings: found.map(inSection) };
  }
  if (line.includes(over)) {
    return {
      pack: plain(own) as Draft,
      findings: [stopper('extends-itself', 'extends', { line: [...line, over].join(' → ') })],
    };
  }
  const parent = parentOf(over);
  if (!parent) return { pack: plain(own) as Draft, findings: [stopper('unknown-parent', 'extends', { name: over })] };
  const under = flatten(parent, parentOf, line);
  const laid = Object.fromEntries(
    Object.entries(under.pack).filter(([name]) => !(OF_ITSELF as readonly string[]).includes(name)),
  );
  return {
    pack: { ...(plain(lay(laid, own, '', found)) as Draft), basedOn: over },
    findings: [...under.findings, ...found.map(inSection)],
  };
}

/** Paths begin with the name of their section, as all findings do. */
const inSection = (finding: Finding): Finding => ({ ...finding, path: finding.path.replace(/^sections\./, '') });

/** Without the words of the overlay; entries dropped from lists that held nothing under them go, too. */
function plain(value: Json): Json {
  if (Array.isArray(value)) {
    const keyed = isKeyedList(value);
    return value
      .filter((entry) => !keyed || !isMap(entry) || entry['drop'] !== true)
      .map((entry) => plain(keyed && isMap(entry) ? without(entry) : entry));
  }
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
}

const without = (entry: Draft): Draft =>
  Object.fromEntries(Object.entries(entry).filter(([name]) => !(OVERLAY_WORDS as readonly string[]).includes(name)));
