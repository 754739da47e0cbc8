import { Refusal } from '../../base/refusal.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { liveClock } from '../../clocks/actions/live-clocks.ts';
import { viewOf } from '../../clocks/clock-view.ts';
import type { Staff } from '../../people/staff.ts';
import { breachAnswered, specialChosen } from '../facts.ts';
import type { answerBreach, chooseSpecial } from '../planning-contract.ts';
import { openQuestions, whyNotSpecial } from '../special.ts';
import { endRecords } from '../store.ts';
import { openCase } from './case-work.ts';

/** 用户能否等待？ Answered once for each overdue clock that asks. */
export async function answerBreachOf(tx: Tx<Staff>, given: Given<typeof answerBreach>) {
  const work = await openCase(tx, given.id, 'answerBreach');
  const clock = await liveClock(tx, work.row.id, given.clockId);
  const { breachedAt, state } = viewOf(clock, tx.now);
  const [asked] = openQuestions(
    [
      {
        id: clock.id,
        rule: clock.rule.key,
        ask: clock.rule.ask,
        breachedAt,
        running: state === 'running' || state === 'paused',
      },
    ],
    work.file.records,
  );
  if (!asked) throw new Refusal('complaints.nothing-asked');
  const { clockId, canWait, words } = given;
  work.record('breach-answer', { clockId, rule: asked.rule, canWait, opens: asked.opens, words }, [
    breachAnswered,
    { clockId, rule: asked.rule, canWait },
  ]);
  return work.done();
}

/** One of the ways out that are open only once the customer cannot wait; it takes the place of an earlier one. */
export async function chooseSpecialFor(tx: Tx<Staff>, given: Given<typeof chooseSpecial>) {
  const work = await openCase(tx, given.id, 'chooseSpecial');
  const costFen = given.costFen ?? null;
  const code = whyNotSpecial(work.policy.pack, { ...given, costFen });
  if (code) throw new Refusal(code, { status: 400, values: { list: '特殊解决方案', value: given.key } });
  const found = work.policy.pack.special.find(({ key }) => key === given.key);
  // where the pack names nobody to agree, there is nobody to wait for
  const needsApproval =
    (found?.needs.includes('approval') ?? false) && work.policy.pack.approvals.some(({ of }) => of === 'special');
  endRecords(tx, given.id, ['special']);
  const { key, satisfaction, words } = given;
  const made = work.record('special', { key, costFen, satisfaction, words, needsApproval }, [
    specialChosen,
    { key, costFen },
  ]);
  return { ...(await work.done()), made };
}
