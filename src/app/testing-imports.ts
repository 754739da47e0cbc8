import { join } from 'node:path';
import { type ImportWorker, importWorker } from '../imports/actions/work-import.ts';
import type { RunView } from '../imports/contract.ts';
import { isUnderWay } from '../imports/import-run.ts';
import { csvOf } from '../imports/samples.ts';
import { postsOf } from './in-force.ts';
import { type Client, type Desk, ok, startDesk } from './testing.ts';
import { type SetUpStory, setUp } from './testing-team.ts';

export const formOf = (bytes: Buffer, name: string): FormData => {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)]), name);
  return form;
};

/** Rows that differ in their words only. */
export const manyRows = (count: number, name: string): string[][] => [
  ['客户姓名', '投诉内容'],
  ...Array.from({ length: count }, (_, n) => [name, `第${n}件：变速箱顿挫`]),
];

/** A desk whose supervisor imports files, with a worker in hand. */
export interface ImportStory {
  readonly desk: Desk;
  readonly story: SetUpStory;
  readonly supervisor: Client;
  readonly worker: ImportWorker;
  readonly storeId: string;
  anotherWorker(): ImportWorker;
  upload(rows: string[][] | Buffer, name?: string, by?: Client): Promise<RunView>;
  /** Starts a run with its proposed mapping, or another, and works until it is over. */
  carryIn(run: { id: string; mapping: object[] }, settings?: object): Promise<object>;
  finish(id: string, by?: Client): Promise<object>;
  undone(id: string): Promise<object>;
  casesNamed(name: string): Promise<{ id: string; number: string; [key: string]: unknown }[]>;
  countOf(table: string, column: string, ids: readonly string[]): Promise<number>;
}

export async function anImportStory(): Promise<ImportStory> {
  const desk = await startDesk();
  const story = await setUp(desk, { pack: 'auto-dealer-network', stores: ['城东店', '城西店'] });
  const supervisor = story.as('service-supervisor');
  const storeId = story.stores[0]?.id ?? '';
  const anotherWorker = (): ImportWorker =>
    importWorker({
      shelf: { files: desk.services.files, scratch: join(desk.dataDir, 'scratch') },
      postsOf: postsOf(desk.sql),
    });
  const worker = anotherWorker();
  const finish = async (id: string, by = supervisor) => {
    for (;;) {
      await worker.work(desk.sql, 0);
      const run = ok(await by.get(`/api/imports/${id}`));
      if (!isUnderWay(run.state)) return run;
    }
  };
  return {
    desk,
    story,
    supervisor,
    worker,
    storeId,
    anotherWorker,
    finish,
    upload: async (rows, name = '去年.csv', by = supervisor) =>
      ok(await by.post('/api/imports', formOf(Buffer.isBuffer(rows) ? rows : Buffer.from(csvOf(rows)), name))),
    async carryIn(run, settings = {}) {
      const input = { columns: run.mapping, storeId, ...settings };
      ok(await supervisor.post(`/api/imports/${run.id}/start`, input));
      return finish(run.id);
    },
    async undone(id) {
      ok(await supervisor.post(`/api/imports/${id}/undoing`, {}));
      return finish(id);
    },
    casesNamed: async (name) => [
      ...(await desk.sql<{ id: string; number: string }[]>`
        select * from complaint where org_id = ${story.orgId} and caller_name = ${name} order by number`),
    ],
    async countOf(table, column, ids) {
      const [row] = await desk.sql<{ count: number }[]>`
        select count(*)::int as count from ${desk.sql(table)}
        where org_id = ${story.orgId} and ${desk.sql(column)} = any(${ids as string[]}::uuid[])`;
      return row?.count ?? 0;
    },
  };
}
