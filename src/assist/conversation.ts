import { agentSaid, aroundOf, begun, type Course, customerSaid } from './course.ts';
import type { Engine, Hit, Reading, Span } from './engine.ts';
import {
  type Apology,
  type CaseFlag,
  type Channel,
  type Family,
  LEARNED,
  type Objection,
  type Phase,
  type Principle,
  type PromiseKind,
  type Severity,
} from './language.ts';

import { doesHelp, phaseOf } from './phases.ts';
import { weigh, weighObjection, weighTurn } from './weigh.ts';

export type Speaker = 'agent' | 'customer';

export interface Said {
  readonly speaker: Speaker;
  readonly text: string;
  /** Seconds since the beginning, where the transcript has them. */
  readonly at?: number | null;
}

export interface Conversation {
  readonly utterances: readonly Said[];
  readonly channel: Channel;
  readonly case: Readonly<Partial<Record<CaseFlag, boolean>>>;
}

/** Something to mend in an utterance of the agent; offsets are UTF-16 units of its text. */
export interface Finding extends Span {
  readonly utterance: number;
  /** `family/rule` of the language. */
  readonly rule: string;
  readonly family: string;
  readonly severity: Severity;
  /** Why, to the agent. */
  readonly message: string;
  /** A better sentence; slots in braces are left to the case. */
  readonly suggestion: string;
  readonly isGrave: boolean;
  readonly isDisguised: boolean;
}

export interface Heard {
  readonly index: number;
  readonly speaker: Speaker;
  readonly text: string;
  readonly at: number | null;
  readonly phase: Phase;
  readonly principles: readonly (Span & { readonly principle: Principle })[];
  readonly promises: readonly (Span & { readonly kind: PromiseKind })[];
  readonly apology: Apology | null;
  readonly objection: Objection | null;
  readonly signals: readonly string[];
}

export interface Analysis {
  readonly utterances: readonly Heard[];
  readonly findings: readonly Finding[];
}

/** Listens to a whole contact, utterance by utterance. */
export function analyse(engine: Engine, conversation: Conversation): Analysis {
  const utterances: Heard[] = [];
  const findings: Finding[] = [];
  for (const { said, index, weighed, phase, apology, objection } of listen(engine, conversation)) {
    // whatever a customer says is never a finding
    if (said.speaker === 'agent') findings.push(...weighed.hits.map((hit) => findingOf(hit, said.text, index)));
    utterances.push(heard(said, index, weighed, { phase, apology, objection }));
  }
  return { utterances, findings };
}

/** One utterance after the other, with what the rules say of it and what is made of that. */
export function* listen(engine: Engine, conversation: Conversation) {
  const course = begun();
  for (const [index, said] of conversation.utterances.entries()) {
    const around = aroundOf(course, conversation, said.speaker);
    const reading = engine.read(said.text, around, said.speaker);
    if (said.speaker === 'agent') {
      const many = overApology(engine, reading, course);
      const ruled = many ? { ...reading, hits: [...reading.hits, many] } : reading;
      const ruledPhase = phaseOf(reading, course);
      const weighed = wanted(weigh(engine, ruled, around));
      const { phase, apology } = weighTurn(engine.sense, ruled, around, ruledPhase);
      yield { said, index, around, reading: ruled, ruledPhase, weighed, phase, apology, ...NO_OBJECTION };
      agentSaid(reading, phase, course);
    } else {
      const ruledObjection = objectionOf(reading, course);
      const objection = weighObjection(engine.sense, reading, around, ruledObjection);
      customerSaid(reading, course);
      const { phase } = course;
      yield {
        said,
        index,
        around,
        reading,
        ruledPhase: phase,
        weighed: reading,
        phase,
        apology: null,
        objection,
        ruledObjection,
      };
    }
  }
}

/** Without what an organisation does not want found by what was learned. */
const wanted = (reading: Reading): Reading => ({
  ...reading,
  hits: reading.hits.filter(({ family, rule }) => rule !== LEARNED || family.isLearned),
});

const NO_OBJECTION = { objection: null, ruledObjection: null } as const;

function heard(
  said: Said,
  index: number,
  reading: Reading,
  made: Pick<Heard, 'phase' | 'apology' | 'objection'>,
): Heard {
  const isAgent = said.speaker === 'agent';
  return {
    index,
    speaker: said.speaker,
    text: said.text,
    at: said.at ?? null,
    ...made,
    principles: isAgent ? reading.principles : [],
    promises: isAgent ? reading.promises : [],
    signals: [...reading.signals],
  };
}

/** Resists what was proposed or stated; a demand out of measure tells more than its reasons. */
function objectionOf({ objections, signals }: Reading, { hasStated }: Course): Objection | null {
  if (!hasStated || (signals.has('ob-accepts') && !signals.has('ob-yet'))) return null;
  return WEIGHTIEST_FIRST.find((kind) => objections.includes(kind)) ?? null;
}
const WEIGHTIEST_FIRST: readonly Objection[] = ['unreasonable', 'misunderstanding', 'reasonable'];

function findingOf(hit: Hit, text: string, utterance: number): Finding {
  const { family, rule, start, end } = hit;
  return {
    utterance,
    start,
    end,
    rule: `${family.key}/${rule}`,
    family: family.key,
    severity: hit.severity,
    message: family.reason,
    suggestion: cardFor(family, rule, text.slice(start, end)).text,
    isGrave: family.isGrave,
    isDisguised: hit.isDisguised,
  };
}

/** The card made for the rule, else one of the family's own; by the words found, so that it stays while the rest is typed. */
function cardFor(family: Family, rule: string, words: string) {
  const fitting = family.cards.filter((card) => card.for.includes(rule));
  const free = fitting.length > 0 ? fitting : family.cards.filter((card) => card.for.length === 0);
  const from = free.length > 0 ? free : family.cards;
  const sum = [...words].reduce((all, one) => all + (one.codePointAt(0) as number), 0);
  return from[sum % from.length] as Family['cards'][number];
}

/** Source: the third common ill: apologies that outrun what is done. The numbers are ours, in the language's limits. */
function overApology(engine: Engine, reading: Reading, course: Course): Hit | null {
  const family = engine.language.families.find(({ key }) => key === 'over_apology');
  const limits = engine.language.limits?.apologies;
  const [first, last] = [reading.apologies[0], reading.apologies.at(-1)];
  if (!family || !limits || !first || !last) return null;
  if (doesHelp(reading)) return null;
  const isMany = reading.apologies.length >= limits.inOne;
  const isRow = course.turnsOfApology + 1 >= limits.inRow;
  if (!isMany && !isRow) return null;
  const rule = isMany ? 'in-one' : 'in-row';
  return { start: first.start, end: last.end, family, rule, severity: family.severity, isDisguised: false };
}
