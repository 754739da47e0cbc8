/** Reads the YAML texts of a pack, says where in them a finding lies, and never fails but with findings. */
import {
  type Document,
  isAlias,
  isScalar,
  isSeq,
  isMap as isYamlMap,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import { type Finding, stopper } from '../base/finding.ts';
import { entryKey, isMap, type Json } from './canonical.ts';
import { isTooDeep, MOST_DEPTH } from './depth.ts';

export type Draft = { [name: string]: Json };
/** File names with their texts: `pack.yaml`, `posts.yaml`, `complaints-closing.yaml`. */
export type DraftFiles = Readonly<Record<string, string>>;

/** A pack's texts together, in UTF-16 units. */
export const MOST_TEXT = 400_000;
const MOST_ALIASES = 100;

interface Read {
  readonly name: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

export interface ReadDraft {
  readonly draft: Draft;
  readonly findings: Finding[];
  /** The same findings with the file and line where they lie, as far as these texts hold them. */
  readonly located: (findings: readonly Finding[]) => Finding[];
}

/**
 * `pack.yaml` is the head; every other file belongs to the section that its name begins with (`complaints.yaml`,
 * `complaints-closing.yaml`), so that a long section can be read in parts.
 */
export function readDraft(files: DraftFiles, sections: readonly string[]): ReadDraft {
  const findings: Finding[] = [];
  const read: Read[] = [];
  const contents: { [section: string]: Draft } = {};
  let head: Draft = {};
  const size = Object.values(files).reduce((sum, text) => sum + text.length, 0);
  if (size > MOST_TEXT) {
    findings.push({ ...stopper('too-large', 'pack', { most: MOST_TEXT }), ...endOf(files, MOST_TEXT) });
    return { draft: {}, findings, located: (given) => [...given] };
  }
  const names = Object.keys(files).sort(
    (a, b) => Number(b === 'pack.yaml') - Number(a === 'pack.yaml') || (a < b ? -1 : 1),
  );
  for (const name of names) {
    const stem = name.replace(/\.ya?ml$/, '');
    const section = sections.find((known) => stem === known || stem.startsWith(`${known}-`));
    if (name !== 'pack.yaml' && !section) {
      findings.push({ ...stopper('unknown-file', name, { name }), file: name });
      continue;
    }
    const parsed = readText(name, files[name] ?? '');
    findings.push(...parsed.findings);
    if (parsed.read) read.push(parsed.read);
    if (!section) head = parsed.content;
    else {
      const into = (contents[section] ??= {});
      for (const [entry, value] of Object.entries(parsed.content)) {
        if (Object.hasOwn(into, entry)) {
          findings.push({ ...stopper('written-twice', `${section}.${entry}`, { name }), file: name });
        }
        into[entry] = value;
      }
    }
  }
  return {
    draft: { ...head, sections: contents },
    findings,
    located: (given) => given.map((finding) => (finding.file ? finding : { ...finding, ...placeOf(finding, read) })),
  };
}

/** Where the texts, one after another, are as long as that. */
function endOf(files: DraftFiles, most: number): Pick<Finding, 'file' | 'line' | 'column'> {
  let left = most;
  for (const [file, text] of Object.entries(files)) {
    if (text.length > left) return { file, line: lineAt(text, left), column: 1 };
    left -= text.length;
  }
  return {};
}

/** The line of a place in a text, from 1. */
export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

function readText(name: string, text: string): { content: Draft; read: Read | null; findings: Finding[] } {
  const lines = new LineCounter();
  const at = (offset: number): Pick<Finding, 'file' | 'line' | 'column'> => {
    const { line, col } = lines.linePos(offset);
    return { file: name, line, column: col };
  };
  let alias = 0;
  try {
    // left on, the library compares every key of a map with every other, and draws every fault of a hostile text
    const options = { uniqueKeys: false, prettyErrors: false, lineCounter: lines, logLevel: 'error' } as const;
    const document = parseDocument(text, options);
    const read = { name, document, lines };
    const [error] = document.errors;
    const fault = error ? { code: error.code, at: error.pos[0] } : keyTwice(document);
    if (fault) {
      const values = { name, problem: fault.code };
      return { content: {}, read, findings: [{ ...stopper('not-yaml', name, values), ...at(fault.at) }] };
    }
    alias = aliasIn(document);
    const content: unknown = document.contents === null ? {} : document.toJS({ maxAliasCount: MOST_ALIASES });
    if (!isMap(content))
      return {
        content: {},
        read,
        findings: [{ ...stopper('not-yaml', name, { name, problem: 'NOT_A_MAP' }), ...at(0) }],
      };
    if (isTooDeep(content))
      return {
        content: {},
        read: null,
        findings: [{ ...stopper('too-deep', name, { most: MOST_DEPTH }), file: name }],
      };
    return { content, read, findings: [] };
  } catch (error) {
    // an alias bomb throws a ReferenceError, thousands of nested brackets overflow the stack
    const code = error instanceof ReferenceError ? 'alias-bomb' : error instanceof RangeError ? 'too-deep' : 'not-yaml';
    const values = { name, most: code === 'alias-bomb' ? MOST_ALIASES : MOST_DEPTH, problem: 'UNREADABLE' };
    const place = code === 'alias-bomb' ? at(alias) : { file: name };
    return { content: {}, read: null, findings: [{ ...stopper(code, name, values), ...place }] };
  }
}

/** Where the first reference stands. */
function aliasIn(document: Document): number {
  let found = 0;
  visit(document, {
    Alias(_, { range }) {
      found = range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return found;
}

/** The first key that a map has twice. */
function keyTwice(document: Document): { code: 'DUPLICATE_KEY'; at: number } | null {
  let found: number | null = null;
  visit(document, {
    Map(_, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) {
          found = key.range?.[0] ?? 0;
          return visit.BREAK;
        }
        seen.add(key.value);
      }
      return undefined;
    },
  });
  return found === null ? null : { code: 'DUPLICATE_KEY', at: found };
}

/** The place in the texts of a path, or of what stands nearest above it. */
function placeOf({ code, path, values }: Finding, read: readonly Read[]): Pick<Finding, 'file' | 'line' | 'column'> {
  // told of the map that has it
  const steps = [...path.split('.'), ...(code === 'unknown-entry' ? [String(values['name'])] : [])];
  const [first = ''] = steps;
  let best: { depth: number; read: Read; offset: number } | null = null;
  for (const one of read) {
    const inHead = one.name === 'pack.yaml';
    const stem = one.name.replace(/\.ya?ml$/, '');
    const inSection = stem === first || stem.startsWith(`${first}-`);
    if (!inHead && !inSection) continue;
    const found = follow(one.document.contents as Node | null, inHead ? steps : steps.slice(1));
    const depth = found.depth + (inHead ? 0 : 1);
    if (found.depth === 0 && (inHead || best)) continue;
    if (!best || depth > best.depth) best = { depth, read: one, offset: found.offset };
  }
  if (!best) return {};
  const { line, col } = best.read.lines.linePos(best.offset);
  return { file: best.read.name, line, column: col };
}

/** How many steps of a path a document has, and where the last of them stands. */
function follow(root: Node | null, steps: readonly string[]): { depth: number; offset: number } {
  let here: unknown = root;
  let offset = 0;
  let depth = 0;
  while (depth < steps.length) {
    if (isYamlMap(here)) {
      const pair = here.items.find(({ key }) => String(isScalar(key) ? key.value : key) === steps[depth]);
      if (!pair) break;
      offset = (pair.key as Node | null)?.range?.[0] ?? offset;
      here = pair.value;
      depth += 1;
    } else if (isSeq(here)) {
      const found = entryAt(here.items, steps.slice(depth));
      if (!found) break;
      offset = (found.item as Node | null)?.range?.[0] ?? offset;
      here = found.item;
      depth += found.steps;
    } else break;
    if (isAlias(here)) break;
  }
  return { depth, offset };
}

/** An entry by its key, which may have dots in it, or by its place from 1. */
function entryAt(items: readonly unknown[], steps: readonly string[]): { item: unknown; steps: number } | null {
  for (let count = steps.length; count > 0; count--) {
    const name = steps.slice(0, count).join('.');
    const item = items.find((one) => isYamlMap(one) && entryKey(namesIn(one)) === name);
    if (item) return { item, steps: count };
  }
  const item = items[Number(steps[0]) - 1];
  return item === undefined ? null : { item, steps: 1 };
}

const namesIn = (map: { get: (name: string) => unknown }): Draft => {
  const names = ['key', 'conflict', 'path', 'row'].map((name) => [name, map.get(name)] as [string, Json | undefined]);
  return Object.fromEntries(names.filter((pair): pair is [string, Json] => pair[1] !== undefined));
};
