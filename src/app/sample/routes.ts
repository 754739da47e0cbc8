import { type Route, read, write } from '../../base/server/serve.ts';
import type { Staff } from '../../people/staff.ts';
import * as contract from './contract.ts';
import { countSample, removeSampleIn } from './remove.ts';

export const routes: Route<Staff>[] = [
  read(contract.readSample, ({ sql, caller }) => countSample(sql, caller.orgId)),
  write(contract.removeSample, (tx) => removeSampleIn(tx)),
];
