import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Engine, type Spelling } from '../engine.ts';
import { type Language, languageSchema, layTogether } from '../language.ts';
import { languageOfPack, type OwnWords } from '../pack.ts';
import { readSimple, readSounds } from '../sounds.ts';
import { languageFolder } from './language-folder.ts';
import { shippedLibrary, shippedScenarios } from './shipped-library.ts';

/** @throws {ZodError} naming the place, when a file has not the shape of a language */
export async function shippedLanguage(folder: string = languageFolder): Promise<Language> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  const parts = await Promise.all(
    names.map(async (name) => languageSchema.parse(parse(await readFile(join(folder, name), 'utf8')))),
  );
  return layTogether(parts);
}

let forBrowsers: ReturnType<typeof readForBrowsers> | undefined;

/** Read once: what comes with the desk does not change while it runs. */
export const languageForBrowsers = () => {
  forBrowsers ??= readForBrowsers();
  return forBrowsers;
};

async function readForBrowsers() {
  const [language, library, scenarios, sounds, simple] = await Promise.all([
    shippedLanguage(),
    shippedLibrary(),
    shippedScenarios(),
    tableOf('sounds.txt'),
    tableOf('simple.txt'),
  ]);
  const families = language.families.map((family) => ({
    ...family,
    rules: family.rules.map((rule) => ({ ...rule, hits: [], misses: [] })),
  }));
  return { language: { ...language, families }, library, scenarios, sounds, simple };
}

const tableOf = (name: string): Promise<string> => readFile(join(languageFolder, name), 'utf8');

/** Other spellings of the same words: characters of one sound, and traditional ones. */
export async function shippedSpelling(): Promise<Required<Spelling>> {
  const [sounds, simple] = await Promise.all([tableOf('sounds.txt'), tableOf('simple.txt')]);
  return { sounds: readSounds(sounds), simple: readSimple(simple) };
}

/** `own`: what a pack adds. */
export async function shippedEngine(own: OwnWords = { rivals: [], jargon: [] }): Promise<Engine> {
  const [language, spelling] = await Promise.all([shippedLanguage(), shippedSpelling()]);
  return new Engine(languageOfPack(language, own), spelling);
}
