import { type Finding, unknownNames } from '../base/finding.ts';
import type { IncidentsSection } from './pack.ts';

export const incidentFindings = (
  { suggest }: IncidentsSection,
  around: { readonly fields: ReadonlySet<string> },
): Finding[] =>
  unknownNames(
    'unknown-entry',
    'incidents.suggest.by',
    suggest.by.map(({ field }) => field),
    around.fields,
  );
