import { factKind } from '../base/facts.ts';
import type { ExportFormat, ExportPurpose } from './export-columns.ts';

/** A list left the desk as a file. The fact's digest seals filter, columns and reason, which lie with the run. */
export const listExported = factKind<{
  runId: string;
  count: number;
  format: ExportFormat;
  purpose: ExportPurpose;
  unmasked: boolean;
}>()('list-exported');
