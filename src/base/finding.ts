/**
 * Something a reader must know about data before it counts: a stable code, the place, and the values of its
 * sentence. Sentences lie in the words of the room that shows them, under `findings.<code>`.
 */
export interface Finding {
  readonly code: string;
  /** Dotted; entries of keyed lists by their key: `clocks.clocks.first-contact.calendar`. */
  readonly path: string;
  /** True: nothing goes live with it. False: the reader is told. */
  readonly stops: boolean;
  readonly values: Readonly<Record<string, string | number>>;
  /** Where in the texts it lies, when they are at hand; line and column from 1. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

export const stopper = (code: string, path: string, values: Record<string, string | number> = {}): Finding => ({
  code,
  path,
  stops: true,
  values,
});

export const hint = (code: string, path: string, values: Record<string, string | number> = {}): Finding => ({
  code,
  path,
  stops: false,
  values,
});

/** Keys that stand in a list more than once. */
export function repeatedKeys(path: string, entries: readonly { readonly key: string }[]): Finding[] {
  const seen = new Set<string>();
  const repeated = entries.map((entry) => entry.key).filter((key) => seen.size === seen.add(key).size);
  return [...new Set(repeated)].map((key) => stopper('repeated-key', `${path}.${key}`, { key }));
}

/** Names that are none of those known; `code` says what was looked for. */
export const unknownNames = (
  code: string,
  path: string,
  names: readonly string[],
  known: ReadonlySet<string>,
): Finding[] => names.filter((name) => !known.has(name)).map((name) => stopper(code, path, { name }));
