import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';

export interface Part {
  readonly name: string;
  readonly body: AsyncIterable<string> | Iterable<string>;
}

/**
 * A ZIP archive as it comes into being: sizes follow each part (APPNOTE.TXT 4.3.9), so that nothing is held but one
 * piece. Names are ASCII, parts under 4 GiB: a sheet of a million rows stays far below.
 */
export async function* zip(parts: Iterable<Part>): AsyncGenerator<Buffer> {
  const listed: Buffer[] = [];
  let place = 0;
  for (const { name, body } of parts) {
    const start = place;
    const header = Buffer.concat([localHeader(name), Buffer.from(name)]);
    yield header;
    const sum = { crc: 0, plain: 0, packed: 0 };
    for await (const piece of deflated(body, sum)) {
      sum.packed += piece.length;
      yield piece;
    }
    const sizes = sizesOf(sum);
    yield Buffer.concat([signature(0x08074b50), sizes]);
    place += header.length + sum.packed + 16;
    listed.push(centralHeader(name, sizes, start));
  }
  const directory = Buffer.concat(listed);
  yield Buffer.concat([directory, endOf(listed.length, directory.length, place)]);
}

const PIECE = 32 * 1024;

async function* pieces(body: Part['body'], sum: { crc: number; plain: number }): AsyncGenerator<Buffer> {
  let text = '';
  const taken = (): Buffer => {
    const piece = Buffer.from(text, 'utf8');
    text = '';
    sum.crc = crc32(piece, sum.crc);
    sum.plain += piece.length;
    return piece;
  };
  for await (const some of body) {
    text += some;
    if (text.length >= PIECE) yield taken();
  }
  if (text) yield taken();
}

async function* deflated(body: Part['body'], sum: { crc: number; plain: number }): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw({ level: 6 });
  const fed = pipeline(Readable.from(pieces(body, sum), { objectMode: false, highWaterMark: PIECE }), deflate);
  // the reader below hears of the same failure
  fed.catch(() => {});
  for await (const piece of deflate) yield piece as Buffer;
  await fed;
}

const signature = (number: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number);
  return bytes;
};

/** Version 2.0; sizes follow the data (bit 3); deflated; 1980-01-01, since the name of the file tells its day. */
const COMMON = Buffer.from([20, 0, 0x08, 0, 8, 0, 0, 0, 0x21, 0]);

const nameLength = (name: string): Buffer => Buffer.from([name.length & 0xff, name.length >> 8]);

const localHeader = (name: string): Buffer =>
  Buffer.concat([signature(0x04034b50), COMMON, Buffer.alloc(12), nameLength(name), Buffer.alloc(2)]);

function sizesOf({ crc, plain, packed }: { crc: number; plain: number; packed: number }): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32LE(crc >>> 0, 0);
  bytes.writeUInt32LE(packed, 4);
  bytes.writeUInt32LE(plain, 8);
  return bytes;
}

function centralHeader(name: string, sizes: Buffer, start: number): Buffer {
  const place = Buffer.alloc(4);
  place.writeUInt32LE(start);
  return Buffer.concat([
    signature(0x02014b50),
    Buffer.from([20, 0]),
    COMMON,
    sizes,
    nameLength(name),
    Buffer.alloc(12),
    place,
    Buffer.from(name),
  ]);
}

function endOf(count: number, size: number, place: number): Buffer {
  const bytes = Buffer.alloc(22);
  bytes.writeUInt32LE(0x06054b50, 0);
  bytes.writeUInt16LE(count, 8);
  bytes.writeUInt16LE(count, 10);
  bytes.writeUInt32LE(size, 12);
  bytes.writeUInt32LE(place, 16);
  return bytes;
}
