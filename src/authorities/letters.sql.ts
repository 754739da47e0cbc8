import type { Fragment, Reader } from '../base/server/db.ts';
import type { Given } from '../base/server/serve.ts';
import type { Read } from '../base/server/transaction.ts';
import type { Severity, Stage } from '../complaints/complaint.ts';
import { cursorOf, readCursor } from '../complaints/list.sql.ts';
import { visibleRow } from '../complaints/view.sql.ts';
import { namesOf } from '../people/actions/known-names.ts';
import type { Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import type * as contract from './contract.ts';
import { type LetterKind, type LetterState, type Part, readLetter } from './letter.ts';
import { stepsOf } from './store.ts';

interface OfCase {
  id: string;
  outsideNumberId: string;
  number: string;
  sender: string;
  contact: string;
  kind: LetterKind;
  parts: Part[];
  receivedAt: Date;
}

export async function lettersOfCase({ sql, caller }: Read<Staff>, given: { id: string }) {
  const { orgId } = caller;
  await visibleRow(sql, caller, given.id);
  const letters = await sql<OfCase[]>`
    select letter.id, letter.outside_number_id, outside.number, outside.sender, outside.contact, letter.kind, letter.parts,
           letter.received_at
    from authority_letter letter
    join outside_number outside on outside.org_id = letter.org_id and outside.id = letter.outside_number_id
    where letter.org_id = ${orgId} and letter.complaint_id = ${given.id} order by letter.id`;
  if (!letters.length) return { items: [] };
  const steps = await stepsOf(
    sql,
    orgId,
    letters.map(({ id }) => id),
  );
  const [texts, people] = await Promise.all([
    sql<{ id: string; body: string; redactedAt: Date | null }[]>`
      select id, body, redacted_at from complaint_text
      where org_id = ${orgId} and complaint_id = ${given.id}
        and id = any(${steps.flatMap(({ textId }) => textId ?? [])}::uuid[])`,
    namesOf(
      sql,
      orgId,
      steps.map(({ byId }) => byId),
    ),
  ]);
  const textOf = new Map(texts.map((text) => [text.id, text]));
  const stepsBy = Map.groupBy(steps, ({ letterId }) => letterId);
  return {
    items: letters.map((letter) => {
      const own = stepsBy.get(letter.id) ?? [];
      const { answeredAt: _, askedAt: ___, ...reading } = readLetter({ parts: letter.parts, steps: own });
      return {
        ...letter,
        ...reading,
        unanswered: [...reading.unanswered],
        unaccepted: [...reading.unaccepted],
        extension: reading.extension && { ...reading.extension },
        steps: own.map(({ textId, byId, letterId: __, ...step }) => {
          const text = textId ? textOf.get(textId) : undefined;
          return {
            ...step,
            by: byId ? { id: byId, name: people.get(byId) ?? '' } : null,
            body: text?.body ?? '',
            redacted: Boolean(text?.redactedAt) && text?.body === '',
          };
        }),
      };
    }),
  };
}

export interface ListedLetter extends OfCase {
  readonly attachmentId: string | null;
  readonly state: LetterState;
  readonly dueAt: Date | null;
  readonly extensionUntil: Date | null;
  readonly complaintId: string;
  readonly caseNumber: string;
  readonly severity: Severity;
  readonly stage: Stage;
  readonly storeId: string;
  readonly storeName: string;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
}

type Filter = Omit<Given<typeof contract.list>, 'limit' | 'cursor'>;

/** Far away, so that letters without a due time stand behind the others. */
const NEVER = '2200-01-01T00:00:00Z';
const MARK = 'letters';

export function lettersWhere(sql: Reader, caller: Staff, filter: Filter): Fragment {
  const { state, sender, kind, storeId } = filter;
  const chosen = {
    owed: sql`letter.settled_at is null`,
    waiting: sql`letter.state = 'answered'`,
    over: sql`letter.state in ('accepted', 'return-accepted', 'ended')`,
    all: sql`true`,
  }[state];
  return sql`
    letter.org_id = ${caller.orgId} and ${visibleTo(sql, caller, 'complaint')} and ${chosen}
    and ${sender ? sql`outside.sender = ${sender}` : sql`true`}
    and ${kind ? sql`letter.kind = ${kind}` : sql`true`}
    and ${storeId ? sql`complaint.store_id = ${storeId}` : sql`true`}`;
}

export const listedLetters = (sql: Reader, where: Fragment, after: Fragment, limit: number) =>
  sql<ListedLetter[]>`
    select letter.id, letter.outside_number_id, outside.number, outside.sender, outside.contact, letter.kind, letter.parts,
           letter.received_at, letter.attachment_id, letter.state, letter.due_at, letter.extension_until,
           letter.complaint_id, complaint.number as case_number, complaint.severity, complaint.stage, complaint.store_id,
           store.name as store_name, complaint.owner_id, owner.name as owner_name
    from authority_letter letter
    join outside_number outside on outside.org_id = letter.org_id and outside.id = letter.outside_number_id
    join complaint on complaint.org_id = letter.org_id and complaint.id = letter.complaint_id
    join store on store.org_id = complaint.org_id and store.id = complaint.store_id
    left join staff owner on owner.org_id = complaint.org_id and owner.id = complaint.owner_id
    where ${where} and ${after}
    order by coalesce(letter.due_at, ${NEVER}::timestamptz), letter.id
    limit ${limit}`;

export async function listLetters({ sql, caller }: Read<Staff>, given: Given<typeof contract.list>) {
  const cursor = given.cursor ? readCursor(given.cursor, MARK) : null;
  const after = cursor
    ? sql`(coalesce(letter.due_at, ${NEVER}::timestamptz), letter.id) > (${cursor[0]}::timestamptz, ${cursor[1]}::uuid)`
    : sql`true`;
  const rows = await listedLetters(sql, lettersWhere(sql, caller, given), after, given.limit + 1);
  const page = rows.slice(0, given.limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => ({
      id: row.id,
      outsideNumberId: row.outsideNumberId,
      number: row.number,
      sender: row.sender,
      contact: row.contact,
      kind: row.kind,
      parts: row.parts,
      receivedAt: row.receivedAt,
      dueAt: row.dueAt,
      state: row.state,
      isOwed: row.state === 'open' || row.state === 'returned',
      hasPhoto: row.attachmentId !== null,
      extensionUntil: row.extensionUntil,
      case: {
        id: row.complaintId,
        number: row.caseNumber,
        severity: row.severity,
        stage: row.stage,
        store: { id: row.storeId, name: row.storeName },
        owner: row.ownerId ? { id: row.ownerId, name: row.ownerName ?? '' } : null,
      },
    })),
    next: rows.length > page.length && last ? cursorOf([last.dueAt ?? new Date(NEVER), last.id], MARK) : null,
  };
}

/** Those that owe the most, first. */
export async function sendersOfLetters({ sql, caller }: Read<Staff>) {
  const items = await sql<{ sender: string; owed: number; all: number }[]>`
    select outside.sender, count(*) filter (where letter.settled_at is null)::int as owed, count(*)::int as all
    from authority_letter letter
    join outside_number outside on outside.org_id = letter.org_id and outside.id = letter.outside_number_id
    join complaint on complaint.org_id = letter.org_id and complaint.id = letter.complaint_id
    where ${lettersWhere(sql, caller, { state: 'all' })}
    group by outside.sender order by owed desc, "all" desc, outside.sender limit 200`;
  return { items };
}
