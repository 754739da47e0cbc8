import { readFile } from 'node:fs/promises';
import { text as allOf } from 'node:stream/consumers';
import { allMustBeGood, entriesIn } from '../assist/actions/propose-change.ts';
import { analyse } from '../assist/conversation.ts';
import type { Entry, Kind } from '../assist/entry.ts';
import type { Channel } from '../assist/language.ts';
import { layEntries } from '../assist/lay-entries.ts';
import { assistPart } from '../assist/pack.ts';
import { lineOf, reportOf } from '../assist/report.ts';
import { shippedEngine, shippedShelf } from '../assist/server/shipped-language.ts';
import { readTranscript } from '../assist/transcript.ts';
import { Refusal } from '../base/refusal.ts';
import { sectionOf } from '../policies/pack.ts';
import { readShippedPack } from '../policies/server/shipped.ts';
import { packSections } from './pack-sections.ts';

export interface LintCommand {
  readonly pack?: string;
  /** What an organisation laid over the library, as the page 用语库 exports it. */
  readonly library?: string;
  readonly format: 'text' | 'json';
  readonly channel: Channel;
  readonly speaker?: 'agent' | 'customer';
  readonly faultVerified?: boolean;
}

/** Reads a transcript and prints what to mend, as a linter does; true when nothing of it is a fault. */
export async function lintByCommand(file: string, command: LintCommand): Promise<boolean> {
  const said = readTranscript(await contentsOf(file), command.speaker);
  const engine = await shippedEngine(
    command.pack === undefined ? undefined : await ownWordsOf(command.pack),
    command.library === undefined ? [] : await libraryOf(command.library),
  );
  const flags = command.faultVerified ? { faultVerified: true, factsComplete: true } : {};
  const analysis = analyse(engine, { utterances: said, channel: command.channel, case: flags });
  if (command.format === 'json') console.log(JSON.stringify(reportOf(analysis), null, 2));
  else for (const finding of analysis.findings) console.log(lineOf(finding, said[finding.utterance]?.text ?? ''));
  return !analysis.findings.some(({ severity }) => severity === 'fault');
}

/** Of the file what changes the checks; it must be as good as for a desk that imports it. */
async function libraryOf(file: string): Promise<Entry[]> {
  const entries = entriesIn(textOf(await readFile(file))).filter(({ entry }) => CHECKED.includes(entry.kind));
  const [shipped, engine] = await Promise.all([shippedShelf(), shippedEngine()]);
  const all = entries.map(({ entry }) => entry);
  await allMustBeGood(entries, { shipped, current: layEntries(shipped, all), engine });
  return all;
}
const CHECKED: readonly Kind[] = ['card', 'rule'];

async function ownWordsOf(key: string) {
  const read = await readShippedPack(key, packSections);
  if (!read?.readable) throw new Error(`there is no pack ${key}; see packs/`);
  return sectionOf(read.readable, assistPart);
}

const contentsOf = async (file: string): Promise<string> =>
  textOf(file === '-' ? Buffer.from(await allOf(process.stdin)) : await readFile(file));

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal('assist.not-text', { status: 400 });
  }
}
