import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Library, librarySchema, type Scenario, scenariosSchema } from '../library.ts';
import { languageFolder } from './language-folder.ts';

/**
 * Phrases, methods, cards and styles that come with the desk.
 * @throws {ZodError} naming the place, when a file has not the shape of a library
 */
export async function shippedLibrary(folder: string = join(languageFolder, 'library')): Promise<Library> {
  const parts = (await filesOf(folder)).map((file) => librarySchema.parse(file));
  return {
    phrases: parts.flatMap(({ phrases }) => phrases),
    methods: parts.flatMap(({ methods }) => methods),
    objectionCards: parts.flatMap(({ objectionCards }) => objectionCards),
    styles: parts.flatMap(({ styles }) => styles),
    points: parts.flatMap(({ points }) => points),
  };
}

/** Customers to practise with. */
export async function shippedScenarios(folder: string = join(languageFolder, 'practice')): Promise<Scenario[]> {
  return (await filesOf(folder)).flatMap((file) => scenariosSchema.parse(file).scenarios);
}

async function filesOf(folder: string): Promise<unknown[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(names.map(async (name) => parse(await readFile(join(folder, name), 'utf8')) as unknown));
}
