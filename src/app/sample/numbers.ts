import { vinProblem } from '../../complaints/vin.ts';
import type { Random } from './random.ts';

const digits = (random: Random, length: number): string => Array.from({ length }, () => random.between(0, 9)).join('');

/**
 * Eleven digits like a mobile number that nobody can be called by: mainland mobile numbers begin with 13 to 19,
 * and 109 opens none of the short numbers either (100xx, 101xx, 106xx carriers and messages; 11x, 12x emergency
 * and public service). A number of ours therefore rings nowhere, also when somebody dials its beginning.
 */
export const samplePhone = (random: Random): string => `109${digits(random, 8)}`;

const VIN_SIGNS = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ';

/** 17 characters with a right check digit. `A00`: ISO 3780 has given AP to A0 to no country, so no maker stamps it. */
export function sampleVin(random: Random): string {
  const sign = (): string => VIN_SIGNS[random.between(0, VIN_SIGNS.length - 1)] as string;
  const head = `A00${Array.from({ length: 5 }, sign).join('')}`;
  const tail = `${'NPRST'[random.between(0, 4)]}${sign()}${digits(random, 6)}`;
  for (const check of '0123456789X') {
    if (vinProblem(head + check + tail) === null) return head + check + tail;
  }
  throw new Error('no check digit fits');
}

/** 样 is no province; nobody drives under such a plate. */
export const samplePlate = (random: Random): string =>
  `样${'ABCDE'[random.between(0, 4)]}·${'ABCDEFGHJKLMNPQRSTUVWXYZ'[random.between(0, 23)]}${digits(random, 4)}`;

/** A letter in the midst, so that no stretch of it reads like a telephone number. */
export const sampleOrder = (random: Random): string => `SL${digits(random, 5)}A${digits(random, 4)}`;
export const sampleWaybill = (random: Random): string => `SY${digits(random, 6)}B${digits(random, 5)}`;
