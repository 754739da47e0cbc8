import { type Route, raw, read, readTogether, write } from '../base/server/serve.ts';
import type { Staff } from '../people/staff.ts';
import { changeIncident, changeWordingOf, closeIncident, openIncident } from './actions/keep-incident.ts';
import { linkCases, unlinkCase } from './actions/link-cases.ts';
import { beginRoundOf, continueRoundOf } from './actions/run-round.ts';
import * as cases from './cases-contract.ts';
import * as contract from './contract.ts';
import {
  casesOf,
  incidentOfCase,
  incidentTimeline,
  listIncidents,
  openIncidentsOf,
  roundOf,
  viewIncident,
} from './incidents.sql.ts';
import { suggestionsFor } from './suggestions.sql.ts';

export const routes: Route<Staff>[] = [
  read(contract.list, listIncidents),
  write(contract.open, openIncident),
  readTogether(contract.suggestions, suggestionsFor),
  readTogether(contract.view, viewIncident),
  write(contract.change, changeIncident),
  write(contract.changeWording, changeWordingOf),
  write(contract.close, closeIncident),
  read(contract.timeline, incidentTimeline),
  readTogether(contract.ofCase, incidentOfCase),
  readTogether(cases.cases, casesOf),
  readTogether(cases.ofCases, openIncidentsOf),
  raw(cases.link, linkCases),
  write(cases.unlink, unlinkCase),
  write(cases.beginRound, beginRoundOf),
  raw(cases.continueRound, continueRoundOf),
  read(cases.readRound, roundOf),
];
