import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { type Finding, stopper } from '../../base/finding.ts';
import { isMap } from '../canonical.ts';
import { type Draft, type DraftFiles, readDraft } from '../draft.ts';
import { flatten } from '../extends.ts';
import { checkPack } from '../go-live.ts';
import type { Pack, PackSections } from '../pack.ts';

/** The folder of the packs that come with the desk: `packs/` beside package.json. */
export const shippedFolder: string = join(packageRoot(dirname(fileURLToPath(import.meta.url))), 'packs');

function packageRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error('package.json not found above the policies room');
  return packageRoot(above);
}

export interface ShippedPack {
  readonly key: string;
  readonly title: string;
  readonly trade: string;
  readonly purpose: string;
  readonly edition: number;
}

const UNREADABLE = new Set(['not-yaml', 'too-large', 'too-deep', 'alias-bomb']);

interface Head extends ShippedPack {
  readonly abstract: boolean;
  readonly addOn: boolean;
}

/** The packs to choose from at set-up, by key: neither what is only to be extended, nor what needs another under it. */
export async function shippedPacks(folder: string = shippedFolder): Promise<ShippedPack[]> {
  return (await heads(folder))
    .filter(({ abstract, addOn }) => !abstract && !addOn)
    .map(({ abstract: _, addOn: __, ...pack }) => pack);
}

/** Those that are laid over another pack. */
export async function shippedAddOns(folder: string = shippedFolder): Promise<ShippedPack[]> {
  return (await heads(folder)).filter(({ addOn }) => addOn).map(({ abstract: _, addOn: __, ...pack }) => pack);
}

async function heads(folder: string): Promise<Head[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const keys = entries
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'pack.yaml')))
    .map((entry) => entry.name);
  const read = await Promise.all(
    keys
      .sort()
      .map(async (key) => readDraft({ 'pack.yaml': await readFile(join(folder, key, 'pack.yaml'), 'utf8') }, [])),
  );
  return read.map(({ draft }, nth) => ({
    key: keys[nth] ?? '',
    title: String(draft['title']),
    trade: String(draft['trade']),
    purpose: String(draft['purpose']),
    edition: Number(draft['edition']),
    abstract: draft['abstract'] === true,
    addOn: draft['addOn'] === true,
  }));
}

export interface ShippedRead {
  /** Null while something stops it. */
  readonly pack: Pack | null;
  /** To look at: empty places stand in for. Null when its shape is wrong. */
  readonly readable: Pack | null;
  readonly findings: Finding[];
}

/** A shipped pack with everything it extends, checked. Null when there is none of that key. `base`: of an add-on. */
export async function readShippedPack(
  key: string,
  sections: PackSections,
  { folder = shippedFolder, base, today = null }: { folder?: string; base?: string; today?: string | null } = {},
): Promise<ShippedRead | null> {
  const files = await shippedFiles(key, folder);
  return files && checkFiles(files, sections, { folder, today, ...(base === undefined ? {} : { base }) });
}

/** The texts of a shipped pack, by file name. Null when there is none of that key. */
export async function shippedFiles(key: string, folder: string = shippedFolder): Promise<DraftFiles | null> {
  if (!(await heads(folder)).some((pack) => pack.key === key)) return null;
  const names = (await readdir(join(folder, key))).filter((name) => name.endsWith('.yaml')).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, key, name), 'utf8')));
  return Object.fromEntries(names.map((name, nth) => [name, texts[nth] ?? '']));
}

/**
 * Any pack's texts with the shipped packs that they extend, flattened and checked; findings tell file and line where
 * these texts hold the place. Never throws for what the texts say.
 */
export async function checkFiles(
  files: DraftFiles,
  sections: PackSections,
  { folder = shippedFolder, base, today = null }: { folder?: string; base?: string; today?: string | null } = {},
): Promise<ShippedRead> {
  const names = Object.keys(sections);
  const own = readDraft(files, names);
  const draft: Draft = base === undefined ? own.draft : { ...own.draft, extends: base };
  const findings: Finding[] = [...own.findings];
  const known = new Set((await heads(folder)).map(({ key }) => key));
  const parents = new Map<string, Draft>();
  for (let next = draft['extends']; typeof next === 'string' && known.has(next) && !parents.has(next); ) {
    const read = readDraft((await shippedFiles(next, folder)) ?? {}, names);
    findings.push(...read.findings);
    parents.set(next, read.draft);
    next = read.draft['extends'] ?? null;
  }
  if ('extends' in draft && typeof draft['extends'] !== 'string') findings.push(stopper('not-fitting', 'extends'));
  // what cannot be read makes everything else look missing
  if (findings.some(({ code }) => UNREADABLE.has(code))) return { pack: null, readable: null, findings };
  const flat = flatten(draft, (name) => parents.get(name) ?? null);
  const checked = checkPack(await withLibraries(flat.pack, sections, folder), sections, today);
  const all = own.located([...findings, ...flat.findings, ...checked.findings]);
  const stopped = all.some((finding) => finding.stops);
  return { pack: stopped ? null : checked.pack, readable: checked.readable, findings: all };
}

async function withLibraries(draft: Draft, sections: PackSections, folder: string): Promise<Draft> {
  const contents = isMap(draft['sections']) ? { ...draft['sections'] } : {};
  for (const [name, { library }] of Object.entries(sections)) {
    if (!library) continue;
    const filled = library.fill(contents, await readLibrary(join(folder, library.file)));
    if (filled !== undefined) contents[name] = filled as Draft;
  }
  return { ...draft, sections: contents };
}

const libraries = new Map<string, unknown>();

async function readLibrary(path: string): Promise<unknown> {
  if (!libraries.has(path)) libraries.set(path, existsSync(path) ? parse(await readFile(path, 'utf8')) : {});
  return libraries.get(path);
}
