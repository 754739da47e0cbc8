import { parseDocument, stringify } from 'yaml';
import * as z from 'zod';
import { someLine, words } from '../base/schemas.ts';
import { bodies, type Entry, KINDS, nameOf, type SetEntry } from './entry.ts';

/** What a file carries at most; more is a mistake. */
const MOST = 300;

const LISTS = {
  phrase: 'phrases',
  objection: 'objectionCards',
  style: 'styles',
  card: 'cards',
  rule: 'rules',
} as const;

const listOf = <T extends z.ZodType>(body: T) => z.array(body).max(MOST).default([]);
const fileSchema = z.strictObject({
  phrases: listOf(bodies.phrase),
  objectionCards: listOf(bodies.objection),
  styles: listOf(bodies.style),
  cards: listOf(bodies.card),
  rules: listOf(bodies.rule),
  /** What comes with the desk and is left out. */
  off: listOf(
    z.strictObject({
      kind: z.enum(KINDS),
      name: someLine(110),
      why: words(500).default(''),
    }),
  ),
});

export interface FileEntry {
  /** As in `rules.3`. */
  readonly place: string;
  readonly entry: Entry;
  readonly why: string;
}

/** What an organisation laid over the library, as YAML; `whyOf` tells why something is switched off. */
export function libraryFileOf(entries: readonly Entry[], whyOf: (entry: Entry) => string): string {
  const of = (kind: SetEntry['kind']) =>
    entries.flatMap((entry) => (entry.act === 'set' && entry.kind === kind ? [entry.body] : []));
  const lists = KINDS.map((kind) => [LISTS[kind], of(kind)] as const);
  const off = entries
    .filter(({ act }) => act === 'off')
    .map((entry) => ({ kind: entry.kind, name: nameOf(entry), why: whyOf(entry) }));
  const filled = [...lists, ['off', off] as const].filter(([, items]) => items.length > 0);
  return stringify(Object.fromEntries(filled), { lineWidth: 0 });
}

/** All that stands in a file, or the first place that cannot be read: a line of the text, or a path within it. */
export function readLibraryFile(text: string): { entries: FileEntry[] } | { place: string; problem: string } {
  const document = parseDocument(text);
  const [broken] = document.errors;
  if (broken) return { place: String(broken.linePos?.[0].line ?? 1), problem: broken.code };
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch {
    // an alias to nothing, or more of them than anybody writes
    return { place: '1', problem: 'alias' };
  }
  const read = fileSchema.safeParse(value ?? {});
  if (!read.success) {
    const [issue] = read.error.issues;
    return { place: issue?.path.join('.') || '1', problem: issue?.code ?? 'invalid' };
  }
  const { off, ...lists } = read.data;
  const set = KINDS.flatMap((kind) =>
    lists[LISTS[kind]].map((body, nth) => ({
      place: `${LISTS[kind]}.${nth}`,
      entry: { act: 'set', kind, body } as SetEntry,
      why: '',
    })),
  );
  const entries: FileEntry[] = [
    ...set,
    ...off.map(({ kind, name, why }, nth) => ({
      place: `off.${nth}`,
      entry: { act: 'off' as const, kind, name },
      why,
    })),
  ];
  const names = entries.map(({ entry }) => `${entry.kind} ${nameOf(entry)}`);
  const twice = names.findIndex((name, nth) => names.indexOf(name) !== nth);
  if (twice >= 0) return { place: entries[twice]?.place ?? '1', problem: 'twice' };
  return { entries };
}
