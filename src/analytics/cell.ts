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

/** Long numbers inside a sentence: telephone, identity card, order and VIN keep their last four. */
const LONG_NUMBER = /[0-9\uFF10-\uFF19]{7,}|\b(?=[A-HJ-NPR-Z]*\d)[A-HJ-NPR-Z\d]{17}\b/gi;
/** The same with blanks or hyphens between. */
const SPACED_NUMBER = /\d{3,4}(?:[ -]\d{3,4}){2,4}/g;

const hidden = (number: string): string => '*'.repeat(Math.max(0, number.length - 4)) + number.slice(-4);
export const maskWithin = (text: string): string =>
  text
    .replace(LONG_NUMBER, hidden)
    .replace(SPACED_NUMBER, (number) => (/^\d{4}-\d{2}/.test(number) ? number : hidden(number)));
