import { hash, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fileOf = (dataDir: string): string => join(dataDir, 'secret');

function given(): string | null {
  const text = process.env['WANHUI_SECRET'];
  if (text && text.length < 32) throw new Error('WANHUI_SECRET must have at least 32 characters.');
  return text || null;
}

/** Made once and kept in the data folder; several machines share it by WANHUI_SECRET. */
export function secretOf(dataDir: string): string {
  const text = given();
  if (text) return text;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const half = `${fileOf(dataDir)}.${process.pid}.new`;
  writeFileSync(half, randomBytes(48).toString('base64url'), { mode: 0o600 });
  try {
    // whole or not at all: another process may read it at once
    linkSync(half, fileOf(dataDir));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(half, { force: true });
  }
  return readFileSync(fileOf(dataDir), 'utf8').trim();
}

export interface KnownSecret {
  readonly text: string;
  /** Tells whether two secrets are the same, and neither of them. */
  readonly mark: string;
  /** It lies in the data folder, rather than with whoever sets WANHUI_SECRET. */
  readonly ours: boolean;
}

/** The secret, if there is one yet. */
export function knownSecret(dataDir: string): KnownSecret | null {
  const text = given();
  if (text) return known(text, false);
  try {
    return known(readFileSync(fileOf(dataDir), 'utf8').trim(), true);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

const known = (text: string, ours: boolean): KnownSecret => ({ text, mark: hash('sha256', `wanhui ${text}`), ours });

/** Puts the secret of a backup into the data folder of an empty desk. */
export function keepSecret(dataDir: string, text: string): void {
  if (given()) return;
  const half = `${fileOf(dataDir)}.new`;
  writeFileSync(half, text, { mode: 0o600 });
  renameSync(half, fileOf(dataDir));
}
