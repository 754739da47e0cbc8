import { asText } from '../base/sheet-cell.ts';

/** One line of CSV (RFC 4180), formulas neutralised. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells
    .map((cell) => asText(cell))
    .map((cell) => (/[",;\r\n\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',')}\r\n`;
