import type { Around, Engine, Hit, Reading, Span } from './engine.ts';
import {
  APOLOGIES,
  type Apology,
  OBJECTIONS,
  type Objection,
  PHASES,
  type Phase,
  PRINCIPLES,
  PROMISE_KINDS,
} from './language.ts';
import {
  answerLook,
  clausePieces,
  clausesIn,
  field,
  type Piece,
  tabooClause,
  tabooPieces,
  turnLook,
} from './pieces.ts';
import type { Sense } from './sense.ts';

/** From here on it is sure enough to be called what the family is; below it is a warning at most. */
const SURE = 0.3;
/** A family that a rule named as well counts beside the likeliest one when it comes so near. */
const BESIDE = 0.4;

/**
 * What the rules found, weighed with what was learned: rules that cry wolf are taken back, what no rule names is added.
 * What a policy or an organisation added by itself is not weighed: nothing was learned of it.
 */
export function weigh(engine: Engine, reading: Reading, around: Around): Reading {
  const { sense } = engine;
  if (!sense || reading.normal.text.length === 0) return reading;
  const hits = weighHits(engine, sense, reading, around);
  const { principles, promises } = weighClauses(sense, reading, around);
  // whoever hurts the customer keeps no principle by it
  const faults = hits.filter(({ severity }) => severity !== 'hint');
  const isKept = ({ start, end }: Span): boolean => !faults.some((hit) => hit.start < end && hit.end > start);
  return { ...reading, hits, principles: principles.filter(isKept), promises };
}

function weighHits({ language }: Engine, sense: Sense, reading: Reading, around: Around): Hit[] {
  const names = sense.classes('family');
  const kept = new Set(reading.hits.filter((hit) => hit.severity === 'hint' || !isLearned(sense, hit)));
  const added: Learned[] = [];
  for (const piece of tabooPieces(reading, around)) {
    const { fault, families: scores } = sense.taboo(piece);
    const isIn = isInside(reading, piece);
    const inside = reading.hits.filter(isIn);
    for (const hit of inside) if (isAgreed(inside, hit)) kept.add(hit);
    if (fault <= 0) continue;
    const best = likeliest(scores);
    for (const hit of inside) {
      const score = scores[names.indexOf(hit.family.key)] ?? Number.NEGATIVE_INFINITY;
      if (score >= (scores[best] as number) - BESIDE || isSureAlone(sense, reading, around, piece, hit)) kept.add(hit);
    }
    const family = language.families.find(({ key }) => key === names[best]);
    if (!family || [...kept].some((hit) => hit.family === family && isIn(hit))) continue;
    const severity = fault >= SURE ? family.severity : 'warning';
    const span = clauseFor(sense, reading, piece, best);
    // pieces overlap: of what two of them say of the same words the surer one is told
    const same = added.findIndex((hit) => hit.start < span.end && span.start < hit.end);
    if (same >= 0 && (added[same] as Learned).fault >= fault) continue;
    added.splice(same, same >= 0 ? 1 : 0);
    added.push({ ...span, family, rule: 'sense', severity, isDisguised: false, fault });
  }
  return [...kept, ...added.map(({ fault: _, ...hit }) => hit)].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** What no rule names, and how sure it is. */
interface Learned extends Hit {
  readonly fault: number;
}

/** A rule's find that another fault of the piece outshines stands, if its clause by itself is called the same. */
function isSureAlone(sense: Sense, reading: Reading, around: Around, piece: Piece, hit: Hit): boolean {
  const clause = hit.family.isGrave ? tabooClause(reading, around, piece, hit) : null;
  if (!clause) return false;
  const { fault, families } = sense.taboo(clause);
  return fault > 0 && sense.classes('family')[likeliest(families)] === hit.family.key;
}

/** Two rules of one family: of what they find in one piece nine in ten are right, however harmless all else sounds. */
const isAgreed = (inside: readonly Hit[], { family, rule }: Hit): boolean =>
  inside.some((other) => other.family === family && other.rule !== rule);

function isLearned(sense: Sense, { family, rule }: Hit): boolean {
  const mark = `!${family.key}/${rule}`;
  return sense.knows('fault', mark) || sense.knows('family', mark);
}

function likeliest(scores: Float64Array): number {
  let best = 0;
  for (let nth = 1; nth < scores.length; nth++) if ((scores[nth] as number) > (scores[best] as number)) best = nth;
  return best;
}

function isInside({ normal }: Reading, { start, end }: Span): (span: Span) => boolean {
  const from = normal.from[start] as number;
  const to = normal.to[end - 1] as number;
  return (span) => span.end > from && span.start < to;
}

/** The clause of the piece that speaks most for it. */
function clauseFor(sense: Sense, { normal }: Reading, piece: Piece, nth: number): Span {
  const text = normal.text.slice(piece.start, piece.end);
  let best = { start: 0, end: text.length };
  let most = Number.NEGATIVE_INFINITY;
  for (const clause of clausesIn(text)) {
    const speaks = sense.speaksForTaboo(field(text.slice(clause.start, clause.end)), nth);
    if (speaks > most) [best, most] = [clause, speaks];
  }
  return {
    start: normal.from[piece.start + best.start] as number,
    end: normal.to[piece.start + best.end - 1] as number,
  };
}

/**
 * What the rules hear of these stays, whatever was learned: that it will not happen again, which is rarely said, so little
 * was learned of it; and an amount that is promised, since it is compared with what one may promise.
 */
export function heardStays(name: string, marks: readonly string[]): boolean {
  if (!marks.includes(`@${name}`)) return false;
  return name === 'noRecurrence' || (name === 'money' && marks.includes('#amount') && !marks.includes('#asks'));
}

function weighClauses(sense: Sense, reading: Reading, around: Around): Pick<Reading, 'principles' | 'promises'> {
  const names = sense.classes('clause');
  const spans = new Map<string, Span[]>(names.map((name) => [name, []]));
  const { normal } = reading;
  let last = new Map<string, number>();
  for (const piece of clausePieces(reading, around)) {
    const scores = sense.score('clause', piece);
    const now = new Map<string, number>();
    names.forEach((name, nth) => {
      if ((scores[nth] as number) <= 0 && !heardStays(name, piece.marks)) return;
      now.set(name, piece.end);
      const all = spans.get(name) as Span[];
      const span = { start: normal.from[piece.start] as number, end: normal.to[piece.end - 1] as number };
      // clauses one after the other are one
      const before = last.get(name) === piece.start - 1 ? all.pop() : undefined;
      all.push(before ? { start: before.start, end: span.end } : span);
    });
    last = now;
  }
  const inOrder = <T extends Span>(all: T[]): T[] => all.sort((a, b) => a.start - b.start || a.end - b.end);
  return {
    principles: inOrder(
      PRINCIPLES.flatMap((principle) => (spans.get(principle) ?? []).map((span) => ({ ...span, principle }))),
    ),
    promises: inOrder(PROMISE_KINDS.flatMap((kind) => (spans.get(kind) ?? []).map((span) => ({ ...span, kind })))),
  };
}

/** Where the rules hear words of sorrow, what is learned must be so sure that they also admit a fault. */
const SURE_OF_FAULT = 0.3;

/**
 * The phase in which the utterance ends, and what it is sorry for. Whoever admits the fault also feels sorry: the fault
 * tells more. Apologies that the rules hear stay; learning adds to them.
 */
export function weighTurn(
  sense: Sense | null,
  reading: Reading,
  around: Around,
  ruled: Phase,
): { readonly phase: Phase; readonly apology: Apology | null } {
  const kinds = new Set(reading.apologies.map(({ kind }) => kind));
  const last = (): Apology | null => APOLOGIES.findLast((kind) => kinds.has(kind)) ?? null;
  if (!sense) return { phase: ruled, apology: last() };
  const { phases, apologies } = sense.turn(turnLook(reading, around, ruled));
  const phase = PHASES[likeliest(phases)] as Phase;
  if (kinds.has('fault')) return { phase, apology: 'fault' };
  const scoreOf = (kind: Apology) => apologies[APOLOGIES.indexOf(kind)] as number;
  if (scoreOf('fault') > (kinds.has('feeling') ? SURE_OF_FAULT : 0)) kinds.add('fault');
  if (scoreOf('feeling') > 0) kinds.add('feeling');
  return { phase, apology: last() };
}

/** What the customer resists by; only where something was stated. */
export function weighObjection(
  sense: Sense | null,
  reading: Reading,
  around: Around,
  ruled: Objection | null,
): Objection | null {
  if (!sense || !around.hasStated) return ruled;
  const scores = sense.score('answer', answerLook(reading, around, ruled));
  const best = likeliest(scores);
  return (scores[best] as number) > 0 ? (OBJECTIONS[best] as Objection) : null;
}
