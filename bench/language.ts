// How well the language checks hear: node bench/language.ts [--sealed] [--show family] [--folder lines-and-conversations]
// Prints recall, precision and F1 per family, and for phases, principles, promises and apologies.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { analyse, type Said } from '../src/assist/conversation.ts';
import type { CaseFlag, Channel } from '../src/assist/language.ts';
import { shippedEngine, shippedSpelling } from '../src/assist/server/shipped-language.ts';

interface Line {
  id: string;
  channel: Channel;
  text: string;
  families: string[];
  near?: string;
  spans?: { family: string; text: string }[];
  before?: string[];
  case?: Partial<Record<CaseFlag, boolean>>;
}
interface Noted {
  speaker: 'agent' | 'customer';
  text: string;
  phase?: string;
  principles?: { principle: string; text: string }[];
  promises?: { kind: string; text: string }[];
  apology?: string;
  findings?: { family: string; text: string }[];
  objection?: string;
}
interface NotedConversation {
  id: string;
  channel: Channel;
  case?: Partial<Record<CaseFlag, boolean>>;
  utterances: Noted[];
}

const { values } = parseArgs({
  options: {
    sealed: { type: 'boolean' },
    show: { type: 'string' },
    only: { type: 'string' },
    folder: { type: 'string' },
  },
});
const folder = values.folder ?? join(import.meta.dirname, '..', 'corpus', values.sealed ? 'sealed' : 'dev');
/** What a sealed part says stays sealed. */
const show = values.sealed ? undefined : values.show;
const engine = await shippedEngine();
const spelling = await shippedSpelling();

const lines = files('lines', '.jsonl').flatMap((name) =>
  readFileSync(name, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line),
);
const conversations = files('conversations', '.json').map(
  (name) => JSON.parse(readFileSync(name, 'utf8')) as NotedConversation,
);

function files(kind: string, ending: string): string[] {
  const place = join(folder, kind);
  if (!existsSync(place)) return [];
  return readdirSync(place)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(place, name));
}

class Score {
  right = 0;
  missed = 0;
  wrong = 0;
  get recall(): number {
    return this.right / (this.right + this.missed);
  }
  get precision(): number {
    return this.right / (this.right + this.wrong);
  }
  get row() {
    const [recall, precision] = [this.recall, this.precision];
    return {
      right: this.right,
      missed: this.missed,
      wrong: this.wrong,
      recall: recall.toFixed(3),
      precision: precision.toFixed(3),
      F1: ((2 * recall * precision) / (recall + precision)).toFixed(3),
    };
  }
}
const scores = new Map<string, Score>();
function scoreOf(name: string): Score {
  const known = scores.get(name) ?? new Score();
  scores.set(name, known);
  return known;
}

const saidOf = (line: string): Said => {
  const speaker = line.startsWith('agent') ? 'agent' : 'customer';
  return { speaker, text: line.replace(/^(agent|customer)\s*[:：]\s*/, '') };
};

function lineFindings(line: Line, text = line.text) {
  const utterances: Said[] = [...(line.before ?? []).map(saidOf), { speaker: 'agent', text }];
  const { findings } = analyse(engine, { utterances, channel: line.channel, case: line.case ?? {} });
  return findings.filter(({ utterance, severity }) => utterance === utterances.length - 1 && severity !== 'hint');
}

for (const line of lines) {
  const found = lineFindings(line);
  const named = new Set(found.map(({ family }) => family));
  for (const family of line.families) {
    const isFound = named.has(family);
    if (isFound) scoreOf(family).right++;
    else scoreOf(family).missed++;
    if (!isFound && show === family) console.log('missed ', line.id, line.text, '→', [...named].join(' '));
  }
  for (const { family, rule, start, end } of found) {
    if (line.families.includes(family)) continue;
    scoreOf(family).wrong++;
    if (show === family || show === 'wrong')
      console.log(
        'wrong  ',
        line.id,
        line.text,
        '→',
        rule,
        `“${line.text.slice(start, end)}”`,
        line.families.join(' '),
      );
  }
  const lineScore = scoreOf('(any finding on the line)');
  if (line.families.length === 0) lineScore.wrong += found.length > 0 ? 1 : 0;
  else if (found.length > 0) lineScore.right++;
  else lineScore.missed++;
}

const HAN = /\p{Script=Han}/u;
const traditional = new Map([...spelling.simple].map(([long, simple]) => [simple, long]));
const DISGUISES: Record<string, (text: string) => string> = {
  signs: (text) => [...text].map((unit, nth) => (nth % 2 && HAN.test(unit) ? `${unit}*` : unit)).join(''),
  spaces: (text) => [...text].map((unit) => (HAN.test(unit) ? `${unit} ` : unit)).join(''),
  repeated: (text) => [...text].map((unit, nth) => (nth % 5 === 2 && HAN.test(unit) ? unit.repeat(3) : unit)).join(''),
  homophones: (text) => [...text].map((unit, nth) => (nth % 4 === 1 ? (soundAlike(unit) ?? unit) : unit)).join(''),
  letters: (text) =>
    [...text].map((unit, nth) => (nth % 4 === 1 ? (spelling.sounds.of.get(unit) ?? unit) : unit)).join(''),
  traditional: (text) => [...text].map((unit) => traditional.get(unit) ?? unit).join(''),
};
function soundAlike(unit: string): string | undefined {
  const syllable = spelling.sounds.of.get(unit);
  const alike = [...spelling.sounds.of].filter(([, other]) => other === syllable).map(([other]) => other);
  return alike[(alike.indexOf(unit) + 1) % alike.length];
}
for (const [name, disguise] of Object.entries(DISGUISES))
  for (const line of lines.filter(({ families }) => families.length > 0)) {
    const plain = new Set(lineFindings(line).map(({ family }) => family));
    const still = new Set(lineFindings(line, disguise(line.text)).map(({ family }) => family));
    for (const family of line.families.filter((each) => plain.has(each)))
      if (still.has(family)) scoreOf(`(disguised by ${name})`).right++;
      else scoreOf(`(disguised by ${name})`).missed++;
  }

for (const { id, utterances, channel, case: flags } of conversations) {
  const analysis = analyse(engine, { utterances, channel, case: flags ?? {} });
  utterances.forEach((noted, nth) => {
    const heard = analysis.utterances[nth];
    if (!heard) return;
    if (noted.speaker === 'customer') {
      tell(`objection ${noted.objection}`, Boolean(noted.objection), heard.objection === noted.objection);
      if (heard.objection && heard.objection !== noted.objection) scoreOf(`objection ${heard.objection}`).wrong++;
      return;
    }
    const isPhase = heard.phase === noted.phase;
    if (isPhase) scoreOf('phases').right++;
    else {
      scoreOf('phases').missed++;
      scoreOf('phases').wrong++;
      if (show === 'phases') console.log('phase  ', id, nth, noted.phase, '≠', heard.phase, noted.text);
    }
    compare(id, noted.text, 'principle', named(noted.principles ?? [], 'principle'), heard.principles, 'principle');
    compare(id, noted.text, 'promise', named(noted.promises ?? [], 'kind'), heard.promises, 'kind');
    tell(`apology ${noted.apology}`, Boolean(noted.apology), heard.apology === noted.apology);
    if (heard.apology && heard.apology !== noted.apology) scoreOf(`apology ${heard.apology}`).wrong++;
    if (show === 'apologies' && (heard.apology ?? undefined) !== noted.apology)
      console.log('apology', id, noted.apology, '≠', heard.apology, noted.text);
    const found = analysis.findings.filter(({ utterance, severity }) => utterance === nth && severity !== 'hint');
    compare(id, noted.text, 'in conversations:', named(noted.findings ?? [], 'family'), found, 'family');
  });
}

function named(list: readonly { text: string }[], name: string) {
  return list.map((one) => ({ text: one.text, name: String((one as Record<string, unknown>)[name]) }));
}
function tell(name: string, isThere: boolean, isRight: boolean): void {
  if (!isThere) return;
  if (isRight) scoreOf(name).right++;
  else scoreOf(name).missed++;
}

/** Pieces of the same name that overlap are the same piece. */
function compare(
  id: string,
  text: string,
  what: string,
  noted: readonly { text: string; name: string }[],
  heard: readonly { start: number; end: number }[],
  field: string,
): void {
  const pieces = noted.map((one) => {
    const start = text.indexOf(one.text);
    return { name: one.name, start, end: start + one.text.length };
  });
  const found = heard.map((one) => ({ ...one, name: String((one as Record<string, unknown>)[field]) }));
  const same = (a: (typeof pieces)[number], b: (typeof pieces)[number]) =>
    a.name === b.name && a.start < b.end && b.start < a.end;
  for (const piece of pieces) {
    const isFound = found.some((one) => same(piece, one));
    for (const name of [`${what} ${piece.name}`, `${what} (all)`])
      if (isFound) scoreOf(name).right++;
      else scoreOf(name).missed++;
    if (!isFound && show === what)
      console.log('missed ', id, piece.name, text.slice(piece.start, piece.end), '←', text);
  }
  for (const one of found) {
    if (pieces.some((piece) => same(piece, one))) continue;
    for (const name of [`${what} ${one.name}`, `${what} (all)`]) scoreOf(name).wrong++;
    if (show === what) console.log('wrong  ', id, one.name, text.slice(one.start, one.end), '←', text);
  }
}

const rows = [...scores]
  .filter(([name]) => !values.only || name.includes(values.only))
  .sort(([a], [b]) => (a < b ? -1 : 1));
console.table(Object.fromEntries(rows.map(([name, score]) => [name, score.row])));
