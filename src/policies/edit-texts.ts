/**
 * Changes one value, or one entry of a list, in the YAML texts of a pack as a hand would: everything else stays as it
 * is written, comments, order and spaces. What stands only in the pack below is written over (see extends.ts).
 */
import { type Document, isSeq, isMap as isYamlMap, parseDocument } from 'yaml';
import { canonicalJson, entryKey, isMap, type Json, valueAt } from './canonical.ts';
import type { DraftFiles } from './draft.ts';
import { spliced } from './splice-text.ts';
import { type Change, pathIn, type Step, wrapped } from './text-steps.ts';

/** A pack as it is being written: its own texts, all of it flattened, and what lies below it alone. */
export interface Writing {
  readonly files: DraftFiles;
  /** The head with `sections` beside it, as `flatten` gives it. */
  readonly flat: Json;
  /** The same of the pack that this one extends; null when it extends none. */
  readonly under: Json | null;
}

/** Why it could not be done here: the text cannot be read, or the place must be edited as text. */
export type EditRefusal = 'unreadable' | 'as-text';
export type Edited = { readonly files: DraftFiles } | { readonly refusal: EditRefusal };

/** Puts a value at a readable path of the pack: `clocks.clocks.first-contact.length`, `slots.flow-three.text`. */
export function setAt(writing: Writing, path: string, value: Json): Edited {
  const place = placeOf(writing, path);
  if (!place) return { refusal: 'as-text' };
  return write(writing, place.file, [{ kind: 'set', steps: place.steps, value, lists: place.lists }]);
}

/** Takes an entry out of a list: its text when it is the pack's own, a word over it when it lies below. */
export function removeEntry(writing: Writing, list: string, key: string): Edited {
  if (keysAt(writing.under, list).includes(key)) return setAt(writing, `${list}.${key}.drop`, true);
  const place = placeOf(writing, `${list}.${key}`);
  return place ? write(writing, place.file, [{ kind: 'remove', steps: place.steps }]) : { refusal: 'as-text' };
}

/** Lists of the head whose entries point at a place of the pack. */
const POINTING = ['ours', 'rows'] as const;

/** The same, and with it what the head says about that entry's figures. */
export function removeWithPointers(writing: Writing, list: string, key: string): Edited {
  const at = `${list}.${key}`;
  let edited = removeEntry(writing, list, key);
  for (const name of POINTING) {
    for (const entry of entriesOf(writing.flat, name)) {
      const pointer = entryKey(entry);
      const path = String(entry['path']);
      if (pointer === null || !('files' in edited) || !(path === at || path.startsWith(`${at}.`))) continue;
      // keys of these lists have dots in them
      const steps = [{ name }, { entry: pointer }];
      const below = keysAt(writing.under, name).includes(pointer);
      edited = write({ ...writing, files: edited.files }, 'pack.yaml', [
        below
          ? { kind: 'set', steps: [...steps, { name: 'drop' }], value: true, lists: new Set([1]) }
          : { kind: 'remove', steps },
      ]);
    }
  }
  return edited;
}

const entriesOf = (pack: Json, name: string): { [name: string]: Json }[] => {
  const found = inPack(pack, name);
  return Array.isArray(found) ? found.filter(isMap) : [];
};

/** Adds an entry at the end of a list. */
export function addEntry(writing: Writing, list: string, entry: { [name: string]: Json; key: string }): Edited {
  const place = placeOf(writing, `${list}.${entry.key}`);
  if (!place) return { refusal: 'as-text' };
  return write(writing, place.file, [{ kind: 'set', steps: place.steps, value: entry, lists: place.lists }]);
}

/** Moves an entry one place up or down in a list. */
export function moveEntry(writing: Writing, list: string, key: string, by: -1 | 1): Edited {
  const keys = keysAt(writing.flat, list);
  const from = keys.indexOf(key);
  const other = keys[from + by];
  if (from < 0 || other === undefined) return { files: writing.files };
  const [first, second] = by === 1 ? [key, other] : [other, key];
  if (keysAt(writing.under, list).length === 0) {
    const place = placeOf(writing, list);
    return place
      ? write(writing, place.file, [{ kind: 'swap', steps: place.steps, first, second }])
      : { refusal: 'as-text' };
  }
  // what is laid over another pack names the entry that it stands behind
  const laid = setAt(writing, `${list}.${first}.after`, second);
  if (!('files' in laid)) return laid;
  const place = placeOf({ ...writing, files: laid.files }, `${list}.${second}.after`);
  const rests =
    place && valueIn(laid.files[place.file] ?? '', place.steps) !== undefined
      ? write({ ...writing, files: laid.files }, place.file, [{ kind: 'remove', steps: place.steps }])
      : laid;
  return rests;
}

export const keysAt = (pack: Json | null, path: string): string[] => {
  const found = inPack(pack, path);
  return Array.isArray(found) ? found.flatMap((entry) => entryKey(entry) ?? []) : [];
};

/** The value at a readable path of a flattened pack: sections first, then the head. */
export function inPack(pack: Json | null, path: string): Json | undefined {
  if (!isMap(pack)) return undefined;
  const [first = ''] = path.split('.');
  const sections = pack['sections'];
  const root = isMap(sections) && Object.hasOwn(sections, first) ? sections : pack;
  return valueAt(root, path) as Json | undefined;
}

// ---- where it is written

interface Place {
  readonly file: string;
  readonly steps: readonly Step[];
  /** Steps that are lists in the whole pack, by how many steps lead to them. */
  readonly lists: ReadonlySet<number>;
}

/** The file that holds the first name below the section, or the one where it belongs. */
function placeOf({ files, flat }: Writing, path: string): Place | null {
  const [first = '', ...rest] = path.split('.');
  const sections = isMap(flat) && isMap(flat['sections']) ? flat['sections'] : {};
  const inSection = Object.hasOwn(sections, first) || fileNamesOf(files, first).length > 0;
  const names = inSection ? rest : [first, ...rest];
  if (names.length === 0) return null;
  const known = inSection ? fileNamesOf(files, first) : ['pack.yaml'];
  const file =
    known.find((name) => Object.hasOwn(contentOf(files[name] ?? ''), names[0] ?? '')) ?? known[0] ?? `${first}.yaml`;
  const root = inSection ? (sections[first] ?? {}) : isMap(flat) ? flat : {};
  const { steps, lists } = stepsOf(root, names);
  return { file, steps, lists };
}

const fileNamesOf = (files: DraftFiles, section: string): string[] =>
  Object.keys(files)
    .filter((name) => name.replace(/\.ya?ml$/, '') === section || name.startsWith(`${section}-`))
    .sort((a, b) => a.length - b.length);

/** Names of a readable path as steps: in a list of the whole pack a name is an entry's key. */
function stepsOf(root: Json, names: readonly string[]): { steps: Step[]; lists: Set<number> } {
  const steps: Step[] = [];
  const lists = new Set<number>();
  let here: Json | undefined = root;
  for (const name of names) {
    if (Array.isArray(here)) {
      lists.add(steps.length);
      const place: number = here.findIndex((entry) => entryKey(entry) === name);
      const nth: number = place < 0 && /^\d+$/.test(name) ? Number(name) - 1 : -1;
      steps.push(nth >= 0 ? { nth } : { entry: name });
      here = here[place >= 0 ? place : nth];
    } else {
      steps.push({ name });
      here = isMap(here) && Object.hasOwn(here, name) ? here[name] : undefined;
    }
  }
  return { steps, lists };
}

// ---- how it is written

function write({ files }: Writing, file: string, changes: readonly Change[]): Edited {
  let text = files[file] ?? '';
  for (const change of changes) {
    const next = rewritten(text, change);
    if (next === null) return { refusal: parseDocument(text).errors.length > 0 ? 'unreadable' : 'as-text' };
    text = next;
  }
  return { files: { ...files, [file]: text } };
}

/** The text with one change, touched as little as can be; where that fails, printed anew with its comments. */
function rewritten(text: string, change: Change): string | null {
  const document = parseDocument(text);
  if (document.errors.length > 0 || (document.contents !== null && !isYamlMap(document.contents))) return null;
  const touched = spliced(text, parseDocument(text), change);
  if (!applied(document, change)) return null;
  const wanted = canonicalJson(document.toJS() ?? {});
  if (touched !== null) {
    const read = parseDocument(touched);
    if (read.errors.length === 0 && canonicalJson(read.toJS() ?? {}) === wanted) return touched;
  }
  const printed = document.toString({ lineWidth: 0 });
  return canonicalJson(parseDocument(printed).toJS() ?? {}) === wanted ? printed : null;
}

/** The same change made on the document itself: what the text must say afterwards. */
function applied(document: Document, change: Change): boolean {
  const path = pathIn(document, change.steps);
  if (change.kind === 'remove') return path !== null && document.deleteIn(path);
  if (change.kind === 'swap') {
    const list = path && document.getIn(path);
    if (!isSeq(list)) return false;
    const [a, b] = [change.first, change.second].map((key) =>
      list.items.findIndex((item) => isYamlMap(item) && item.get('key') === key),
    ) as [number, number];
    if (a < 0 || b < 0) return false;
    const [one, other] = [list.items[a], list.items[b]];
    list.items[a] = other;
    list.items[b] = one;
    return true;
  }
  if (path) {
    document.setIn(path, document.createNode(change.value));
    return true;
  }
  // the rest of the way is made: maps, and lists with an entry of the key
  let existing = change.steps.length;
  let found: (string | number)[] | null = null;
  while (found === null && existing > 0) {
    existing -= 1;
    found = pathIn(document, change.steps.slice(0, existing));
  }
  const made = wrapped(change.steps.slice(existing + 1), change.value, existing + 1, change.lists);
  const step = change.steps[existing];
  if (!step) return false;
  if ('name' in step) {
    document.setIn([...(found ?? []), step.name], document.createNode(made));
    return true;
  }
  const list = document.getIn(found ?? []);
  if (!isSeq(list) || !('entry' in step) || !isMap(made)) return false;
  list.add(document.createNode({ key: step.entry, ...made }));
  return true;
}

const valueIn = (text: string, steps: readonly Step[]): unknown => {
  const document = parseDocument(text);
  const path = pathIn(document, steps);
  return path === null ? undefined : (document.getIn(path) ?? null);
};

const contentOf = (text: string): object => {
  const content: unknown = parseDocument(text).toJS();
  return typeof content === 'object' && content !== null ? content : {};
};
