/** Asking the system for sixteen bytes at a time costs more than all the rest. */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const pool = new Uint8Array(16 * 512);
let used = pool.length;
export function sixteen(): Uint8Array {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  used += 16;
  return pool.slice(used - 16, used);
}

let lastMs = 0;
let lastCount = 0;

/**
 * Time-ordered ids (UUID version 7), made by the process so that rows can refer to each other before they are
 * written. Within one process a later id of the same millisecond sorts after an earlier one (RFC 9562, 6.2 method 1).
 */
export function newId(now: number = Date.now()): string {
  const bytes = sixteen();
  lastCount = now === lastMs ? lastCount + 1 : (((bytes[6] ?? 0) & 0x03) << 8) | (bytes[7] ?? 0);
  lastMs = now;
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) & 0xff;
  bytes[6] = ((lastCount >> 8) & 0x0f) | 0x70;
  bytes[7] = lastCount & 0xff;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = (from: number, to: number): string => {
    let text = '';
    for (let n = from; n < to; n++) text += HEX[bytes[n] ?? 0];
    return text;
  };
  return `${hex(0, 4)}-${hex(4, 6)}-${hex(6, 8)}-${hex(8, 10)}-${hex(10, 16)}`;
}
