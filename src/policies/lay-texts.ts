/** A draft's texts over what they extend, checked: the same on the server and in the browser of whoever writes them. */
import { type Finding, stopper } from '../base/finding.ts';
import { isMap, type Json } from './canonical.ts';
import { type Draft, type DraftFiles, readDraft } from './draft.ts';
import { flatten } from './extends.ts';
import { checkPack } from './go-live.ts';
import type { Pack, PackSections } from './pack.ts';

/** What stands below a draft. */
export interface Below {
  /** Packs that may be extended, read, by key. */
  readonly parents: ReadonlyMap<string, Draft>;
  /** Of editions among them: keys of the packs that each stands on, its own first. */
  readonly lines?: ReadonlyMap<string, readonly string[]>;
  /** What was wrong in their texts. */
  readonly findings: readonly Finding[];
  /** Data beside the packs, by the section that draws on it. */
  readonly libraries: Readonly<Record<string, unknown>>;
}

export interface Laid {
  /** Null while something stops it. */
  readonly pack: Pack | null;
  /** To look at: empty places stand in for. Null when its shape is wrong. */
  readonly readable: Pack | null;
  readonly findings: Finding[];
  /** As written, all of it; null while a text cannot be read. */
  readonly flat: Draft | null;
  /** What it extends, alone. */
  readonly under: Draft | null;
}

const UNREADABLE = new Set(['not-yaml', 'too-large', 'too-deep', 'alias-bomb']);

/** `base`: what an add-on is laid over. `today` (YYYY-MM-DD) lets laws be found past their end. Never throws. */
export function layTexts(
  files: DraftFiles,
  sections: PackSections,
  below: Below,
  { base, today = null }: { base?: string; today?: string | null } = {},
): Laid {
  const own = readDraft(files, Object.keys(sections));
  const draft: Draft = base === undefined ? own.draft : { ...own.draft, extends: base };
  const over = draft['extends'];
  const findings = [...own.findings, ...below.findings];
  if ('extends' in draft && typeof over !== 'string') findings.push(stopper('not-fitting', 'extends'));
  // what cannot be read makes everything else look missing
  if (findings.some(({ code }) => UNREADABLE.has(code))) {
    return { pack: null, readable: null, findings, flat: null, under: null };
  }
  const parentOf = (name: string): Draft | null => below.parents.get(name) ?? null;
  const flat = flatten(draft, parentOf);
  // the one below an add-on is remembered by the key of its pack
  const line = typeof over === 'string' ? (below.lines?.get(over) ?? []) : [];
  if (line[0] !== undefined) flat.pack['basedOn'] = line[0];
  const round = line.indexOf(String(draft['key']));
  if (round >= 0) findings.push(standsOnItself(line.slice(0, round + 1)));
  const parent = typeof over === 'string' ? parentOf(over) : null;
  const checked = checkPack(withLibraries(flat.pack, sections, below.libraries), sections, today);
  const all = own.located(oncePerPlace([...findings, ...flat.findings, ...checked.findings]));
  return {
    pack: all.some(({ stops }) => stops) ? null : checked.pack,
    readable: checked.readable,
    findings: all,
    flat: flat.pack,
    under: parent && flatten(parent, parentOf).pack,
  };
}

/** What is found in the texts is found in the whole once more. */
const oncePerPlace = (findings: readonly Finding[]): Finding[] =>
  findings.filter(
    ({ code, path }, nth) =>
      code !== 'repeated-key' || findings.findIndex((one) => one.code === code && one.path === path) === nth,
  );

/** `line`: keys from what it is laid over down to itself. */
const standsOnItself = (line: readonly string[]): Finding =>
  stopper('extends-itself', 'extends', { line: [line.at(-1), ...line].join(' → ') });

function withLibraries(draft: Draft, sections: PackSections, libraries: Below['libraries']): Draft {
  const contents = isMap(draft['sections']) ? { ...draft['sections'] } : {};
  for (const [name, { library }] of Object.entries(sections)) {
    const filled = library?.fill(contents, libraries[name] ?? {});
    if (filled !== undefined) contents[name] = filled as Json;
  }
  return { ...draft, sections: contents };
}
