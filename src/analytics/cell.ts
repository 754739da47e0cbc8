/** Long numbers inside a sentence: telephone, identity card, order and VIN keep their last four. */
const LONG_NUMBER = /[0-9\uFF10-\uFF19]{7,}|\b(?=[A-HJ-NPR-Z]*\d)[A-HJ-NPR-Z\d]{17}\b/gi;
/** The same with blanks or hyphens between. */
const SPACED_NUMBER = /\d{3,4}(?:[ -]\d{3,4}){2,4}/g;

const hidden = (number: string): string => '*'.repeat(Math.max(0, number.length - 4)) + number.slice(-4);
export const maskWithin = (text: string): string =>
  text
    .replace(LONG_NUMBER, hidden)
    .replace(SPACED_NUMBER, (number) => (/^\d{4}-\d{2}/.test(number) ? number : hidden(number)));
