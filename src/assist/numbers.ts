/** Numbers as people say and write them: 12, 1,200.50, 3万, 十二, 一千二, 两百五, 三五百, 贰佰. */

const DIGITS: Readonly<Record<string, number>> = Object.fromEntries(
  ['零〇', '一壹', '二两兩贰', '三叁', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖'].flatMap((signs, value) =>
    [...signs].map((sign) => [sign, value]),
  ),
);
const UNITS: Readonly<Record<string, number>> = Object.fromEntries(
  (
    [
      ['十拾', 10],
      ['百佰', 100],
      ['千仟', 1000],
      ['万萬', 10_000],
      ['亿', 100_000_000],
    ] as const
  ).flatMap(([signs, value]) => [...signs].map((sign) => [sign, value])),
);
const MYRIAD = 10_000;

/** For a pattern: one Chinese digit, and any sign of a Chinese number. */
export const HAN_DIGIT = `[${Object.keys(DIGITS).join('')}]`;
export const HAN_SIGN = `[${Object.keys(DIGITS).join('')}${Object.keys(UNITS).join('')}]`;
/** In figures, with or without a Chinese unit: 300, 1,200.50, 1.5万, 3千5. */
export const FIGURES = `\\d[\\d,]*(?:\\.\\d{1,2})?(?:${HAN_SIGN}+\\d?)?`;

/** Half width and one kind of comma; as long as the text was. */
export const plainFigures = (text: string): string =>
  text.replace(/[！-～￥]/gu, (sign) => (sign === '￥' ? '¥' : String.fromCharCode(sign.charCodeAt(0) - 0xfee0)));

const TOKEN = new RegExp(`\\d+(?:\\.\\d+)?|${HAN_SIGN}`, 'gu');

/** What a number says; of a span (三五百) its end. Null: it is none. */
export function numberOf(text: string): number | null {
  const tokens: readonly string[] = text.replaceAll(',', '').match(TOKEN) ?? [];
  if (tokens.length === 0 || tokens.join('') !== text.replaceAll(',', '')) return null;
  const isBare = tokens.every((token) => DIGITS[token] !== undefined);
  // 二五零, 一二三四: told place by place; 三五 alone is a span
  if (isBare && (tokens.length > 2 || tokens.includes('零') || tokens.includes('〇')))
    return tokens.reduce((sum, token) => sum * 10 + (DIGITS[token] ?? 0), 0);
  let total = 0;
  let section = 0;
  let pending: number | null = null;
  /** What the next digit stands for when no unit follows it: 两百五 is 250. */
  let next = 1;
  for (const token of tokens) {
    const unit = UNITS[token];
    if (unit === undefined) {
      const digit = DIGITS[token] ?? Number(token);
      if (digit === 0 && DIGITS[token] !== undefined) next = 1;
      else pending = digit;
    } else if (unit < MYRIAD) {
      section += (pending ?? 1) * unit;
      [pending, next] = [null, unit / 10];
    } else {
      total = (total + (section + (pending ?? 0) || 1)) * unit;
      [section, pending, next] = [0, null, unit / 10];
    }
  }
  return total + section + (pending ?? 0) * next;
}
