import { checkFields } from '../choices.ts';
import { shakenFacts } from '../fact-sheet.ts';
import { judgementUnsettled } from '../facts.ts';
import type { Judged } from '../judging.ts';
import { marksOf } from '../marks.ts';
import { current } from '../records.ts';
import type { ComplaintRecord } from '../store.ts';
import { deleteMarks, insertMarks } from '../store-parts.ts';
import type { CaseWork } from './case-work.ts';

type Fields = ComplaintRecord['fields'];

/** Puts answers on the case, found again by those that are marks. */
export function fieldsWith({ tx, row, policy }: CaseWork, given: Fields): Fields {
  const fields = { ...row.fields, ...checkFields(policy.pack, given) };
  deleteMarks(tx, row.id, Object.keys(given));
  insertMarks(
    tx,
    row.id,
    marksOf(policy.pack, fields).filter((mark) => mark.field in given),
  );
  return fields;
}

/** What was judged on other facts stays as it was judged, and is marked to be looked at again. */
export function unsettleJudgement(work: CaseWork, after: Fields): void {
  const { file, policy } = work;
  const of = (['standing', 'responsibility'] satisfies Judged[]).filter((one) => current(file.records, one));
  if (!of.length) return;
  const fields = shakenFacts(policy.pack, file.fields, after);
  if (fields.length) work.record('unsettled', { of, fields }, [judgementUnsettled, { of, fields }]);
}
