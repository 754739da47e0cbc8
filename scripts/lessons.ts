import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listen, type Said } from '../src/assist/conversation.ts';
import type { Engine } from '../src/assist/engine.ts';
import { answerLook, clausePieces, tabooPieces, turnLook } from '../src/assist/pieces.ts';
import type { Head, Looked } from '../src/assist/sense.ts';

/** A text of the corpus in pieces, each with the classes it belongs to; null where nobody knows. */
export interface Lesson {
  /** Who wrote it: `line …` or `talk …`. */
  readonly writer: string;
  readonly id: string;
  readonly text: string;
  readonly names: readonly string[];
  readonly pieces: readonly { readonly looked: Looked; readonly names: readonly string[] | null }[];
}
export type Lessons = Record<Head, Lesson[]>;

type Heard = ReturnType<typeof listen> extends Generator<infer One> ? One : never;
interface Mark {
  readonly name: string;
  readonly text: string;
}
interface NotedLine {
  readonly id: string;
  readonly text: string;
  readonly channel: 'call' | 'chat' | 'mail';
  readonly before?: readonly string[];
  readonly case?: Readonly<Record<string, boolean>>;
  readonly spans?: readonly { readonly family: string; readonly text: string }[];
}
interface NotedTurn {
  readonly speaker: 'agent' | 'customer';
  readonly text: string;
  readonly phase?: string;
  readonly apology?: string;
  readonly objection?: string;
  readonly principles?: readonly { readonly principle: string; readonly text: string }[];
  readonly promises?: readonly { readonly kind: string; readonly text: string }[];
  readonly findings?: readonly { readonly family: string; readonly text: string }[];
}
interface NotedTalk {
  readonly id: string;
  readonly channel: 'call' | 'chat' | 'mail';
  readonly case?: Readonly<Record<string, boolean>>;
  readonly utterances: readonly NotedTurn[];
  /** What its writer noted; all of it unless told. */
  readonly annotated?: readonly string[];
}
const EVERYTHING = ['phase', 'principles', 'findings', 'apology', 'objection'];

/** The corpus as it is learned from, heard by an engine of rules alone. */
export function lessonsOf(engine: Engine, folders: readonly string[]): Lessons {
  const lessons: Lessons = { fault: [], family: [], clause: [], turn: [], apology: [], answer: [] };
  for (const folder of folders) {
    for (const name of files(folder, 'lines', '.jsonl'))
      for (const row of readFileSync(name, 'utf8').split('\n').filter(Boolean))
        addTaboo(lessons, lineLesson(engine, JSON.parse(row)));
    for (const name of files(folder, 'conversations', '.json'))
      talkLessons(engine, JSON.parse(readFileSync(name, 'utf8')), lessons);
  }
  return lessons;
}

/** Anything wrong; and what. */
function addTaboo(lessons: Lessons, lesson: Lesson): void {
  const isWrong = (names: readonly string[] | null) => names && (names.length > 0 ? ['fault'] : []);
  lessons.fault.push({
    ...lesson,
    pieces: lesson.pieces.map(({ looked, names }) => ({ looked, names: isWrong(names) })),
  });
  lessons.family.push(lesson);
}

function lineLesson(engine: Engine, line: NotedLine): Lesson {
  const utterances: Said[] = [...(line.before ?? []).map(saidOf), { speaker: 'agent', text: line.text }];
  const heard = [...listen(engine, { utterances, channel: line.channel, case: line.case ?? {} })].at(-1) as Heard;
  return tabooLesson(`line ${writerOf(line.id)}`, line.id, line.spans ?? [], heard);
}

function talkLessons(engine: Engine, talk: NotedTalk, lessons: Lessons): void {
  const { id, utterances, channel, annotated = EVERYTHING } = talk;
  const writer = `talk ${writerOf(id)}`;
  const knows = (what: string) => annotated.includes(what);
  for (const heard of listen(engine, { utterances, channel, case: talk.case ?? {} })) {
    const noted = utterances[heard.index] as NotedTurn;
    const at = `${id}/${heard.index}`;
    const { reading, around, ruledPhase, ruledObjection } = heard;
    const one = (name: string | undefined, looked: Looked): Lesson => {
      const names = name ? [name] : [];
      return { writer, id: at, text: noted.text, names, pieces: [{ looked, names }] };
    };
    if (noted.speaker === 'agent') {
      const look = turnLook(reading, around, ruledPhase);
      if (knows('findings')) addTaboo(lessons, tabooLesson(writer, at, noted.findings ?? [], heard));
      if (knows('principles')) lessons.clause.push(clauseLesson(writer, at, noted, heard));
      if (knows('phase')) lessons.turn.push(one(noted.phase, look));
      if (knows('apology')) lessons.apology.push(one(noted.apology, look));
    } else if (knows('objection') && around.hasStated)
      lessons.answer.push(one(noted.objection, answerLook(reading, around, ruledObjection)));
  }
}

function tabooLesson(
  writer: string,
  id: string,
  spans: readonly { family: string; text: string }[],
  heard: Heard,
): Lesson {
  const { text } = heard.said;
  const marks = spans.map((span) => ({ name: span.family, text: span.text }));
  const pieces = tabooPieces(heard.reading, heard.around).map((looked) => {
    const names = marksIn(heard, looked, text, marks);
    // what stands beside a fault may be part of it
    const isOpen = marks.length > 0 && names.length === 0;
    return { looked, names: isOpen ? null : names };
  });
  return { writer, id, text, names: [...new Set(marks.map(({ name }) => name))], pieces };
}

function clauseLesson(writer: string, id: string, noted: NotedTurn, heard: Heard): Lesson {
  const marks: Mark[] = [
    ...(noted.principles ?? []).map(({ principle, text }) => ({ name: principle, text })),
    ...(noted.promises ?? []).map(({ kind, text }) => ({ name: kind, text })),
  ];
  const pieces = clausePieces(heard.reading, heard.around).map((looked) => ({
    looked,
    names: marksIn(heard, looked, noted.text, marks),
  }));
  return { writer, id, text: noted.text, names: [], pieces };
}

function marksIn({ reading }: Heard, piece: { start: number; end: number }, text: string, marks: readonly Mark[]) {
  const from = reading.normal.from[piece.start] ?? 0;
  const to = reading.normal.to[piece.end - 1] ?? 0;
  const inside = marks.filter((mark) => {
    const start = text.indexOf(mark.text);
    return start < to && start + mark.text.length > from;
  });
  return [...new Set(inside.map(({ name }) => name))];
}

const saidOf = (line: string): Said => ({
  speaker: line.startsWith('agent') ? 'agent' : 'customer',
  text: line.replace(/^(agent|customer)\s*[:：]\s*/, ''),
});
const writerOf = (id: string): string => /^[a-zA-Z]+\d?/.exec(id)?.[0] ?? id;

function files(folder: string, kind: string, ending: string): string[] {
  const at = join(folder, kind);
  if (!existsSync(at)) return [];
  return readdirSync(at)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(at, name));
}
