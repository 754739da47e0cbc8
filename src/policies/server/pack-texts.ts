import { stringify } from 'yaml';
import type { Finding } from '../../base/finding.ts';
import { stopper } from '../../base/finding.ts';
import { type DraftFiles, lineAt, MOST_TEXT, readDraft } from '../draft.ts';
import type { Pack } from '../pack.ts';
import { hashOf } from './hash.ts';

/** A pack as texts again: the head, and one file a section. Comments and what it extended are gone; its content is not. */
export function textsOf(pack: Pack): DraftFiles {
  const { sections, ...head } = pack;
  // frozen editions come without prototypes of their own: plain data once more
  const yaml = (value: unknown): string => stringify(JSON.parse(JSON.stringify(value)), { lineWidth: 110 });
  return Object.fromEntries([
    ['pack.yaml', yaml(head)],
    ...Object.entries(sections).map(([name, section]): [string, string] => [`${name}.yaml`, yaml(section)]),
  ]);
}

/** What identifies a pack whatever edition it is published as. */
export const contentHash = (pack: Pack): string => hashOf({ ...pack, edition: 1, effectiveFrom: null });

interface TextHead {
  readonly key: string | null;
  readonly title: string | null;
  readonly addOn: boolean;
}

/** What the head says of itself; null what cannot be read yet. */
export function headOf(files: DraftFiles): TextHead {
  const { draft } = readDraft({ 'pack.yaml': files['pack.yaml'] ?? '' }, []);
  const { key, title, addOn } = draft;
  return {
    key: typeof key === 'string' && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(key) && key.length <= 64 ? key : null,
    title: typeof title === 'string' && title.trim() !== '' ? title.trim().slice(0, 40) : null,
    addOn: addOn === true,
  };
}

// ---- a pack as one file

const FORMAT = 'wanhui-pack';
const VERSION = 1;
/** Characters before the first text. */
const MOST_HEAD = 2_000;
/** Each text is a document of its own, so that the whole reads and colours like YAML. */
const MARK = /^--- # ([a-z][a-z0-9-]{0,60}\.ya?ml)$/;

/** `title`, `edition`: for the reader; what counts stands in the texts. */
export function packFile(files: DraftFiles, about: { title: string; edition: number | null; at: Date }): string {
  const names = Object.keys(files).sort(
    (a, b) => Number(b === 'pack.yaml') - Number(a === 'pack.yaml') || (a < b ? -1 : 1),
  );
  const head = stringify({
    format: FORMAT,
    version: VERSION,
    title: about.title,
    edition: about.edition,
    exportedAt: about.at.toISOString(),
    checksum: checksumOf(files),
  });
  return [head, ...names.map((name) => `--- # ${name}\n${unmarked(files[name] ?? '')}`)]
    .map((part) => (part.endsWith('\n') ? part : `${part}\n`))
    .join('');
}

/** Over the texts as the file gives them back. */
const checksumOf = (files: DraftFiles): string =>
  hashOf(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, unmarked(text).trimEnd()])));

/** A text's own `--- # posts.yaml` must not be taken for the beginning of the next one. */
const unmarked = (text: string): string =>
  text
    .split('\n')
    .map((line) => (MARK.test(line) ? line.replace('--- #', '---  #') : line))
    .join('\n');

/** The texts in an exported file, and what is wrong with it. `files` null: nothing can be made of it. */
export function readPackFile(text: string): { files: DraftFiles | null; findings: Finding[] } {
  if (text.length > MOST_TEXT + 10_000) {
    const place = { line: lineAt(text, MOST_TEXT), column: 1 };
    return { files: null, findings: [{ ...stopper('too-large', 'pack', { most: MOST_TEXT }), ...place }] };
  }
  const lines = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .split('\n');
  const starts = lines.flatMap((line, n) => (MARK.test(line) ? [n] : []));
  const at = (code: string, line: number, values: Record<string, string | number> = {}): Finding => ({
    ...stopper(code, 'file', values),
    line,
    column: 1,
  });
  const files: Record<string, string> = {};
  const findings: Finding[] = [];
  for (const [nth, start] of starts.entries()) {
    const name = MARK.exec(lines[start] ?? '')?.[1] ?? '';
    if (Object.hasOwn(files, name)) findings.push(at('written-twice', start + 1, { name }));
    else
      files[name] = `${lines
        .slice(start + 1, starts[nth + 1])
        .join('\n')
        .trimEnd()}\n`;
  }
  if (!Object.hasOwn(files, 'pack.yaml')) findings.push(at('not-a-pack-file', 1));
  if (findings.length > 0) return { files: null, findings };
  const head = lines.slice(0, starts[0]).join('\n');
  if (head.length > MOST_HEAD) return { files: null, findings: [at('not-a-pack-file', 1)] };
  const { draft, findings: unread } = readDraft({ 'pack.yaml': head }, []);
  if (unread.length > 0 || draft['format'] !== FORMAT) return { files: null, findings: [at('not-a-pack-file', 1)] };
  if (draft['version'] !== VERSION) {
    return { files: null, findings: [at('newer-pack-file', 1, { version: String(draft['version']).slice(0, 20) })] };
  }
  const changed = draft['checksum'] !== checksumOf(files);
  return { files, findings: changed ? [{ ...at('changed-since-export', 1), stops: false }] : [] };
}
