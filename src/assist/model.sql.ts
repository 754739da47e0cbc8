import { forbidden, notFound, Refusal } from '../base/refusal.ts';
import type { Reader } from '../base/server/db.ts';
import type { Read } from '../base/server/transaction.ts';
import { complaintsPart } from '../complaints/pack.ts';
import { readable } from '../complaints/redaction.ts';
import { visibleRow } from '../complaints/view.sql.ts';
import { namesOf } from '../people/actions/known-names.ts';
import type { Permission } from '../people/permissions.ts';
import { may, type Staff } from '../people/staff.ts';
import { editionById } from '../policies/actions/editions.ts';
import { sectionOf } from '../policies/pack.ts';
import type { Known } from './mask.ts';
import { lastUses, modelRow } from './store-model.ts';

const SHOWN = 100;

export async function readModelSettings({ sql, caller }: Read<Staff>) {
  const { orgId } = caller;
  const [row, used] = await Promise.all([modelRow(sql, orgId), lastUses(sql, orgId, SHOWN)]);
  const names = await namesOf(sql, orgId, [row?.changedBy ?? null, ...used.map(({ staffId }) => staffId)]);
  const who = (id: string) => ({ id, name: names.get(id) ?? '' });
  return {
    settings: row && {
      address: row.address,
      model: row.model,
      hasKey: row.key !== null,
      uses: [...row.uses],
      tone: row.tone,
      changedBy: row.changedBy === null ? null : who(row.changedBy),
      changedAt: row.changedAt,
    },
    used: used.map(({ staffId, complaintId: _, ...one }) => ({ ...one, by: who(staffId) })),
  };
}

/** What is switched on, for whoever is signed in. */
export async function modelUses({ sql, caller }: Read<Staff>) {
  const row = await modelRow(sql, caller.orgId);
  return { uses: [...(row?.uses ?? [])], host: row && row.uses.length > 0 ? new URL(row.address).host : '' };
}

/** A case whose words may leave: 404 where it is not seen, 403 without the permission there. */
export async function caseToAskAbout({ sql, caller }: Read<Staff>, id: string, permission: Permission) {
  const row = await visibleRow(sql, caller, id);
  if (!may(caller, permission, row.storeId)) throw forbidden(permission);
  if (row.sensitive) throw new Refusal('assist.model-sensitive');
  const edition = await editionById(sql, caller.orgId, row.policyEditionId);
  if (!edition) throw notFound();
  const pack = sectionOf(edition.pack, complaintsPart);
  return { row, categories: pack.categories, known: await knownOf(sql, caller.orgId, row, pack.fields) };
}
type CaseRow = Awaited<ReturnType<typeof visibleRow>>;

/** What would tell whom the case is about, or who works on it. */
async function knownOf(
  sql: Reader,
  orgId: string,
  row: CaseRow,
  fields: readonly { key: string; type: string; personal: boolean }[],
): Promise<Known[]> {
  const [[customer], items, outside, names] = await Promise.all([
    sql<{ name: string; addressAs: string; phone: string; address: string; idNumber: string }[]>`
      select name, address_as, phone, address, id_number from customer
      where org_id = ${orgId} and id = ${row.customerId}`,
    sql<{ number: string }[]>`
      select number from customer_item where org_id = ${orgId} and customer_id = ${row.customerId} limit 100`,
    sql<{ number: string; contact: string }[]>`
      select number, contact from outside_number where org_id = ${orgId} and complaint_id = ${row.id}`,
    namesOf(sql, orgId, [row.ownerId, row.registeredBy, ...row.involvedIds, ...row.respondentIds, ...row.excludedIds]),
  ]);
  const ofFields = Object.entries(row.fields).flatMap(([key, value]): Known[] => {
    const field = fields.find((one) => one.key === key);
    if (typeof value !== 'string' || !field) return [];
    if (field.type === 'vin' || field.type === 'plate') return [{ kind: field.type, value }];
    return field.personal ? [{ kind: 'number', value }] : [];
  });
  const all: Known[] = [
    { kind: 'person', value: row.callerName },
    { kind: 'phone', value: row.callerPhone },
    { kind: 'person', value: customer?.name ?? '' },
    { kind: 'person', value: /^(先生|女士|小姐)?$/.test(customer?.addressAs ?? '') ? '' : (customer?.addressAs ?? '') },
    { kind: 'phone', value: customer?.phone ?? '' },
    { kind: 'address', value: customer?.address ?? '' },
    { kind: 'id', value: customer?.idNumber ?? '' },
    { kind: 'number', value: row.number },
    ...items.map(({ number }): Known => ({ kind: 'number', value: number })),
    ...outside.flatMap(({ number, contact }): Known[] => [
      { kind: 'number', value: number },
      { kind: 'person', value: contact },
    ]),
    ...ofFields,
    ...[...names.values()].map((value): Known => ({ kind: 'person', value })),
  ];
  return all.filter(({ value }) => readable(value));
}

/** What the customer said, as it stands now. */
export async function ownWordsOf(sql: Reader, orgId: string, complaintId: string): Promise<string> {
  const rows = await sql<{ body: string }[]>`
    select body from complaint_text
    where org_id = ${orgId} and complaint_id = ${complaintId} and role = 'own-words' and replaced_at is null
      and body <> ''
    order by written_at, id`;
  return rows.map(({ body }) => body).join('\n');
}
