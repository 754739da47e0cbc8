import type { InputOf } from '../base/contract.ts';
import type { Fragment, Reader } from '../base/server/db.ts';
import { gather } from '../base/server/gather.ts';
import type { Read } from '../base/server/transaction.ts';
import { maskGeneric, maskPhone, maskVin } from '../people/mask.ts';
import type { Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import { casesMeant, customersMeant } from './caller.sql.ts';
import type * as contract from './contract.ts';
import { type Row, rowColumns, rowJoins, toRows } from './rows.sql.ts';

/** The customer rings: who may it be, what runs already, what was promised last, when to tell them next. */
export async function lookUpCaller({ sql, caller, now }: Read<Staff>, given: InputOf<typeof contract.lookUp>) {
  const q = given.q.trim();
  if (q.length < 2) return { customers: [], running: [] };
  const orgId = caller.orgId;
  const { customers, rows } = await gather(sql, {
    customers: sql<
      {
        id: string;
        name: string;
        addressAs: string;
        phone: string;
        complaints: number;
        items: { kind: string; number: string; title: string }[];
        here: boolean;
      }[]
    >`
      with meant as materialized (${customersMeant(sql, orgId, q, knownHere(sql, caller))})
      select customer.id, customer.name, customer.address_as, customer.phone, known.here,
             (select count(*)::int from complaint where ${visibleTo(sql, caller, 'complaint')} and complaint.customer_id = customer.id) as complaints,
             coalesce((select jsonb_agg(jsonb_build_object('kind', item.kind, 'number', item.number, 'title', item.title))
               from customer_item item where item.org_id = ${orgId} and item.customer_id = customer.id), '[]') as items
      from (
        select id, name, address_as, phone, created_at, bool_and(whole) as only_whole from meant
        group by id, name, address_as, phone, created_at) customer
      cross join lateral (select not customer.only_whole or ${knownHere(sql, caller)} as here) known
      order by nullif(customer.name, '') collate pinyin nulls last, customer.created_at desc, customer.id limit 8`,
    rows: sql<(Row & { promise: { body: string; dueAt: string } | null })[]>`
      with meant as materialized (${casesMeant(sql, orgId, q, visibleTo(sql, caller, 'complaint'))})
      select ${rowColumns(sql)},
             (select jsonb_build_object('body', promise.body, 'dueAt', promise.due_at) from promise
              where promise.org_id = complaint.org_id and promise.complaint_id = complaint.id and promise.kept_at is null
              order by promise.made_at desc limit 1) as promise
      from complaint ${rowJoins(sql)}
      where ${visibleTo(sql, caller, 'complaint')} and complaint.stage <> 'closed' and complaint.id in (select id from meant)
      order by complaint.received_at desc limit 8`,
  });
  const views = await toRows(sql, orgId, rows, now);
  return {
    customers: customers.map(({ here, ...customer }) =>
      here
        ? {
            ...customer,
            phone: maskPhone(customer.phone),
            items: customer.items.map((item) => ({
              ...item,
              number: item.kind === 'vehicle' ? maskVin(item.number) : maskGeneric(item.number),
            })),
            known: 'here' as const,
          }
        : {
            id: customer.id,
            name: maskName(customer.name),
            addressAs: '',
            phone: '',
            items: [],
            complaints: null,
            known: 'elsewhere' as const,
          },
    ),
    running: views.map((row, n) => ({
      row,
      lastPromise: rows[n]?.promise ? { body: rows[n].promise.body, dueAt: new Date(rows[n].promise.dueAt) } : null,
      nextTellAt: rows[n]?.nextStepAt ?? rows[n]?.clockDueAt ?? null,
    })),
  };
}

/** Whether a customer is known in a store where the caller has a post, by a case that is not kept from them. */
function knownHere(sql: Reader, caller: Staff): Fragment {
  if (caller.staffId === null) return sql`true`;
  const aside = sql`complaint.excluded_ids @> array[${caller.staffId}]::uuid[]`;
  const theirs = sql`select 1 from complaint where complaint.org_id = ${caller.orgId} and complaint.customer_id = customer.id`;
  // a customer known by nothing but a case about oneself would tell who complained
  if (caller.posts.some(({ storeId }) => storeId === null))
    return sql`(not exists (${theirs} and ${aside}) or exists (${theirs} and not ${aside}))`;
  const stores = caller.posts.map(({ storeId }) => storeId);
  return sql`exists (
    select 1 from complaint
    where complaint.org_id = ${caller.orgId} and complaint.customer_id = customer.id
      and ((${visibleTo(sql, caller, 'complaint')})
        or (complaint.store_id = any(${stores}::uuid[]) and not complaint.sensitive
          and not ${aside})))`;
}

/** 王**: enough to ask back by. */
const maskName = (name: string): string => (name ? `${Array.from(name)[0]}**` : '');
