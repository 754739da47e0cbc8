/** One line: neither control characters nor marks that turn the direction of writing. */
export const clean = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();

/** At most `letters` of a text, never half of one. */
export function cut(text: string, letters: number): string {
  const all = [...text];
  return all.length > letters ? `${all.slice(0, letters - 1).join('')}…` : text;
}

/** The first lines that fit into `most` bytes of UTF-8, each counted with `between` bytes; then … for what is left out. */
export function fitting(lines: readonly string[], most: number, between = 1): string[] {
  const size = (line: string): number => Buffer.byteLength(line) + between;
  if (lines.reduce((sum, line) => sum + size(line), 0) <= most) return [...lines];
  const taken: string[] = [];
  let left = most - size('…');
  for (const line of lines) {
    if ((left -= size(line)) < 0) break;
    taken.push(line);
  }
  return [...taken, '…'];
}
