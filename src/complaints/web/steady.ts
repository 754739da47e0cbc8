/** What a list shows while it must not move under somebody's hand. */
export interface Steady<T> {
  readonly rows: readonly T[];
  /** Shown still, and not in the list any more. */
  readonly gone: ReadonlySet<string>;
  /** How many rows would come, go or move if the list were drawn anew. */
  readonly changes: number;
}

/**
 * Rows keep their place and show what is new of them; what came after the last one is hung on below, since that moves
 * nothing; everything else waits and is counted.
 */
export function steady<T extends { readonly id: string }>(shown: readonly T[], latest: readonly T[]): Steady<T> {
  const now = new Map(latest.map((row, place) => [row.id, { row, place }]));
  const before = new Set(shown.map(({ id }) => id));
  const last = Math.max(-1, ...shown.map(({ id }) => now.get(id)?.place ?? -1));
  const rows = [
    ...shown.map((row) => now.get(row.id)?.row ?? row),
    ...latest.slice(last + 1).filter(({ id }) => !before.has(id)),
  ];
  const gone = new Set(shown.map(({ id }) => id).filter((id) => !now.has(id)));
  const drawn = new Set(rows.map(({ id }) => id));
  const fresh = latest.filter(({ id }) => !drawn.has(id)).length;
  const stayed = latest.filter(({ id }) => drawn.has(id));
  const moved = rows.filter(({ id }) => !gone.has(id)).filter(({ id }, place) => stayed[place]?.id !== id).length;
  return { rows, gone, changes: fresh + gone.size + moved };
}
