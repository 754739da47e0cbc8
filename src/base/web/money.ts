const format = new Intl.NumberFormat('zh-CN', { style: 'currency', currency: 'CNY', currencyDisplay: 'symbol' });

/** ¥1,234.50 from fen. */
export const formatMoney = (fen: number): string => format.format(fen / 100);

/** Fen from what a person types: 1,234.5 · ¥80 · 300元. Null when it is no amount. */
export function fenOf(typed: string): number | null {
  const text = typed.replace(/[¥￥元,，\s]/g, '');
  if (!/^\d{1,10}(\.\d{1,2})?$/.test(text)) return null;
  return Math.round(Number(text) * 100);
}
