import * as z from 'zod';
import { endpoint } from '../../base/contract.ts';

const counts = z.strictObject({ complaints: z.number(), staff: z.number() });

export const readSample = endpoint({
  method: 'GET',
  path: '/api/sample',
  permission: 'signed-in',
  summary: 'How much sample data there is',
  reply: counts,
});

/** Everything marked as sample goes: complaints, customers, people, stores, and their facts. */
export const removeSample = endpoint({
  method: 'DELETE',
  path: '/api/sample',
  permission: 'sample.remove',
  summary: 'Clear all sample data',
  long: true,
  reply: counts,
});
