/**
 * What people type is kept in the browser only under a key of their session: a random AES-GCM key that lives in
 * the tab's sessionStorage, is handed to other tabs of the same person over a BroadcastChannel, is never written
 * beside the data, and is forgotten at sign-out. What was sealed under a forgotten key is unreadable for ever.
 */
export interface Sealed {
  /** Names the key, so that what an earlier session left is told apart without trying. */
  readonly keyId: string;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

export interface SessionKey {
  readonly keyId: string;
  readonly key: CryptoKey;
}

const STORED = 'wanhui.session-key';
const CHANNEL = 'wanhui.session-key';
/** Tabs of the same browser answer in a few milliseconds; a sleeping one does not answer at all. */
const ANSWER_WITHIN = 250;

const toText = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
const toBytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/** The key of raw bytes; its id is the beginning of their digest. */
export async function importKey(raw: Uint8Array<ArrayBuffer>): Promise<SessionKey> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', raw));
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  return { keyId: toText(digest.slice(0, 9)), key };
}

export async function sealBytes({ keyId, key }: SessionKey, bytes: BufferSource): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { keyId, iv, data: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, bytes) };
}

/** Null when it was sealed under another key or has been damaged. */
export async function openBytes({ keyId, key }: SessionKey, sealed: Sealed): Promise<ArrayBuffer | null> {
  if (sealed.keyId !== keyId) return null;
  try {
    return await crypto.subtle.decrypt({ name: 'AES-GCM', iv: sealed.iv }, key, sealed.data);
  } catch {
    // damaged bytes: as good as absent, and no reason to keep somebody from typing
    return null;
  }
}

export const seal = (key: SessionKey, value: unknown): Promise<Sealed> =>
  sealBytes(key, new TextEncoder().encode(JSON.stringify(value)));

export async function open<T>(key: SessionKey, sealed: Sealed): Promise<T | null> {
  const bytes = await openBytes(key, sealed);
  return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as T);
}

interface Stored {
  readonly staffId: string;
  readonly raw: string;
}

let held: Promise<SessionKey | null> | null = null;
let heldFor: string | null = null;
let channel: BroadcastChannel | null = null;

function stored(staffId: string): string | null {
  const text = sessionStorage.getItem(STORED);
  const found = text ? (JSON.parse(text) as Stored) : null;
  return found?.staffId === staffId ? found.raw : null;
}

function askOtherTabs(staffId: string): Promise<string | null> {
  return new Promise((resolve) => {
    const asking = new BroadcastChannel(CHANNEL);
    const finish = (raw: string | null): void => {
      asking.close();
      resolve(raw);
    };
    asking.onmessage = ({ data }) => {
      if (data?.answer && data.staffId === staffId) finish(data.answer);
    };
    asking.postMessage({ ask: staffId });
    setTimeout(() => finish(null), ANSWER_WITHIN);
  });
}

function answerOtherTabs(): void {
  if (channel) return;
  channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }) => {
    if (data?.forget) return forgetHere();
    const raw = data?.ask && stored(data.ask);
    if (raw) channel?.postMessage({ answer: raw, staffId: data.ask });
  };
}

/**
 * The key of this person's session in this browser; the same one in all their tabs. Null where the browser offers
 * no cipher (a plain http address other than localhost): then nothing is kept rather than kept readable.
 */
export function sessionKey(staffId: string): Promise<SessionKey | null> {
  if (!window.isSecureContext) return Promise.resolve(null);
  if (held && heldFor === staffId) return held;
  heldFor = staffId;
  // One tab after the other, so that two tabs opened at once do not make two keys.
  held = navigator.locks.request(STORED, async () => {
    const raw = stored(staffId) ?? (await askOtherTabs(staffId)) ?? toText(crypto.getRandomValues(new Uint8Array(32)));
    sessionStorage.setItem(STORED, JSON.stringify({ staffId, raw } satisfies Stored));
    answerOtherTabs();
    return importKey(toBytes(raw));
  });
  return held;
}

function forgetHere(): void {
  sessionStorage.removeItem(STORED);
  held = null;
  heldFor = null;
}

/** At sign-out, in every tab. */
export function forgetSessionKey(): void {
  forgetHere();
  const telling = new BroadcastChannel(CHANNEL);
  telling.postMessage({ forget: true });
  telling.close();
}
