import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { Finding } from '../../base/finding.ts';
import { type Draft, type DraftFiles, type ReadDraft, readDraft } from '../draft.ts';
import { type Below, layTexts } from '../lay-texts.ts';
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

let ownHeads: Promise<Head[]> | undefined;

/** The desk's own packs do not change while it runs. */
function heads(folder: string): Promise<Head[]> {
  if (folder !== shippedFolder) return readHeads(folder);
  ownHeads ??= readHeads(folder);
  return ownHeads;
}

async function readHeads(folder: string): Promise<Head[]> {
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
  const read = async (): Promise<ShippedRead | null> => {
    const files = await shippedFiles(key, folder);
    return files && checkFiles(files, sections, { folder, today, ...(base === undefined ? {} : { base }) });
  };
  if (folder !== shippedFolder) return read();
  const known = ownChecked.get(sections) ?? new Map<string, ShippedRead>();
  ownChecked.set(sections, known);
  const name = JSON.stringify([key, base, today]);
  const found = known.get(name) ?? (await read());
  // days pass
  if (known.size >= KNOWN_AT_MOST) known.clear();
  if (found) known.set(name, found);
  return found;
}

/** The set-up page shows all of the desk's own packs, again and again. */
const ownChecked = new WeakMap<PackSections, Map<string, ShippedRead>>();
const KNOWN_AT_MOST = 60;

/** The texts of a shipped pack, by file name. Null when there is none of that key. */
export async function shippedFiles(key: string, folder: string = shippedFolder): Promise<DraftFiles | null> {
  if (!(await heads(folder)).some((pack) => pack.key === key)) return null;
  const names = (await readdir(join(folder, key))).filter((name) => name.endsWith('.yaml')).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, key, name), 'utf8')));
  return Object.fromEntries(names.map((name, nth) => [name, texts[nth] ?? '']));
}

/** The pack that these texts are laid over, as they name it. */
export function parentNamed(files: DraftFiles, base?: string): string | null {
  const over = base ?? readDraft({ 'pack.yaml': files['pack.yaml'] ?? '' }, []).draft['extends'];
  return typeof over === 'string' ? over : null;
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
  const below = await shippedBelow(parentNamed(files, base), sections, folder);
  return layTexts(files, sections, below, { today, ...(base === undefined ? {} : { base }) });
}

/** A shipped pack with all that it extends, read, and the libraries. */
async function shippedBelow(key: string | null, sections: PackSections, folder: string): Promise<Below> {
  const findings: Finding[] = [];
  const parents = new Map<string, Draft>();
  for (const { key: name, files } of await shippedTexts(key, folder)) {
    const read = folder === shippedFolder ? ownRead(name, files, sections) : readDraft(files, Object.keys(sections));
    findings.push(...read.findings);
    parents.set(name, read.draft);
  }
  return { parents, findings, libraries: await shippedLibraries(sections, folder) };
}

const ownDrafts = new WeakMap<PackSections, Map<string, ReadDraft>>();

/** Every check of a draft asks for the packs below it. */
function ownRead(key: string, files: DraftFiles, sections: PackSections): ReadDraft {
  const known = ownDrafts.get(sections) ?? new Map<string, ReadDraft>();
  ownDrafts.set(sections, known);
  const read = known.get(key) ?? readDraft(files, Object.keys(sections));
  known.set(key, read);
  return read;
}

/** The texts of a shipped pack and of all that it extends, itself first. */
export async function shippedTexts(
  key: string | null,
  folder: string = shippedFolder,
): Promise<{ key: string; files: DraftFiles }[]> {
  const found: { key: string; files: DraftFiles }[] = [];
  for (let next = key; next !== null && !found.some((one) => one.key === next); ) {
    const files = await shippedFiles(next, folder);
    if (!files) break;
    found.push({ key: next, files });
    next = parentNamed(files);
  }
  return found;
}

/** What sections draw on besides the packs, by section. */
export async function shippedLibraries(
  sections: PackSections,
  folder: string = shippedFolder,
): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const [name, { library }] of Object.entries(sections)) {
    if (library) found[name] = await readLibrary(join(folder, library.file));
  }
  return found;
}

const libraries = new Map<string, unknown>();

async function readLibrary(path: string): Promise<unknown> {
  if (!libraries.has(path)) libraries.set(path, existsSync(path) ? parse(await readFile(path, 'utf8')) : {});
  return libraries.get(path);
}
