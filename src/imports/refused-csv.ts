/** A spreadsheet runs what begins like this; an apostrophe before it makes it text. */
const FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

export const safeCell = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell);

/** One line of CSV (RFC 4180), formulas neutralised. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells
    .map((cell) => safeCell(cell))
    .map((cell) => (/[",;\r\n\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',')}\r\n`;
