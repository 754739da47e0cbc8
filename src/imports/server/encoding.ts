import type { Encoding } from '../import-run.ts';

/** Decoders that have not met a byte they do not know. */
const candidates: readonly Encoding[] = ['utf-8', 'gb18030'];

/**
 * The encoding that fits every byte: by its mark, else UTF-8, which nothing else passes for by chance, else GB18030.
 * Null when none fits, and for bytes that are no text.
 */
export async function guessEncoding(bytes: AsyncIterable<Buffer>): Promise<Encoding | null> {
  let left: { encoding: Encoding; decoder: TextDecoder }[] | null = null;
  for await (const chunk of bytes) {
    if (left === null) {
      const marked = byMark(chunk);
      if (marked && marked !== 'utf-8') return marked;
      left = (marked ? [marked] : candidates).map((encoding) => ({ encoding, decoder: strict(encoding) }));
    }
    // text holds no zero byte; a picture or a program does
    if (chunk.includes(0)) return null;
    left = left.filter(({ decoder }) => decodes(decoder, chunk));
    if (left.length === 0) return null;
  }
  return left?.filter(({ decoder }) => decodes(decoder, null))[0]?.encoding ?? null;
}

function byMark(head: Buffer): Encoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return null;
}

/** Drops the mark at the beginning; throws at bytes that mean nothing. */
export const strict = (encoding: Encoding): TextDecoder => new TextDecoder(encoding, { fatal: true });

function decodes(decoder: TextDecoder, chunk: Buffer | null): boolean {
  try {
    decoder.decode(chunk ?? undefined, { stream: chunk !== null });
    return true;
  } catch {
    // the bytes are of another encoding
    return false;
  }
}
