import { open } from 'node:fs/promises';
import { notFound, Refusal } from '../../base/refusal.ts';
import { timeOf } from '../../base/server/database-time.ts';
import { sayIn } from '../../base/server/room-words.ts';
import type { RawExchange } from '../../base/server/serve.ts';
import type { Staff } from '../../people/staff.ts';
import type { exportFile } from '../exports-contract.ts';
import { runOf } from '../store.ts';
import { fetchableUntil } from './ask-export.ts';
import { fileOf } from './make-exports.ts';

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** Only for whoever asked, within its day. */
export const fetchExport = (folder: string) =>
  async function fetch_({ caller, sql, given, reply }: RawExchange<Staff, typeof exportFile>) {
    const run = await runOf(sql, caller, given.id);
    if (!run) throw notFound();
    const until = fetchableUntil(run);
    if (!until) throw new Refusal('analytics.export-not-ready');
    if (until <= timeOf(sql)) throw notFound();
    const file = await open(fileOf(folder, run.id), 'r').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') throw new Refusal('analytics.export-elsewhere');
      throw error;
    });
    const [local] = await sql<{ stamp: string }[]>`
      select to_char(${run.askedAt}::timestamptz at time zone time_zone, 'YYYYMMDD-HH24MI') as stamp
      from organisation where org_id = ${caller.orgId}`;
    const name = `${sayIn(run.language)('analytics', 'export.file')}-${local?.stamp}.${run.format}`;
    reply
      .header('content-type', TYPES[run.format])
      .header('content-length', (await file.stat()).size)
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'no-store');
    return reply.send(file.createReadStream());
  };
