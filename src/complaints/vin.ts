const VALUES: Record<string, number> = {
  A: 1,
  B: 2,
  C: 3,
  D: 4,
  E: 5,
  F: 6,
  G: 7,
  H: 8,
  J: 1,
  K: 2,
  L: 3,
  M: 4,
  N: 5,
  P: 7,
  R: 9,
  S: 2,
  T: 3,
  U: 4,
  V: 5,
  W: 6,
  X: 7,
  Y: 8,
  Z: 9,
};
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

export const normalVin = (typed: string): string => typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();

/**
 * What is wrong with a vehicle identification number (GB 16735-2019: 17 characters, no I, O, Q; check digit in
 * place 9). A wrong number is shown as a hint and never refuses a registration.
 */
export function vinProblem(typed: string): 'length' | 'characters' | 'check-digit' | null {
  const vin = normalVin(typed);
  if (vin.length !== 17) return 'length';
  if (!/^[A-HJ-NPR-Z0-9]{17}$/.test(vin)) return 'characters';
  let sum = 0;
  for (let i = 0; i < 17; i++) {
    const character = vin[i] as string;
    sum += (VALUES[character] ?? Number(character)) * (WEIGHTS[i] as number);
  }
  const expected = sum % 11 === 10 ? 'X' : String(sum % 11);
  return vin[8] === expected ? null : 'check-digit';
}
