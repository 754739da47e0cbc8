import { afterEach, expect, test, vi } from 'vitest';
import { diskHeard, diskNow, onDiskChange } from './disk.ts';

const answer = (disk?: string): Response => new Response(null, disk ? { headers: { 'x-wanhui-disk': disk } } : {});

afterEach(() => {
  diskHeard(answer());
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('an answer tells how the disk is, and the next one without a word that there is room', () => {
  for (const [said, now] of [
    ['low', 'low'],
    ['full', 'full'],
    [undefined, 'ok'],
    ['something new', 'ok'],
  ] as const) {
    diskHeard(answer(said));
    expect(diskNow()).toBe(now);
  }
});

test('an idle page asks until there is room, also past a server that is away', async () => {
  vi.useFakeTimers();
  const answers = [
    () => Promise.reject(new TypeError('Failed to fetch')),
    async () => answer('full'),
    async () => answer(),
  ];
  const asked = vi.fn(() => answers.shift()?.());
  vi.stubGlobal('fetch', asked);
  const heard = vi.fn();
  const stop = onDiskChange(heard);
  diskHeard(answer('full'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect([diskNow(), asked.mock.calls.length, heard.mock.calls.length]).toEqual(['ok', 3, 2]);
  stop();
});
