import type { Registration } from '../contract.ts';
import type { RegistrationDraft } from './registration-draft.ts';
import { open, openBytes, type Sealed, type SessionKey, seal, sealBytes } from './sealed.ts';
import { type Vault, vault, vaultChanged } from './vault.ts';

/** A registration that waits for the server. Its id is the Idempotency-Key: however often it is sent, one case is born. */
interface Waiting {
  readonly id: string;
  readonly staffId: string;
  readonly queuedAt: number;
  readonly state: 'waiting' | 'refused' | 'sent';
  /** The server's sentence when it refused. */
  readonly why: string;
  readonly made: Made | null;
  readonly sealed: Sealed;
}

interface WaitingFile {
  readonly id: string;
  readonly registrationId: string;
  readonly sealed: Sealed;
  readonly named: Sealed;
}

export interface Made {
  readonly id: string;
  readonly number: string;
}

export interface QueuedRegistration extends Omit<Waiting, 'sealed' | 'staffId'> {
  /** One line to know it by. */
  readonly title: string;
  readonly draft: RegistrationDraft;
}

interface Contents {
  readonly title: string;
  readonly input: Registration;
  /** The page as it was, to be opened again when the server refuses. */
  readonly draft: RegistrationDraft;
}

export interface Senders {
  readonly register: (input: Registration, idempotencyKey: string) => Promise<Made>;
  readonly upload: (complaintId: string, file: File, idempotencyKey: string) => Promise<unknown>;
}

/**
 * What an error means for something that waits. No answer, a gateway's answer or a busy desk: wait. Signed out:
 * wait too, the person will sign in again. Anything else is a no that waiting cannot change.
 */
export function verdict(error: unknown): 'wait' | 'refused' {
  const status = (error as { status?: unknown } | null)?.status;
  if (typeof status !== 'number' || status === 0) return 'wait';
  return status === 401 || status === 408 || status === 425 || status === 429 || status >= 500 ? 'wait' : 'refused';
}

/** Milliseconds until the next try: 3 s, 6 s, 12 s … at most a minute. */
export const pauseBefore = (attempt: number): number => Math.min(60_000, 3_000 * 2 ** Math.min(attempt, 10));

export async function queueRegistration(
  key: SessionKey,
  given: Contents & { id: string; staffId: string; files: readonly File[]; now: number },
  store: Vault = vault,
): Promise<void> {
  for (const [place, file] of given.files.entries()) {
    await store.put<WaitingFile>('outbox-files', {
      id: `${given.id}/${place}`,
      registrationId: given.id,
      sealed: await sealBytes(key, await file.arrayBuffer()),
      named: await seal(key, { name: file.name, type: file.type }),
    });
  }
  const contents: Contents = { title: given.title, input: given.input, draft: given.draft };
  await store.put<Waiting>('outbox', {
    id: given.id,
    staffId: given.staffId,
    queuedAt: given.now,
    state: 'waiting',
    why: '',
    made: null,
    sealed: await seal(key, contents),
  });
  vaultChanged();
}

export async function findQueued(
  key: SessionKey,
  staffId: string,
  store: Vault = vault,
): Promise<QueuedRegistration[]> {
  const found: QueuedRegistration[] = [];
  for (const { sealed, ...waiting } of await store.all<Waiting>('outbox')) {
    const contents = waiting.staffId === staffId ? await open<Contents>(key, sealed) : null;
    if (contents) found.push({ ...waiting, title: contents.title, draft: contents.draft });
  }
  return found.sort((a, b) => a.queuedAt - b.queuedAt);
}

export async function dropQueued(id: string, store: Vault = vault): Promise<void> {
  for (const file of await store.all<WaitingFile>('outbox-files')) {
    if (file.registrationId === id) await store.remove('outbox-files', file.id);
  }
  await store.remove('outbox', id);
  vaultChanged();
}

/** Sends what waits, oldest first. Returns how many still wait. The caller sees to it that one tab does it at a time. */
export async function sendQueued(
  key: SessionKey,
  staffId: string,
  senders: Senders,
  store: Vault = vault,
): Promise<number> {
  const all = (await store.all<Waiting>('outbox')).filter(
    (waiting) => waiting.staffId === staffId && waiting.state === 'waiting',
  );
  let left = 0;
  for (const waiting of all.sort((a, b) => a.queuedAt - b.queuedAt)) {
    const contents = await open<Contents>(key, waiting.sealed);
    if (!contents) continue;
    try {
      const made = waiting.made ?? (await senders.register(contents.input, waiting.id));
      // Kept before the files go, so that a cut in between does not register again.
      await store.put<Waiting>('outbox', { ...waiting, made });
      await sendFiles(key, waiting.id, made, senders, store);
      await store.put<Waiting>('outbox', { ...waiting, made, state: 'sent' });
    } catch (error) {
      if (verdict(error) === 'wait') left++;
      else await refuse(waiting.id, (error as Error).message, store);
    }
    vaultChanged();
  }
  return left;
}

async function refuse(id: string, why: string, store: Vault): Promise<void> {
  const waiting = (await store.all<Waiting>('outbox')).find((one) => one.id === id);
  if (waiting) await store.put<Waiting>('outbox', { ...waiting, state: 'refused', why });
}

async function sendFiles(
  key: SessionKey,
  registrationId: string,
  made: Made,
  senders: Senders,
  store: Vault,
): Promise<void> {
  for (const kept of await store.all<WaitingFile>('outbox-files')) {
    if (kept.registrationId !== registrationId) continue;
    const bytes = await openBytes(key, kept.sealed);
    const named = await open<{ name: string; type: string }>(key, kept.named);
    if (bytes && named) await senders.upload(made.id, new File([bytes], named.name, { type: named.type }), kept.id);
    await store.remove('outbox-files', kept.id);
  }
}
