/**
 * A fact is what happened: who, when, what, and a salted digest of the words. It is only ever appended.
 *
 * `data` holds ids, enums, amounts and times, never words or personal data: those lie in the rooms'
 * own tables, where they can be redacted while the sealed chain stays whole.
 */
export interface FactKind<Kind extends string, Data extends object> {
  readonly kind: Kind;
  readonly _data?: Data;
}

export const factKind =
  <Data extends object>() =>
  <const Kind extends string>(kind: Kind): FactKind<Kind, Data> => ({ kind });

export interface Fact {
  readonly id: string;
  readonly kind: string;
  /** The case or other thing it is about; null for facts of the organisation. */
  readonly subjectId: string | null;
  readonly actorId: string | null;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  readonly data: Readonly<Record<string, unknown>>;
}
