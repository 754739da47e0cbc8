import { type Route, raw, read, readTogether, write } from '../base/server/serve.ts';
import type { Staff } from '../people/staff.ts';
import { askForExport, dropMyExport, myExport, myExports } from './actions/ask-export.ts';
import { fetchExport } from './actions/fetch-export.ts';
import * as contract from './contract.ts';
import * as exports from './exports-contract.ts';
import { periodFigures } from './figures.sql.ts';
import { periodReport } from './report.sql.ts';

export const analyticsRoutes = ({ folder }: { folder: string }): Route<Staff>[] => [
  readTogether(contract.report, periodReport, { replica: true }),
  readTogether(contract.figures, periodFigures, { replica: true }),
  write(exports.askExport, askForExport),
  read(exports.exportsOfMine, myExports),
  read(exports.exportOfMine, myExport),
  write(exports.dropExport, dropMyExport),
  raw(exports.exportFile, fetchExport(folder)),
];
