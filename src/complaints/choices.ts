import { Refusal } from '../base/refusal.ts';
import type { ComplaintsSection } from './pack.ts';

/** Refuses a key that the pack's list does not hold, naming the list; empty and absent keys pass. */
export function mustBeIn(list: readonly { key: string }[], value: string | null | undefined, name: string): void {
  if (value && !list.some((choice) => choice.key === value)) {
    throw new Refusal('complaints.unknown-choice', { status: 400, values: { list: name, value } });
  }
}

/** A reason of the pack's picked list must be given. */
export function mustName(
  reasons: ComplaintsSection['reasons'],
  list: keyof ComplaintsSection['reasons'],
  value: string | null | undefined,
): string {
  if (!value) throw new Refusal('complaints.reason-missing', { status: 400, details: { reasons: reasons[list] } });
  mustBeIn(reasons[list], value, list);
  return value;
}

/** Pack fields: only known ones, each of its type. Empty values clear. */
export function checkFields(
  pack: Pick<ComplaintsSection, 'fields'>,
  given: Readonly<Record<string, string | number | boolean | null>>,
): Record<string, string | number | boolean | null> {
  const clean: Record<string, string | number | boolean | null> = {};
  for (const [name, value] of Object.entries(given)) {
    const field = pack.fields.find((known) => known.key === name);
    if (!field) throw new Refusal('complaints.unknown-field', { status: 400, values: { field: name } });
    if (value === null || value === '') {
      clean[name] = null;
      continue;
    }
    const fits =
      field.type === 'number'
        ? typeof value === 'number' && Number.isFinite(value)
        : field.type === 'yes-no'
          ? typeof value === 'boolean'
          : field.type === 'choice'
            ? typeof value === 'string' && (field.choices ?? []).some((choice) => choice.key === value)
            : field.type === 'date-time'
              ? typeof value === 'string' && !Number.isNaN(Date.parse(value))
              : typeof value === 'string';
    if (!fits) throw new Refusal('complaints.field-of-wrong-type', { status: 400, values: { field: field.title } });
    clean[name] = value;
  }
  return clean;
}
