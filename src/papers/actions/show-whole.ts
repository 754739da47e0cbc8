import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { openCase } from '../../complaints/actions/case-work.ts';
import { mustName } from '../../complaints/choices.ts';
import { personalDataShown } from '../../complaints/facts.ts';
import type { Staff } from '../../people/staff.ts';
import type { wholeForm } from '../contract.ts';
import { type EmergencySource, filledForm } from '../record.sql.ts';

/** A sheet with whole numbers is an act with a purpose, logged as a fact. */
export const showWholeForm =
  (emergencyOf: EmergencySource) => async (tx: Tx<Staff>, given: Given<typeof wholeForm>) => {
    const work = await openCase(tx, given.id, 'reveal');
    const purpose = mustName(work.policy.pack.reasons, 'reveal', given.purpose);
    const { callerPhone: phone, fields } = work.row;
    const paper = await filledForm({ sql: tx.sql, caller: tx.caller, now: tx.now }, given, emergencyOf, {
      phone,
      fields,
    });
    work.tell(personalDataShown, { what: `form.${given.form}`, purpose });
    await work.done();
    return paper;
  };
