import { describe, expect, it } from 'vitest';
import { type Senders, sendWaiting } from './send-waiting.ts';
import type { WaitingReport, WaitingStore } from './waiting.ts';

/** Copies on the way in, as the browser's store does. */
function aStore(...reports: WaitingReport[]): WaitingStore & { readonly kept: Map<string, WaitingReport> } {
  const kept = new Map(reports.map((report) => [report.id, report]));
  return {
    kept,
    all: async () => [...kept.values()],
    put: async (report) => kept.set(report.id, structuredClone(report)),
    remove: async (id) => kept.delete(id),
  };
}
const file = (name: string) => ({ name, type: 'image/jpeg', bytes: new ArrayBuffer(1) });
const aReport = (changes: Partial<WaitingReport> = {}): WaitingReport => ({
  id: 'a',
  reporterId: 'me',
  input: { key: 'a', what: '花蔫了', urgency: 'calm' },
  files: [file('照片1.jpg'), file('照片2.jpg')],
  sent: null,
  why: '',
  ...changes,
});
class Answer extends Error {
  readonly status: number;
  constructor(status: number, message = '') {
    super(message);
    this.status = status;
  }
}
/** Answers one request after the other; `null` is a yes. */
function aServer(...answers: (Answer | null)[]) {
  const asked: string[] = [];
  const answer = (what: string): void => {
    asked.push(what);
    const next = answers.shift();
    if (next) throw next;
  };
  const senders: Senders = {
    report: async ({ what }) => {
      answer(what);
      return { id: 'report', number: '100010' };
    },
    file: async (_id, { name }) => answer(name),
  };
  return { senders, asked };
}

describe('what waits on a phone', () => {
  it('goes with its files, and is forgotten once all has arrived', async () => {
    const store = aStore(aReport());
    const { senders, asked } = aServer();
    expect(await sendWaiting('me', senders, store)).toEqual([{ number: '100010', refused: [] }]);
    expect(asked).toEqual(['花蔫了', '照片1.jpg', '照片2.jpg']);
    expect(store.kept.size).toBe(0);
  });

  it('goes on where it was cut, and sends nothing twice', async () => {
    const store = aStore(aReport());
    const first = aServer(null, null, new Answer(0));
    expect(await sendWaiting('me', first.senders, store)).toEqual([]);
    expect(store.kept.get('a')).toMatchObject({ sent: { number: '100010' }, files: [{ name: '照片2.jpg' }], why: '' });
    const second = aServer();
    await sendWaiting('me', second.senders, store);
    expect(second.asked).toEqual(['照片2.jpg']);
    expect(store.kept.size).toBe(0);
  });

  it.each([0, 401, 429, 502])('stays and waits after an answer of %s', async (status) => {
    const store = aStore(aReport());
    await sendWaiting('me', aServer(new Answer(status)).senders, store);
    expect(store.kept.get('a')).toMatchObject({ sent: null, why: '' });
  });

  it('that is refused is told to its writer, and not tried again by itself', async () => {
    const store = aStore(aReport());
    await sendWaiting('me', aServer(new Answer(400, '请重新选择')).senders, store);
    expect(store.kept.get('a')?.why).toBe('请重新选择');
    const { senders, asked } = aServer();
    await sendWaiting('me', senders, store);
    expect(asked).toEqual([]);
  });

  it('loses a file that is refused and keeps the others', async () => {
    const store = aStore(aReport());
    const { senders } = aServer(null, new Answer(415));
    expect(await sendWaiting('me', senders, store)).toEqual([{ number: '100010', refused: ['照片1.jpg'] }]);
    expect(store.kept.size).toBe(0);
  });

  it('of somebody else who used this phone stays', async () => {
    const store = aStore(aReport({ reporterId: 'other' }));
    const { senders, asked } = aServer();
    await sendWaiting('me', senders, store);
    expect([asked, store.kept.size]).toEqual([[], 1]);
  });
});
