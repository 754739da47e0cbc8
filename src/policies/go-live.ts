import type * as z from 'zod';
import { type Finding, hint, stopper } from '../base/finding.ts';
import { entryKey, isMap, type Json, readablePath, valueAt } from './canonical.ts';
import { isTooDeep, MOST_DEPTH } from './depth.ts';
import { gapFinding, gapsOf, type OpenGap, withValueAt } from './gaps.ts';
import { type Envelope, envelopeSchema, type Pack, type PackSections } from './pack.ts';

export interface Checked {
  /** Null while its shape is wrong, or a place stands empty that the documents leave open. */
  readonly pack: Pack | null;
  /** To look at while it waits: empty places stand in for. Null when the shape itself is wrong. */
  readonly readable: Pack | null;
  readonly findings: Finding[];
}

type Contents = { [name: string]: Json };

/**
 * Reads a flattened draft and says what keeps it from going live. A figure that the documents leave blank and nobody
 * filled is told by its own name and clause (S2-005, S2-107), and nothing else follows from it. `today` (YYYY-MM-DD)
 * lets laws be found past their end.
 */
export function checkPack(draft: unknown, sections: PackSections, today: string | null = null): Checked {
  if (isTooDeep(draft)) {
    return { pack: null, readable: null, findings: [stopper('too-deep', 'pack', { most: MOST_DEPTH })] };
  }
  const { sections: given, ...head } = isMap(draft) ? draft : {};
  const contents: Contents = isMap(given) ? given : {};
  // half of a pack: what is missing comes from the pack over or under it
  const half = halfOf(head);
  if (half) return { pack: null, readable: null, findings: [half] };
  const envelope = envelopeSchema.safeParse(head);
  const gaps = gapsOf(head, contents);
  const findings: Finding[] = [];
  if (!envelope.success) findings.push(...shapeFindings(head, envelope.error, []));
  findings.push(
    ...Object.keys(contents)
      .filter((name) => !Object.hasOwn(sections, name))
      .map((name) => stopper('unknown-entry', name, { name })),
  );
  const filled = stoodIn(contents, gaps.open, sections);
  const parsed: Record<string, unknown> = {};
  for (const [name, section] of Object.entries(sections)) {
    const result = section.schema.safeParse(filled.contents[name]);
    if (result.success) parsed[name] = result.data;
    else findings.push(...shapeFindings(filled.contents[name], result.error, [name]));
  }
  const empty = [...filled.gaps.map(gapFinding), ...gaps.findings];
  if (!envelope.success || findings.some((finding) => finding.stops)) {
    return { pack: null, readable: null, findings: [...findings, ...empty] };
  }
  const readable: Pack = { ...envelope.data, sections: parsed };
  for (const [name, section] of Object.entries(sections)) {
    findings.push(...section.findings(parsed[name], readable, { today }));
  }
  findings.push(...headFindings(readable), ...unsourcedNumbers(readable), ...formulas(readable));
  // what is said of an empty place follows from its being empty
  const own = findings.filter(
    ({ path }) => !filled.gaps.some((gap) => path === gap.path || path.startsWith(`${gap.path}.`)),
  );
  const waits = empty.some((finding) => finding.stops);
  return { pack: waits ? null : readable, readable, findings: [...own, ...empty] };
}

export const mayGoLive = (findings: readonly Finding[]): boolean => !findings.some((finding) => finding.stops);

function halfOf(head: { readonly [name: string]: Json }): Finding | null {
  if (head['abstract'] === true) return stopper('only-to-extend', 'abstract');
  return head['addOn'] === true && typeof head['basedOn'] !== 'string'
    ? stopper('add-on-without-base', 'extends')
    : null;
}

/** What may stand where something is still to be written, the first that fits the place. */
const STAND_INS: readonly Json[] = ['待填', { typed: true }, 1, [], {}, true, 'to-fill'];

/**
 * The sections with something in every empty place that their shape insists on. A place that must not be empty even
 * though its gap is only a hint stops all the same: the desk could not read such a pack.
 */
function stoodIn(
  contents: Contents,
  open: readonly OpenGap[],
  sections: PackSections,
): { contents: Contents; gaps: OpenGap[] } {
  let filled: Json = contents;
  const gaps = open.map((gap): OpenGap => {
    const [name = ''] = gap.path.split('.');
    const section = Object.hasOwn(sections, name) ? sections[name] : undefined;
    if (!section || name === 'slots') return gap;
    const faults = (of: Json): number => {
      const result = section.schema.safeParse(isMap(of) ? of[name] : undefined);
      if (result.success) return 0;
      return result.error.issues.filter((issue) => {
        const path = `${name}.${readablePath(isMap(of) ? of[name] : undefined, issue.path)}`;
        return path === gap.path || path.startsWith(`${gap.path}.`) || gap.path.startsWith(`${path}.`);
      }).length;
    };
    const before = faults(filled);
    if (before === 0) return gap;
    for (const standIn of STAND_INS) {
      const tried = withValueAt(filled, gap.path, standIn);
      if (tried && faults(tried) < before) {
        filled = tried;
        return { ...gap, stops: true };
      }
    }
    return gap;
  });
  return { contents: filled as Contents, gaps };
}

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

/** What the head points at must be there, or nobody can confirm it. */
function headFindings(pack: Pack): Finding[] {
  const there = (path: string): boolean =>
    valueAt(pack.sections, path) !== undefined || (path.startsWith('slots.') && valueAt(pack, path) !== undefined);
  const pointing: [string, string | null][] = [
    ...pack.ours.map(({ path }): [string, string] => [`ours.${path}`, path]),
    ...pack.rows.map((entry): [string, string] => [`rows.${entryKey(entry)}`, entry.path]),
    ...pack.answers.map(({ conflict, path }): [string, string | null] => [`answers.${conflict}`, path]),
  ];
  return [
    ...pointing.flatMap(([from, path]) =>
      path === null || there(path)
        ? []
        : [stopper(from.startsWith('answers.') ? 'answer-path-missing' : 'unknown-path', from, { name: path })],
    ),
    ...approverFindings(pack),
  ];
}

/** Approvers are posts of the pack that may approve. */
function approverFindings({ publishing, sections }: Envelope & Pick<Pack, 'sections'>): Finding[] {
  const held = sections['posts'];
  const posts = isMap(held) && Array.isArray(held['posts']) ? held['posts'] : [];
  const may = new Map(
    posts.flatMap((post) =>
      isMap(post)
        ? [[String(post['key']), ([] as Json[]).concat(post['permissions'] ?? []).includes('policy.approve')]]
        : [],
    ),
  );
  const named = publishing.aboutApprover ? [...publishing.approvers, publishing.aboutApprover] : publishing.approvers;
  return named
    .filter((post) => !may.get(post))
    .map((post) => stopper('approver-is-nobody', 'publishing.approvers', { name: post }));
}

/** Figures that neither name their source nor stand among ours: nobody could say where they come from. */
function unsourcedNumbers(pack: Pack): Finding[] {
  const ours = new Set(pack.ours.map(({ path }) => path));
  const named = (value: unknown): boolean => typeof value === 'string' && value !== '';
  const walk = (value: unknown, path: string): Finding[] => {
    if (ours.has(path)) return [];
    if (typeof value === 'number') return [hint('unsourced-number', path, { number: value })];
    if (Array.isArray(value)) {
      return value.flatMap((entry, place) => walk(entry, `${path}.${entryKey(entry) ?? place + 1}`));
    }
    // a row of law is a source
    if (!isMap(value) || named(value['source']) || named(value['rule'])) return [];
    return Object.entries(value).flatMap(([name, inner]) => walk(inner, path ? `${path}.${name}` : name));
  };
  return walk(pack.sections, '');
}

/** A title that a spreadsheet would reckon with. */
function formulas(pack: Pack): Finding[] {
  const walk = (value: unknown, path: string): Finding[] => {
    if (Array.isArray(value)) {
      return value.flatMap((entry, place) => walk(entry, `${path}.${entryKey(entry) ?? place + 1}`));
    }
    if (!isMap(value)) return [];
    return Object.entries(value).flatMap(([name, inner]) => {
      const here = path ? `${path}.${name}` : name;
      if (name === 'title' && typeof inner === 'string' && /^[=+@-]./.test(inner)) return [hint('formula-text', here)];
      return walk(inner, here);
    });
  };
  return [...walk({ title: pack.title }, ''), ...walk(pack.sections, '')];
}
