import { type Route, raw, read, readTogether, write } from '../base/server/serve.ts';
import type { Staff } from '../people/staff.ts';
import { acknowledgeShift, handOverShift } from './actions/hand-over.ts';
import { moveCasesOf, previewMovesOf } from './actions/move-cases.ts';
import * as contract from './contract.ts';
import { draftOf, handOverOf, historyOf } from './hand-over.sql.ts';
import * as moves from './moves-contract.ts';
import { takenOverBy } from './taken-over.sql.ts';

export const routes: Route<Staff>[] = [
  readTogether(contract.draft, draftOf),
  write(contract.handOver, handOverShift),
  read(contract.history, historyOf),
  readTogether(contract.readHandOver, handOverOf),
  write(contract.acknowledgeShift, acknowledgeShift),
  readTogether(contract.takenOver, takenOverBy),
  readTogether(moves.previewMoves, previewMovesOf),
  raw(moves.moveCases, moveCasesOf),
];
