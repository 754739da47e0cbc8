import * as z from 'zod';
import { id, instant, key, line, words } from '../base/schemas.ts';
import { act } from './act-endpoint.ts';

export const assign = act(
  'owner',
  'complaint.work',
  'Assign or hand over to an owner',
  z.strictObject({ ownerId: id(), reason: key().nullish(), note: words(500).default('') }),
);

export const acknowledge = act(
  'owner/acknowledgement',
  'complaint.work',
  'Acknowledge a hand-over',
  z.strictObject({}),
);

export const setNextStep = act(
  'next-step',
  'complaint.work',
  'Set the next step',
  z.strictObject({ step: line(100).default(''), at: instant() }),
);
