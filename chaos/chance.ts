import { createHash } from 'node:crypto';

/** Repeatable chance: the same seeds give the same sequence. */
export interface Chance {
  /** From 0 to below 1. */
  next(): number;
  /** A whole number from `from` to below `to`. */
  within(from: number, to: number): number;
  happens(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** One of several, each as often as its weight says. */
  weighed<T extends { readonly weight: number }>(list: readonly T[]): T;
  bytes(length: number): Buffer;
}

export function chance(...seeds: readonly (string | number)[]): Chance {
  const digest = createHash('sha256').update(JSON.stringify(seeds)).digest();
  let [a, b, c, d] = [0, 4, 8, 12].map((at) => digest.readInt32LE(at)) as [number, number, number, number];
  // sfc32 by Chris Doty-Humphrey
  const word = (): number => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  };
  const next = (): number => word() / 2 ** 32;
  const within = (from: number, to: number): number => from + Math.floor(next() * (to - from));
  const pick = <T>(list: readonly T[]): T => {
    if (!list.length) throw new RangeError('nothing to pick from');
    return list[within(0, list.length)] as T;
  };
  return {
    next,
    within,
    pick,
    happens: (share) => next() < share,
    weighed(list) {
      let left = next() * list.reduce((sum, { weight }) => sum + weight, 0);
      return list.find(({ weight }) => (left -= weight) < 0) ?? pick(list);
    },
    bytes(length) {
      const bytes = Buffer.alloc(length);
      for (let at = 0; at < length; at++) bytes[at] = word() & 255;
      return bytes;
    },
  };
}
