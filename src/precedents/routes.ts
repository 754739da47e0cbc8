import { type Route, read, readTogether, write } from '../base/server/serve.ts';
import type { Staff } from '../people/staff.ts';
import { referToLegalOf } from './actions/refer-to-legal.ts';
import { writeReviewOf } from './actions/write-review.ts';
import * as contract from './contract.ts';
import { historyFactsOf } from './history.sql.ts';
import { listLessons } from './lessons.sql.ts';
import { precedentsOf } from './precedents.sql.ts';

export const routes: Route<Staff>[] = [
  readTogether(contract.precedents, precedentsOf, { replica: true }),
  write(contract.writeReview, writeReviewOf),
  readTogether(contract.lessons, listLessons, { replica: true }),
  read(contract.historyFacts, historyFactsOf),
  write(contract.referToLegal, referToLegalOf),
];
