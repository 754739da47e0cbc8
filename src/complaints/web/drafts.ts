import type { RegistrationDraft } from './registration-draft.ts';
import { forgetSessionKey, open, type Sealed, type SessionKey, seal } from './sealed.ts';
import { type Vault, vault, vaultChanged } from './vault.ts';

/** A draft as it lies in the browser: who, when, and the rest sealed. */
interface KeptDraft {
  readonly id: string;
  readonly staffId: string;
  readonly savedAt: number;
  readonly sealed: Sealed;
}

export interface FoundDraft {
  readonly id: string;
  readonly savedAt: number;
  readonly draft: RegistrationDraft;
}

/** What an ended session left behind cannot be opened by anybody and goes after a week. */
const UNREADABLE_KEPT_FOR = 7 * 24 * 3_600_000;

export async function saveDraft(
  key: SessionKey,
  staffId: string,
  id: string,
  draft: RegistrationDraft,
  now: number,
  store: Vault = vault,
): Promise<void> {
  await store.put<KeptDraft>('drafts', { id, staffId, savedAt: now, sealed: await seal(key, draft) });
  vaultChanged();
}

/** This person's drafts that this session can open, newest first. */
export async function findDrafts(
  key: SessionKey,
  staffId: string,
  now: number,
  store: Vault = vault,
): Promise<FoundDraft[]> {
  const found: FoundDraft[] = [];
  for (const kept of await store.all<KeptDraft>('drafts')) {
    const draft = kept.staffId === staffId ? await open<RegistrationDraft>(key, kept.sealed) : null;
    if (draft) found.push({ id: kept.id, savedAt: kept.savedAt, draft });
    else if (now - kept.savedAt > UNREADABLE_KEPT_FOR) await store.remove('drafts', kept.id);
  }
  return found.sort((a, b) => b.savedAt - a.savedAt);
}

export async function dropDraft(id: string, store: Vault = vault): Promise<void> {
  await store.remove('drafts', id);
  vaultChanged();
}

/** The one draft that this tab has open. */
let held: { id: string; letGo: () => void } | null = null;

/**
 * Holds a draft for this tab and lets the one before go, so that two tabs never write the same one.
 * False when another tab has it open.
 */
export async function holdDraft(id: string): Promise<boolean> {
  if (held?.id === id || !navigator.locks) return true;
  const letGo = await new Promise<(() => void) | null>((resolve) => {
    void navigator.locks.request(`wanhui.draft.${id}`, { ifAvailable: true }, (lock) => {
      if (!lock) return resolve(null);
      return new Promise<void>((release) => resolve(release));
    });
  });
  if (!letGo) return false;
  letDraftGo();
  held = { id, letGo };
  return true;
}

export function letDraftGo(): void {
  held?.letGo();
  held = null;
}

/** At sign-out: what was typed and what waited is gone from this browser, and its key with it. */
export async function forgetTyped(): Promise<void> {
  forgetSessionKey();
  for (const store of ['drafts', 'outbox', 'outbox-files'] as const) await vault.clear(store);
  vaultChanged();
}
