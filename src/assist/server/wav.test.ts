import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wavOf } from '../../app/testing-sockets.ts';
import { channelOf, readWav } from './wav.ts';

async function* inPieces(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  for (let at = 0, n = 0; at < bytes.length; n++) {
    const size = sizes[n % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}
async function soundOf(bytes: Buffer, sizes: readonly number[] = [4096]): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const frames of (await readWav(inPieces(bytes, sizes))).frames) {
    expect(frames.length % 4).toBe(0);
    pieces.push(frames);
  }
  return Buffer.concat(pieces);
}
const changed = (at: number, value: number): Buffer => {
  const bytes = wavOf(1);
  bytes.writeUInt16LE(value, at);
  return bytes;
};

it('sound is the same in whatever pieces it comes, in whole frames', async () => {
  const wav = wavOf(1).subarray(0, 44 + 2000);
  wav.writeUInt32LE(2000, 40);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 5 }), async (sizes) => {
      expect((await soundOf(wav, sizes)).equals(wav.subarray(44))).toBe(true);
    }),
    { numRuns: 30 },
  );
});

it('a recording that is still written, and one that was cut, are read as far as they go', async () => {
  const running = wavOf(1);
  running.writeUInt32LE(0xffffffff, 40);
  expect(await soundOf(running)).toHaveLength(64_000);
  expect(await soundOf(wavOf(1).subarray(0, 44 + 1003))).toHaveLength(1000);
  const longer = Buffer.concat([wavOf(1), Buffer.from('LIST____')]);
  expect(await soundOf(longer)).toHaveLength(64_000);
});

it('what is no sound for a recogniser is refused', async () => {
  const wrong: [bytes: Buffer, says: string][] = [
    [Buffer.from('OggS'.repeat(20)), 'no WAV file'],
    [Buffer.alloc(0), 'ends before its sound'],
    [wavOf(1).subarray(0, 30), 'ends before its sound'],
    [changed(20, 3), 'format 3'],
    [changed(22, 6), '6 channels'],
    [changed(24, 44_100), '44100 Hz'],
    [changed(34, 24), '24 bits'],
  ];
  for (const [bytes, says] of wrong) await expect(soundOf(bytes)).rejects.toThrow(says);
});

it('left is one speaker and right the other', () => {
  const frames = Buffer.from(Int16Array.of(1, -1, 2, -2, 3, -3).buffer);
  expect([...new Int16Array(new Uint8Array(channelOf(frames, 0)).buffer)]).toEqual([1, 2, 3]);
  expect([...new Int16Array(new Uint8Array(channelOf(frames, 1)).buffer)]).toEqual([-1, -2, -3]);
});
