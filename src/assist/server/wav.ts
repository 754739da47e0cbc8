/** Sound as recognisers take it: 16-bit little-endian samples, of one or two speakers. */
export interface Wav {
  readonly sampleRate: 8000 | 16000;
  readonly channels: 1 | 2;
  /** Whole frames, the channels interleaved. */
  readonly frames: AsyncIterable<Buffer>;
}

const PCM = 1;
/** The format stands in a further field. */
const EXTENSIBLE = 0xfffe;
const MOST_HEADER = 64 * 1024;
/** What a recording that still runs writes as its length. */
const UNKNOWN = new Set([0, 0x7fffffff, 0xffffffff]);

/** Reads a WAV file, or one that is still being written. Throws for anything but PCM, 16 bits, 8 or 16 kHz. */
export async function readWav(source: AsyncIterable<Buffer>): Promise<Wav> {
  const pieces = source[Symbol.asyncIterator]();
  let read: Buffer = Buffer.alloc(0);
  const need = async (bytes: number): Promise<void> => {
    while (read.length < bytes) {
      const { done, value } = await pieces.next();
      if (done || read.length > MOST_HEADER) throw new Error('this is no WAV file: it ends before its sound');
      read = Buffer.concat([read, value]);
    }
  };
  await need(12);
  if (read.toString('latin1', 0, 4) !== 'RIFF' || read.toString('latin1', 8, 12) !== 'WAVE')
    throw new Error('this is no WAV file');
  let at = 12;
  let format: Pick<Wav, 'sampleRate' | 'channels'> | null = null;
  for (;;) {
    await need(at + 8);
    const name = read.toString('latin1', at, at + 4);
    const size = read.readUInt32LE(at + 4);
    at += 8;
    if (name === 'data') {
      if (!format) throw new Error('this WAV file does not say how it is written');
      const length = UNKNOWN.has(size) ? Number.POSITIVE_INFINITY : size;
      return { ...format, frames: framesOf(read.subarray(at), pieces, length, format.channels * 2) };
    }
    if (size > MOST_HEADER) throw new Error('this WAV file has an odd header');
    await need(at + size);
    if (name === 'fmt ') format = formatIn(read.subarray(at, at + size));
    at += size + (size % 2);
  }
}

function formatIn(chunk: Buffer): Pick<Wav, 'sampleRate' | 'channels'> {
  if (chunk.length < 16) throw new Error('this WAV file has an odd header');
  const told = chunk.readUInt16LE(0);
  const code = told === EXTENSIBLE && chunk.length >= 26 ? chunk.readUInt16LE(24) : told;
  const channels = chunk.readUInt16LE(2);
  const sampleRate = chunk.readUInt32LE(4);
  const bits = chunk.readUInt16LE(14);
  if (
    code !== PCM ||
    bits !== 16 ||
    (channels !== 1 && channels !== 2) ||
    (sampleRate !== 8000 && sampleRate !== 16000)
  )
    throw new Error(
      `PCM of 16 bits at 8 or 16 kHz with one or two channels is wanted; this is format ${code}, ${bits} bits, ${sampleRate} Hz, ${channels} channels`,
    );
  return { sampleRate, channels };
}

async function* framesOf(
  first: Buffer,
  pieces: AsyncIterator<Buffer>,
  length: number,
  frame: number,
): AsyncGenerator<Buffer> {
  let left = length;
  let rest: Buffer = first;
  for (;;) {
    const whole = Math.min(rest.length, left);
    const bytes = whole - (whole % frame);
    if (bytes > 0) yield rest.subarray(0, bytes);
    left -= bytes;
    if (left < frame) return;
    rest = rest.subarray(bytes);
    const { done, value } = await pieces.next();
    if (done) return;
    rest = rest.length ? Buffer.concat([rest, value]) : value;
  }
}

/** The samples of one of two channels. */
export function channelOf(frames: Buffer, channel: 0 | 1): Buffer {
  const samples = Buffer.allocUnsafe(frames.length / 2);
  for (let from = channel * 2, to = 0; to < samples.length; from += 4, to += 2)
    samples.writeInt16LE(frames.readInt16LE(from), to);
  return samples;
}
