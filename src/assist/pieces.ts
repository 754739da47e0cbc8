import { moneyIn, percentOffIn } from './amounts.ts';
import type { Around, Reading, Span } from './engine.ts';
import { sentenceEnds } from './matcher.ts';
import { PAUSE } from './normal.ts';
import type { Field, Looked } from './sense.ts';

/** A piece of an utterance, in units of its normal text, and what is looked at to make sense of it. */
export interface Piece extends Span, Looked {}

/** Longest run of characters that is looked at. */
const GRAM = 4;
/** Two characters that are looked at together have so many others between them at most. */
const APART = 3;
/** Of neighbours shorter ones must do. */
const GRAM_BESIDE = 2;

/** Characters of a piece that is judged as one; a longer utterance is judged in pieces of whole sentences. */
const PIECE = 64;

/** What is known of an utterance as a whole. */
function marksAround({ signals }: Reading, around: Around): string[] {
  const marks = [`#ch-${around.channel}`];
  if (around.isFirst) marks.push('#first');
  if (around.isTold) marks.push('#told');
  if (around.isAnswered) marks.push('#answered');
  if (around.isReply) marks.push('#reply');
  for (const [flag, isSo] of Object.entries(around.case)) if (isSo) marks.push(`#${flag}`);
  for (const signal of signals) marks.push(`~${signal}`);
  return marks;
}

/** A shorter sentence says too little by itself. */
const SENTENCE_FROM = 5;

/**
 * For taboos. Whole sentences together as long as they fit, where a sentence that ends a piece may also begin the next;
 * and each sentence by itself: one bad word among good ones is not to be lost in them.
 */
export function tabooPieces(reading: Reading, around: Around): Piece[] {
  const { text } = reading.normal;
  const ends = sentenceEnds(text);
  const whole = marksAround(reading, around);
  if (ends.length === 1) return [tabooPiece(reading, around, whole, 0, text.length)];
  const starts = [0, ...ends.slice(0, -1)];
  const pieces: Piece[] = [];
  let last = -1;
  for (let first = 0; first < ends.length; first++) {
    let to = first;
    while (to + 1 < ends.length && (ends[to + 1] as number) - (starts[first] as number) <= PIECE) to++;
    if (to === last) continue;
    last = to;
    pieces.push(tabooPiece(reading, around, whole, starts[first] as number, ends[to] as number));
  }
  const part = marksOfPart(whole);
  ends.forEach((end, nth) => {
    const start = starts[nth] as number;
    if (end - start < SENTENCE_FROM || pieces.some((known) => known.start === start && known.end === end)) return;
    pieces.push(tabooPiece(reading, around, part, start, end));
  });
  return pieces;
}

/** The clause of a piece in which something stands, judged by itself. Null when the piece is but this clause. */
export function tabooClause(reading: Reading, around: Around, piece: Piece, { start, end }: Span): Piece | null {
  const { normal } = reading;
  const isIn = (clause: Span): boolean =>
    (normal.to[piece.start + clause.end - 1] as number) > start &&
    (normal.from[piece.start + clause.start] as number) < end;
  const found = clausesIn(normal.text.slice(piece.start, piece.end)).filter(isIn);
  const [first, last] = [found[0], found.at(-1)];
  if (!first || !last || last.end - first.start === piece.end - piece.start) return null;
  const part = marksOfPart(marksAround(reading, around));
  return tabooPiece(reading, around, part, piece.start + first.start, piece.start + last.end);
}

/** What makes good elsewhere does not make it good by itself. */
const marksOfPart = (whole: readonly string[]): string[] => [...whole.filter((mark) => !mark.startsWith('~')), '#part'];

function tabooPiece(reading: Reading, around: Around, whole: readonly string[], start: number, end: number): Piece {
  const { normal, hits, apologies } = reading;
  const text = normal.text.slice(start, end);
  const inside = insideOf(reading, start, end);
  const marks = new Set([...whole, `#long-${Math.min(8, (end - start) >> 3)}`]);
  if (text.includes('？')) marks.add('#asks');
  const sorry = apologies.filter(inside).length;
  if (sorry) marks.add(`#sorry-${Math.min(3, sorry)}`);
  if (around.apologies) marks.add(`#sorry-before-${Math.min(3, around.apologies)}`);
  for (const hit of hits) {
    if (!inside(hit)) continue;
    marks.add(`!${hit.family.key}`);
    marks.add(`!${hit.family.key}/${hit.rule}`);
  }
  return { start, end, fields: [field(`^${text}$`), pairs(`^${text}$`)], marks: [...marks] };
}

/** For principles and promises: from pause to pause, with what stands and is heard beside. */
export function clausePieces(reading: Reading, around: Around): Piece[] {
  const { text } = reading.normal;
  const whole = marksAround(reading, around);
  const clauses = clausesIn(text);
  const heard = clauses.map((clause) => heardIn(reading, clause));
  return clauses.map(({ start, end }, nth) => {
    const before = clauses[nth - 1];
    const after = clauses[nth + 1];
    const marks = new Set([...whole, `#long-${Math.min(8, (end - start) >> 2)}`]);
    const words = text.slice(start, end);
    if (text[end] === '？') marks.add('#asks');
    if (TIME.test(words)) marks.add('#time');
    if (MONEY.test(words) && (moneyIn(words) !== null || percentOffIn(words) !== null)) marks.add('#amount');
    for (const one of heard[nth] ?? []) marks.add(`@${one}`);
    for (const one of heard[nth - 1] ?? []) marks.add(`@<${one}`);
    for (const one of heard[nth + 1] ?? []) marks.add(`@>${one}`);
    const fields = [
      field(`^${words}$`),
      beside(before ? text.slice(before.start, before.end) : '', '<'),
      beside(after ? text.slice(after.start, after.end) : '', '>'),
    ];
    return { start, end, fields, marks: [...marks] };
  });
}

/** What the rules hear in a clause. */
function heardIn(reading: Reading, { start, end }: Span): string[] {
  const inside = insideOf(reading, start, end);
  return [
    ...reading.principles.filter(inside).map(({ principle }) => principle),
    ...reading.promises.filter(inside).map(({ kind }) => kind),
    ...reading.apologies.filter(inside).map(({ kind }) => `sorry-${kind}`),
    ...reading.acts.filter(inside).map(({ phase }) => phase),
  ];
}

/** Rather definite times; and where an amount may be named at all. */
const TIME =
  /今[天晚早日]|明[天晚早日]|后天|周[一二三四五六日天末]|星期|礼拜|月底|[上下]午|中午|晚上|[0-9一二两三四五六七八九十]+(?:点|号|日|个?小时|分钟|天|个?工作日)/u;
const MONEY = /[元块折圆¥]|[0-9百千万]/u;

/** From pause to pause, in units of the text. */
export function clausesIn(text: string): Span[] {
  const found: Span[] = [];
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    const unit = text[at];
    if (unit !== undefined && unit !== PAUSE && unit !== '。' && unit !== '？') continue;
    if (at > start) found.push({ start, end: at });
    start = at + 1;
  }
  return found;
}

/** For the phase an utterance ends in: its last sentence, the rest, and what the customer said before. */
export function turnLook(reading: Reading, around: Around, ruled: string): Looked {
  const { text } = reading.normal;
  const ends = sentenceEnds(text);
  const last = ends.length > 1 ? (ends.at(-2) as number) : 0;
  const marks = new Set([
    ...marksAround(reading, around),
    `@${ruled}`,
    `#was-${around.phase}`,
    `#from-${around.phase}-${ruled}`,
  ]);
  marks.add(`#long-${Math.min(8, text.length >> 3)}`);
  if (reading.asks) marks.add('#asks');
  if (around.isDone) marks.add('#done');
  if (around.isAgreed) marks.add('#agreed');
  for (const { phase } of reading.acts) marks.add(`@act-${phase}`);
  const final = reading.acts.at(-1)?.phase;
  if (final) marks.add(`@last-${final}`);
  for (const { principle } of reading.principles) marks.add(`@${principle}`);
  for (const { kind } of reading.promises) marks.add(`@promise-${kind}`);
  for (const { kind } of reading.apologies) marks.add(`@sorry-${kind}`);
  const fields = [field(`${text.slice(last)}$`), beside(`^${text.slice(0, last)}`, '<'), beside(around.other, '>')];
  return { fields, marks: [...marks] };
}

/** For what a customer answers to a statement: the words, and what the agent said before. */
export function answerLook(reading: Reading, around: Around, ruled: string | null): Looked {
  const marks = new Set([...marksAround(reading, around), `@${ruled}`, `#was-${around.phase}`]);
  if (reading.asks) marks.add('#asks');
  for (const objection of reading.objections) marks.add(`@${objection}`);
  return {
    fields: [field(`^${reading.normal.text}$`), beside(around.other, '<')],
    marks: [...marks],
  };
}

export const field = (text: string): Field => ({ text, longest: GRAM, sign: '' });
const pairs = (text: string): Field => ({ text, longest: APART, sign: '*' });
const beside = (text: string, sign: '<' | '>'): Field => ({ text, longest: GRAM_BESIDE, sign });

function insideOf({ normal }: Reading, start: number, end: number): (span: Span) => boolean {
  const from = normal.from[start] ?? 0;
  const to = normal.to[end - 1] ?? 0;
  return (span) => span.end > from && span.start < to;
}
