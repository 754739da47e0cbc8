import type { Finding } from '../../base/finding.ts';
import type { Reader } from '../../base/server/db.ts';
import { type DraftFiles, readDraft } from '../draft.ts';
import { type DraftRow, heldPosts } from '../drafts.sql.ts';
import { nobodyInPost } from '../in-post.ts';
import { layTexts } from '../lay-texts.ts';
import type { Pack, PackSections } from '../pack.ts';
import { headOf } from '../server/pack-texts.ts';
import { checkFiles, parentNamed, type ShippedRead } from '../server/shipped.ts';
import { type Home, ownBelow } from './below-draft.ts';

export interface CheckedDraft {
  /** Null while something in the texts stops it; who holds a post is not in them. */
  readonly pack: Pack | null;
  readonly readable: Pack | null;
  /** Of the texts. */
  readonly findings: readonly Finding[];
  /** Posts that the pack counts on and nobody holds. */
  readonly unheld: readonly Finding[];
}

/** Checks texts as this organisation would adopt them on a day (YYYY-MM-DD): what they say, and who is there for it. */
export async function checkedDraft(
  sql: Reader,
  orgId: string,
  sections: PackSections,
  { files, base, storeId }: Pick<DraftRow, 'files' | 'base' | 'storeId'>,
  { now, day }: { now: Date; day: string },
): Promise<CheckedDraft> {
  const { pack, readable, findings } = await checkTexts({ sql, orgId }, files, base, sections, day);
  if (!readable) return { pack, readable, findings, unheld: [] };
  const unheld = nobodyInPost(readable, sections, await heldPosts(sql, orgId, storeId, now));
  const located = unheld.length > 0 ? readDraft(files, Object.keys(sections)).located(unheld) : [];
  return { pack, readable, findings, unheld: located };
}

/**
 * `base` counts for an add-on only; any other pack says itself what it extends. Without a home only shipped packs are
 * found below it.
 */
export async function checkTexts(
  home: Home | null,
  files: DraftFiles,
  base: string | null,
  sections: PackSections,
  today: string | null,
): Promise<ShippedRead> {
  const given = { today, ...(base !== null && headOf(files).addOn ? { base } : {}) };
  const own = home && (await ownBelow(home, parentNamed(files, given.base), sections));
  return own ? layTexts(files, sections, own, given) : checkFiles(files, sections, given);
}

/** Without what only says that a post, which comes with this pack, is held by nobody yet. */
export function unheldBut(
  pack: Pack,
  sections: PackSections,
  unheld: readonly Finding[],
  newPosts: ReadonlySet<string>,
): Finding[] {
  const left = new Set(
    nobodyInPost(pack, sections, newPosts)
      .filter(({ path }) => unheld.some((one) => one.path === path))
      .map(({ path }) => path),
  );
  return unheld.filter(({ path }) => left.has(path));
}
