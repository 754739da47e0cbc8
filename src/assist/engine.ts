import { Clauses } from './clauses.ts';
import {
  APOLOGIES,
  type Apology,
  type CaseFlag,
  type Channel,
  type Family,
  type Language,
  OBJECTIONS,
  type Objection,
  type PatternList,
  PHASES,
  type Phase,
  PRINCIPLES,
  PROMISE_KINDS,
  type Principle,
  type PromiseKind,
  type Rule,
  type Severity,
} from './language.ts';
import { type Match, Matcher } from './matcher.ts';
import type { Normal } from './normal.ts';
import { type Pattern, readPattern } from './pattern.ts';
import type { Sense } from './sense.ts';
import type { Sounds } from './sounds.ts';

/** What the checks know about the contact besides the sentence itself. */
export interface Around {
  readonly isFirst: boolean;
  /** The customer has told the matter. */
  readonly isTold: boolean;
  /** The agent has answered something since. */
  readonly isAnswered: boolean;
  /** The customer spoke last. */
  readonly isReply: boolean;
  /** The agent's utterances just before, one after the other, that did nothing but apologise. */
  readonly apologies: number;
  /** Where the contact stands. */
  readonly phase: Phase;
  /** The customer has just said that there is nothing else. */
  readonly isDone: boolean;
  /** The customer has just agreed. */
  readonly isAgreed: boolean;
  /** The agent's last words stated something that the customer can object to. */
  readonly hasStated: boolean;
  /** What the other side said last, as a normal text. */
  readonly other: string;
  readonly channel: Channel;
  readonly case: Readonly<Partial<Record<CaseFlag, boolean>>>;
}
export const NOTHING_AROUND: Around = {
  isFirst: false,
  isTold: true,
  isAnswered: true,
  isReply: true,
  apologies: 0,
  phase: 'inform',
  isDone: false,
  isAgreed: false,
  hasStated: true,
  other: '',
  channel: 'call',
  case: {},
};

/** A piece of an utterance, in UTF-16 units of the text as it was said. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Hit extends Span {
  readonly family: Family;
  /** Key of the family's rule. */
  readonly rule: string;
  readonly severity: Severity;
  readonly isDisguised: boolean;
}

/** What one utterance says, before anything is concluded from the conversation. */
export interface Reading {
  readonly text: string;
  readonly normal: Normal;
  readonly principles: readonly (Span & { readonly principle: Principle })[];
  readonly promises: readonly (Span & { readonly kind: PromiseKind })[];
  readonly apologies: readonly (Span & { readonly kind: Apology })[];
  readonly objections: readonly Objection[];
  /** In the order in which they end. */
  readonly acts: readonly (Span & { readonly phase: Phase })[];
  readonly hits: readonly Hit[];
  readonly signals: ReadonlySet<string>;
  /** Its last sentence asks something. */
  readonly asks: boolean;
}

type Slot =
  | { readonly what: 'signal'; readonly name: string }
  | { readonly what: 'principle'; readonly name: Principle }
  | { readonly what: 'promise'; readonly name: PromiseKind }
  | { readonly what: 'apology'; readonly name: Apology }
  | { readonly what: 'objection'; readonly name: Objection }
  | { readonly what: 'act'; readonly name: Phase }
  | { readonly what: 'rule'; readonly family: Family; readonly rule: Rule };

interface Owner {
  readonly slot: Slot;
  /** Places of the owners whose matches take this one's back: in the same sentence, and anywhere. */
  readonly unless: readonly number[];
  readonly redeemed: readonly number[];
}

/** How words may be spelled otherwise: traditional characters, and characters of the same sound. */
export interface Spelling {
  readonly simple?: ReadonlyMap<string, string>;
  readonly sounds?: Sounds;
}

/** A language made ready: all its patterns in one matcher. Building it takes some milliseconds; reading is the quick part. */
export class Engine {
  readonly language: Language;
  /** What was learned besides the rules; without it the rules alone decide. */
  readonly sense: Sense | null;
  readonly #matcher: Matcher;
  /** For what customers say, of which nothing else is asked than signals and objections; made when it is needed. */
  readonly #forCustomers: () => Matcher;
  readonly #owners: readonly (Owner | null)[];

  /** @throws {BadPattern} for a pattern that cannot be read; `language-problems.ts` names them all beforehand */
  constructor(language: Language, spelling: Spelling = {}, sense: Sense | null = null) {
    this.language = language;
    this.sense = sense;
    const byEar = new Set<number>();
    const lists: Pattern[][] = [];
    const owners: (Owner | null)[] = [];
    const shared = new Map<string, number>();
    const place = (patterns: readonly Pattern[], owner: Owner | null): number => {
      lists.push([...patterns]);
      owners.push(owner);
      return lists.length - 1;
    };
    const read = (sources: readonly string[]): Pattern[] =>
      sources.flatMap((source) =>
        source.startsWith('@')
          ? read(language.signals[source.slice(1)]?.any ?? [])
          : readPattern(source, language.classes),
      );
    const signals = new Map<string, number>();
    /** Lists that only take others back are kept once for each wording; a signal is itself, with what takes it back. */
    const helpers = (sources: readonly string[]): number[] => {
      const named = sources.filter((source) => source.startsWith('@')).map((source) => signals.get(source.slice(1)));
      const written = sources.filter((source) => !source.startsWith('@'));
      const found = named.filter((at) => at !== undefined);
      if (written.length === 0) return found;
      const name = written.join('\n');
      const known = shared.get(name) ?? place(read(written), null);
      shared.set(name, known);
      return [...found, known];
    };
    const add = (slot: Slot, list: PatternList & { readonly redeemed?: readonly string[] }) => {
      const unless = helpers(list.unless);
      const redeemed = helpers(list.redeemed ?? []);
      const at = place(read(list.any), { slot, unless, redeemed });
      if (slot.what === 'rule' && slot.family.isHeard) byEar.add(at);
      return at;
    };
    for (const [name, list] of Object.entries(language.signals)) signals.set(name, add({ what: 'signal', name }, list));
    for (const name of PRINCIPLES) add({ what: 'principle', name }, language.principles[name] ?? NONE);
    for (const name of PROMISE_KINDS) add({ what: 'promise', name }, language.promises[name] ?? NONE);
    for (const name of APOLOGIES) add({ what: 'apology', name }, language.apologies[name] ?? NONE);
    for (const name of OBJECTIONS) add({ what: 'objection', name }, language.objections[name] ?? NONE);
    for (const name of PHASES) add({ what: 'act', name }, language.acts[name] ?? NONE);
    for (const family of language.families) for (const rule of family.rules) add({ what: 'rule', family, rule }, rule);
    this.#owners = owners;
    this.#matcher = new Matcher(lists, spelling, byEar);
    const heard = new Set(
      owners.flatMap((owner, at) =>
        owner?.slot.what === 'signal' || owner?.slot.what === 'objection'
          ? [at, ...owner.unless, ...owner.redeemed]
          : [],
      ),
    );
    let matcher: Matcher | undefined;
    this.#forCustomers = () => {
      matcher ??= new Matcher(
        lists.map((patterns, at) => (heard.has(at) ? patterns : [])),
        { simple: spelling.simple ?? new Map() },
      );
      return matcher;
    };
  }

  get literalCount(): number {
    return this.#matcher.literalCount;
  }

  /** Of a customer's words signals and objections alone. */
  read(said: string, around: Around = NOTHING_AROUND, speaker: 'agent' | 'customer' = 'agent'): Reading {
    const matcher = speaker === 'agent' ? this.#matcher : this.#forCustomers();
    const normal = matcher.normal(said);
    const matches = matcher.find(normal);
    const bySlot = new Map<number, Match[]>();
    for (const match of matches) {
      const known = bySlot.get(match.owner);
      if (known) known.push(match);
      else bySlot.set(match.owner, [match]);
    }
    const sentencesOf = new Map<number, ReadonlySet<number>>();
    const isBeside = ({ sentence }: Match, other: number): boolean => {
      const beside = bySlot.get(other);
      if (!beside) return false;
      let sentences = sentencesOf.get(other);
      if (!sentences) sentencesOf.set(other, (sentences = new Set(beside.map((match) => match.sentence))));
      return sentences.has(sentence);
    };
    const clauses = new Clauses(normal.text);
    const reading = {
      text: said,
      normal,
      principles: [] as (Span & { principle: Principle })[],
      promises: [] as (Span & { kind: PromiseKind })[],
      apologies: [] as (Span & { kind: Apology })[],
      objections: [] as Objection[],
      acts: [] as (Span & { phase: Phase })[],
      hits: [] as Hit[],
      signals: new Set<string>(),
      asks: clauses.asks(normal.text.length - 1),
    };
    const spanOf = (start: number, end: number): Span => ({
      start: normal.from[start] as number,
      end: normal.to[end - 1] as number,
    });
    // places go up: a signal stands before whoever counts on it
    for (const [nth, found] of [...bySlot].sort(([a], [b]) => a - b)) {
      const owner = this.#owners[nth];
      if (!owner) continue;
      const isRedeemed = owner.redeemed.some((other) => bySlot.has(other));
      const left = isRedeemed ? [] : found.filter((match) => !owner.unless.some((other) => isBeside(match, other)));
      if (left.length === 0) {
        bySlot.delete(nth);
        continue;
      }
      bySlot.set(nth, left);
      const { slot } = owner;
      if (slot.what === 'signal') reading.signals.add(slot.name);
      else if (slot.what === 'objection') reading.objections.push(slot.name);
      else if (slot.what === 'rule') {
        if (!holds(slot.rule, around)) continue;
        const severity = slot.rule.severity ?? slot.family.severity;
        for (const { start, end, isDisguised } of left)
          if (!clauses.isQuoted(start))
            reading.hits.push({
              ...spanOf(start, end),
              family: slot.family,
              rule: slot.rule.key,
              severity,
              isDisguised,
            });
      } else
        for (const { start, end } of left) {
          const [from, to] = slot.what === 'act' || slot.what === 'apology' ? [start, end] : clauses.around(start, end);
          const span = spanOf(from, to);
          if (slot.what === 'principle') reading.principles.push({ ...span, principle: slot.name });
          else if (slot.what === 'promise') {
            if (!clauses.asks(end)) reading.promises.push({ ...span, kind: slot.name });
          } else if (slot.what === 'apology') reading.apologies.push({ ...span, kind: slot.name });
          else reading.acts.push({ ...span, phase: slot.name });
        }
    }
    return {
      ...reading,
      principles: joined(reading.principles, ({ principle }) => principle),
      promises: joined(reading.promises, ({ kind }) => kind),
      apologies: joined(reading.apologies, () => ''),
      acts: reading.acts.sort((a, b) => a.end - b.end || a.start - b.start),
      hits: onePerFamily(reading.hits),
    };
  }
}
const NONE: PatternList = { any: [], unless: [] };

function holds({ when }: Rule, around: Around): boolean {
  if (when.turn === 'first' && !around.isFirst) return false;
  if (when.matter === 'untold' && around.isTold) return false;
  if (when.matter === 'told' && (!around.isTold || around.isAnswered)) return false;
  if (when.channels && !when.channels.includes(around.channel)) return false;
  return Object.entries(when.case ?? {}).every(([flag, asked]) => (around.case[flag as CaseFlag] ?? false) === asked);
}

/** Overlapping or touching pieces of one kind are one. */
function joined<T extends Span>(all: readonly T[], kindOf: (one: T) => string): T[] {
  if (all.length < 2) return [...all];
  const kept: T[] = [];
  const last = new Map<string, number>();
  for (const one of [...all].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const at = last.get(kindOf(one));
    const before = at === undefined ? undefined : kept[at];
    if (at !== undefined && before && one.start < before.end)
      kept[at] = { ...before, end: Math.max(before.end, one.end) };
    else last.set(kindOf(one), kept.push(one) - 1);
  }
  return kept;
}

/** Of one family in one utterance; whoever says more has read enough. */
const HITS_AT_MOST = 20;

/** Of overlapping hits of one family the gravest and longest stays. */
function onePerFamily(all: readonly Hit[]): Hit[] {
  if (all.length < 2) return [...all];
  const rank = { fault: 0, warning: 1, hint: 2 };
  const kept = new Map<Family, Hit[]>();
  for (const hit of [...all].sort(
    (a, b) => rank[a.severity] - rank[b.severity] || b.end - b.start - (a.end - a.start) || a.start - b.start,
  )) {
    const alike = kept.get(hit.family) ?? [];
    if (alike.length >= HITS_AT_MOST) continue;
    if (!alike.some((known) => hit.start < known.end && known.start < hit.end)) kept.set(hit.family, [...alike, hit]);
  }
  return [...kept.values()].flat().sort((a, b) => a.start - b.start || a.end - b.end);
}
