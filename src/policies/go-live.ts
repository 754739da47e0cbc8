import type * as z from 'zod';
import { type Finding, hint, stopper } from '../base/finding.ts';
import { entryKey, isMap, readablePath, valueAt } from './canonical.ts';
import { envelopeSchema, type Pack, type PackSections } from './pack.ts';

/**
 * Reads a flattened draft and says what keeps it from going live. The pack is null when its shape is wrong;
 * a figure that the documents leave blank and nobody filled is such a wrong shape (S2-005, S2-107).
 */
export function checkPack(draft: unknown, sections: PackSections): { pack: Pack | null; findings: Finding[] } {
  const { sections: given, ...head } = isMap(draft) ? draft : {};
  const contents = isMap(given) ? given : {};
  const envelope = envelopeSchema.safeParse(head);
  const findings = envelope.success ? [] : shapeFindings(head, envelope.error, []);
  findings.push(
    ...Object.keys(contents)
      .filter((name) => !Object.hasOwn(sections, name))
      .map((name) => stopper('unknown-entry', name, { name })),
  );
  const parsed: Record<string, unknown> = {};
  for (const [name, section] of Object.entries(sections)) {
    const result = section.schema.safeParse(contents[name]);
    if (result.success) parsed[name] = result.data;
    else findings.push(...shapeFindings(contents[name], result.error, [name]));
  }
  if (!envelope.success || findings.some((finding) => finding.stops)) return { pack: null, findings };
  const pack: Pack = { ...envelope.data, sections: parsed };
  for (const [name, section] of Object.entries(sections)) findings.push(...section.findings(parsed[name], pack));
  findings.push(...ourFindings(pack), ...unsourcedNumbers(pack));
  return { pack, findings };
}

export const mayGoLive = (findings: readonly Finding[]): boolean => !findings.some((finding) => finding.stops);

function shapeFindings(root: unknown, error: z.ZodError, under: string[]): Finding[] {
  return error.issues.flatMap((issue) => {
    const path = [...under, readablePath(root, issue.path)].filter(Boolean).join('.');
    const value = issue.path.reduce<unknown>((here, step) => (here as Record<PropertyKey, unknown>)?.[step], root);
    if (issue.code === 'unrecognized_keys') return issue.keys.map((name) => stopper('unknown-entry', path, { name }));
    if (value === undefined || value === null || value === '') return [stopper('missing', path)];
    if (Array.isArray(value) && value.length === 0) return [stopper('empty', path)];
    return [stopper('not-fitting', path, { problem: issue.code })];
  });
}

/** `ours` must point at something that is there, or nobody can confirm it. */
const ourFindings = (pack: Pack): Finding[] =>
  pack.ours
    .filter(({ path }) => valueAt(pack.sections, path) === undefined)
    .map(({ path }) => stopper('unknown-path', `ours.${path}`, { name: path }));

/** Figures that neither name their source nor stand among ours: nobody could say where they come from. */
function unsourcedNumbers(pack: Pack): Finding[] {
  const ours = new Set(pack.ours.map(({ path }) => path));
  const walk = (value: unknown, path: string): Finding[] => {
    if (ours.has(path)) return [];
    if (typeof value === 'number') return [hint('unsourced-number', path, { number: value })];
    if (Array.isArray(value)) {
      return value.flatMap((entry, place) => walk(entry, `${path}.${entryKey(entry) ?? place + 1}`));
    }
    if (!isMap(value) || (typeof value['source'] === 'string' && value['source'] !== '')) return [];
    return Object.entries(value).flatMap(([name, inner]) => walk(inner, path ? `${path}.${name}` : name));
  };
  return walk(pack.sections, '');
}
