import { announce } from '../../base/server/announce.ts';
import { sayIn } from '../../base/server/room-words.ts';
import type { RawExchange } from '../../base/server/serve.ts';
import { inTransaction } from '../../base/server/transaction.ts';
import { asText } from '../../base/sheet-cell.ts';
import type { Staff } from '../../people/staff.ts';
import { mayThere } from '../../people/visible-to.sql.ts';
import type * as contract from '../contract.ts';
import { lettersExported } from '../facts.ts';
import { type ListedLetter, lettersWhere, listedLetters } from '../letters.sql.ts';

const MOST = 10_000;
const COLUMNS = [
  'number',
  'sender',
  'kind',
  'parts',
  'received',
  'due',
  'state',
  'photo',
  'case',
  'store',
  'owner',
] as const;

/** What stands on the page as a file, of the stores in which one may export; nothing of the customer is in it. */
export async function lettersFile({ sql, caller, given, reply }: RawExchange<Staff, typeof contract.file>) {
  const { language, ...filter } = given;
  const where = sql`${lettersWhere(sql, caller, filter)} and ${mayThere(sql, caller, 'export', 'complaint')}`;
  const rows = await listedLetters(sql, where, sql`true`, MOST);
  const say = sayIn(language);
  const [organisation] = await sql<{ timeZone: string }[]>`
    select time_zone from organisation where org_id = ${caller.orgId}`;
  const timeZone = organisation?.timeZone ?? 'Asia/Shanghai';
  const when = (at: Date | null): string =>
    at ? new Intl.DateTimeFormat('sv-SE', { ...MINUTES, timeZone }).format(at) : '';
  const cells: Record<(typeof COLUMNS)[number], (row: ListedLetter) => string> = {
    number: (row) => row.number,
    sender: (row) => row.sender,
    kind: (row) => say('authorities', `kinds.${row.kind}`),
    parts: (row) => row.parts.map((part) => say('authorities', `parts.${part}`)).join(' / '),
    received: (row) => when(row.receivedAt),
    due: (row) => when(row.dueAt),
    state: (row) => say('authorities', `states.${row.state}`),
    photo: (row) => say('authorities', row.attachmentId ? 'list.hasPhoto' : 'list.noPhoto'),
    case: (row) => row.caseNumber,
    store: (row) => row.storeName,
    owner: (row) => row.ownerName ?? '',
  };
  const lines = [
    COLUMNS.map((column) => say('authorities', `list.columns.${column}`)),
    ...rows.map((row) => COLUMNS.map((column) => cells[column](row))),
  ];
  await inTransaction(sql, caller, async (tx) => {
    announce(tx, lettersExported, { subjectId: null, data: { count: rows.length } });
  });
  reply
    .header('content-type', 'text/csv; charset=utf-8')
    .header(
      'content-disposition',
      `attachment; filename*=UTF-8''${encodeURIComponent(say('authorities', 'list.fileName'))}.csv`,
    )
    .header('cache-control', 'no-store');
  // the mark at the start tells spreadsheets that it is UTF-8
  return reply.send(`\uFEFF${lines.map(lineOf).join('')}`);
}

const MINUTES = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;

/** RFC 4180, formulas neutralised. */
const lineOf = (cells: readonly string[]): string =>
  `${cells
    .map((cell) => asText(cell))
    .map((cell) => (/[",;\r\n\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',')}\r\n`;
