/** Digits as stored: full-width typed digits, spaces, hyphens and the country code 86 fall away. */
export function normalPhone(typed: string): string {
  const digits = typed.normalize('NFKC').replace(/[\s()-]/g, '');
  return digits.replace(/^(\+86|0086)(?=\d{7,})/, '').slice(0, 40);
}

/** Enough digits to mean one line rather than a fragment. */
export const isWholePhone = (phone: string): boolean => /^\+?\d{7,15}$/.test(phone);
