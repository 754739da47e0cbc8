/** The way to a place in a YAML text, and what a value looks like there. */
import { type Document, isSeq, isMap as isYamlMap, stringify } from 'yaml';
import { entryKey, isMap, type Json } from './canonical.ts';

/** One step down: the name in a map, the entry of that key in a list, or the nth of one without keys, from 0. */
export type Step = { readonly name: string } | { readonly entry: string } | { readonly nth: number };

export type Change =
  | { readonly kind: 'set'; readonly steps: readonly Step[]; readonly value: Json; readonly lists: ReadonlySet<number> }
  | { readonly kind: 'remove'; readonly steps: readonly Step[] }
  | { readonly kind: 'swap'; readonly steps: readonly Step[]; readonly first: string; readonly second: string };

/** A value inside the maps and lists that lead to it. */
export function wrapped(steps: readonly Step[], value: Json, depth: number, lists: ReadonlySet<number>): Json {
  const [step, ...rest] = steps;
  if (!step) return value;
  const inner = wrapped(rest, value, depth + 1, lists);
  if ('name' in step) return { [step.name]: inner };
  return 'entry' in step ? [{ key: step.entry, ...(isMap(inner) ? inner : {}) }] : [inner];
}

/** The document's own path of steps, or null where one of them is not there. */
export function pathIn(document: Document, steps: readonly Step[]): (string | number)[] | null {
  const path: (string | number)[] = [];
  let here: unknown = document.contents;
  for (const step of steps) {
    if ('name' in step) {
      if (!isYamlMap(here) || !here.has(step.name)) return null;
      path.push(step.name);
      here = here.get(step.name, true);
    } else {
      if (!isSeq(here)) return null;
      const nth =
        'nth' in step
          ? step.nth
          : here.items.findIndex((item) => isYamlMap(item) && entryKey(item.toJSON()) === step.entry);
      if (nth < 0 || nth >= here.items.length) return null;
      path.push(nth);
      here = here.items[nth];
    }
  }
  return path;
}

/** A value as one would write it on a line: `{ hours: 2 }`, `[a, b]`. */
export const onALine = (value: Json): string => {
  if (Array.isArray(value)) return `[${value.map(onALine).join(', ')}]`;
  if (isMap(value)) {
    const inner = Object.entries(value).map(([name, one]) => `${name}: ${onALine(one)}`);
    return inner.length > 0 ? `{ ${inner.join(', ')} }` : '{}';
  }
  // commas and brackets are words of the line around it
  const plain = stringify(value, { lineWidth: 0 }).trimEnd();
  return typeof value === 'string' && !/^["']/.test(plain) && /[,[\]{}\n]|: |^[|>]/.test(plain)
    ? JSON.stringify(value)
    : plain;
};
