/**
 * 赔偿, 有效 and 无效 admit or deny fault: on paper they stand only once our responsibility is found. The customer's own
 * words are quoted as they are. 有效期 is a date.
 */
const WORDS = /赔偿|无效|有效(?!期)/u;
const QUOTED = /“[^”]*”|「[^」]*」|"[^"\n]*"/gu;

/** The first such word outside quotation marks; null when there is none. */
export const faultWordIn = (text: string): string | null => text.replace(QUOTED, '').match(WORDS)?.[0] ?? null;
