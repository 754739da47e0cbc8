import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'yaml';
import { type Finding, stopper } from '../../base/finding.ts';
import { isMap, type Json } from '../canonical.ts';
import { flatten } from '../extends.ts';
import { checkPack } from '../go-live.ts';
import type { Pack, PackSections } from '../pack.ts';

type Draft = { [name: string]: Json };

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

/** The packs to choose from at set-up, by key. */
export async function shippedPacks(folder: string = shippedFolder): Promise<ShippedPack[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const keys = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const heads = await Promise.all(keys.sort().map((key) => readYaml(join(folder, key, 'pack.yaml'))));
  return heads.map((head) => ({
    key: String(head['key']),
    title: String(head['title']),
    trade: String(head['trade']),
    purpose: String(head['purpose']),
    edition: Number(head['edition']),
  }));
}

/** A shipped pack with everything it extends, checked. Null when there is none of that key. */
export async function readShippedPack(
  key: string,
  sections: PackSections,
  folder: string = shippedFolder,
): Promise<{ pack: Pack | null; findings: Finding[] } | null> {
  const known = await shippedPacks(folder);
  if (!known.some((pack) => pack.key === key)) return null;
  const drafts = new Map<string, Draft>();
  const findings: Finding[] = [];
  const load = async (name: string): Promise<void> => {
    if (drafts.has(name) || !known.some((pack) => pack.key === name)) return;
    const read = await readDraft(join(folder, name), sections);
    drafts.set(name, read.draft);
    findings.push(...read.findings);
    if (typeof read.draft['extends'] === 'string') await load(read.draft['extends']);
  };
  await load(key);
  const flat = flatten(drafts.get(key) ?? {}, (name) => drafts.get(name) ?? null);
  const checked = checkPack(flat.pack, sections);
  const all = [...findings, ...flat.findings, ...checked.findings];
  return { pack: all.some((finding) => finding.stops) ? null : checked.pack, findings: all };
}

/**
 * One folder: `pack.yaml` is the head; every other file belongs to the section that its name begins with
 * (`complaints.yaml`, `complaints-closing.yaml`), so that a long section can be read in parts.
 */
async function readDraft(folder: string, sections: PackSections): Promise<{ draft: Draft; findings: Finding[] }> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml') && name !== 'pack.yaml').sort();
  const contents: { [section: string]: Draft } = {};
  const findings: Finding[] = [];
  for (const name of names) {
    const stem = name.slice(0, -'.yaml'.length);
    const section = Object.keys(sections).find((known) => stem === known || stem.startsWith(`${known}-`));
    if (!section) {
      findings.push(stopper('unknown-file', name, { name }));
      continue;
    }
    const into = (contents[section] ??= {});
    for (const [entry, value] of Object.entries(await readYaml(join(folder, name)))) {
      if (Object.hasOwn(into, entry)) findings.push(stopper('written-twice', `${section}.${entry}`, { name }));
      into[entry] = value;
    }
  }
  return { draft: { ...(await readYaml(join(folder, 'pack.yaml'))), sections: contents }, findings };
}

async function readYaml(path: string): Promise<Draft> {
  const document = parseDocument(await readFile(path, 'utf8'), { uniqueKeys: true });
  const [fault] = document.errors;
  if (fault) throw new Error(`${path}: ${fault.message}`);
  const content: unknown = document.toJS({ maxAliasCount: 100 });
  if (!isMap(content)) throw new Error(`${path} holds no entries`);
  return content;
}
