import { notFound, Refusal } from '../../base/refusal.ts';
import type { Reader } from '../../base/server/db.ts';
import { type ComplaintsSection, complaintsPart } from '../../complaints/pack.ts';
import { may, type Staff } from '../../people/staff.ts';
import { currentEdition } from '../../policies/actions/editions.ts';
import { sectionOf } from '../../policies/pack.ts';
import type { Settings } from '../contract.ts';
import { type ColumnMapping, mappingProblem } from '../mapping.ts';
import type { Plan } from '../row.ts';
import type { RunRecord } from '../store.ts';

/**
 * What the rows of a run are read by, under the rights of whoever carries them in: stores where they may not import
 * do not exist for them. Refuses settings that name what is not there.
 */
export async function planOf(
  sql: Reader,
  caller: Staff,
  run: Pick<RunRecord, 'columns'>,
  settings: Omit<Settings, 'receivedAt' | 'cutOff'> & { receivedAt: Date; cutOff: Date | null },
  now: Date,
): Promise<Plan> {
  const { orgId } = caller;
  const all = await sql<{ id: string; name: string }[]>`
    select id, name from store where org_id = ${orgId} order by name`;
  const stores = all.filter(({ id }) => may(caller, 'complaint.import', id));
  if (!stores.some(({ id }) => id === settings.storeId)) throw notFound();
  const packs = new Map<string, ComplaintsSection>();
  for (const { id } of stores) {
    const edition = await currentEdition(sql, orgId, id, now);
    if (!edition) throw new Refusal('complaints.no-policy');
    packs.set(id, sectionOf(edition.pack, complaintsPart));
  }
  const [zone] = await sql<{ timeZone: string }[]>`select time_zone from organisation where org_id = ${orgId}`;
  const packOf = (storeId: string): ComplaintsSection => packs.get(storeId) as ComplaintsSection;
  const pack = packOf(settings.storeId);
  if (settings.columns.length !== run.columns.length) throw new Refusal('imports.other-columns', { status: 400 });
  const wrong = mappingProblem(settings.columns as ColumnMapping[], pack);
  if (wrong) throw mappingRefusal(wrong);
  if (settings.channel && !pack.channels.some(({ key }) => key === settings.channel))
    throw new Refusal('imports.unknown-target', { status: 400, values: { target: settings.channel } });
  return {
    names: run.columns.map(({ name }) => name),
    columns: settings.columns as ColumnMapping[],
    stores,
    packOf,
    timeZone: zone?.timeZone ?? 'Asia/Shanghai',
    storeId: settings.storeId,
    kind: settings.kind,
    channel: settings.channel ?? null,
    receivedAt: settings.receivedAt,
    cutOff: settings.cutOff,
    now,
  };
}

function mappingRefusal({ code, target }: NonNullable<ReturnType<typeof mappingProblem>>): Refusal {
  const how = { status: 400, values: { target } };
  switch (code) {
    case 'unknown-target':
      return new Refusal('imports.unknown-target', how);
    case 'mapped-twice':
      return new Refusal('imports.mapped-twice', how);
    case 'nothing-mapped':
      return new Refusal('imports.nothing-mapped', { status: 400 });
  }
}
