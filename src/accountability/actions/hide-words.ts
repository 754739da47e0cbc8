import type { KeptWords } from '../../complaints/actions/kept-words.ts';
import { hidden } from '../../complaints/redaction.ts';

/** What the person meant was asked and answered: for readers of investigations, as on the page. */
export const hearingWords: KeptWords = {
  of: ['hearing'],
  async list({ sql, caller }, { id }) {
    const rows = await sql<{ id: string; askedAt: Date; accusation: string; statement: string }[]>`
      select id, asked_at, accusation, statement from hearing
      where org_id = ${caller.orgId} and complaint_id = ${id} order by asked_at, id`;
    return rows.map((row) => ({
      of: 'hearing',
      thingId: row.id,
      at: row.askedAt,
      words: [row.accusation, row.statement],
      investigation: true,
      readers: null,
    }));
  },
  async hide(tx, complaintId, { thingId, words }, passages) {
    const { sql, caller } = tx;
    const [accusation, statement] = words.map((text) => hidden(text, passages)) as [string, string];
    tx.write(sql`
      update hearing
      set accusation = ${accusation}, statement = ${statement},
          accusation_salt = case when accusation = ${accusation} then accusation_salt else ''::bytea end,
          statement_salt = case when statement = ${statement} then statement_salt else ''::bytea end
      where org_id = ${caller.orgId} and complaint_id = ${complaintId} and id = ${thingId}`);
  },
};

interface PenaltyWords {
  id: string;
  staffId: string;
  proposedAt: Date;
  rule: string;
  ruleKey: string | null;
  document: string;
  event: string;
  measure: string;
  steps: { id: string; at: string; words: string }[];
}

/** Proposals about colleagues: those who see them, never the person meant. A rule of the pack is nobody's words. */
export const penaltyWords: KeptWords = {
  of: ['penalty', 'penalty-step'],
  async list({ sql, caller }, { id }) {
    const rows = await sql<PenaltyWords[]>`
      select id, staff_id, proposed_at, rule, rule_key, document, event, measure,
             coalesce((select jsonb_agg(jsonb_build_object('id', step.id, 'at', step.at, 'words', step.words)
                              order by step.at, step.id)
                       from penalty_step step
                       where step.org_id = penalty.org_id and step.penalty_id = penalty.id and step.words <> ''), '[]') as steps
      from penalty where org_id = ${caller.orgId} and complaint_id = ${id} order by proposed_at, id`;
    return rows.flatMap(({ steps, ...row }) => {
      const readers = {
        permissions: ['accountability.propose', 'accountability.approve'] as const,
        posts: [],
        aside: [row.staffId],
      };
      const of = { investigation: false, readers };
      const words = [row.event, row.measure, row.document, row.ruleKey === null ? row.rule : ''];
      return [
        { ...of, of: 'penalty' as const, thingId: row.id, at: row.proposedAt, words },
        ...steps.map((step) => ({
          ...of,
          of: 'penalty-step' as const,
          thingId: step.id,
          at: new Date(step.at),
          words: [step.words],
        })),
      ];
    });
  },
  async hide(tx, complaintId, { of, thingId, words }, passages) {
    const { sql, caller } = tx;
    const [first = '', measure = '', document = '', rule = ''] = words.map((text) => hidden(text, passages));
    if (of === 'penalty-step')
      return tx.write(sql`
        update penalty_step set words = ${first}, salt = ''::bytea where org_id = ${caller.orgId} and id = ${thingId}`);
    tx.write(sql`
      update penalty set event = ${first}, measure = ${measure}, document = ${document},
             rule = case when rule_key is null then ${rule} else rule end, version = version + 1
      where org_id = ${caller.orgId} and complaint_id = ${complaintId} and id = ${thingId}`);
  },
};
