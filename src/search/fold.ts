/** One form for what is typed and what is searched: width, case and kinds of white space make no difference. */
export const fold = (text: string): string =>
  // capitals: unlike small letters they never depend on what stands beside them
  text.normalize('NFKC').toUpperCase().replace(/\s+/g, ' ').trim();

/** A letter with the marks upon it: folded together or not at all. */
const UNIT = /\P{M}\p{M}*|\p{M}+/gu;

/** Only letters that fold by themselves, one to one: Han, ASCII and its wide forms, usual Chinese punctuation. */
const isPlain = (text: string): boolean =>
  /^[ -~\u3001-\u3011\u4e00-\u9fff\uff01-\uff5e“”‘’—·]*$/.test(text) && !text.includes('  ');

/** Where `folded` stands in the text as it was written: [from, to) in UTF-16 units, in order, without overlap. */
export function placesOf(text: string, folded: string): [number, number][] {
  if (!folded) return [];
  if (isPlain(text))
    return placesIn(text.normalize('NFKC').toUpperCase(), folded).map((at) => [at, at + folded.length]);
  let all = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let space = true;
  for (const unit of text.matchAll(UNIT)) {
    let letters = unit[0].normalize('NFKC').toUpperCase().replace(/\s+/g, ' ');
    if (space && letters.startsWith(' ')) letters = letters.slice(1);
    if (letters) space = letters.endsWith(' ');
    for (let n = 0; n < letters.length; n++) {
      starts.push(unit.index);
      ends.push(unit.index + unit[0].length);
    }
    all += letters;
  }
  return placesIn(all, folded).map((at) => [starts[at] as number, ends[at + folded.length - 1] as number]);
}

function placesIn(text: string, sought: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + sought.length)) places.push(at);
  return places;
}
