import { type Route, read, readTogether, write } from '../base/server/serve.ts';
import type { Staff } from '../people/staff.ts';
import { activateOnCase, activateOnIncident } from './actions/activate-plan.ts';
import { liftHold, setHold, tellSafetyOf } from './actions/hold-case.ts';
import { answerCaller, noteCaller } from './actions/note-caller.ts';
import { lowerCrisis, markCall, meetPoint, reviewCrisis, writeEntry } from './actions/work-plan.ts';
import { callerCardNow, listCallers } from './callers.sql.ts';
import * as callers from './callers-contract.ts';
import * as contract from './contract.ts';
import { crisisOfCase, crisisOfIncident, safetyCardsNow } from './of-case.sql.ts';
import { listCrises, viewCrisis } from './view.sql.ts';

export const routes: Route<Staff>[] = [
  readTogether(contract.list, listCrises),
  read(contract.cards, safetyCardsNow),
  readTogether(contract.ofCase, crisisOfCase),
  readTogether(contract.ofIncident, crisisOfIncident),
  write(contract.activateOnCase, activateOnCase),
  write(contract.activateOnIncident, activateOnIncident),
  readTogether(contract.view, viewCrisis),
  write(contract.markCall, markCall),
  write(contract.meetPoint, meetPoint),
  write(contract.write, writeEntry),
  write(contract.lower, lowerCrisis),
  write(contract.review, reviewCrisis),
  write(contract.tellSafety, tellSafetyOf),
  write(contract.setHold, setHold),
  write(contract.liftHold, liftHold),
  read(callers.callerCard, callerCardNow),
  write(callers.noteCaller, noteCaller),
  readTogether(callers.callers, listCallers),
  write(callers.answerCaller, answerCaller),
];
