import type { HideCopies } from '../../complaints/actions/redact-words.ts';
import { MARK } from '../../people/mask.ts';

/**
 * Rows lie here for thirty days as they stand in the file: of a case on which words were redacted, its own goes whole, and
 * so do the rows that were left out because they were this case. Nothing needs them once the case stands.
 */
export const hideImported: HideCopies = async (tx, { id, number }) => {
  const { sql, caller } = tx;
  const refused = sql`
    import_refusal.org_id = ${caller.orgId} and reasons @> ${sql.json([{ code: 'twin', value: number }])}`;
  const runs = await sql<{ runId: string; lines: (number | null)[]; sample: { row: number; cells: string[] }[] }[]>`
    with copy as (
      select run_id, line from import_case where org_id = ${caller.orgId} and complaint_id = ${id}
      union all select run_id, line from import_refusal where ${refused}
    )
    select run.id as run_id, run.sample, array_agg(copy.line) as lines from copy
    join import_run run on run.org_id = ${caller.orgId} and run.id = copy.run_id
    where run.sample <> '[]'
    group by run.org_id, run.id`;
  for (const { runId, lines, sample } of runs) {
    // of a case carried in before lines were kept, any row may be the one
    const after = sample.map(({ row, cells }) =>
      lines.includes(row) || lines.includes(null) ? { row, cells: cells.map((cell) => cell && MARK) } : { row, cells },
    );
    tx.write(sql`
      update import_run set sample = ${sql.json(after)} where org_id = ${caller.orgId} and id = ${runId}`);
  }
  tx.write(sql`
    update import_refusal
    set cells = (select coalesce(jsonb_agg(case cell when '' then '' else ${MARK}::text end order by place), '[]')
                 from jsonb_array_elements_text(cells) with ordinality as kept (cell, place))
    where ${refused}`);
};
