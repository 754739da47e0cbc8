import { setTimeout as rest } from 'node:timers/promises';
import type { Speaker } from '../conversation.ts';
import { type FunAsr, type FunAsrOptions, openFunAsr } from './funasr.ts';
import type { RecognitionClient } from './recognition-client.ts';
import { channelOf, readWav } from './wav.ts';

export interface Sound {
  /** A WAV file; with two channels the left is the agent, the right the customer. */
  readonly wav: AsyncIterable<Buffer>;
  /** Of sound with one channel. */
  readonly speaker?: Speaker | undefined;
  /** As fast as it is taken, rather than as fast as it was spoken. */
  readonly fast: boolean;
  readonly server: string;
  readonly timing?: Pick<FunAsrOptions, 'quietMs' | 'againMs'>;
}

/** Ahead of the clock by no more than this. */
const AHEAD_MS = 200;

/**
 * Sends sound to a recogniser, one connection a speaker, and what it hears to the desk. Resolves with the conversation
 * it became. What was heard until a recogniser or the sound broke is kept all the same, and then it throws.
 */
export async function recogniseSound(sound: Sound, desk: RecognitionClient): Promise<string | null> {
  const { sampleRate, channels, frames } = await readWav(sound.wav);
  if (channels === 1 && !sound.speaker) throw new Error('this sound has one channel: say whose it is with --speaker');
  const speakers: readonly Speaker[] = channels === 1 && sound.speaker ? [sound.speaker] : ['agent', 'customer'];
  const heard = speakers.map((speaker) => hearing(speaker, sound, sampleRate, desk));
  const began = performance.now();
  let bytes = 0;
  const sending = (async () => {
    for await (const frame of frames) {
      await Promise.all(heard.map((one, n) => one.write(channels === 1 ? frame : channelOf(frame, n === 0 ? 0 : 1))));
      bytes += frame.length;
      const aheadMs = (bytes / (sampleRate * 2 * channels)) * 1000 - (performance.now() - began);
      if (!sound.fast && aheadMs > AHEAD_MS) await rest(aheadMs);
    }
  })();
  try {
    const [broken] = (await Promise.race([Promise.allSettled([sending]), desk.lost])).filter(isRejected);
    const ends = await Promise.race([Promise.allSettled(heard.map((one) => one.end())), desk.lost]);
    const conversationId = await desk.end();
    const failed = broken ?? ends.find(isRejected);
    if (failed) throw failed.reason;
    return conversationId;
  } finally {
    for (const one of heard) one.close();
  }
}

const isRejected = (one: PromiseSettledResult<unknown>): one is PromiseRejectedResult => one.status === 'rejected';

function hearing(speaker: Speaker, sound: Sound, sampleRate: 8000 | 16000, desk: RecognitionClient): FunAsr {
  let count = 0;
  const said = (text: string, start: number, end: number) => ({
    id: `${speaker}-${count + 1}`,
    speaker,
    text,
    start,
    end,
  });
  return openFunAsr({
    server: sound.server,
    name: speaker,
    sampleRate,
    guess: (...given) => desk.guess(said(...given)),
    final(...given) {
      desk.final(said(...given));
      count++;
    },
    ...sound.timing,
  });
}
