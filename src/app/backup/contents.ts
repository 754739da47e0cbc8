import * as z from 'zod';

/**
 * A backup is a tar stream compressed by zstd (RFC 8878), readable by `tar --zstd`; `sha256sum -c SHA256SUMS` checks
 * what was unpacked. In this order:
 *
 *     backup.json                      what it is of; enough to refuse it
 *     tables/<table>/000001.txt …      rows as COPY writes them (text), cut at line ends
 *     secret                           absent when WANHUI_SECRET sets it
 *     files/<sha256>/000001 …          attachments, cut into pieces
 *     contents.json                    what was put in: rows, files, sequences, heads of the chains
 *     SHA256SUMS                       of every entry before it
 *
 * Behind the compressed stream stands a seal (seal.ts): SHA-256 of all bytes of the file before it.
 */
export const FORMAT = 1;
export const ENTRY = {
  backup: 'backup.json',
  secret: 'secret',
  contents: 'contents.json',
  sums: 'SHA256SUMS',
} as const;
export const rowsEntry = (table: string, piece: number): string =>
  `tables/${table}/${String(piece).padStart(6, '0')}.txt`;
export const fileEntry = (sha256: string, piece: number): string => `files/${sha256}/${String(piece).padStart(6, '0')}`;
export const ROWS_ENTRY = /^tables\/([a-z][a-z0-9_]*)\/(\d{6,})\.txt$/;
export const FILE_ENTRY = /^files\/([0-9a-f]{64})\/(\d{6,})$/;
/** Entries are held in memory whole: tar wants their size ahead. A single row may be longer. */
export const PIECE_BYTES = 4 * 1024 * 1024;

/** All other tables are carried, those of rooms to come included. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  migration: 'backup.json names them; the restore applies them',
  worker: 'processes of the former machine',
  sign_in_attempt: 'throttling of the last day',
  auth_session: 'everybody signs in again',
  auth_verification: 'codes that live for minutes',
  complaint_touched: 'made by the cases when they are put back',
  complaint_counted: 'counted anew by the worker',
  complaint_sum: 'counted anew by the worker',
};

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const name = z.string().regex(/^[a-z_][a-z0-9_]*$/);

/** Read loosely: of a newer format only `format` and `desk` are known. */
export const anyBackup = z.object({ format: z.int().min(1), desk: z.string() });

export const backupOf = z.object({
  format: z.literal(FORMAT),
  /** Version of the desk that wrote it. */
  desk: z.string(),
  /** By the database's clock. */
  takenAt: z.coerce.date(),
  postgresql: z.string(),
  migrations: z.array(z.object({ name: z.string(), hash: sha256 })),
  organisations: z.array(z.object({ id: z.uuid(), name: z.string() })),
  tables: z.array(z.object({ name, columns: z.array(name) })),
  /** Tells whether a secret is the one that this desk's passwords are sealed with; null: it had none yet. */
  secretMark: sha256.nullable(),
  /** `left-out`: the bytes stay where they are, as before a migration. */
  files: z.enum(['inside', 'left-out']),
});
export type BackupOf = z.infer<typeof backupOf>;

export const contents = z.object({
  rows: z.record(name, z.int().min(0)),
  sequences: z.array(z.object({ name, value: z.string().regex(/^\d+$/), called: z.boolean() })),
  heads: z.array(z.object({ orgId: z.uuid(), block: z.int(), hash: sha256 })),
  files: z.object({
    count: z.int().min(0),
    bytes: z.int().min(0),
    /** Named by a row, and not there (or changed) when the backup was taken. */
    missing: z.array(sha256),
  }),
});
export type Contents = z.infer<typeof contents>;
