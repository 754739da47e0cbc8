import type { ComplaintView } from '../../case-contract.ts';
import type { Mood } from '../../complaint.ts';

type Value = string | number | boolean | null;

/** What may be corrected, as the form holds it. Masked values begin empty: an empty one is never sent. */
export interface Facts {
  callerName: string;
  callerPhone: string;
  relation: string;
  channel: string;
  source: string;
  receivedAt: string;
  subjects: string[];
  expectedFeeling: string;
  expectedProcess: string;
  expectedResult: string;
  moodBefore: Mood | null;
  moodAfter: Mood | null;
  fields: Record<string, Value>;
}
export type FactName = keyof Facts | `fields.${string}`;

export function factsOf(view: ComplaintView): Facts {
  return {
    callerName: view.callerName,
    callerPhone: '',
    relation: view.relation,
    channel: view.channel,
    source: view.source,
    receivedAt: view.receivedAt,
    subjects: view.subjects,
    expectedFeeling: view.expectedFeeling,
    expectedProcess: view.expectedProcess,
    expectedResult: view.expectedResult,
    moodBefore: view.moodBefore,
    moodAfter: view.moodAfter,
    fields: Object.fromEntries(
      Object.entries(view.fields).filter(([key]) => !view.revealable.includes(`fields.${key}`)),
    ),
  };
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Only what was changed, as the request sends it. */
export function changedOf(before: Facts, after: Facts): Partial<Facts> {
  const changed: Partial<Record<keyof Facts, unknown>> = {};
  for (const name of Object.keys(after) as (keyof Facts)[]) {
    if (name !== 'fields' && !same(before[name], after[name])) changed[name] = after[name];
  }
  const fields = Object.entries(after.fields).filter(([key, value]) => !same(before.fields[key], value));
  if (fields.length > 0) changed.fields = Object.fromEntries(fields);
  return changed as Partial<Facts>;
}

/** What both changed since `before`, and not to the same value. */
export function clashOf(before: Facts, mine: Facts, theirs: Facts): FactName[] {
  const ours = changedOf(before, mine);
  const names: FactName[] = [];
  for (const name of Object.keys(ours) as (keyof Facts)[]) {
    if (name === 'fields') continue;
    if (!same(before[name], theirs[name]) && !same(mine[name], theirs[name])) names.push(name);
  }
  for (const key of Object.keys(ours.fields ?? {})) {
    const now = theirs.fields[key];
    if (!same(before.fields[key], now) && !same(mine.fields[key], now)) names.push(`fields.${key}`);
  }
  return names;
}

export const factAt = (facts: Facts, name: FactName): unknown =>
  name.startsWith('fields.') ? facts.fields[name.slice('fields.'.length)] : facts[name as keyof Facts];
