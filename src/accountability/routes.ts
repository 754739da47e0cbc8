import type { FileStore } from '../base/server/files.ts';
import { type Route, raw, read, write } from '../base/server/serve.ts';
import type { Staff } from '../people/staff.ts';
import {
  appealPenalty,
  decideAppealOf,
  decidePenalty,
  statePenaltyOf,
  tellPerson,
  withdrawPenalty,
} from './actions/decide-penalty.ts';
import { askStatementOf, downloadOwn, endHearingOf, giveStatementOf } from './actions/hear-person.ts';
import { proposePenaltyOf } from './actions/propose-penalty.ts';
import * as contract from './contract.ts';
import * as hearing from './hearing-contract.ts';
import { hearingsOfCase, listPenalties, ownStatements, penaltiesOfCase, viewPenalty } from './penalties.sql.ts';

export const accountabilityRoutes = ({ files }: { files: FileStore }): Route<Staff>[] => [
  read(hearing.hearings, hearingsOfCase),
  write(hearing.askStatement, askStatementOf),
  write(hearing.endHearing, endHearingOf),
  read(contract.forCase, penaltiesOfCase),
  write(contract.propose, proposePenaltyOf),
  read(contract.list, listPenalties),
  read(contract.view, viewPenalty),
  write(contract.decide, decidePenalty),
  write(contract.tell, tellPerson),
  write(contract.decideAppeal, decideAppealOf),
  write(contract.withdraw, withdrawPenalty),
  read(contract.own, ownStatements),
  write(hearing.giveStatement, giveStatementOf),
  raw(hearing.ownAttachment, downloadOwn(files)),
  write(contract.statePenalty, statePenaltyOf),
  write(contract.appeal, appealPenalty),
];
