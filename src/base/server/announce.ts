import { hash } from 'node:crypto';
import type { FactKind } from '../facts.ts';
import { newId, sixteen } from './ids.ts';
import { rowsOf } from './rows.ts';
import type { Tx } from './transaction.ts';

export interface Announcement<Data extends object> {
  subjectId: string | null;
  data: Data;
  /** When it happened; the transaction's now unless told. */
  occurredAt?: Date;
  /** The digest of the words that belong to it (see `digestOf`). */
  digest?: Buffer;
  /** Made beforehand when rows written in the same transaction refer to the fact. */
  id?: string;
  sample?: boolean;
  /** What the desk noticed by itself while somebody acted is nobody's act. */
  byDesk?: boolean;
}

interface FactRow {
  orgId: string;
  id: string;
  kind: string;
  subjectId: string | null;
  actorId: string | null;
  occurredAt: Date;
  recordedAt: Date;
  data: object;
  digest: Buffer | null;
  sample: boolean;
}
const facts = rowsOf<FactRow>(
  'fact',
  ['orgId', 'id', 'kind', 'subjectId', 'actorId', 'occurredAt', 'recordedAt', 'data', 'digest', 'sample'],
  { free: true },
);

/** Writes a fact in the running transaction and returns its id. */
export function announce<Kind extends string, Data extends object>(
  tx: Tx,
  fact: FactKind<Kind, Data>,
  what: Announcement<Data>,
): string {
  const id = what.id ?? newId();
  tx.insert(facts, {
    orgId: tx.caller.orgId,
    id,
    kind: fact.kind,
    subjectId: what.subjectId,
    actorId: what.byDesk ? null : tx.caller.staffId,
    occurredAt: what.occurredAt ?? tx.now,
    recordedAt: tx.now,
    data: what.data,
    digest: what.digest ?? null,
    sample: what.sample ?? false,
  });
  tx.afterCommit(factsWritten);
  return id;
}

/** Words are sealed by a digest over a random salt and the text; the salt goes with the text when it is redacted. */
export function digestOf(text: string, salt: Buffer = Buffer.from(sixteen())): { salt: Buffer; digest: Buffer } {
  return { salt, digest: hash('sha256', Buffer.concat([salt, Buffer.from(text)]), 'buffer') };
}

const listeners = new Set<() => void>();
/** Tells this process that facts were committed, so that it can pass the word on (see live.ts). */
export function onFactsWritten(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
function factsWritten(): void {
  for (const listener of listeners) listener();
}
