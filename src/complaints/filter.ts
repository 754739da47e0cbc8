import { DAY } from '../base/time.ts';
import { KINDS, SATISFACTIONS, SEVERITIES, STAGES } from './complaint.ts';

/**
 * What a list of cases may be narrowed by. One value has one text: in the address of a page, in a query to the
 * server, in a saved view. Several values of one field are joined by commas and mean "one of these".
 */
interface Field<Value> {
  /** Null: no value of this field. */
  readonly read: (text: string) => Value | null;
  write(value: Value): string;
}
const same = (value: string): string => value;

const oneOf = <T extends string>(allowed: readonly T[]): Field<T> => ({
  read: (text) => allowed.find((value) => value === text) ?? null,
  write: same,
});

const severalOf = <T extends string>(allowed: readonly T[]): Field<T[]> => ({
  read(text) {
    const parts = text.split(',');
    return parts.every((part) => (allowed as readonly string[]).includes(part))
      ? allowed.filter((value) => parts.includes(value))
      : null;
  },
  write: (values) => values.join(','),
});

const MOST_KEYS = 20;
const KEY = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const severalKeys: Field<string[]> = {
  read(text) {
    const keys = [...new Set(text.split(','))].sort();
    return keys.length <= MOST_KEYS && keys.every((key) => key.length <= 64 && KEY.test(key)) ? keys : null;
  },
  write: (keys) => keys.join(','),
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const uuid: Field<string> = { read: (text) => (UUID.test(text) ? text : null), write: same };

/** `me`: whoever looks; `none`: nobody yet. */
const person: Field<string> = {
  read: (text) => (text === 'me' || text === 'none' || UUID.test(text) ? text : null),
  write: same,
};

const MOST_LETTERS = 60;
const UNWRITABLE = /\p{Cc}|[\u2028\u2029\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/u;
const line: Field<string> = {
  read(text) {
    const typed = text.trim();
    return typed && typed.length <= MOST_LETTERS && typed.isWellFormed() && !UNWRITABLE.test(typed) ? typed : null;
  },
  write: same,
};

export const NAMED_PERIODS = ['today', 'yesterday', '7d', '14d', '30d', 'month'] as const;
const DAYS = /^(\d{4}-\d\d-\d\d)?\.\.(\d{4}-\d\d-\d\d)?$/;
const isDay = (day: string): boolean =>
  day >= '1990-01-01' &&
  day < '2100-01-01' &&
  !Number.isNaN(Date.parse(day)) &&
  new Date(day).toISOString().startsWith(day);

/** A named period, which moves along with today, or days: `2026-11-01..2026-11-20`, either end may be open. */
const period: Field<string> = {
  read(text) {
    if ((NAMED_PERIODS as readonly string[]).includes(text)) return text;
    const [, from, to] = DAYS.exec(text) ?? [];
    if ((!from && !to) || (from && !isDay(from)) || (to && !isDay(to))) return null;
    return from && to && from > to ? null : text;
  },
  write: same,
};

/** The state of the clock that falls due first. */
export const CLOCK_STATES = ['overdue', 'warning', 'running', 'paused', 'none'] as const;
export const NEXT_STEPS = ['today', 'overdue', 'none'] as const;
/** The first contact as its clock judged it. `attempted`: tried in time, not reached; counted apart. */
export const FIRST_CONTACTS = ['on-time', 'late', 'attempted', 'waiting'] as const;

export const FIELDS = {
  /** `any` says that all are wanted, where a list of one's own would be shown otherwise. */
  state: oneOf(['open', 'closed', 'any']),
  stage: severalOf(STAGES),
  severity: severalOf(SEVERITIES),
  kind: severalOf(KINDS),
  category: severalKeys,
  storeId: uuid,
  owner: person,
  /** I own it, or am asked, mentioned, told. */
  involved: oneOf(['me']),
  /** `waiting`: handed over, and the new owner has not confirmed it. */
  handOver: oneOf(['waiting', 'taken']),
  /** Of open cases. */
  clock: severalOf(CLOCK_STATES),
  /** Of open cases. */
  next: oneOf(NEXT_STEPS),
  received: period,
  closed: period,
  channel: severalKeys,
  source: severalKeys,
  /** Part of the name of whoever sent an outside number (转办单位). */
  sender: line,
  contact: severalOf(FIRST_CONTACTS),
  satisfaction: severalOf(SATISFACTIONS),
  sample: oneOf(['true', 'false']),
  q: line,
} as const;
export type FieldName = keyof typeof FIELDS;
const NAMES = Object.keys(FIELDS) as FieldName[];

export type FieldValue<Name extends FieldName> = (typeof FIELDS)[Name] extends Field<infer Value> ? Value : never;
export type Filter = { [Name in FieldName]?: FieldValue<Name> };

/** How a list may be sorted; each has an index or a small set to sort. */
export const ORDERS = ['attention', 'newest', 'oldest', 'closed', 'next-step'] as const;
export type Order = (typeof ORDERS)[number];

/** From an address that anybody may have typed: what makes no sense is left out. */
export function readFilter(search: Readonly<Record<string, unknown>>): Filter {
  const filter: Record<string, unknown> = {};
  for (const name of NAMES) {
    const text = textOf(search[name]);
    const field: Field<unknown> = FIELDS[name];
    const value = text && field.read(field === line ? text.trim().slice(0, MOST_LETTERS) : text);
    if (value) filter[name] = value;
  }
  return filter as Filter;
}
const textOf = (value: unknown): string | null =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null;

export const readOrder = (text: unknown): Order => ORDERS.find((order) => order === text) ?? 'attention';

/** The texts of a filter, in the order of the fields: equal filters have equal texts. */
export function textsOf(
  filter: { readonly [Name in FieldName]?: FieldValue<Name> | undefined },
): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const name of NAMES) {
    const value = filter[name];
    const text = value === undefined ? '' : (FIELDS[name] as Field<typeof value>).write(value);
    if (text) texts[name] = text;
  }
  return texts;
}

/** An address's search part; the usual order goes without saying. */
export const toSearch = (filter: Filter, order: Order = 'attention'): Record<string, string> => ({
  ...textsOf(filter),
  ...(order !== 'attention' && { order }),
});

/** How many things narrow the list. */
export const countFields = ({ state, ...filter }: Filter): number =>
  Object.keys(textsOf(filter)).length + (state && state !== 'any' ? 1 : 0);

const dayPlus = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);

/** First and last day of a period, both included; null is open. `today` is a day YYYY-MM-DD. */
export function daysOf(text: string, today: string): { from: string | null; to: string | null } {
  switch (text) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: dayPlus(today, -1), to: dayPlus(today, -1) };
    case 'month':
      return { from: `${today.slice(0, 8)}01`, to: today };
    case '7d':
    case '14d':
    case '30d':
      return { from: dayPlus(today, 1 - Number.parseInt(text, 10)), to: today };
    default: {
      const [from, to] = text.split('..');
      return { from: from || null, to: to || null };
    }
  }
}

/** The words that a label is made of. */
export interface Spoken {
  /** The name of a field: 级别. */
  readonly field: (name: FieldName) => string;
  /** The name of one value: 重大, a store, a person; days as they are. */
  readonly value: (name: FieldName, value: string) => string;
}

/** A filter said aloud, field by field: "级别：重大、危机". */
export const labelsOf = (
  filter: Filter,
  { field, value }: Spoken,
): { name: FieldName; label: string; text: string }[] =>
  Object.entries(textsOf(filter))
    .filter(([name, text]) => !(name === 'state' && text === 'any'))
    .map(([key, text]) => {
      const name = key as FieldName;
      const parts = Array.isArray(filter[name]) ? text.split(',') : [text];
      return { name, label: field(name), text: parts.map((part) => value(name, part)).join('、') };
    });
