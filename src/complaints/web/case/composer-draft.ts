import { useEffect, useRef, useState } from 'react';
import { useSession } from '../../../people/web/use-session.ts';
import { open, type Sealed, seal, sessionKey } from '../sealed.ts';

const PREFIX = 'wanhui.case-draft.';
const REST_MS = 250;
/** What an ended session left behind cannot be opened by anybody. */
const KEPT_FOR = 7 * 24 * 3_600_000;

interface Kept {
  savedAt: number;
  keyId: string;
  iv: string;
  data: string;
}

const toText = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
};
const toBytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

function readKept(name: string): Kept | null {
  const text = localStorage.getItem(name);
  return text ? (JSON.parse(text) as Kept) : null;
}

const sealedOf = ({ keyId, iv, data }: Kept): Sealed => ({ keyId, iv: toBytes(iv), data: toBytes(data).buffer });

function sweep(now: number): void {
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(PREFIX) && now - (readKept(name)?.savedAt ?? 0) > KEPT_FOR) localStorage.removeItem(name);
  }
}

const nameOf = (staffId: string, caseId: string, tab: string): string => `${PREFIX}${staffId}.${caseId}.${tab}`;

/** As if it had been typed in that tab of the case; false: it is not kept, since the browser has no cipher. */
export async function keepDraft(staffId: string, caseId: string, tab: string, value: object): Promise<boolean> {
  const key = await sessionKey(staffId);
  // Without a cipher (plain http from another machine) nothing is kept rather than kept readable.
  if (!key) return false;
  const { keyId, iv, data } = await seal(key, value);
  localStorage.setItem(
    nameOf(staffId, caseId, tab),
    JSON.stringify({ savedAt: Date.now(), keyId, iv: toText(iv), data: toText(new Uint8Array(data)) } satisfies Kept),
  );
  return true;
}

/**
 * What is typed in one tab of a case's composer: kept in this browser under the session's key while it is typed,
 * found again when the case is opened, gone when it was sent.
 */
export function useComposerDraft<T extends object>(
  caseId: string,
  tab: string,
  empty: T,
  isEmpty: (value: T) => boolean,
) {
  const { staff } = useSession();
  const name = nameOf(staff.id, caseId, tab);
  const [value, setValue] = useState(empty);
  const newest = useRef(empty);
  const touched = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const show = (next: T): void => {
    newest.current = next;
    setValue(next);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: read once for each case and tab
  useEffect(() => {
    sweep(Date.now());
    const kept = readKept(name);
    if (!kept) return;
    void sessionKey(staff.id).then(async (key) => {
      const found = key && (await open<T>(key, sealedOf(kept)));
      // Whoever has begun to type meanwhile keeps what they typed.
      if (found && !touched.current) show({ ...empty, ...found });
    });
  }, [name]);

  const keep = async (next: T): Promise<void> => {
    if (isEmpty(next)) return localStorage.removeItem(name);
    await keepDraft(staff.id, caseId, tab, next);
    // sent while it was being sealed
    if (isEmpty(newest.current)) localStorage.removeItem(name);
  };
  const put = (some: Partial<T>): void => {
    touched.current = true;
    const next = { ...newest.current, ...some };
    show(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void keep(next), REST_MS);
  };
  /** What was sent or dropped is gone; what was typed since then stays. */
  const clear = (sent: T): void => {
    if (newest.current !== sent) return;
    clearTimeout(timer.current);
    localStorage.removeItem(name);
    show(empty);
  };
  return { value, put, clear };
}
