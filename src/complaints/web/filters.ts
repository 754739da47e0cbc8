import { KINDS, type Kind, SEVERITIES, type Severity, STAGES, type Stage } from '../complaint.ts';

/** What the list shows, as it stands in the address. Absent means no restriction. */
export interface Filters {
  view?: 'mine' | 'involved' | 'unassigned';
  state?: 'open' | 'closed';
  stage?: Stage;
  severity?: Severity;
  kind?: Kind;
  category?: string;
  storeId?: string;
  ownerId?: string;
  overdue?: boolean;
  q?: string;
  order?: 'newest';
}

const oneOf = <T extends string>(allowed: readonly T[], value: unknown): T | undefined =>
  allowed.find((candidate) => candidate === value);

const text = (value: unknown, max: number): string | undefined => {
  const typed = typeof value === 'string' || typeof value === 'number' ? String(value).trim().slice(0, max) : '';
  return typed || undefined;
};

const uuid = (value: unknown): string | undefined =>
  /^[0-9a-f-]{36}$/.test(String(value)) ? String(value) : undefined;

/** Filters from an address that anybody may have typed: what makes no sense is left out. */
export function readFilters(search: Readonly<Record<string, unknown>>): Filters {
  return withoutGaps({
    view: oneOf(['mine', 'involved', 'unassigned'], search['view']),
    state: oneOf(['open', 'closed'], search['state']),
    stage: oneOf(STAGES, search['stage']),
    severity: oneOf(SEVERITIES, search['severity']),
    kind: oneOf(KINDS, search['kind']),
    category: text(search['category'], 64),
    storeId: uuid(search['storeId']),
    ownerId: uuid(search['ownerId']),
    overdue: search['overdue'] === true || search['overdue'] === 'true' ? true : undefined,
    q: text(search['q'], 60),
    order: oneOf(['newest'], search['order']),
  });
}

/** Drops absent filters, so that the address stays short and equal lists share one cache entry. */
export function withoutGaps(filters: { [name in keyof Filters]: Filters[name] | undefined }): Filters {
  return Object.fromEntries(
    Object.entries(filters).filter(([, value]) => value !== undefined && value !== ''),
  ) as Filters;
}

export const countFilters = ({ order: _, ...filters }: Filters): number => Object.keys(filters).length;

/** The same filters as texts of an address. */
export const toSearch = (filters: { [name in keyof Filters]: Filters[name] | undefined }): Record<string, string> =>
  Object.fromEntries(Object.entries(withoutGaps(filters)).map(([name, value]) => [name, String(value)]));
