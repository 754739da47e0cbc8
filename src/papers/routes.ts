import { type Route, raw, read, readTogether, write } from '../base/server/serve.ts';
import type { Staff } from '../people/staff.ts';
import { approveLetter } from './actions/answer-letter.ts';
import { changeLetter, draftLetter, submitLetter, withdrawLetter } from './actions/draft-letter.ts';
import { handOutForm, handOutLetter, handOutReport, handOutSeals } from './actions/hand-out.ts';
import { keepLetterhead, letterheadOfStore } from './actions/keep-letterhead.ts';
import { nameScan, sealLetter, sendLetter } from './actions/seal-letter.ts';
import { showWholeForm } from './actions/show-whole.ts';
import * as contract from './contract.ts';
import { letterPaper, lettersOfCase, listLetters, viewLetter } from './letters.sql.ts';
import * as letters from './letters-contract.ts';
import { type EmergencySource, filledForm, formsFor } from './record.sql.ts';
import { filledReport, listReports } from './report.sql.ts';
import { listSeals } from './seals.sql.ts';

/** `emergencyOf`: how the room above shows the emergency plan of a case to a form. */
export const paperRoutes = ({ emergencyOf }: { emergencyOf: EmergencySource }): Route<Staff>[] => [
  readTogether(contract.forms, formsFor),
  readTogether(contract.form, (reading, given) => filledForm(reading, given, emergencyOf)),
  write(contract.wholeForm, showWholeForm(emergencyOf)),
  raw(contract.formDocx, handOutForm(emergencyOf)),
  readTogether(contract.reports, listReports),
  readTogether(contract.report, filledReport, { replica: true }),
  raw(contract.reportDocx, handOutReport),
  read(contract.letterheadOf, letterheadOfStore),
  write(contract.changeLetterhead, keepLetterhead),
  readTogether(letters.lettersOf, lettersOfCase),
  write(letters.draft, draftLetter(emergencyOf)),
  readTogether(letters.list, listLetters),
  readTogether(letters.view, viewLetter),
  readTogether(letters.paper, letterPaper),
  raw(letters.docx, handOutLetter),
  write(letters.change, changeLetter),
  write(letters.submit, submitLetter),
  write(letters.approve, approveLetter),
  write(letters.seal, sealLetter),
  write(letters.scan, nameScan),
  write(letters.sendOff, sendLetter),
  write(letters.withdraw, withdrawLetter),
  readTogether(letters.seals, listSeals),
  raw(letters.sealsFile, handOutSeals),
];
