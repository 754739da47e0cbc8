import { MARK } from '../people/mask.ts';
import type { ComplaintsSection } from './pack.ts';
import { normalVin } from './vin.ts';

export interface Mark {
  field: string;
  value: string;
}

/** The numbers of a case by which it is found again, written one way: no spaces, capital letters. */
export function marksOf(
  pack: Pick<ComplaintsSection, 'fields'>,
  fields: Readonly<Record<string, string | number | boolean | null>>,
  outsideNumbers: readonly { number: string }[] = [],
): Mark[] {
  const marks: Mark[] = [];
  for (const field of pack.fields) {
    const value = fields[field.key];
    const numbered = field.searchable || field.type === 'vin' || field.type === 'order' || field.type === 'waybill';
    if (numbered && typeof value === 'string' && value !== '' && value !== MARK)
      marks.push({ field: field.key, value: normalMark(value) });
  }
  for (const outside of outsideNumbers)
    if (outside.number && outside.number !== MARK) marks.push({ field: 'outside', value: normalMark(outside.number) });
  return marks;
}

export const normalMark = (typed: string): string => normalVin(typed).slice(0, 80);

/** What the customer owns or ordered, as the customers room keeps it. */
export function itemsOf(
  pack: Pick<ComplaintsSection, 'fields'>,
  fields: Readonly<Record<string, string | number | boolean | null>>,
): { kind: string; number: string; title: string }[] {
  const kinds: Record<string, string> = { vin: 'vehicle', order: 'order', waybill: 'waybill' };
  return pack.fields.flatMap((field) => {
    const value = fields[field.key];
    const kind = kinds[field.type];
    return kind && typeof value === 'string' && value && value !== MARK
      ? [{ kind, number: normalMark(value), title: field.title }]
      : [];
  });
}
