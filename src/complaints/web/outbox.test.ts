import { describe, expect, test } from 'vitest';
import { findDrafts, saveDraft } from './drafts.ts';
import { findQueued, pauseBefore, queueRegistration, type Senders, sendQueued, verdict } from './outbox.ts';
import { emptyDraft } from './registration-draft.ts';
import { importKey, type SessionKey } from './sealed.ts';
import type { Kept, Vault, VaultStore } from './vault.ts';

function aVault(): Vault {
  const stores: Record<string, Map<string, Kept>> = {};
  const of = (store: VaultStore): Map<string, Kept> => (stores[store] ??= new Map());
  return {
    all: async <T extends Kept>(store: VaultStore) => [...of(store).values()] as T[],
    put: async (store, value) => of(store).set(value.id, value),
    remove: async (store, id) => of(store).delete(id),
    clear: async (store) => of(store).clear(),
  };
}

const aKey = (): Promise<SessionKey> => importKey(crypto.getRandomValues(new Uint8Array(32)));
const away = (): never => {
  throw new TypeError('Failed to fetch');
};
const waiting = (id: string, now: number, files: File[] = []) => ({
  id,
  staffId: 'me',
  title: '车又坏了',
  input: { ownWords: '车又坏了' },
  draft: emptyDraft(),
  files,
  now,
});

/** A server that gives one number per Idempotency-Key. */
function aServer() {
  const born = new Map<string, string>();
  const files: string[] = [];
  const senders: Senders = {
    register: async (_, key) => {
      if (!born.has(key)) born.set(key, `1000${born.size}`);
      return { id: `case-${key}`, number: born.get(key) as string };
    },
    upload: async (id, file) => files.push(`${id} ${file.name} ${await file.text()}`),
  };
  return { born, files, senders };
}

describe('what an error means for a waiting registration', () => {
  test.each([
    ['no answer at all', new TypeError('Failed to fetch'), 'wait'],
    ['a problem without an answer', { status: 0 }, 'wait'],
    ['signed out', { status: 401 }, 'wait'],
    ['too many requests', { status: 429 }, 'wait'],
    ['a gateway without a server', { status: 502 }, 'wait'],
    ['bad input', { status: 400 }, 'refused'],
    ['not allowed', { status: 403 }, 'refused'],
    ['the key was used for other words', { status: 422 }, 'refused'],
  ])('%s', (_, error, expected) => {
    expect(verdict(error)).toBe(expected);
  });
});

test('the pause between tries grows to a minute and no further', () => {
  expect([0, 1, 2, 3, 4, 5, 50].map(pauseBefore)).toEqual([3_000, 6_000, 12_000, 24_000, 48_000, 60_000, 60_000]);
});

test('a registration waits while the server is away and is sent once when it is back', async () => {
  const [key, store, server] = [await aKey(), aVault(), aServer()];
  await queueRegistration(key, waiting('first', 1, [new File(['abc'], '照片.jpg')]), store);
  expect(await sendQueued(key, 'me', { ...server.senders, register: away }, store)).toBe(1);
  expect(await sendQueued(key, 'me', server.senders, store)).toBe(0);
  expect(await sendQueued(key, 'me', server.senders, store)).toBe(0);
  expect([...server.born.keys()]).toEqual(['first']);
  expect(server.files).toEqual(['case-first 照片.jpg abc']);
  expect(await findQueued(key, 'me', store)).toMatchObject([{ state: 'sent', made: { number: '10000' } }]);
});

test('a cut between the registration and its files sends only the files again', async () => {
  const [key, store, server] = [await aKey(), aVault(), aServer()];
  await queueRegistration(key, waiting('first', 1, [new File(['abc'], 'a.txt')]), store);
  let registered = 0;
  const counted: Senders['register'] = (input, id) => {
    registered++;
    return server.senders.register(input, id);
  };
  expect(await sendQueued(key, 'me', { register: counted, upload: away }, store)).toBe(1);
  expect(await sendQueued(key, 'me', { register: counted, upload: server.senders.upload }, store)).toBe(0);
  expect([registered, server.files.length]).toEqual([1, 1]);
});

test('a refusal stays in the queue with its sentence, and the next one still goes', async () => {
  const [key, store, server] = [await aKey(), aVault(), aServer()];
  await queueRegistration(key, waiting('bad', 1), store);
  await queueRegistration(key, waiting('good', 2), store);
  const register: Senders['register'] = async (input, id) => {
    if (id === 'bad') throw Object.assign(new Error('这家门店已停用。'), { status: 409 });
    return server.senders.register(input, id);
  };
  expect(await sendQueued(key, 'me', { ...server.senders, register }, store)).toBe(0);
  expect(await findQueued(key, 'me', store)).toMatchObject([
    { id: 'bad', state: 'refused', why: '这家门店已停用。' },
    { id: 'good', state: 'sent' },
  ]);
});

test('drafts come back newest first, and only to the session that wrote them', async () => {
  const [key, other, store] = [await aKey(), await aKey(), aVault()];
  await saveDraft(key, 'me', 'a', { ...emptyDraft(), ownWords: '甲' }, 1, store);
  await saveDraft(key, 'me', 'b', { ...emptyDraft(), ownWords: '乙' }, 2, store);
  expect((await findDrafts(key, 'me', 3, store)).map(({ draft }) => draft.ownWords)).toEqual(['乙', '甲']);
  expect(await findDrafts(other, 'me', 3, store)).toEqual([]);
  expect(await findDrafts(key, 'somebody-else', 3, store)).toEqual([]);
  expect(JSON.stringify(await store.all('drafts'))).not.toContain('甲');
});

test('what an ended session left is removed after a week', async () => {
  const [key, other, store] = [await aKey(), await aKey(), aVault()];
  await saveDraft(key, 'me', 'a', emptyDraft(), 0, store);
  await findDrafts(other, 'me', 6 * 86_400_000, store);
  expect(await store.all('drafts')).toHaveLength(1);
  await findDrafts(other, 'me', 8 * 86_400_000, store);
  expect(await store.all('drafts')).toHaveLength(0);
});
