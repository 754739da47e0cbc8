/**
 * A no with a stable code and a sentence to act on.
 *
 * `code` is `room.name` and never changes once published; the sentence is looked up in the room's
 * words under `refusals.name` with `values` filled in, in the reader's language.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: string;
  readonly status: number;
  readonly values: Readonly<Record<string, string | number>>;
  /** What the caller needs to act: missing items, both versions of a lost update, the limit in force. */
  readonly details: unknown;

  constructor(
    code: string,
    options: { status?: number; values?: Record<string, string | number>; details?: unknown } = {},
  ) {
    super(code);
    this.code = code;
    this.status = options.status ?? 409;
    this.values = options.values ?? {};
    this.details = options.details;
  }
}

/** What a person may not see does not exist for them: the same answer for absent, foreign and hidden. */
export const notFound = (): Refusal => new Refusal('base.not-found', { status: 404 });

export const forbidden = (permission: string): Refusal =>
  new Refusal('base.forbidden', { status: 403, values: { permission } });
