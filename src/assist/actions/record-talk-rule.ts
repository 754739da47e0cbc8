import { Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import { newId } from '../../base/server/ids.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import type { Staff } from '../../people/staff.ts';
import { currentRule } from '../reads-talks.ts';
import { endRuleRow, insertRule } from '../store-talks.ts';
import { talkRuleEnded, talkRuleRecorded } from '../talk-facts.ts';
import type * as contract from '../talk-figures-contract.ts';

/** One at a time: the organisation's row is held meanwhile. */
async function lockRule(tx: Tx<Staff>) {
  const { sql, caller } = tx;
  const [organisation] = await sql<{ timeZone: string }[]>`
    select time_zone from organisation where org_id = ${caller.orgId} for no key update`;
  return { rule: await currentRule(sql, caller.orgId), timeZone: organisation?.timeZone ?? 'Asia/Shanghai' };
}

/** Source: rules that touch staff are discussed with them and made known to them before they count. */
export async function recordTalkRule(tx: Tx<Staff>, given: Given<typeof contract.recordRule>) {
  const { documentNumber, consultedOn, notifiedOn } = given;
  const { rule, timeZone } = await lockRule(tx);
  if (rule) throw new Refusal('assist.rule-recorded');
  if (notifiedOn < consultedOn) throw new Refusal('assist.rule-order', { status: 400 });
  const today = new Intl.DateTimeFormat('en-CA', { timeZone }).format(tx.now);
  if (notifiedOn > today) throw new Refusal('assist.rule-later', { status: 400 });
  const id = newId();
  insertRule(tx, { id, documentNumber, consultedOn, notifiedOn });
  announce(tx, talkRuleRecorded, { subjectId: null, data: { ruleId: id, documentNumber, consultedOn, notifiedOn } });
  return { id };
}

export async function endTalkRule(tx: Tx<Staff>) {
  const { rule } = await lockRule(tx);
  if (!rule) throw new Refusal('assist.rule-missing');
  endRuleRow(tx, rule.id);
  announce(tx, talkRuleEnded, { subjectId: null, data: { ruleId: rule.id } });
  return { id: rule.id };
}
