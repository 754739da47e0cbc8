import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Engine, type Spelling } from '../engine.ts';
import type { Entry, Shelf } from '../entry.ts';
import { type Language, languageSchema, layTogether } from '../language.ts';
import { layEntries } from '../lay-entries.ts';
import { languageOfPack, type OwnWords } from '../pack.ts';
import { Sense } from '../sense.ts';
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

let shelf: Promise<Shelf> | undefined;

/** Read once: what comes with the desk does not change while it runs. Rules with their examples. */
export const shippedShelf = (): Promise<Shelf> => {
  shelf ??= Promise.all([shippedLanguage(), shippedLibrary()]).then(([language, library]) => ({ language, library }));
  return shelf;
};

let forBrowsers: ReturnType<typeof readForBrowsers> | undefined;

/** Rules without their examples. */
export const languageForBrowsers = () => {
  forBrowsers ??= readForBrowsers();
  return forBrowsers;
};

async function readForBrowsers() {
  const [{ language, library }, scenarios, sounds, simple, sense] = await Promise.all([
    shippedShelf(),
    shippedScenarios(),
    tableOf('sounds.txt'),
    tableOf('simple.txt'),
    tableOf('sense.txt'),
  ]);
  const families = language.families.map((family) => ({
    ...family,
    rules: family.rules.map((rule) => ({ ...rule, hits: [], misses: [] })),
  }));
  return {
    language: { ...language, families },
    library,
    scenarios,
    sounds,
    simple,
    sense,
  };
}

const tableOf = (name: string): Promise<string> => readFile(join(languageFolder, name), 'utf8');

/** Other spellings of the same words: characters of one sound, and traditional ones. */
export async function shippedSpelling(): Promise<Required<Spelling>> {
  const [sounds, simple] = await Promise.all([tableOf('sounds.txt'), tableOf('simple.txt')]);
  return { sounds: readSounds(sounds), simple: readSimple(simple) };
}

let sense: Promise<Sense> | undefined;

/** What was learned from the corpus: large, and the same for every engine. */
export const shippedSense = (): Promise<Sense> => {
  sense ??= tableOf('sense.txt').then((packed) => new Sense(packed));
  return sense;
};

/** `own`: what a pack adds; `entries`: what an organisation lays over it. */
export async function shippedEngine(
  own: OwnWords = { rivals: [], jargon: [] },
  entries: readonly Entry[] = [],
): Promise<Engine> {
  const [shipped, spelling, sense] = await Promise.all([shippedShelf(), shippedSpelling(), shippedSense()]);
  return new Engine(languageOfPack(layEntries(shipped, entries).language, own), spelling, sense);
}
