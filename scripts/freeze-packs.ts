#!/usr/bin/env node
/**
 * Freezes the shipped packs: writes `packs/<key>/editions/<edition>.json`, the flattened content with its hash.
 * Later builds must still read every frozen edition, so a frozen one is never overwritten: raise `edition` in
 * pack.yaml first. `--again` rewrites the present edition, for packs that no release has carried yet. Keys name the
 * packs; none: all. A pack with places that its documents leave open waits for whoever fills them and is passed over.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { packSections } from '../src/app/pack-sections.ts';
import { hashOf } from '../src/policies/server/hash.ts';
import { readShippedPack, shippedFolder, shippedPacks } from '../src/policies/server/shipped.ts';

const again = process.argv.includes('--again');
const wanted = process.argv.slice(2).filter((given) => !given.startsWith('--'));

async function freeze(key: string): Promise<string> {
  const found = await readShippedPack(key, packSections);
  const stops = found?.findings.filter((finding) => finding.stops) ?? [];
  if (found?.readable && stops.length > 0 && stops.every(({ code }) => code === 'gap-open')) {
    return `${key}: waits for ${stops.length} open places`;
  }
  if (!found?.pack) return `${key}: not fit to freeze ${JSON.stringify(stops, null, 2)}`;
  const { pack } = found;
  const path = join(shippedFolder, key, 'editions', `${pack.edition}.json`);
  const hash = hashOf(pack);
  const before = await frozenHash(path);
  if (before === hash) return `${key} ${pack.edition}: unchanged`;
  if (before && !again) return `${key} ${pack.edition}: frozen with other contents; raise its edition`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify({ hash, content: pack })}\n`);
  return `${key} ${pack.edition}: frozen as ${hash}`;
}

async function frozenHash(path: string): Promise<string | null> {
  try {
    return (JSON.parse(await readFile(path, 'utf8')) as { hash: string }).hash;
  } catch (error) {
    // not frozen yet
    if ((error as { code?: string }).code === 'ENOENT') return null;
    throw error;
  }
}

const keys = (await shippedPacks()).map(({ key }) => key);
for (const key of wanted.length > 0 ? wanted : keys) {
  const said = keys.includes(key) ? await freeze(key) : `${key}: not among ${keys.join(' ')}`;
  if (!/: (unchanged|frozen as|waits for)/.test(said)) process.exitCode = 1;
  console.log(said);
}
