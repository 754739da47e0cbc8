import type { CaseFile } from './case-file.ts';
import type { CaseRecord, RecordAct, Records } from './records.ts';

/** A case as the rules see it; says only what the test is about. */
export const aCaseFile = (changes: Partial<CaseFile> = {}): CaseFile => ({
  id: 'case',
  number: '100016',
  storeId: 'store',
  kind: 'complaint',
  category: null,
  severity: 'general',
  stage: 'registered',
  channel: 'phone',
  triggers: [],
  fields: {},
  ownerId: 'owner',
  registeredBy: 'owner',
  involvedIds: [],
  excludedIds: [],
  respondentIds: [],
  rung: 0,
  mergedInto: null,
  expectedResult: '',
  handOverOpen: false,
  demands: [],
  records: [],
  contacts: [],
  workOrders: [],
  ...changes,
});

let made = 0;
/** The record of an act, each later than the one before. */
export const aRecord = <Act extends RecordAct>(
  act: Act,
  data: Partial<Records[Act]> = {},
  by = 'owner',
): CaseRecord => {
  made++;
  return {
    id: `record-${made}`,
    act,
    byId: by,
    at: new Date(Date.UTC(2026, 0, 1) + made * 1000),
    endedAt: null,
    data,
  } as unknown as CaseRecord;
};
