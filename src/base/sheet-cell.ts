/**
 * A cell that a spreadsheet takes as text. Sheets run what begins like a formula, also behind blanks and invisible
 * marks, and East Asian versions take the full-width signs for the plain ones (OWASP, CSV injection).
 */
const RUNS =
  /^[\s\u00AD\u200B-\u200F\u2060\uFEFF\u3000]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\u2212\uFE62\uFE63\uFE66\uFE6B|%]/;
const BEGINS_BADLY = /^[\t\r\n]/;

export const wouldRun = (text: string): boolean => RUNS.test(text) || BEGINS_BADLY.test(text);

/** With an apostrophe ahead, which sheets do not show. */
export const asText = (text: string): string => (wouldRun(text) ? `'${text}` : text);

/** One line of CSV, every cell quoted; numbers of ours go as they are. */
export const csvLine = (cells: readonly (string | number)[]): string =>
  `${cells
    .map((cell) => (typeof cell === 'number' ? String(cell) : `"${asText(cell).replaceAll('"', '""')}"`))
    .join(',')}\r\n`;
