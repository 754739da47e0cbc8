/** What a list may be exported with, in the order of the sheet. */
export const EXPORT_COLUMNS = [
  'number',
  'store',
  'kind',
  'category',
  'severity',
  'stage',
  'owner',
  'channel',
  'receivedAt',
  'dueAt',
  'nextStepAt',
  'nextStep',
  'urges',
  'claimed',
  'reopened',
  'closedAt',
  'closedAs',
  'satisfaction',
  'archiveReference',
  'archivePlace',
  'archiveBox',
  'archivePages',
  'customer',
  'phone',
  'vin',
  'plate',
  'order',
  'waybill',
  'excerpt',
] as const;
export type ExportColumn = (typeof EXPORT_COLUMNS)[number];

/** Where the paper file is kept. */
export const ARCHIVE_COLUMNS: readonly ExportColumn[] = [
  'archiveReference',
  'archivePlace',
  'archiveBox',
  'archivePages',
];

/** Ticked before anybody chooses: without what the customer said, without numbers of the trade and the archive. */
export const USUAL_COLUMNS: readonly ExportColumn[] = EXPORT_COLUMNS.filter(
  (name) =>
    !['vin', 'plate', 'order', 'waybill', 'excerpt', 'nextStep', 'claimed'].includes(name) &&
    !ARCHIVE_COLUMNS.includes(name),
);

/** Shown whole only to those who may reveal numbers, and with a reason. */
export const PERSONAL_COLUMNS: readonly ExportColumn[] = [
  'phone',
  'vin',
  'plate',
  'order',
  'waybill',
  'excerpt',
  'nextStep',
];

export const EXPORT_FORMATS = ['xlsx', 'csv'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What the list is for. */
export const EXPORT_PURPOSES = ['report', 'handling', 'authority', 'audit', 'training'] as const;
export type ExportPurpose = (typeof EXPORT_PURPOSES)[number];

export const EXPORT_STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export type ExportState = (typeof EXPORT_STATES)[number];

/** How long a finished file can be fetched. */
export const KEPT_HOURS = 24;
/** A sheet of XLSX ends at 1,048,576 rows. */
export const MOST_ROWS = 1_000_000;
/** Waiting and running at once, for one person. */
export const AT_ONCE = 3;
