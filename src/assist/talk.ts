import type { Analysis } from './conversation.ts';
import {
  type Channel,
  PHASES,
  type Phase,
  PRINCIPLES,
  PROMISE_KINDS,
  type Principle,
  type PromiseKind,
} from './language.ts';
import type { Voice } from './voice.ts';

/** Most of one stored conversation: utterances, and UTF-16 units of all of them. */
export const MOST_KEPT = { utterances: 2000, each: 4000, all: 200_000 };

export const TALK_SOURCES = ['pasted', 'recognised'] as const;
export type TalkSource = (typeof TALK_SOURCES)[number];

/** Which side ended it first; a line that dropped is nobody's doing. */
export const ENDINGS = ['customer', 'agent', 'dropped'] as const;
export type Ending = (typeof ENDINGS)[number];

/** 让对方先挂断: ours hung up first. Null: not known. `isCovered`: abuse was ended after both warnings, which is never a fault. */
export const hungUpFirst = (talk: {
  readonly channel: Channel;
  readonly endedBy: Ending | null;
  readonly isCovered: boolean;
}): boolean | null =>
  talk.channel !== 'call' || talk.endedBy === null ? null : talk.endedBy === 'agent' && !talk.isCovered;

/** Figures of one conversation that may be disputed as such. */
export const TALK_FIGURES = [
  'phases',
  'principles',
  'promises',
  'pace',
  'monologue',
  'overlap',
  'silence',
  'holds',
  'repeats',
  'ending',
] as const;
export type TalkFigure = (typeof TALK_FIGURES)[number];

/** What a dispute is about: a figure, or with a place the rule of a finding there. */
export interface Disputed {
  readonly place: number | null;
  readonly about: string;
}
export const sameDispute = (a: Disputed, b: Disputed): boolean => a.place === b.place && a.about === b.about;

/** Whether the person may dispute it: it is there, and about words of their own. */
export function isThere({ place, about }: Disputed, staffId: string, talk: Heard): boolean {
  if (place === null) return TALK_FIGURES.some((name) => name === about) && talk.by.includes(staffId);
  return (
    talk.by[place] === staffId &&
    talk.analysis.findings.some(({ utterance, rule }) => utterance === place && rule === about)
  );
}

interface Heard {
  readonly analysis: Analysis;
  /** Who of ours spoke, by place. */
  readonly by: readonly (string | null)[];
}

export interface PersonsTalk extends Heard {
  /** Of this person alone. */
  readonly voice: Voice;
  /** Null: not known. */
  readonly hungUpFirst: boolean | null;
  /** Disputes of this person that were upheld: these no longer count. */
  readonly lifted: readonly Disputed[];
}

export interface PersonFigures {
  readonly conversations: number;
  readonly utterances: number;
  /** Faults and warnings, the most frequent first. */
  readonly families: readonly { readonly family: string; readonly count: number; readonly per100: number }[];
  /** Conversations in which the person reached each, and of how many. */
  readonly phases: Readonly<Record<Phase, number>>;
  readonly phasesOf: number;
  readonly principles: Readonly<Record<Principle, number>>;
  readonly promises: Readonly<Record<PromiseKind, number>>;
  readonly voice: {
    /** Over all speech with exact times; where there is none, at least so fast. */
    readonly perMinute: number | null;
    readonly isExact: boolean;
    readonly longestMonologue: number | null;
    readonly interruptions: number | null;
    /** Share of quiet in percent, the mean of the conversations. */
    readonly silence: number | null;
    readonly holds: number;
    readonly courteousHolds: number;
    readonly repeats: number;
    /** Calls of which it is known who hung up first, and how often it was ours. */
    readonly endings: number;
    readonly hungUpFirst: number;
  };
}

/** What the desk can count of somebody's conversations. No apologies: counting these of a person teaches not to apologise. */
export function figuresOf(staffId: string, talks: readonly PersonsTalk[]): PersonFigures {
  const own = talks.map((talk) => ({
    ...talk,
    said: talk.analysis.utterances.filter(({ index }) => talk.by[index] === staffId),
    counts: (about: TalkFigure): boolean => !talk.lifted.some((one) => sameDispute(one, { place: null, about })),
  }));
  const utterances = own.reduce((sum, { said }) => sum + said.length, 0);
  const phased = own.filter(({ counts }) => counts('phases'));
  const principled = own.filter(({ counts }) => counts('principles')).flatMap(({ said }) => said);
  const promising = own.filter(({ counts }) => counts('promises')).flatMap(({ said }) => said);
  return {
    conversations: own.length,
    utterances,
    families: familiesOf(staffId, own, utterances),
    phases: counted(PHASES, (phase) => phased.filter(({ said }) => said.some((one) => one.phase === phase)).length),
    phasesOf: phased.length,
    principles: counted(
      PRINCIPLES,
      (name) => principled.flatMap(({ principles }) => principles).filter(({ principle }) => principle === name).length,
    ),
    promises: counted(
      PROMISE_KINDS,
      (name) => promising.flatMap(({ promises }) => promises).filter(({ kind }) => kind === name).length,
    ),
    voice: voiceOfPerson(own),
  };
}

const counted = <K extends string>(names: readonly K[], count: (name: K) => number): Record<K, number> =>
  Object.fromEntries(names.map((name) => [name, count(name)])) as Record<K, number>;

function familiesOf(staffId: string, talks: readonly PersonsTalk[], utterances: number): PersonFigures['families'] {
  const counts = new Map<string, number>();
  for (const { analysis, by, lifted } of talks)
    for (const { utterance, rule, family, severity } of analysis.findings) {
      if (by[utterance] !== staffId || severity === 'hint') continue;
      if (lifted.some((one) => sameDispute(one, { place: utterance, about: rule }))) continue;
      counts.set(family, (counts.get(family) ?? 0) + 1);
    }
  return [...counts]
    .map(([family, count]) => ({ family, count, per100: Math.round((count / utterances) * 1000) / 10 }))
    .sort((a, b) => b.count - a.count || (a.family < b.family ? -1 : 1));
}

type Counting = PersonsTalk & { readonly counts: (about: TalkFigure) => boolean };

function voiceOfPerson(talks: readonly Counting[]): PersonFigures['voice'] {
  const of = (about: TalkFigure): Voice[] => talks.filter(({ counts }) => counts(about)).map(({ voice }) => voice);
  const paces = of('pace').flatMap(({ pace }) => pace.agent ?? []);
  const exact = paces.filter(({ isExact }) => isExact);
  const taken = exact.length > 0 ? exact : paces;
  const sum = (name: 'characters' | 'seconds'): number => taken.reduce((all, pace) => all + pace[name], 0);
  const monologues = of('monologue').flatMap(({ monologue }) => monologue?.seconds ?? []);
  const overlaps = of('overlap').flatMap(({ overlap }) => overlap ?? []);
  const silences = of('silence').flatMap(({ silence }) => silence?.percent ?? []);
  // one that nobody waited for asks for no courtesy
  const waits = of('holds').flatMap(({ holds }) => holds.filter(({ isCourteous }) => isCourteous !== null));
  const endings = talks.filter(({ counts }) => counts('ending')).flatMap((talk) => talk.hungUpFirst ?? []);
  return {
    perMinute: taken.length > 0 ? Math.round((sum('characters') / sum('seconds')) * 60) : null,
    isExact: exact.length > 0,
    longestMonologue: monologues.length > 0 ? Math.max(...monologues) : null,
    interruptions:
      overlaps.length > 0 ? overlaps.reduce((all, { interruptions }) => all + interruptions.length, 0) : null,
    silence: silences.length > 0 ? Math.round(silences.reduce((a, b) => a + b, 0) / silences.length) : null,
    holds: waits.length,
    courteousHolds: waits.filter(({ isCourteous }) => isCourteous).length,
    repeats: of('repeats').reduce((sum, { repeats }) => sum + repeats.places.length, 0),
    endings: endings.length,
    hungUpFirst: endings.filter(Boolean).length,
  };
}
