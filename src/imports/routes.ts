import { type Route, raw, read, readTogether, write } from '../base/server/serve.ts';
import type { Staff } from '../people/staff.ts';
import { previewOf } from './actions/preview-import.ts';
import { readAnew, uploadTo } from './actions/receive-file.ts';
import { downloadRefused } from './actions/refused-rows.ts';
import { discardImport, resumeImport, startImport, stopImport, undoImport } from './actions/start-import.ts';
import * as contract from './contract.ts';
import { listRuns, runView } from './reads.ts';
import type { Shelf } from './server/table.ts';

export const importRoutes = (shelf: Shelf): Route<Staff>[] => [
  raw(contract.upload, uploadTo(shelf)),
  read(contract.list, listRuns),
  readTogether(contract.view, runView),
  raw(contract.changeReading, readAnew(shelf)),
  raw(contract.preview, previewOf(shelf)),
  write(contract.start, (tx, given) => startImport(tx, given)),
  write(contract.stop, stopImport),
  write(contract.resume, resumeImport),
  write(contract.undo, undoImport),
  write(contract.discard, discardImport),
  raw(contract.refused, downloadRefused),
];
