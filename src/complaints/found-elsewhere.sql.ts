import type { Read } from '../base/server/transaction.ts';
import type { Staff } from '../people/staff.ts';
import type { Term } from '../search/typed.ts';
import type { Piece } from './searched.ts';

/** A higher room keeps words by which cases are found: those of these cases, which the caller sees, with one of the terms. */
export type FoundElsewhere = (
  read: Pick<Read<Staff>, 'sql' | 'caller'>,
  ids: readonly string[],
  terms: readonly Term[],
) => Promise<ReadonlyMap<string, readonly Piece[]>>;
