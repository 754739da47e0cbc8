import { withDatabase } from '../src/app/commands.ts';
import { readConfig } from '../src/base/server/config.ts';
import { loadSample } from '../src/app/sample/load.ts';
await withDatabase(readConfig(), console.error, async (sql) => { const [o] = await sql`select org_id from organisation`; console.error(await loadSample(sql, o!.orgId)); });
