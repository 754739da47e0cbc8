const LINE_END = 0x0a;

/** Cuts a stream into pieces of at most `most` bytes. */
export async function* pieces(source: AsyncIterable<Buffer>, most: number): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let bytes = 0;
  for await (let chunk of source) {
    while (bytes + chunk.length >= most) {
      const fits = most - bytes;
      yield Buffer.concat([...held, chunk.subarray(0, fits)]);
      chunk = chunk.subarray(fits);
      held = [];
      bytes = 0;
    }
    if (chunk.length) held.push(chunk);
    bytes += chunk.length;
  }
  if (bytes) yield Buffer.concat(held);
}

/** Cuts a stream of lines behind the last line end once `enough` bytes are there; a longer line stays whole. */
export async function* wholeLines(source: AsyncIterable<Buffer>, enough: number): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of source) {
    held.push(chunk);
    bytes += chunk.length;
    if (bytes < enough) continue;
    const end = chunk.lastIndexOf(LINE_END) + 1;
    if (end === 0) continue;
    const all = Buffer.concat(held);
    const rest = chunk.subarray(end);
    yield all.subarray(0, all.length - rest.length);
    held = rest.length ? [rest] : [];
    bytes = rest.length;
  }
  if (bytes) yield Buffer.concat(held);
}

export function lineEnds(piece: Buffer): number {
  let count = 0;
  for (let at = piece.indexOf(LINE_END); at >= 0; at = piece.indexOf(LINE_END, at + 1)) count++;
  return count;
}
