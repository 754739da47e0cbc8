/**
 * The number people quote: digits only, read out in one breath, the last one a check digit
 * (ISO 7064 MOD 11,10: finds every single wrong digit and nearly every swap of neighbours).
 */
export function checkDigit(digits: string): number {
  let product = 10;
  for (const digit of digits) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10;
}

export const numberOf = (serial: number): string => `${serial}${checkDigit(String(serial))}`;

/** The stored form of what somebody typed or heard, or null when the check digit says it was misheard. */
export function readNumber(typed: string): string | null {
  const digits = typed.normalize('NFKC').replace(/[\s-]/g, '');
  if (!/^\d{6,14}$/.test(digits)) return null;
  return checkDigit(digits.slice(0, -1)) === Number(digits.at(-1)) ? digits : null;
}
