import { placesOf } from './fold.ts';

export interface Snippet {
  readonly text: string;
  /** What to highlight: [from, to) in UTF-16 units of the text. */
  readonly spans: [number, number][];
}

const BEFORE = 16;
const LENGTH = 72;

/** A line around the first of the sought ones, with all of them marked; null when none stands in the text. */
export function snippetOf(text: string, sought: readonly string[]): Snippet | null {
  const places = joined(sought.flatMap((one) => placesOf(text, one)));
  const [first] = places;
  if (!first) return null;
  const from = text.length <= LENGTH ? 0 : wholeLetter(text, Math.max(0, first[0] - BEFORE));
  const to = wholeLetter(text, Math.max(from + LENGTH, first[1]));
  const ahead = from > 0 ? '…' : '';
  const shift = ahead.length - from;
  return {
    text: ahead + text.slice(from, to).replace(/\s/g, ' ') + (to < text.length ? '…' : ''),
    spans: places
      .filter(([start, end]) => start >= from && end <= to)
      .map(([start, end]) => [start + shift, end + shift]),
  };
}

/** Not between the halves of a rare letter. */
const wholeLetter = (text: string, at: number): number =>
  /[\uDC00-\uDFFF]/.test(text[at] ?? '') && /[\uD800-\uDBFF]/.test(text[at - 1] ?? '')
    ? at - 1
    : Math.min(at, text.length);

function joined(places: readonly [number, number][]): [number, number][] {
  const all: [number, number][] = [];
  for (const [from, to] of [...places].sort(([a], [b]) => a - b)) {
    const last = all.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else all.push([from, to]);
  }
  return all;
}
