/** `displaced` by a newer one of the same person, or `moved`: the process goes, another one will have it. */
export type Closing = 'displaced' | 'moved';

export interface OpenStreams {
  /** Counts a stream that opens now; what lies above a cap is closed, oldest first. Returns the way to forget it. */
  add(whose: { person: string; session: string | null }, close: (why: Closing) => void): () => void;
}

interface Stream {
  readonly person: string;
  readonly session: string | null;
  readonly close: (why: Closing) => void;
}

const held = new Set<Stream>();
/** How many this process holds open now. */
export const streamsHeld = (): number => held.size;
/** Sends all who listen here to another process. */
export const moveStreams = (): void => {
  for (const { close } of held) close('moved');
};

/** Streams held open in this process. The newest always works, since it is the one in front of somebody. */
export function openStreams(most: { perSession: number; perPerson: number }): OpenStreams {
  const byPerson = new Map<string, Set<Stream>>();

  const forget = (stream: Stream): void => {
    const streams = byPerson.get(stream.person);
    held.delete(stream);
    streams?.delete(stream);
    if (streams?.size === 0) byPerson.delete(stream.person);
  };
  const closeOldest = (streams: readonly Stream[], cap: number): void => {
    for (const stream of streams.slice(0, Math.max(0, streams.length - cap))) {
      forget(stream);
      stream.close('displaced');
    }
  };

  return {
    add({ person, session }, close) {
      const stream = { person, session, close };
      const streams = byPerson.get(person) ?? new Set();
      byPerson.set(person, streams.add(stream));
      held.add(stream);
      if (session !== null)
        closeOldest(
          [...streams].filter((known) => known.session === session),
          most.perSession,
        );
      closeOldest([...streams], most.perPerson);
      return () => forget(stream);
    },
  };
}
