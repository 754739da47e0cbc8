import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Passwords, keys and addresses of others, unreadable in a copy of the database alone. */
export interface Sealer {
  seal(text: string): Buffer;
  /** Null: sealed by a desk with another secret, or for another purpose. */
  open(sealed: Buffer): string | null;
}

const NONCE = 12;
const TAG = 16;

/** AES-256-GCM under a key of its own for each purpose, derived from the desk's secret. */
export function sealerOf(secret: string, purpose: 'notices' | 'model'): Sealer {
  const key = Buffer.from(hkdfSync('sha256', secret, '', `wanhui ${purpose}`, 32));
  return {
    seal(text) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    open(sealed) {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE), { authTagLength: TAG });
      decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
      try {
        return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
      } catch {
        // the tag does not fit: another secret, or a changed row
        return null;
      }
    },
  };
}
