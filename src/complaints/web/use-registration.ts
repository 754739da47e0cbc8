import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { newKey } from '../../base/web/call.ts';
import { dropDraft, type FoundDraft, findDrafts, holdDraft, letDraftGo, saveDraft } from './drafts.ts';
import { emptyDraft, isUntouched, type RegistrationDraft } from './registration-draft.ts';
import { sessionKey } from './sealed.ts';
import { onVaultChange } from './vault.ts';

/** The draft that this tab has open, to find it again after a reload. */
const OPEN = 'wanhui.open-draft';
const SAVE_AFTER = 400;
/** Coming back sooner than this one goes on where one was; later it is likely about somebody else. */
const GOES_ON_FOR = 10 * 60_000;

export type SetDraft = (
  change: Partial<RegistrationDraft> | ((draft: RegistrationDraft) => Partial<RegistrationDraft>),
) => void;

export interface RegistrationState {
  draft: RegistrationDraft;
  set: SetDraft;
  /** When it was last kept in this browser; null when it is not. */
  savedAt: number | null;
  /** False where the browser offers no cipher: nothing is kept. */
  canKeep: boolean;
  /** Other drafts of mine that can be opened. */
  others: FoundDraft[];
  restore: (found: FoundDraft) => Promise<void>;
  discard: (id: string) => Promise<void>;
  /** A fresh page; with `keep`, what stands here stays among the drafts. */
  startOver: (keep: boolean) => Promise<void>;
}

interface Sheet {
  id: string;
  draft: RegistrationDraft;
}

/** The draft on the page: kept sealed in the browser while it is typed, found again after a reload or a crash. */
export function useRegistration(staffId: string, onRestored: () => void): RegistrationState {
  const [sheet, setSheet] = useState<Sheet>(() => ({ id: newKey(), draft: emptyDraft() }));
  const [savedAt, setSavedAt] = useState<number | null>(null);
  const [others, setOthers] = useState<FoundDraft[]>([]);
  const [canKeep, setCanKeep] = useState(true);
  const latest = useRef(sheet);
  const dirty = useRef(false);
  const begun = useRef(false);
  latest.current = sheet;

  const set = useCallback<SetDraft>((change) => {
    dirty.current = true;
    setSheet(({ id, draft }) => ({
      id,
      draft: { ...draft, ...(typeof change === 'function' ? change(draft) : change) },
    }));
  }, []);

  const save = useCallback(async () => {
    if (!dirty.current) return;
    dirty.current = false;
    const { id, draft } = latest.current;
    const key = await sessionKey(staffId);
    if (!key) return setCanKeep(false);
    if (isUntouched(draft)) {
      await dropDraft(id);
      return setSavedAt(null);
    }
    const now = Date.now();
    await saveDraft(key, staffId, id, draft, now);
    setSavedAt(now);
  }, [staffId]);

  const read = useCallback(async (): Promise<FoundDraft[]> => {
    const key = await sessionKey(staffId);
    const found = key ? await findDrafts(key, staffId, Date.now()) : [];
    setOthers(found.filter(({ id }) => id !== latest.current.id));
    return found;
  }, [staffId]);

  /** Puts another sheet on the page. */
  const turnTo = useCallback(async (next: Sheet, keptAt: number | null): Promise<boolean> => {
    if (!(await holdDraft(next.id))) return false;
    dirty.current = false;
    latest.current = next;
    sessionStorage.setItem(OPEN, next.id);
    setSheet(next);
    setSavedAt(keptAt);
    return true;
  }, []);

  const begin = useEffectEvent(async () => {
    if (begun.current) return void read();
    begun.current = true;
    const found = await read();
    const open = found.find(
      ({ id, savedAt: at }) => id === sessionStorage.getItem(OPEN) && Date.now() - at < GOES_ON_FOR,
    );
    // Somebody may already be typing while the drafts are being read: then theirs is the page.
    const typed = dirty.current || !isUntouched(latest.current.draft);
    if (open && !typed && (await turnTo(open, open.savedAt))) {
      onRestored();
      return void read();
    }
    await holdDraft(latest.current.id);
    sessionStorage.setItem(OPEN, latest.current.id);
  });

  useEffect(() => {
    void begin();
    const stop = onVaultChange(() => void read());
    const leave = () => void save();
    window.addEventListener('pagehide', leave);
    document.addEventListener('visibilitychange', leave);
    return () => {
      stop();
      leave();
      window.removeEventListener('pagehide', leave);
      document.removeEventListener('visibilitychange', leave);
      letDraftGo();
    };
  }, [read, save]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: every change of the sheet starts the wait anew
  useEffect(() => {
    const timer = setTimeout(() => void save(), SAVE_AFTER);
    return () => clearTimeout(timer);
  }, [sheet, save]);

  return {
    draft: sheet.draft,
    set,
    savedAt,
    canKeep,
    others,
    restore: async (found) => {
      await save();
      await turnTo(found, found.savedAt);
      await read();
    },
    discard: async (id) => {
      await dropDraft(id);
      await read();
    },
    startOver: async (keep) => {
      if (keep) await save();
      const { id } = latest.current;
      await turnTo({ id: newKey(), draft: emptyDraft() }, null);
      if (!keep) await dropDraft(id);
      await read();
    },
  };
}
