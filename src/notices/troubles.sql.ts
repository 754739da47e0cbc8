import type { Reader } from '../base/server/db.ts';
import type { OutwardWay } from './notice.ts';

export interface Troubles {
  /** By way: deliveries of the last day that did not arrive, and why the last of them did not. */
  readonly failures: readonly { way: OutwardWay; count: number; code: string; said: string }[];
  /** Crises of the last day that nobody acknowledged, though everybody named was told. */
  readonly unheard: number;
  /** Deliveries that should have gone out more than ten minutes ago. */
  readonly late: number;
}

export async function deliveryTroubles(sql: Reader, orgId: string): Promise<Troubles> {
  const failures = await sql<{ way: OutwardWay; count: number; code: string; said: string }[]>`
    select way, count(*)::int as count, (array_agg(code order by made_at desc))[1] as code,
           (array_agg(said order by made_at desc))[1] as said
    from notice_delivery
    where org_id = ${orgId} and made_at > now() - interval '1 day'
      and state in ('failed', 'given-up') and code not in ('seen', 'not-theirs-any-more')
    group by way order by way`;
  const [row] = await sql<{ unheard: number; late: number }[]>`
    select (select count(*)::int from notice_call
            where org_id = ${orgId} and ended_as = 'nobody-left' and ended_at > now() - interval '1 day') as unheard,
           (select count(*)::int from notice_delivery
            where org_id = ${orgId} and state in ('waiting', 'held', 'sending', 'failed')
              and due_at < now() - interval '10 minutes') as late`;
  return { failures, unheard: row?.unheard ?? 0, late: row?.late ?? 0 };
}
