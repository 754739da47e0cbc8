import { bigDesk } from './big-desk.ts';

const n = Number(process.argv[2]);
const big = await bigDesk(n, console.error);
console.log(
  await big.sql`select relname, n_live_tup, pg_size_pretty(pg_total_relation_size(relid)) as size from pg_stat_user_tables order by pg_total_relation_size(relid) desc limit 9`,
);
console.log(
  ((await big.manager.get('/api/search?q=' + encodeURIComponent('铝箔'))) as { total: unknown }).total,
  big.desk.startMs,
);
await big.close();
