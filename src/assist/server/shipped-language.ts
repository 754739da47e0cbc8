import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { shippedFolder } from '../../policies/server/shipped.ts';
import { Engine, type Spelling } from '../engine.ts';
import { type Language, languageSchema, layTogether } from '../language.ts';
import { readSimple, readSounds } from '../sounds.ts';

/** The folder of the language that comes with the desk: word classes, signals, families, phrases. */
export const languageFolder: string = join(shippedFolder, 'language');

/** @throws {ZodError} naming the place, when a file has not the shape of a language */
export async function shippedLanguage(folder: string = languageFolder): Promise<Language> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  const parts = await Promise.all(
    names.map(async (name) => languageSchema.parse(parse(await readFile(join(folder, name), 'utf8')))),
  );
  return layTogether(parts);
}

/** Other spellings of the same words: characters of one sound, and traditional ones. */
export async function shippedSpelling(folder: string = languageFolder): Promise<Required<Spelling>> {
  const [sounds, simple] = await Promise.all(
    ['sounds.txt', 'simple.txt'].map((name) => readFile(join(folder, name), 'utf8')),
  );
  return { sounds: readSounds(sounds ?? ''), simple: readSimple(simple ?? '') };
}

export async function shippedEngine(): Promise<Engine> {
  const [language, spelling] = await Promise.all([shippedLanguage(), shippedSpelling()]);
  return new Engine(language, spelling);
}
