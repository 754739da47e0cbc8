import type { KeptWords } from '../../complaints/actions/kept-words.ts';
import { hidden } from '../../complaints/redaction.ts';
import { readersOf } from '../help.ts';
import { incidentsOf } from '../store-help.ts';

/** What was said to whoever served the customer. */
export const abuseWords: KeptWords = {
  of: ['abuse'],
  async list({ sql, caller }, { id }) {
    const rows = await incidentsOf(sql, caller.orgId, id);
    return rows.map(({ id: thingId, beganAt: at, words, kind }) => ({
      of: 'abuse',
      thingId,
      at,
      words: [words],
      investigation: false,
      readers: readersOf(kind),
    }));
  },
  async hide(tx, complaintId, { thingId, words: [before = ''] }, passages) {
    tx.write(tx.sql`
      update abuse_incident set words = ${hidden(before, passages)}, salt = ''::bytea
      where org_id = ${tx.caller.orgId} and complaint_id = ${complaintId} and id = ${thingId}`);
  },
};
