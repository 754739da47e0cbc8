import { notFound } from '../../base/refusal.ts';
import type { Given } from '../../base/server/serve.ts';
import type { Tx } from '../../base/server/transaction.ts';
import type { Staff } from '../../people/staff.ts';
import { mustName } from '../choices.ts';
import type { reveal } from '../contact-contract.ts';
import { personalDataShown } from '../facts.ts';
import { readable } from '../redaction.ts';
import { openCase } from './case-work.ts';

/** Showing a whole number is an act with a purpose, logged as a fact. */
export async function revealNumber(tx: Tx<Staff>, given: Given<typeof reveal>) {
  const work = await openCase(tx, given.id, 'reveal');
  const { row, policy } = work;
  const purpose = mustName(policy.pack.reasons, 'reveal', given.purpose);
  const value = given.what === 'phone' ? row.callerPhone : fieldOf(given.what, row.fields);
  if (value === null || !readable(value)) throw notFound();
  work.tell(personalDataShown, { what: given.what, purpose });
  await work.done();
  return { value: String(value) };
}

function fieldOf(what: string, fields: Readonly<Record<string, unknown>>): string | null {
  const name = what.startsWith('fields.') ? what.slice(7) : null;
  return name && Object.hasOwn(fields, name) ? String(fields[name] ?? '') : null;
}
