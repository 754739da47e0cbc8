import { type Route, raw, read, readTogether, write } from '../base/server/serve.ts';
import type { Staff } from '../people/staff.ts';
import type { PackSections } from '../policies/pack.ts';
import { askForExport, dropMyExport, myExport, myExports } from './actions/ask-export.ts';
import { backtestAsSheet, backtestOfDraft } from './actions/backtest-draft.ts';
import { fetchExport } from './actions/fetch-export.ts';
import * as trial from './backtest-contract.ts';
import * as contract from './contract.ts';
import { equalServiceOf } from './equal-service.sql.ts';
import * as equal from './equal-service-contract.ts';
import * as exports from './exports-contract.ts';
import { periodFigures } from './figures.sql.ts';
import { periodReport } from './report.sql.ts';

export const analyticsRoutes = ({ folder, sections }: { folder: string; sections: PackSections }): Route<Staff>[] => [
  readTogether(contract.report, periodReport, { replica: true }),
  readTogether(contract.figures, periodFigures, { replica: true }),
  readTogether(equal.equalService, equalServiceOf, { replica: true }),
  write(exports.askExport, askForExport),
  read(exports.exportsOfMine, myExports),
  read(exports.exportOfMine, myExport),
  write(exports.dropExport, dropMyExport),
  raw(exports.exportFile, fetchExport(folder)),
  readTogether(trial.backtestDraft, backtestOfDraft(sections), { replica: true }),
  raw(trial.backtestSheet, backtestAsSheet),
];
