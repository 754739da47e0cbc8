/** 群诉: one event behind several cases. */
export const INCIDENT_STATES = ['open', 'closed'] as const;

/** By what the representative speaks for the other customers. */
export const AUTHORITIES = ['written', 'said', 'unclear'] as const;
export type Authority = (typeof AUTHORITIES)[number];

export const incidentNumberOf = (serial: number): string => `Q${serial}`;

/** Case numbers in what somebody typed or pasted, in its order, each once. */
export function numbersIn(typed: string): string[] {
  const parts = typed
    .normalize('NFKC')
    .split(/[\s,;、，；。]+/)
    .filter(Boolean);
  return parts.every((part) => /^\d{6,14}$/.test(part)) ? [...new Set(parts)] : [];
}
