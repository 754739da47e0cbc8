import { type Route, read, write } from '../base/server/serve.ts';
import type { Staff } from '../people/staff.ts';
import { acknowledgeAll, acknowledgeOne, chooseWays } from './actions/acknowledge-notice.ts';
import type { Outward } from './actions/deliver.ts';
import {
  addRobotOf,
  changeRobotOf,
  readSettingsOf,
  removeMailOf,
  removeRobotOf,
  saveMailOf,
  testMailOf,
  testRobotOf,
} from './actions/notice-settings.ts';
import { retryDelivery } from './actions/retry-delivery.ts';
import * as contract from './contract.ts';
import { myNotices, newsOf } from './inbox.sql.ts';
import { choicesOf, deliveryLog } from './reads.ts';
import * as settings from './settings-contract.ts';

const LOGGED = 200;

export const noticeRoutes = (outward: Outward): Route<Staff>[] => [
  read(contract.listNotices, myNotices),
  read(contract.newsOfNotices, newsOf),
  write(contract.acknowledgeNotice, acknowledgeOne),
  write(contract.acknowledgeNotices, acknowledgeAll),
  read(contract.readChoices, ({ sql, caller }) => choicesOf(sql, caller.orgId, caller.staffId ?? '')),
  write(contract.saveChoices, chooseWays),
  read(settings.readSettings, readSettingsOf(outward.publicUrl)),
  write(settings.saveMail, saveMailOf(outward.sealer)),
  write(settings.removeMail, removeMailOf),
  read(settings.testMail, testMailOf(outward)),
  write(settings.addRobot, addRobotOf(outward.sealer)),
  write(settings.changeRobot, changeRobotOf(outward.sealer)),
  write(settings.removeRobot, removeRobotOf),
  read(settings.testRobot, testRobotOf(outward)),
  write(settings.retryDelivery, retryDelivery),
  read(settings.listDeliveries, async ({ sql, caller }) => ({ items: await deliveryLog(sql, caller.orgId, LOGGED) })),
];
