import { join } from 'node:path';
import { shippedFolder } from '../../policies/server/shipped.ts';

/** The folder of the language that comes with the desk: word classes, signals, families, phrases, practice. */
export const languageFolder: string = join(shippedFolder, 'language');
