import { readFile } from 'node:fs/promises';
import { text as allOf } from 'node:stream/consumers';
import { analyse } from '../assist/conversation.ts';
import type { Channel } from '../assist/language.ts';
import { assistPart } from '../assist/pack.ts';
import { lineOf, reportOf } from '../assist/report.ts';
import { shippedEngine } from '../assist/server/shipped-language.ts';
import { readTranscript } from '../assist/transcript.ts';
import { Refusal } from '../base/refusal.ts';
import { sectionOf } from '../policies/pack.ts';
import { readShippedPack } from '../policies/server/shipped.ts';
import { packSections } from './pack-sections.ts';

export interface LintCommand {
  readonly pack?: string;
  readonly format: 'text' | 'json';
  readonly channel: Channel;
  readonly speaker?: 'agent' | 'customer';
  readonly faultVerified?: boolean;
}

/** Reads a transcript and prints what to mend, as a linter does; true when nothing of it is a fault. */
export async function lintByCommand(file: string, command: LintCommand): Promise<boolean> {
  const said = readTranscript(await contentsOf(file), command.speaker);
  const engine = await shippedEngine(command.pack === undefined ? undefined : await ownWordsOf(command.pack));
  const flags = command.faultVerified ? { faultVerified: true, factsComplete: true } : {};
  const analysis = analyse(engine, { utterances: said, channel: command.channel, case: flags });
  if (command.format === 'json') console.log(JSON.stringify(reportOf(analysis), null, 2));
  else for (const finding of analysis.findings) console.log(lineOf(finding, said[finding.utterance]?.text ?? ''));
  return !analysis.findings.some(({ severity }) => severity === 'fault');
}

async function ownWordsOf(key: string) {
  const read = await readShippedPack(key, packSections);
  if (!read?.readable) throw new Error(`there is no pack ${key}; see packs/`);
  return sectionOf(read.readable, assistPart);
}

async function contentsOf(file: string): Promise<string> {
  const bytes = file === '-' ? Buffer.from(await allOf(process.stdin)) : await readFile(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal('assist.not-text', { status: 400 });
  }
}
