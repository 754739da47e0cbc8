import { DELIMITERS, type Delimiter } from './import-run.ts';

const LINES = 50;

/** The sign that cuts the most lines into the same number of cells, more than one; a comma when none does. */
export function guessDelimiter(head: string): Delimiter {
  let best: Delimiter = ',';
  let most = 0;
  for (const delimiter of DELIMITERS) {
    const counts = cellsByLine(head, delimiter);
    const [first = 1] = counts;
    const alike = counts.filter((count) => count === first).length / Math.max(1, counts.length);
    const score = first < 2 ? 0 : alike + Math.min(first, 20) / 1000;
    if (score > most) [best, most] = [delimiter, score];
  }
  return best;
}

/** Cells of each of the first records; delimiters and line breaks within quotes do not count. */
function cellsByLine(text: string, delimiter: string): number[] {
  const counts: number[] = [];
  let cells = 1;
  let quoted = false;
  let starts = true;
  let empty = true;
  for (let at = 0; at < text.length && counts.length < LINES; at++) {
    const sign = text[at] as string;
    if (quoted) {
      if (sign === '"' && text[at + 1] === '"') at++;
      else if (sign === '"') quoted = false;
      continue;
    }
    if (sign === '"' && starts) quoted = true;
    if (sign === '\n' || sign === '\r') {
      if (!empty) counts.push(cells);
      cells = 1;
      starts = true;
      empty = true;
      continue;
    }
    empty = false;
    // a quotation mark opens a cell after whichever sign it is that cuts
    starts = DELIMITERS.includes(sign as Delimiter);
    if (sign === delimiter) cells++;
  }
  // the last line may have been cut off by whoever handed in only the beginning
  if (counts.length === 0 && !empty) counts.push(cells);
  return counts;
}
