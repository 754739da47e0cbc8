/** 文号, as the pack writes it: 答复〔{year}〕{serial}号. Forms that nobody counts take the case's number. */
const TOKENS = ['year', 'serial', 'case'] as const;

export const needsSerial = (rule: string): boolean => rule.includes('{serial}');

export const unknownTokens = (rule: string): string[] =>
  [...rule.matchAll(/\{([^{}]*)\}/g)]
    .map(([, name = '']) => name)
    .filter((name) => !TOKENS.some((known) => known === name));

export const documentNumber = (rule: string, given: { year: number; serial: number | null; case: string }): string =>
  rule
    .replaceAll('{year}', String(given.year))
    .replaceAll('{serial}', given.serial === null ? '' : String(given.serial))
    .replaceAll('{case}', given.case);

/** 用印登记 in one store and year: 2026-0007. */
export const sealNumber = (year: number, serial: number): string => `${year}-${String(serial).padStart(4, '0')}`;
