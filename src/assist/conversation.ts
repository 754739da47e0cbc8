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
  /** The agent's last words stated something that the customer can object to. */
  hasStated: boolean;
  /** The customer has just said that there is nothing else. */
  isDone: boolean;
  /** The customer has just agreed. */
  isAgreed: boolean;
  /** Apologies of the agent since the last thing that helps. */
  apologies: number;
  turnsOfApology: number;
}

const begun = (): Course => ({
  phase: 'invite',
  isFirst: true,
  isTold: false,
  isAnswered: false,
  hasStated: false,
  isDone: false,
  isAgreed: false,
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
    utterances.push(heard(said, index, reading, course));
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

function heard(said: Said, index: number, reading: Reading, course: Course): Heard {
  const isAgent = said.speaker === 'agent';
  return {
    index,
    speaker: said.speaker,
    text: said.text,
    at: said.at ?? null,
    phase: course.phase,
    principles: isAgent ? reading.principles : [],
    promises: isAgent ? reading.promises : [],
    apology: isAgent ? apologyOf(reading) : null,
    objection: isAgent ? null : objectionOf(reading, course),
    signals: [...reading.signals],
  };
}

/** Whoever admits the fault also feels sorry: the fault tells more. */
function apologyOf({ apologies }: Reading): Apology | null {
  if (apologies.some(({ kind }) => kind === 'fault')) return 'fault';
  return apologies.length > 0 ? 'feeling' : null;
}

/** Resists what was proposed or stated; a demand out of measure tells more than its reasons. */
function objectionOf({ objections, signals }: Reading, { hasStated }: Course): Objection | null {
  if (!hasStated || (signals.has('ob-accepts') && !signals.has('ob-yet'))) return null;
  return WEIGHTIEST_FIRST.find((kind) => objections.includes(kind)) ?? null;
}
const WEIGHTIEST_FIRST: readonly Objection[] = ['unreasonable', 'misunderstanding', 'reasonable'];

function customerSaid(reading: Reading, course: Course): void {
  if (!reading.signals.has('only-greeting') || reading.text.length > GREETING_AT_MOST) {
    course.isTold = true;
    if (course.phase === 'invite') course.phase = 'listen';
  }
  course.isDone =
    !reading.asks && (reading.signals.has('ph-bye') || (course.phase === 'close' && reading.signals.has('ph-done')));
  course.isAgreed = reading.signals.has('ph-agrees') && !reading.asks;
}
/** Characters of a greeting that stands alone. */
const GREETING_AT_MOST = 12;

function agentSaid(reading: Reading, course: Course): void {
  course.phase = phaseOf(reading, course);
  course.isFirst = false;
  if (course.phase === 'inform') course.isAnswered = true;
  course.hasStated = course.isTold && reading.acts.some(({ phase }) => phase === 'inform');
  course.hasStated ||= STATES.has(course.phase);
  const helps = doesHelp(reading);
  course.apologies = helps ? 0 : course.apologies + reading.apologies.length;
  course.turnsOfApology = helps || reading.apologies.length === 0 ? 0 : course.turnsOfApology + 1;
}
const STATES: ReadonlySet<Phase> = new Set(['inform', 'close']);

/** Signals of the language that say that something is being done about the matter. */
const HELPS = ['real-step', 'asks-facts'];
const doesHelp = ({ asks, signals }: Reading): boolean => asks || HELPS.some((name) => signals.has(name));

type Act = Reading['acts'][number];

/** The phase in which the utterance ends: its last sentence that does anything, and what has come of the contact. */
function phaseOf(reading: Reading, course: Course): Phase {
  if (course.isFirst && !course.isTold) return 'invite';
  if (takesOver(reading, course)) return 'invite';
  if (endsContact(reading, course)) return 'close';
  return byLastSentence(reading, course) ?? withoutActs(reading, course);
}

/** Whoever comes first or takes the contact over begins by asking what it is about. */
const takesOver = ({ signals }: Reading, { isFirst }: Course): boolean =>
  signals.has('ph-offers') && (isFirst || signals.has('ph-intro'));

/** What was agreed is read back, goodbye is said, or the customer has nothing else and nothing is asked. */
function endsContact({ signals, asks }: Reading, course: Course): boolean {
  if (signals.has('ph-bye')) return true;
  if (!course.isAnswered) return false;
  if (signals.has('ph-reads-back')) return true;
  return !asks && (course.isDone || (course.isAgreed && signals.has('ph-settles')));
}

function byLastSentence(reading: Reading, course: Course): Phase | null {
  const sentences = sentencesOf(reading);
  const isOpenQuestion = reading.asks && sentences.at(-1)?.acts.length === 0;
  let isFeeling = false;
  let isMore = false;
  for (const { acts, end, length } of sentences.reverse()) {
    const last = endOf(acts, reading, course);
    if (!last) isMore ||= length >= SAYS_SOMETHING;
    else if (last.phase === 'acknowledge') {
      isFeeling = true;
      isMore ||= end - last.end >= SAYS_SOMETHING;
    } else if (isOpenQuestion) return last.phase === 'listen' ? 'listen' : null;
    else return last.phase === 'close' && isMore ? 'inform' : last.phase;
  }
  if (reading.asks || !isFeeling) return null;
  return isMore && course.isAnswered ? 'inform' : 'acknowledge';
}
/** Characters from which on a sentence without any known act says something all the same. */
const SAYS_SOMETHING = 8;

interface Sentence {
  readonly acts: readonly Act[];
  readonly end: number;
  readonly length: number;
}

/** Its sentences with the acts in them, told apart as in a normal text; without the name under a letter. */
function sentencesOf({ text, acts }: Reading): Sentence[] {
  const all = [...text.matchAll(/[^。！!？?｡\n\r]+[。！!？?｡\n\r]*/gu)].map(({ index, 0: sentence }) => ({
    acts: acts.filter(({ end }) => end > index && end <= index + sentence.length),
    end: index + sentence.length,
    length: sentence.length,
    isOpen: !/[。！!？?｡]/u.test(sentence),
  }));
  if (!text.includes('\n')) return all;
  return all.slice(0, 1 + all.findLastIndex((one) => one.acts.length > 0 || !one.isOpen));
}

/** Of what fits, the last; sympathy stands behind whatever is done, of two that end together the longer one goes. */
function endOf(acts: readonly Act[], reading: Reading, course: Course): Act | null {
  const fitting = acts.filter((act) => fits(act, reading, course));
  const doing = fitting.filter(({ phase }) => phase !== 'acknowledge');
  return (doing.length > 0 ? doing : fitting).reduce<Act | null>(
    (best, act) => (best && !isLater(act, best) ? best : act),
    null,
  );
}

function isLater(act: Act, than: Act): boolean {
  if (act.end !== than.end) return act.end > than.end;
  if ((act.phase === 'close') !== (than.phase === 'close')) return act.phase === 'close';
  return act.start < than.start;
}

function fits({ phase }: Act, { acts, signals }: Reading, course: Course): boolean {
  if (phase === 'close') return course.isAnswered || acts.some((act) => act.phase === 'inform');
  // a colleague who takes over begins anew
  if (phase === 'invite') return !course.isTold || course.isFirst || signals.has('ph-intro');
  return true;
}

function withoutActs(reading: Reading, course: Course): Phase {
  if (!course.isTold) return 'invite';
  if (reading.asks) return course.isAnswered ? 'inform' : 'listen';
  if (reading.apologies.length > 0) return 'acknowledge';
  if (!course.isAnswered && reading.signals.has('ph-warm')) return 'acknowledge';
  if (reading.text.length < SAYS_SOMETHING) return course.phase;
  return course.phase === 'close' && course.isAgreed ? 'close' : 'inform';
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
  if (doesHelp(reading)) return null;
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
