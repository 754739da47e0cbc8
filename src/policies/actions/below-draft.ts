import type { Reader } from '../../base/server/db.ts';
import { isMap } from '../canonical.ts';
import type { Draft } from '../draft.ts';
import type { Edition } from '../edition.ts';
import type { Below } from '../lay-texts.ts';
import type { Pack, PackSections } from '../pack.ts';
import { newestOf } from '../reads.ts';
import { shippedFiles, shippedLibraries, shippedTexts } from '../server/shipped.ts';
import { editionById } from './editions.ts';

/** Whose editions a draft may stand on. */
export interface Home {
  readonly sql: Reader;
  readonly orgId: string;
}

const EDITION_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The edition of the organisation that a draft names to stand on: by its id, or the newest of a pack by its key. Null
 * where a shipped pack has that key, and where there is none.
 */
export async function ownEdition({ sql, orgId }: Home, name: string): Promise<Edition | null> {
  if (EDITION_ID.test(name)) return editionById(sql, orgId, name);
  if (await shippedFiles(name)) return null;
  const id = await newestOf(sql, orgId, name);
  return id === null ? null : editionById(sql, orgId, id);
}

/** What lies below a draft that names an edition of the organisation; null: it names none. */
export async function ownBelow(home: Home, name: string | null, sections: PackSections): Promise<Below | null> {
  const edition = name === null ? null : await ownEdition(home, name);
  if (name === null || !edition) return null;
  return {
    parents: new Map([[name, plainOf(standingOn(edition.pack))]]),
    lines: new Map([[name, await lineOf(home, edition)]]),
    findings: [],
    libraries: await shippedLibraries(sections),
  };
}

/** An edition without what is its own as a document. */
export const standingOn = (pack: Pack): Pack => ({ ...pack, effectiveFrom: null, documentNumber: null });

/** Keys of the packs that an edition stands on, its own first. */
export async function lineOf(home: Home, edition: Edition): Promise<string[]> {
  const line = [edition.packKey];
  for (let here: Edition | null = edition; here; ) {
    const over: string | null = here.pack.basedOn;
    if (over === null || line.includes(over)) break;
    line.push(over);
    for (const { key } of (await shippedTexts(over)).slice(1)) line.push(key);
    const before = await newestOf(home.sql, home.orgId, over, here.publishedAt);
    here = before === null ? null : await editionById(home.sql, home.orgId, before);
  }
  return line;
}

/** As it would be read from texts: frozen editions come without prototypes of their own. */
function plainOf(pack: Pack): Draft {
  const plain: unknown = JSON.parse(JSON.stringify(pack));
  return isMap(plain) ? plain : {};
}
