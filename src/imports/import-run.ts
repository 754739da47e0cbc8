/**
 * The noun: one file on its way into the desk. It is read and shown (`mapping`), then carried in batch by batch
 * (`running`), which can be stopped and taken up again; what it made can be taken away again as a whole.
 */
export const RUN_STATES = ['mapping', 'running', 'stopped', 'done', 'failed', 'undoing', 'undone'] as const;
export type RunState = (typeof RUN_STATES)[number];

export const RUN_ACTS = ['preview', 'start', 'stop', 'resume', 'undo', 'discard'] as const;
export type RunAct = (typeof RUN_ACTS)[number];

const OPEN_IN: Record<RunAct, readonly RunState[]> = {
  preview: ['mapping'],
  start: ['mapping'],
  stop: ['running'],
  resume: ['stopped', 'failed'],
  undo: ['stopped', 'done', 'failed'],
  discard: ['mapping'],
};
export const mayNow = (act: RunAct, state: RunState): boolean => OPEN_IN[act].includes(state);

/** Somebody works on it: ask again soon. */
export const isUnderWay = (state: RunState): boolean => state === 'running' || state === 'undoing';

const MB = 1024 * 1024;
/** What a file may ask of the desk. Each is refused by a code of its own. */
export const LIMITS = {
  fileBytes: 100 * MB,
  rows: 200_000,
  /** Cells of one row. */
  cells: 200,
  /** Characters of one cell; a case keeps no longer words. */
  cellLength: 20_000,
  sheets: 50,
  /** Files within a workbook. */
  parts: 2_000,
  /** All of a workbook, inflated. */
  inflatedBytes: 500 * MB,
  /** The shared texts of a workbook, which must be kept at hand. */
  sharedBytes: 100 * MB,
  /** Inflated bytes per byte; text and numbers stay below a tenth of it. */
  ratio: 200,
  /** Nothing smaller than this is suspicious, however well it packs. */
  ratioFrom: MB,
} as const;

/** Rows shown before anything is carried in. */
export const SAMPLE_ROWS = 20;
/** Rows of which a preview tells what would become of them; of a longer file the first ones. */
export const PREVIEWED_ROWS = 20_000;
/** Rows of one transaction. */
export const BATCH_ROWS = 500;

/** How the bytes are read; guessed, and changed by people who see that the guess is wrong. */
export const ENCODINGS = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'] as const;
export type Encoding = (typeof ENCODINGS)[number];
export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];
export type Reading =
  | { readonly format: 'csv'; readonly encoding: Encoding; readonly delimiter: Delimiter }
  | { readonly format: 'xlsx'; readonly sheet: string; readonly sheets: string[] };

export interface Column {
  readonly name: string;
  /** Each value of the column with how often it stands there; null when there are too many to match by hand. */
  readonly values: { readonly text: string; readonly count: number }[] | null;
}

/** Whole percent; a run that is not finished never shows 100. */
export const percentOf = (done: number, of: number): number =>
  of === 0 || done >= of ? 100 : Math.min(99, Math.floor((done / of) * 100));
