/** Amounts as paper writes them, in figures and in capitals (GB/T 15835 leaves 大写 to the rules for bills of the People's Bank). */

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const UNITS = ['', '拾', '佰', '仟'];
const GROUPS = ['', '万', '亿'];
/** Fen; the next group of four would want a name of its own. */
const MOST = 999_999_999_999_99;

/** 1,234.50 for 123450 fen. */
export function inFigures(fen: number): string {
  const [whole = '', cents = ''] = (Math.abs(fen) / 100).toFixed(2).split('.');
  return `${fen < 0 ? '-' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`;
}

/** 壹仟贰佰叁拾肆元伍角 for 123450 fen; 整 where it ends in whole yuan. Throws below 0, beyond 9999亿元 and for parts of a fen. */
export function inCapitals(fen: number): string {
  if (!Number.isSafeInteger(fen) || fen < 0 || fen > MOST) throw new RangeError(`no amount: ${fen}`);
  if (fen === 0) return '零元整';
  const yuan = Math.floor(fen / 100);
  const [jiao, cents] = [Math.floor(fen / 10) % 10, fen % 10];
  const whole = yuan > 0 ? `${wholeInCapitals(yuan)}元` : '';
  if (jiao === 0 && cents === 0) return `${whole}整`;
  if (jiao === 0) return `${whole}${whole && '零'}${DIGITS[cents]}分`;
  const gap = whole && yuan % 10 === 0 ? '零' : '';
  return `${whole}${gap}${DIGITS[jiao]}角${cents ? `${DIGITS[cents]}分` : ''}`;
}

function wholeInCapitals(yuan: number): string {
  let said = '';
  let skipped = false;
  for (const [place, figure] of [...String(yuan)].entries()) {
    const left = String(yuan).length - 1 - place;
    const unit = left % 4;
    if (figure === '0') skipped = said !== '';
    else {
      said += `${skipped ? '零' : ''}${DIGITS[Number(figure)]}${UNITS[unit]}`;
      skipped = false;
    }
    if (unit > 0) continue;
    const isEmpty = Math.floor(yuan / 10 ** left) % 10_000 === 0;
    if (!isEmpty) said += GROUPS[left / 4];
    skipped = isEmpty;
  }
  return said;
}

/** As it stands in a letter: 人民币1,234.50元（大写：壹仟贰佰叁拾肆元伍角）. */
export const onPaper = (fen: number): string => `人民币${inFigures(fen)}元（大写：${inCapitals(fen)}）`;
