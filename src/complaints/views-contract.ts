import * as z from 'zod';
import { endpoint } from '../base/contract.ts';
import { done, id, someLine } from '../base/schemas.ts';
import { filterShape, order } from './list-contract.ts';

/** 保存的视图: a filter under a name, for oneself or for all who read in one store. */
export const savedView = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** The texts of an address: src/complaints/filter.ts reads them. `order` is among them. */
  filter: z.record(z.string(), z.string()),
  /** Null: private. */
  storeId: z.string().nullable(),
  isDefault: z.boolean(),
  /** The caller may change and delete it. */
  mine: z.boolean(),
});
export type SavedView = z.output<typeof savedView>;

const given = {
  name: someLine(40),
  filter: z.strictObject({ ...filterShape, order }),
  /** The list opens with it: a private one before one of a store. */
  isDefault: z.boolean().default(false),
};
const byId = z.strictObject({ id: id() });

export const listViews = endpoint({
  method: 'GET',
  path: '/api/complaint-views',
  permission: 'complaint.read',
  summary: 'Saved views: one’s own, and those of the stores in which one reads',
  reply: z.strictObject({ items: z.array(savedView) }),
});

export const saveView = endpoint({
  method: 'POST',
  path: '/api/complaint-views',
  permission: 'complaint.read',
  summary: 'Save a view; for a store only by who assigns there',
  input: z.strictObject({ ...given, storeId: id().nullable().default(null) }),
  reply: z.strictObject({ id: z.string() }),
  status: 201,
});

export const changeView = endpoint({
  method: 'PUT',
  path: '/api/complaint-views/:id',
  permission: 'complaint.read',
  summary: 'Change a saved view',
  params: byId,
  input: z.strictObject(given),
  reply: done,
});

export const deleteView = endpoint({
  method: 'DELETE',
  path: '/api/complaint-views/:id',
  permission: 'complaint.read',
  summary: 'Delete a saved view',
  params: byId,
  reply: done,
});
