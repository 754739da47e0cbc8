/** What the documents point at and do not print: empty places with a name, and what counts as filling one with nothing. */
import * as z from 'zod';
import { type Finding, hint, stopper } from '../base/finding.ts';
import { key, line, someLine, words } from '../base/schemas.ts';
import { entryKey, isMap, type Json, valueAt } from './canonical.ts';

export const GAP_SHAPES = {
  /** Typed values elsewhere that the documents leave open; a path to a table or list stands for every empty place in it. */
  gaps: z
    .array(
      z.strictObject({
        path: someLine(160),
        title: someLine(60),
        /** Where the document stops: S2-005. */
        clause: line(40).default(''),
        /** False: told, but the pack may go live with it. */
        stops: z.boolean().default(true),
      }),
    )
    .default([]),
  /** Prose that the documents cut off. */
  slots: z
    .array(
      z.strictObject({
        key: key(),
        title: someLine(60),
        clause: line(40).default(''),
        text: words(2000).nullable().default(null),
        stops: z.boolean().default(true),
      }),
    )
    .default([]),
};

/** An empty place, found. */
export interface OpenGap {
  readonly path: string;
  readonly title: string;
  readonly clause: string;
  readonly stops: boolean;
}

const NOTHING = new Set([
  ...['无', '没有', '暂无', '未定', '待定', '待补', '待补充', '待填', '略', '同上', '不详', '未知', '不适用'],
  ...['n/a', 'na', 'tbd', 'todo', 'none', 'null', 'nil', '-', '--', '—', '——', '/', '…', '...', '......', 'x', 'xx'],
]);

/** Filled, and says nothing: 待定, N/A, a dash, one character, one repeated; for a limit: 0. */
export function saysNothing(value: unknown): boolean {
  if (typeof value === 'number') return value === 0 || !Number.isFinite(value);
  if (typeof value === 'string') {
    const text = value.normalize('NFKC').trim().toLowerCase();
    return [...text].length < 2 || NOTHING.has(text) || new Set(text).size === 1;
  }
  if (Array.isArray(value)) return value.length === 0;
  if (!isMap(value)) return false;
  const inner = Object.values(value);
  return inner.length === 0 || inner.every((one) => typeof one === 'number' && saysNothing(one));
}

/** Empty leaves at and below a place. */
function emptyBelow(value: unknown, path: string): string[] {
  if (value === undefined || value === null || value === '') return [path];
  if (Array.isArray(value)) {
    return value.flatMap((entry, place) => emptyBelow(entry, `${path}.${entryKey(entry) ?? place + 1}`));
  }
  return isMap(value) ? Object.entries(value).flatMap(([name, inner]) => emptyBelow(inner, `${path}.${name}`)) : [];
}

/** Leaves at and below a place that are filled with nothing. A limit is one leaf: `{ days: 0 }`. */
function idleBelow(value: unknown, path: string): string[] {
  if (value === undefined || value === null || value === '') return [];
  if (!isMap(value) && !Array.isArray(value)) return saysNothing(value) ? [path] : [];
  if (saysNothing(value)) return [path];
  const inner = Array.isArray(value)
    ? value.map((entry, place): [string, unknown] => [entryKey(entry) ?? String(place + 1), entry])
    : Object.entries(value);
  // a title in a list that waits for titles is judged; keys and choices beside it are not
  return inner.flatMap(([name, one]) =>
    name === 'key' || typeof one === 'boolean' ? [] : idleBelow(one, `${path}.${name}`),
  );
}

/** Reads the gaps and slots of a draft's head; whatever else is wrong with them is told by the check of the head. */
export function gapsOf(
  head: { readonly [name: string]: Json },
  contents: { readonly [name: string]: Json },
): { open: OpenGap[]; findings: Finding[] } {
  const open: OpenGap[] = [];
  const findings: Finding[] = [];
  const gaps = Array.isArray(head['gaps']) ? head['gaps'] : [];
  for (const entry of gaps) {
    const gap = GAP_SHAPES.gaps.unwrap().element.safeParse(entry);
    if (!gap.success) continue;
    const { path, title, clause, stops } = gap.data;
    if (holderOf(contents, path) === undefined) {
      findings.push(stopper('unknown-path', `gaps.${path}`, { name: path }));
      continue;
    }
    const value = valueAt(contents, path);
    for (const leaf of emptyBelow(value, path)) open.push({ path: leaf, title, clause, stops });
    const told = stops ? stopper : hint;
    findings.push(...idleBelow(value, path).map((leaf) => told('gap-filled-with-nothing', leaf, { title, clause })));
  }
  const slots = Array.isArray(head['slots']) ? head['slots'] : [];
  for (const entry of slots) {
    const slot = GAP_SHAPES.slots.unwrap().element.safeParse(entry);
    if (!slot.success) continue;
    const { title, clause, text, stops } = slot.data;
    const path = `slots.${slot.data.key}`;
    if (text === null || text === '') open.push({ path, title, clause, stops });
    else if (saysNothing(text))
      findings.push((stops ? stopper : hint)('gap-filled-with-nothing', path, { title, clause }));
  }
  return { open, findings };
}

const holderOf = (contents: unknown, path: string): unknown => {
  const above = path.slice(0, Math.max(0, path.lastIndexOf('.')));
  return above === '' ? contents : valueAt(contents, above);
};

export const gapFinding = ({ path, title, clause, stops }: OpenGap): Finding =>
  (stops ? stopper : hint)('gap-open', path, { title, clause });

/** A copy with a value at a readable path; null when there is no such place to put it. */
export function withValueAt(root: Json, path: string, value: Json): Json | null {
  const copy = JSON.parse(JSON.stringify(root)) as Json;
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let here: Json | undefined = copy;
  for (const step of steps) {
    here = Array.isArray(here)
      ? (here.find((entry) => entryKey(entry) === step) ?? here[Number(step) - 1])
      : isMap(here) && Object.hasOwn(here, step)
        ? here[step]
        : undefined;
  }
  if (Array.isArray(here)) {
    const place = here.findIndex((entry, i) => entryKey(entry) === last || String(i + 1) === last);
    if (place < 0) return null;
    here[place] = value;
  } else if (isMap(here)) here[last] = value;
  else return null;
  return copy;
}
