import type { Read, Tx } from '../../base/server/transaction.ts';
import type { Staff } from '../../people/staff.ts';
import type { Redactable } from '../complaint.ts';
import type { Readers } from '../readers.ts';
import { readable } from '../redaction.ts';

export interface Thing {
  readonly of: Redactable;
  readonly thingId: string;
  /** Of a fact. */
  readonly name?: string | undefined;
}

/** Something said about a case, in a table of a higher room. */
export interface Kept {
  readonly of: Redactable;
  readonly thingId: string;
  readonly at: Date;
  /** Those that can still be read, each a whole. */
  readonly words: readonly string[];
  readonly investigation: boolean;
  /** Null: whoever sees the case. */
  readonly readers: Readers | null;
}

/** A higher room keeps words about cases: what can be hidden of them, and how. */
export interface KeptWords {
  readonly of: readonly Redactable[];
  /** Of one case, whoever asks; what has no words left is left out. */
  readonly list: (
    read: Read<Staff>,
    file: { readonly id: string; readonly storeId: string; readonly policyEditionId: string },
  ) => Promise<Kept[]>;
  /** The passages, or without any the whole, and the salt of the digest with them. The case is locked. */
  readonly hide: (tx: Tx<Staff>, complaintId: string, thing: Kept, passages: readonly string[]) => Promise<void>;
}

export async function keptOf(
  rooms: readonly KeptWords[],
  tx: Tx<Staff>,
  file: Parameters<KeptWords['list']>[1],
  { of, thingId }: Thing,
): Promise<Kept | null> {
  const room = rooms.find((one) => one.of.includes(of));
  const kept = room ? await room.list({ sql: tx.sql, caller: tx.caller, now: tx.now }, file) : [];
  return kept.find((one) => one.of === of && one.thingId === thingId && one.words.some(readable)) ?? null;
}
