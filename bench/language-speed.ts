// How fast the language checks are, against one large regular expression in the same run: node bench/language-speed.ts
import { gzipSync } from 'node:zlib';
import { Automaton } from '../src/assist/automaton.ts';
import { analyse, type Said } from '../src/assist/conversation.ts';
import { Engine } from '../src/assist/engine.ts';
import { languageForBrowsers, shippedEngine } from '../src/assist/server/shipped-language.ts';
import { complaintsIn, dice } from './chinese.ts';

const MB = 1024 * 1024;
const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
/** Middle of several runs, in ms of processor time: other work on the machine does not count. */
function took(work: () => void, times = 7): number {
  work();
  const all = Array.from({ length: times }, () => {
    const from = cpu();
    work();
    return cpu() - from;
  });
  return all.sort((a, b) => a - b)[times >> 1] as number;
}

const began = cpu();
const engine = await shippedEngine();
const built = cpu() - began;

const letters = [...complaintsIn(9000, {})].map(({ words }) => words);
const text = letters.join('\n');
const bytes = Buffer.byteLength(text);
const literals = fiveThousand(text);
const automaton = new Automaton(literals);
const expression = new RegExp(literals.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'), 'g');
let found = 0;
const byAutomaton = took(() => automaton.scan(text, () => found++));
/** It takes so long that a part must do. */
const PART = 20;
const part = text.slice(0, text.length / PART);
const byExpression =
  PART *
  took(() => {
    expression.lastIndex = 0;
    while (expression.exec(part)) found++;
  }, 1);

const call: Said[] = letters
  .slice(0, 60)
  .map((words, nth) => ({ speaker: nth % 2 ? 'customer' : 'agent', text: words.slice(0, 80) }));
const turns = took(() => analyse(engine, { utterances: call, channel: 'call', case: {} }), 21);
const longText = text.slice(0, 2000);
const keystroke = took(() => engine.read(longText), 21);
const hostile: Record<string, string> = {
  'one character': '你'.repeat(350_000),
  'many rules at once': '你真是没办法我们规定就是这样领导也没用投诉去吧'.repeat(15_000),
  'spaces between': '你 '.repeat(175_000),
  'pauses between': '没，'.repeat(175_000),
  'no sense': Array.from({ length: 350_000 }, (_, nth) => String.fromCharCode(0x4e00 + ((nth * 7919) % 20_000))).join(
    '',
  ),
};
const worst = Object.entries(hostile).map(([name, words]) => [name, took(() => engine.read(words), 3)] as const);
const { language, sounds, simple, library, scenarios, sense } = await languageForBrowsers();
const kilobytes = (what: unknown): string => (gzipSync(JSON.stringify(what), { level: 9 }).length / 1024).toFixed(0);
const ownBuild = took(() => new Engine(language), 3);

const row = (name: string, value: string, goal = ''): string => `| ${name} | ${value} | ${goal} |`;
console.log(
  [
    `${engine.literalCount} words of the shipped language; ${(bytes / MB).toFixed(1)} MB of text; processor time, not the clock`,
    '',
    '| what | measured | to reach |',
    '|---|---|---|',
    row('5,000 words in text, the automaton', `${(bytes / MB / (byAutomaton / 1000)).toFixed(0)} MB/s`, '≥ 5 MB/s'),
    row(
      'the same, one regular expression',
      `${(bytes / MB / (byExpression / 1000)).toFixed(2)} MB/s (${(byExpression / byAutomaton).toFixed(0)} times slower)`,
    ),
    row('a call of 60 turns', `${turns.toFixed(1)} ms`, '< 5 ms'),
    row('2,000 characters, one keystroke', `${keystroke.toFixed(1)} ms`, '< 16 ms'),
    ...worst.map(([name, ms]) => row(`1 MB, ${name}`, `${ms.toFixed(0)} ms`, '< 200 ms')),
    row(
      'language for the browser, gzip',
      `${kilobytes({ language, sounds, simple, sense })} KB: rules ${kilobytes(language)}, learned ${kilobytes(sense)}, spellings ${kilobytes({ sounds, simple })} (phrases and practice ${kilobytes({ library, scenarios })} more)`,
      '< 120 KB with the engine',
    ),
    row('making it ready', `${ownBuild.toFixed(0)} ms (on the server with reading the files ${built.toFixed(0)} ms)`),
    '',
    `${found} found`,
  ].join('\n'),
);

/** Words of two to four characters, made of the text's own: many begin somewhere and end nowhere. */
function fiveThousand(from: string): string[] {
  const characters = [...new Set(from)].filter((one) => /^\p{Script=Han}$/u.test(one));
  const next = dice(5000);
  const words = new Set<string>();
  while (words.size < 5000) {
    const length = 2 + Math.floor(next() * 3);
    words.add(Array.from({ length }, () => characters[Math.floor(next() * characters.length)]).join(''));
  }
  return [...words];
}
