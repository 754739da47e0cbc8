import { describe, expect, it } from 'vitest';
import { openStreams } from './open-streams.ts';

const opened = (most: { perSession: number; perPerson: number }) => {
  const streams = openStreams(most);
  const closed: string[] = [];
  const open = (person: string, session: string | null, name: string) =>
    streams.add({ person, session }, () => closed.push(name));
  return { closed, open };
};

describe('open streams', () => {
  it('beyond the cap of a session its oldest is closed, not another session’s', () => {
    const { closed, open } = opened({ perSession: 2, perPerson: 50 });
    open('wang', 'phone', 'phone 1');
    for (const n of [1, 2, 3]) open('wang', 'laptop', `laptop ${n}`);
    expect(closed).toEqual(['laptop 1']);
  });

  it('beyond the cap of a person their oldest is closed, whatever the session, and nobody else’s', () => {
    const { closed, open } = opened({ perSession: 8, perPerson: 50 });
    open('li', 'desk', 'of another person');
    for (let n = 0; n < 52; n++) open('wang', n % 2 ? null : `session ${n}`, `stream ${n}`);
    expect(closed).toEqual(['stream 0', 'stream 1']);
  });

  it('a stream that has gone by itself counts no more', () => {
    const { closed, open } = opened({ perSession: 2, perPerson: 2 });
    open('wang', 'laptop', 'first')();
    open('wang', 'laptop', 'second');
    open('wang', 'laptop', 'third');
    expect(closed).toEqual([]);
  });
});
