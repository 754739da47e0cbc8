import { open } from 'node:fs/promises';

/** A skippable frame of zstd: programs that unpack the file pass over it. */
const MAGIC = Buffer.from([0x5e, 0x2a, 0x4d, 0x18]);
const MARK = Buffer.from('wanhui01');
const PAYLOAD_BYTES = MARK.length + 32;
export const SEAL_BYTES = MAGIC.length + 4 + PAYLOAD_BYTES;
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/** What closes the file: a single changed byte anywhere, also one that unpacking would not notice, is seen. */
export function sealOf(digest: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(PAYLOAD_BYTES);
  return Buffer.concat([MAGIC, length, MARK, digest]);
}

export type Shape =
  | { readonly kind: 'sealed'; readonly bodyBytes: number; readonly digest: Buffer }
  /** It begins like a backup and has no end. */
  | { readonly kind: 'cut-off' }
  | { readonly kind: 'other' };

export async function shapeOf(path: string): Promise<Shape> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(ZSTD.length);
    await file.read(head, 0, head.length, 0);
    if (!head.equals(ZSTD)) return { kind: 'other' };
    if (size < SEAL_BYTES) return { kind: 'cut-off' };
    const tail = Buffer.alloc(SEAL_BYTES);
    await file.read(tail, 0, SEAL_BYTES, size - SEAL_BYTES);
    const digest = tail.subarray(-32);
    return tail.equals(sealOf(digest))
      ? { kind: 'sealed', bodyBytes: size - SEAL_BYTES, digest: Buffer.from(digest) }
      : { kind: 'cut-off' };
  } finally {
    await file.close();
  }
}
