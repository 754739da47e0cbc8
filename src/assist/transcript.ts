import { Refusal } from '../base/refusal.ts';
import type { Said, Speaker } from './conversation.ts';

/** Most that one transcript, and one utterance in it, may hold, in UTF-16 units. */
export const MOST_TRANSCRIPT = 2_000_000;
export const MOST_UTTERANCES = 5000;

const SPEAKERS: Readonly<Record<string, Speaker>> = {
  agent: 'agent',
  customer: 'customer',
  客服: 'agent',
  坐席: 'agent',
  座席: 'agent',
  员工: 'agent',
  客户: 'customer',
  顾客: 'customer',
  用户: 'customer',
};
const LABEL = /^\s*(?:\[([^\]\n]{0,12})(\])?\s*)?([\p{L}]{1,12})\s*[:：]\s?(?:\[(\d[\d:.]{0,11})(\])?\s*)?(.*)$/su;
const TIME = /^(?:(\d{1,2}):)?(\d{1,3}):([0-5]?\d)(?:\.\d{1,3})?$/;

/**
 * Reads `agent: …` and `customer: …` (also 客服, 客户 …), each at will with a time `[mm:ss]` before or after it; a line without a label
 * goes on with the one before. With `speaker`, every line that is not empty is an utterance of that one.
 * @throws {Refusal} `assist.not-text`, `assist.nothing-said`, `assist.too-long`, `assist.unknown-speaker`,
 * `assist.bad-time`; the last two name the line
 */
export function readTranscript(text: string, speaker?: Speaker): Said[] {
  if (text.length > MOST_TRANSCRIPT)
    throw new Refusal('assist.too-long', { status: 400, values: { most: MOST_TRANSCRIPT } });
  if (text.includes('\0') || text.includes('\uFFFD')) throw new Refusal('assist.not-text', { status: 400 });
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const said = speaker
    ? lines.filter((line) => line.trim() !== '').map((line): Said => ({ speaker, text: line }))
    : labelled(lines);
  if (said.length === 0) throw new Refusal('assist.nothing-said', { status: 400 });
  if (said.length > MOST_UTTERANCES)
    throw new Refusal('assist.too-long', { status: 400, values: { most: MOST_UTTERANCES } });
  return said;
}

function labelled(lines: readonly string[]): Said[] {
  const said: (Said & { text: string })[] = [];
  lines.forEach((line, nth) => {
    if (line.trim() === '') return;
    const [, before, shut, label, after, shutAfter, words] = LABEL.exec(line) ?? [];
    const [time, closed] = before === undefined ? [after, shutAfter] : [before, shut];
    const speaker = label === undefined ? undefined : SPEAKERS[label.toLowerCase()];
    if (speaker === undefined) {
      const last = said.at(-1);
      // a time at the beginning of a line wants a speaker; any other line goes on with what was said
      if (last === undefined || /^\s*\[\d/.test(line))
        throw new Refusal('assist.unknown-speaker', { status: 400, values: { line: nth + 1 } });
      said[said.length - 1] = { ...last, text: `${last.text}\n${line}` };
      return;
    }
    said.push({ speaker, text: words ?? '', at: time === undefined ? null : seconds(time, closed, nth + 1) });
  });
  return said;
}

function seconds(time: string, closed: string | undefined, line: number): number {
  const [, hours, minutes, rest] = TIME.exec(time.trim()) ?? [];
  if (!closed || minutes === undefined || rest === undefined)
    throw new Refusal('assist.bad-time', { status: 400, values: { line } });
  return Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(rest);
}
