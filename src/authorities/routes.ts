import { type Route, raw, read, readTogether, write } from '../base/server/serve.ts';
import type { Staff } from '../people/staff.ts';
import { receiveLetter, takeStep } from './actions/keep-letter.ts';
import { lettersFile } from './actions/letters-file.ts';
import * as contract from './contract.ts';
import { lettersOfCase, listLetters, sendersOfLetters } from './letters.sql.ts';

export const routes: Route<Staff>[] = [
  readTogether(contract.list, listLetters),
  read(contract.senders, sendersOfLetters),
  raw(contract.file, lettersFile),
  read(contract.ofCase, lettersOfCase),
  write(contract.receive, receiveLetter),
  write(contract.step, takeStep),
];
