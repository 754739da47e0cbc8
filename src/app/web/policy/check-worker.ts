/** Checks a draft beside the page, so that typing never waits for it, and a text meant to choke it chokes only this. */
import type { Finding } from '../../../base/finding.ts';
import { type DryCase, type DryRun, dryRun } from '../../../complaints/dry-run.ts';
import { type DraftFiles, readDraft } from '../../../policies/draft.ts';
import { type Laid, layTexts } from '../../../policies/lay-texts.ts';
import type { Pack } from '../../../policies/pack.ts';
import { packSections } from '../../pack-sections.ts';

export interface TextsBelow {
  readonly packs: readonly {
    readonly key: string;
    readonly line: readonly string[];
    readonly files: readonly { name: string; text: string }[];
  }[];
  readonly libraries: Readonly<Record<string, unknown>>;
}
export type Asked =
  | {
      readonly kind: 'check';
      readonly files: DraftFiles;
      readonly below: TextsBelow;
      /** Of an add-on. */
      readonly base: string | null;
      readonly today: string;
    }
  | { readonly kind: 'dry-run'; readonly packs: readonly Pack[]; readonly given: DryCase };
export type Answered = { readonly laid: Laid } | { readonly runs: readonly DryRun[] };
export type FromWorker = { readonly ready: true } | { readonly id: number; readonly answer: Answered };

const names = Object.keys(packSections);
let lastBelow: { of: string; parents: ReadonlyMap<string, ReturnType<typeof readDraft>> } | null = null;

function parentsOf({ packs }: TextsBelow): ReadonlyMap<string, ReturnType<typeof readDraft>> {
  const of = packs.map(({ key }) => key).join();
  if (lastBelow?.of !== of) {
    const read = packs.map(({ key, files }) => {
      const texts = Object.fromEntries(files.map(({ name, text }) => [name, text]));
      return [key, readDraft(texts, names)] as const;
    });
    lastBelow = { of, parents: new Map(read) };
  }
  return lastBelow.parents;
}

function answer(asked: Asked): Answered {
  if (asked.kind === 'dry-run') return { runs: asked.packs.map((pack) => dryRun(pack, asked.given)) };
  const parents = parentsOf(asked.below);
  const findings: Finding[] = [...parents.values()].flatMap((read) => read.findings);
  const below = {
    parents: new Map([...parents].map(([key, { draft }]) => [key, draft])),
    lines: new Map(asked.below.packs.map(({ key, line }) => [key, line])),
    findings,
    libraries: asked.below.libraries,
  };
  const options = { today: asked.today, ...(asked.base === null ? {} : { base: asked.base }) };
  return { laid: layTexts(asked.files, packSections, below, options) };
}

const tell = (message: FromWorker): void => self.postMessage(message);
self.onmessage = ({ data }: MessageEvent<{ id: number; asked: Asked }>) =>
  tell({ id: data.id, answer: answer(data.asked) });
tell({ ready: true });
