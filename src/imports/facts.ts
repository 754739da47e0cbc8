import { factKind } from '../base/facts.ts';

/** What the imports room announces; the subject is the run. */
export const importStarted = factKind<{ rows: number; sha256: string }>()('import-started');
export const importEnded = factKind<{ made: number; refused: number; skipped: number }>()('import-ended');
/** The cases of the run are gone but for those that stayed; their own facts remain in the chain. */
export const importUndone = factKind<{ removed: number; stayed: number }>()('import-undone');
