import type { Finding } from '../base/finding.ts';
import type { Pack } from './pack.ts';

/** A published edition. Immutable: changing a pack means publishing the next one. */
export interface Edition {
  readonly id: string;
  readonly packKey: string;
  readonly edition: number;
  readonly hash: string;
  readonly pack: Pack;
  readonly findings: readonly Finding[];
  readonly publishedBy: string | null;
  readonly publishedAt: Date;
  readonly note: string;
}

/** From when on an edition counts; `storeId` null means the whole organisation. */
export interface InForce {
  readonly storeId: string | null;
  /** Null: the store goes by the organisation's from then on. */
  readonly editionId: string | null;
  readonly validFrom: Date;
}

/**
 * The edition in force at an instant: a store's own choice before the organisation's, the newest before older ones.
 * The organisation's first choice counts from the beginning: before it there was nothing, and a process whose
 * clock runs behind must not find none.
 */
export function inForceAt(entries: readonly InForce[], storeId: string | null, now: Date): string | null {
  return (storeId === null ? null : choiceOf(entries, storeId, now)) ?? organisations(entries, now);
}

/** The edition of its own that a store goes by at an instant. */
export const choiceOf = (entries: readonly InForce[], storeId: string, now: Date): string | null =>
  newest(entries, storeId, now)?.editionId ?? null;

const organisations = (entries: readonly InForce[], now: Date): string | null =>
  (newest(entries, null, now) ?? firstChoice(entries))?.editionId ?? null;

const newest = (entries: readonly InForce[], storeId: string | null, now: Date): InForce | undefined =>
  entries
    .filter((entry) => entry.storeId === storeId && entry.validFrom <= now)
    .sort((one, other) => other.validFrom.getTime() - one.validFrom.getTime())[0];

const firstChoice = (entries: readonly InForce[]): InForce | undefined =>
  entries
    .filter((entry) => entry.storeId === null)
    .sort((one, other) => one.validFrom.getTime() - other.validFrom.getTime())[0];
