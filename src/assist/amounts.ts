/** Money that a text names, in figures or in words. */
import { FIGURES, HAN_DIGIT, HAN_SIGN, numberOf, plainFigures } from './numbers.ts';

/** After 三块, 两百 …: no thing that is counted follows. */
const ENDS =
  '(?=$|[\\s,，。.！!?？;；、：:)）”"]|吧|呢|了|吗|啊|好|行|可以|您|你|作|当|做|给|左右|上下|以内|以上|以下|的|现金|红包|补偿|优惠|或)';
const GIVES =
  '(?:赔偿?|补偿?贴?|退还?款?|返还?现?|减免?|免去|优惠|便宜|抵扣?|送|给|付|发|让利?|少收|人民币|红包|现金|[原定标总单]价|价格|费用?)' +
  '(?:给|到|了|您|你|们|他|她|客户|顾客|现金|人民币|再|多|先|全额|一共|总共|共|总计|上|个|是|为|\\s){0,5}';
/** 几百块, 上千块 name no amount. */
const NUMBER = `(?:${FIGURES}|(?<![几数]|上(?=[百千万])|${HAN_SIGN})${HAN_SIGN}+)`;

const SIGNED = new RegExp(`¥\\s*(${FIGURES})`, 'gu');
const NAMED = new RegExp(
  `(${NUMBER})[多来余]?\\s*(?:元(?![旦宵素件月气])|圆|(块))(钱)?(?:(${HAN_DIGIT})(?:[角毛]|${ENDS})|(\\d)[角毛])?`,
  'gu',
);
const GIVEN = new RegExp(`${GIVES}(${NUMBER})[多来余]?${ENDS}`, 'gu');
const COUNTED = new RegExp(`^${ENDS.slice(0, -1)}|多|来|内)`, 'u');

interface Amount {
  readonly fen: number;
  readonly start: number;
  readonly end: number;
}

const fen = (yuan: number): number => Math.round(yuan * 100);

/** All that are named, wherever they stand. */
function amountsIn(text: string): Amount[] {
  const found: Amount[] = [];
  const add = (yuan: number | null, start: number, end: number): void => {
    if (yuan !== null && yuan < 1e10 && !found.some((one) => start < one.end && end > one.start))
      found.push({ fen: fen(yuan), start, end });
  };
  for (const { index, 0: whole, 1: number = '' } of text.matchAll(SIGNED))
    add(numberOf(number), index, index + whole.length);
  for (const { index, 0: whole, 1: number = '', 2: block, 3: money, 4: han, 5: figure } of text.matchAll(NAMED)) {
    const yuan = numberOf(number);
    const end = index + whole.length;
    const rest = han ?? figure;
    if (yuan === null) continue;
    // 这一块, 换两块电池
    const isThing = block && !money && !rest && yuan < 10 && !/^\d/u.test(number);
    if (isThing && (/[这那哪某每第]$/u.test(text.slice(0, index)) || !COUNTED.test(text.slice(end)))) continue;
    add(yuan + (rest ? (numberOf(rest) ?? 0) / 10 : 0), index, end);
  }
  for (const { index, 0: whole, 1: number = '' } of text.matchAll(GIVEN)) {
    const yuan = numberOf(number);
    const isAmount = /^\d/u.test(number) ? number.length > 1 : /[十百千万亿拾佰仟萬]/u.test(number);
    if (isAmount) add(yuan, index + whole.length - number.length, index + whole.length);
  }
  return found;
}

const SHARE = new RegExp(
  `(\\d(?:\\.?\\d)?|${HAN_DIGIT}点?${HAN_DIGIT}?)折(?![腾叠页磨断])|(对折|半价|五折)|(免单)|` +
    `${GIVES}(?:百分之(${HAN_SIGN}{1,3})|(\\d{1,2})%)`,
  'u',
);

/** How much of a price is let off, in percent: 20 of 八折, 15 of 八五折 or 8.5折; null: nothing of the kind is said. */
export function percentOffIn(words: string): number | null {
  const [found, tenths, half, all, han, figures] = SHARE.exec(plainFigures(words)) ?? [];
  if (!found) return null;
  if (all) return 100;
  if (half) return 50;
  if (tenths === undefined) return figures ? Number(figures) : numberOf(han ?? '');
  const [first = 0, second = 0] = [...tenths.replace(/[.点]/gu, '')].map((sign) => numberOf(sign) ?? 0);
  return 100 - first * 10 - second;
}

/** A price of which something is let off. */
const PRICE = /(?:原价|原来|定价|标价|总价|单价|价格?|费用?|工时费|运费|收|一共|总共|是|为)[是为的要了\s]{0,2}$/u;

/**
 * The largest amount that is given away, in fen; null: none is named. Of 原价五百元打八折 it is what is let off; a
 * discount without a price is no amount.
 */
export function moneyIn(words: string): number | null {
  const text = plainFigures(words);
  const amounts = amountsIn(text);
  if (amounts.length === 0) return null;
  const off = percentOffIn(text);
  const most = Math.max(...amounts.map((one) => one.fen));
  if (off === null) return most;
  const prices = amounts.filter(({ start }) => PRICE.test(text.slice(0, start)));
  if (prices.length === 0) return most;
  const given = amounts.filter((one) => !prices.includes(one)).map((one) => one.fen);
  return Math.max(Math.round((Math.max(...prices.map((one) => one.fen)) * off) / 100), ...given);
}
