import type { Said, Speaker } from './conversation.ts';
import type { Channel } from './language.ts';

/** A final utterance; times are seconds since the recognition started. */
export interface Recognised {
  /** The recogniser's. */
  readonly id: string;
  /** In the order of hearing, from 0. */
  readonly place: number;
  readonly speaker: Speaker;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What is still being guessed. Kept nowhere. */
export type Guess = Omit<Recognised, 'place'>;

/** One recognition that goes on. */
export interface Recognition {
  readonly id: string;
  readonly channel: Channel;
  /** Who of ours talks. */
  readonly staffId: string;
  readonly startedAt: string;
  readonly utterances: readonly Recognised[];
}

/** What the desk tells whoever listens to a case. `ready` comes first: what runs now, in no words. */
export type Heard =
  | { readonly type: 'ready'; readonly running: readonly string[] }
  /** With the utterances that are new. */
  | ({ readonly type: 'heard' } & Recognition)
  | ({ readonly type: 'partial'; readonly recognition: string } & Guess)
  | { readonly type: 'ended'; readonly recognition: string; readonly conversationId: string | null };

export interface Listening extends Recognition {
  readonly guesses: Readonly<Partial<Record<Speaker, Guess>>>;
}

/** Codes that a socket closes with; those below 4000 are of RFC 6455. */
export const CLOSED = {
  ended: 1000,
  textOnly: 1003,
  /** Signed out, or may no longer. */
  notAllowed: 1008,
  fault: 1011,
  /** This process stops: open it anew. */
  moved: 1012,
  tryLater: 1013,
  idle: 4408,
  displaced: 4409,
  tooFast: 4429,
} as const;

/** What is known after a message. */
export function hear(running: readonly Listening[], message: Heard): readonly Listening[] {
  switch (message.type) {
    case 'ready':
      return running.filter(({ id }) => message.running.includes(id));
    case 'ended':
      return running.filter(({ id }) => id !== message.recognition);
    case 'partial': {
      const { type, recognition, ...guess } = message;
      return running.map((one) =>
        one.id !== recognition || one.utterances.some(({ id }) => id === guess.id)
          ? one
          : { ...one, guesses: { ...one.guesses, [guess.speaker]: guess } },
      );
    }
    case 'heard': {
      const { type, ...told } = message;
      const known = running.find(({ id }) => id === told.id);
      if (!known) return [...running, { ...told, guesses: {} }];
      const fresh = told.utterances.filter(({ place }) => place >= known.utterances.length);
      const guesses = { ...known.guesses };
      // what is final is guessed at no more
      for (const { speaker, id } of fresh) if (guesses[speaker]?.id === id) delete guesses[speaker];
      const next = { ...known, utterances: [...known.utterances, ...fresh], guesses };
      return running.map((one) => (one === known ? next : one));
    }
  }
}

/** As somebody reads along: what is final and what is still guessed, which becomes final in its place. */
export const linesOf = ({ utterances, guesses }: Listening): (Guess & { readonly isGuess: boolean })[] =>
  [
    ...[...utterances].sort((a, b) => a.place - b.place).map((one) => ({ ...one, isGuess: false })),
    ...Object.values(guesses).map((one) => ({ ...one, isGuess: true })),
  ].sort((a, b) => a.start - b.start);

/** As the checks read it: two lines of a call are heard apart, so the order is that of speaking. */
export const saidIn = ({ utterances }: Pick<Recognition, 'utterances'>): Said[] =>
  [...utterances]
    .sort((a, b) => a.start - b.start || a.place - b.place)
    .map(({ speaker, text, start }) => ({ speaker, text, at: start }));
