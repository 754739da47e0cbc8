import type { Around, Engine, Hit, Reading, Span } from './engine.ts';
import type {
  Apology,
  CaseFlag,
  Channel,
  Family,
  Objection,
  Phase,
  Principle,
  PromiseKind,
  Severity,
} from './language.ts';

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

/** What has come of the contact so far. */
interface Course {
  phase: Phase;
  isFirst: boolean;
  isTold: boolean;
  isAnswered: boolean;
  /** Apologies of the agent since the last thing that helps. */
  apologies: number;
  turnsOfApology: number;
}

const begun = (): Course => ({
  phase: 'invite',
  isFirst: true,
  isTold: false,
  isAnswered: false,
  apologies: 0,
  turnsOfApology: 0,
});

/** Listens to a whole contact, utterance by utterance. */
export function analyse(engine: Engine, conversation: Conversation): Analysis {
  const course = begun();
  const utterances: Heard[] = [];
  const findings: Finding[] = [];
  conversation.utterances.forEach((said, index) => {
    const reading = engine.read(said.text, aroundOf(course, conversation));
    if (said.speaker === 'agent') {
      findings.push(...findingsOf(engine, reading, index, course));
      agentSaid(reading, course);
    } else customerSaid(reading, course);
    utterances.push(heard(said, index, reading, course.phase));
  });
  return { utterances, findings };
}

const aroundOf = (course: Course, { channel, case: flags }: Conversation): Around => ({
  isFirst: course.isFirst,
  isTold: course.isTold,
  isAnswered: course.isAnswered,
  channel,
  case: flags,
});

function heard(said: Said, index: number, reading: Reading, phase: Phase): Heard {
  const isAgent = said.speaker === 'agent';
  return {
    index,
    speaker: said.speaker,
    text: said.text,
    at: said.at ?? null,
    phase,
    principles: isAgent ? reading.principles : [],
    promises: isAgent ? reading.promises : [],
    apology: isAgent ? apologyOf(reading) : null,
    objection: isAgent ? null : (reading.objections[0] ?? null),
    signals: [...reading.signals],
  };
}

/** Whoever admits the fault also feels sorry: the fault tells more. */
function apologyOf({ apologies }: Reading): Apology | null {
  if (apologies.some(({ kind }) => kind === 'fault')) return 'fault';
  return apologies.length > 0 ? 'feeling' : null;
}

function customerSaid(reading: Reading, course: Course): void {
  if (!reading.signals.has('only-greeting')) {
    course.isTold = true;
    if (course.phase === 'invite') course.phase = 'listen';
  }
}

function agentSaid(reading: Reading, course: Course): void {
  course.phase = phaseOf(reading, course);
  course.isFirst = false;
  if (course.phase === 'inform') course.isAnswered = true;
  const helps = reading.promises.length > 0 || reading.asks || HELPS.some((name) => reading.signals.has(name));
  course.apologies = helps ? 0 : course.apologies + reading.apologies.length;
  course.turnsOfApology = helps || reading.apologies.length === 0 ? 0 : course.turnsOfApology + 1;
}
/** Signals of the language that say that something is being done about the matter. */
const HELPS = ['own-action', 'way-on', 'asks-facts'];

/** The phase in which the utterance ends. */
function phaseOf(reading: Reading, course: Course): Phase {
  const fitting = reading.acts.filter(({ phase }) => {
    if (phase === 'close') return course.isAnswered || reading.acts.some((act) => act.phase === 'inform');
    if (phase === 'invite') return !course.isTold;
    return true;
  });
  const last = fitting.at(-1);
  if (last) return last.phase;
  if (!course.isTold) return 'invite';
  if (reading.asks) return course.isAnswered ? 'inform' : 'listen';
  if (reading.apologies.length > 0) return 'acknowledge';
  return course.isFirst ? 'inform' : course.phase;
}

function findingsOf(engine: Engine, reading: Reading, index: number, course: Course): Finding[] {
  const found = reading.hits.map((hit) => findingOf(hit, reading.text, index));
  const many = overApology(engine, reading, course);
  if (many) found.push({ ...many, utterance: index });
  return found.sort((a, b) => a.start - b.start || a.end - b.end);
}

function findingOf(hit: Hit, text: string, utterance: number): Finding {
  const { family, rule, start, end } = hit;
  return {
    utterance,
    start,
    end,
    rule: `${family.key}/${rule.key}`,
    family: family.key,
    severity: hit.severity,
    message: family.reason,
    suggestion: cardFor(family, rule.key, text).text,
    isGrave: family.isGrave,
    isDisguised: hit.isDisguised,
  };
}

/** The card made for the rule, else one of the family's own, always the same for the same words. */
function cardFor(family: Family, rule: string, text: string) {
  const fitting = family.cards.filter((card) => card.for.includes(rule));
  const free = fitting.length > 0 ? fitting : family.cards.filter((card) => card.for.length === 0);
  const from = free.length > 0 ? free : family.cards;
  return from[text.length % from.length] as Family['cards'][number];
}

/** Source: the third common ill: apologies that outrun what is done. The numbers are ours, in the language's limits. */
function overApology(engine: Engine, reading: Reading, course: Course): Omit<Finding, 'utterance'> | null {
  const family = engine.language.families.find(({ key }) => key === 'over_apology');
  const limits = engine.language.limits?.apologies;
  const [first, last] = [reading.apologies[0], reading.apologies.at(-1)];
  if (!family || !limits || !first || !last) return null;
  const helps = reading.promises.length > 0 || reading.asks || HELPS.some((name) => reading.signals.has(name));
  if (helps) return null;
  const isMany = reading.apologies.length >= limits.inOne;
  const isRow = course.turnsOfApology + 1 >= limits.inRow;
  if (!isMany && !isRow) return null;
  return {
    start: first.start,
    end: last.end,
    rule: isMany ? 'over_apology/in-one' : 'over_apology/in-row',
    family: family.key,
    severity: family.severity,
    message: family.reason,
    suggestion: cardFor(family, '', reading.text).text,
    isGrave: family.isGrave,
    isDisguised: false,
  };
}
