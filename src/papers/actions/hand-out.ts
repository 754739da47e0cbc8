import type { FastifyReply } from 'fastify';
import { forbidden } from '../../base/refusal.ts';
import { timeOf } from '../../base/server/database-time.ts';
import { sayIn } from '../../base/server/room-words.ts';
import type { RawExchange } from '../../base/server/serve.ts';
import type { Read } from '../../base/server/transaction.ts';
import { csvLine } from '../../base/sheet-cell.ts';
import { may, type Staff } from '../../people/staff.ts';
import type * as contract from '../contract.ts';
import { letterPaper } from '../letters.sql.ts';
import type * as letters from '../letters-contract.ts';
import type { Paper } from '../paper.ts';
import { organisationOf } from '../reads.ts';
import { type EmergencySource, filledForm } from '../record.sql.ts';
import { filledReport } from '../report.sql.ts';
import { allSeals } from '../seals.sql.ts';
import { docxOf } from '../server/docx.ts';
import { sayingIn } from '../server/saying.ts';

type Exchange = RawExchange<Staff, typeof contract.formDocx>;
const reading = ({ sql, caller }: Pick<Exchange, 'sql' | 'caller'>): Read<Staff> => ({ sql, caller, now: timeOf(sql) });

export const handOutForm = (emergencyOf: EmergencySource) => async (exchange: Exchange) =>
  handOut(exchange.reply, await filledForm(reading(exchange), exchange.given, emergencyOf));

export const handOutLetter = async (exchange: RawExchange<Staff, typeof letters.docx>) =>
  handOut(exchange.reply, await letterPaper(reading(exchange), exchange.given));

export const handOutReport = async (exchange: RawExchange<Staff, typeof contract.reportDocx>) =>
  handOut(exchange.reply, await filledReport(reading(exchange), exchange.given));

async function handOut(reply: FastifyReply, paper: Paper) {
  const bytes = await docxOf(paper);
  const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  return leave(reply, bytes, type, `${[paper.title, paper.number].filter(Boolean).join(' ')}.docx`);
}

/** 用印登记 as a list; leaving the house it needs the right to export, too. */
export async function handOutSeals({ sql, caller, given, reply }: RawExchange<Staff, typeof letters.sealsFile>) {
  if (!may(caller, 'export')) throw forbidden('export');
  const rows = await allSeals(reading({ sql, caller }), given);
  const { timeZone } = await organisationOf(sql, caller.orgId);
  const [word, say] = [sayIn('zh'), sayingIn(timeZone)];
  const heads = ['serial', 'at', 'store', 'letter', 'number', 'recipient', 'case', 'copies', 'by', 'note'];
  const lines = rows.map((row) => [
    row.serial,
    say.when(row.at.toISOString()),
    row.store.name,
    row.letter?.title ?? '',
    row.letter?.number ?? '',
    row.letter?.recipient ?? '',
    row.case?.number ?? '',
    row.copies,
    row.by?.name ?? '',
    row.note,
  ]);
  const text = [heads.map((head) => word('papers', `seals.${head}`)), ...lines].map(csvLine).join('');
  return leave(reply, Buffer.from(`\uFEFF${text}`), 'text/csv; charset=utf-8', `${word('papers', 'seals.title')}.csv`);
}

function leave(reply: FastifyReply, bytes: Buffer, type: string, name: string) {
  reply
    .header('content-type', type)
    .header('content-length', bytes.length)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-store');
  return reply.send(bytes);
}
