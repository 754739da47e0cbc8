import type { FileStore } from '../base/server/files.ts';
import { type Route, raw, read, write } from '../base/server/serve.ts';
import type { Staff } from '../people/staff.ts';
import { addFileOf } from './actions/add-file.ts';
import { inviteReporter, renewReporter, revokeReporter } from './actions/invite-reporter.ts';
import { asReporter, openReporterLink } from './actions/reporter-session.ts';
import { sendReportOf } from './actions/send-report.ts';
import { meOf } from './actions/who-reports.ts';
import * as contract from './contract.ts';
import { ownReports } from './own-reports.sql.ts';
import { listReporters, reporterOfCase } from './reporters.sql.ts';

export interface Outside {
  readonly files: FileStore;
  /** The desk's own address for links, without a slash at its end; null when it does not know it. */
  readonly publicUrl: string | null;
}

export const frontlineRoutes = ({ files, publicUrl }: Outside): Route<Staff>[] => [
  read(contract.reporters, listReporters),
  write(contract.invite, inviteReporter(publicUrl)),
  write(contract.renew, renewReporter(publicUrl)),
  write(contract.revoke, revokeReporter),
  read(contract.reportedBy, reporterOfCase),
  // open to anyone by their contracts: `asReporter` lets nobody through without a reporter's own cookie
  raw(contract.openLink, openReporterLink(publicUrl)),
  raw(
    contract.whoReports,
    asReporter(({ sql }, reporter) => meOf(sql, reporter)),
  ),
  raw(contract.sendReport, asReporter(sendReportOf)),
  raw(contract.addFile, asReporter(addFileOf(files))),
  raw(contract.myReports, asReporter(ownReports)),
];
