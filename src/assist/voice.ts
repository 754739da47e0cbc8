import type { Speaker } from './conversation.ts';

/** Somebody's words with the seconds since the beginning at which they begin and end, where these are known. */
export interface Timed {
  /** `colleague`: one of ours whose voice is not looked at. */
  readonly speaker: Speaker | 'colleague';
  readonly text: string;
  readonly at: number | null;
  readonly end: number | null;
}

export interface VoiceLimits {
  /** Characters per minute; null: the policy compares with the customer, or says nothing. */
  readonly pace: { readonly low: number; readonly high: number } | null;
  readonly monologueSeconds: number;
  readonly holdSeconds: number;
  /** So many times cut in, or asked to say again, are often. */
  readonly interruptions: number;
}

export interface Pace {
  readonly characters: number;
  readonly seconds: number;
  readonly perMinute: number;
  /** From times of beginning and end. Otherwise pauses are counted as speech: it was spoken at least so fast. */
  readonly isExact: boolean;
  readonly verdict: 'slow' | 'fitting' | 'fast' | null;
}

/** Words of the agent without the customer having one. */
export interface Monologue {
  /** Places of its first and last utterance. */
  readonly from: number;
  readonly to: number;
  readonly characters: number;
  readonly seconds: number | null;
  /** Longer than the policy has it; null: the times do not tell. */
  readonly isLong: boolean | null;
}

/** What is told, and asked, before a longer wait. */
export const HOLD_PARTS = ['reason', 'estimate', 'consent'] as const;
export type HoldPart = (typeof HOLD_PARTS)[number];

/** The customer was asked to wait. */
export interface Hold {
  readonly utterance: number;
  /** Of the wait; null: none was heard, or no times. */
  readonly seconds: number | null;
  readonly isLong: boolean | null;
  /** Of a long one: what the words before it left out. */
  readonly missing: readonly HoldPart[];
  /** The first words afterwards thank for the wait or are sorry for it; null: no wait was heard. */
  readonly isCourteous: boolean | null;
}

export interface Voice {
  readonly pace: { readonly agent: Pace | null; readonly customer: Pace | null };
  readonly monologue: Monologue | null;
  /** Null: no ends are known. `interruptions`: places at which the agent cut in. */
  readonly overlap: {
    readonly seconds: number;
    readonly interruptions: readonly number[];
    readonly isOften: boolean;
  } | null;
  /** Null unless beginning and end of every utterance are known. `unannounced`: long waits that nobody announced. */
  readonly silence: { readonly seconds: number; readonly percent: number; readonly unannounced: number } | null;
  readonly holds: readonly Hold[];
  /** Places at which the customer was asked to say something again; no times are needed. */
  readonly repeats: { readonly places: readonly number[]; readonly isOften: boolean };
}

/** What the voices did, as far as the times tell; nothing is guessed where there are none. */
export function voiceOf(said: readonly Timed[], limits: VoiceLimits): Voice {
  const holds = holdsOf(said, limits);
  return {
    pace: { agent: paceOf(said, 'agent', limits.pace), customer: paceOf(said, 'customer', null) },
    monologue: monologueOf(said, limits),
    overlap: overlapOf(said, limits),
    silence: silenceOf(said, holds),
    holds,
    repeats: repeatsOf(said, limits),
  };
}

/** 字: every Han character, digit and Latin word. */
export const charactersOf = (text: string): number => text.match(/\p{Script=Han}|\d|[A-Za-z]+/gu)?.length ?? 0;

/** Less speech tells nothing of how fast somebody speaks. */
const ENOUGH = { seconds: 20, characters: 40 };

function paceOf(said: readonly Timed[], of: Speaker, band: VoiceLimits['pace']): Pace | null {
  const sum = { true: { characters: 0, seconds: 0 }, false: { characters: 0, seconds: 0 } };
  for (const [place, one] of said.entries()) {
    const length = lengthOf(said, place);
    if (one.speaker !== of || !length) continue;
    const into = sum[`${length.isExact}`];
    into.characters += charactersOf(one.text);
    into.seconds += length.seconds;
  }
  const isEnough = ({ characters, seconds }: typeof sum.true): boolean =>
    seconds >= ENOUGH.seconds && characters >= ENOUGH.characters;
  const isExact = isEnough(sum.true);
  const { characters, seconds } = sum[`${isExact}`];
  if (!isEnough({ characters, seconds })) return null;
  const perMinute = Math.round((characters / seconds) * 60);
  return { characters, seconds: round(seconds), perMinute, isExact, verdict: verdictOf(perMinute, isExact, band) };
}

/** Whoever was timed with the pauses may be fast, but is not shown to be slow. */
function verdictOf(perMinute: number, isExact: boolean, band: VoiceLimits['pace']): Pace['verdict'] {
  if (!band) return null;
  if (perMinute > band.high) return 'fast';
  if (!isExact) return null;
  return perMinute < band.low ? 'slow' : 'fitting';
}

/** Until its own end, else until the next one begins. */
function lengthOf(said: readonly Timed[], place: number): { seconds: number; isExact: boolean } | null {
  const { at = null, end = null } = said[place] ?? {};
  if (at === null) return null;
  if (end !== null && end > at) return { seconds: end - at, isExact: true };
  const next = said[place + 1]?.at ?? null;
  return next !== null && next > at ? { seconds: next - at, isExact: false } : null;
}

/** Silence before an utterance, from the end of the one before; null: not known. */
function gapBefore(said: readonly Timed[], place: number): number | null {
  const [end, at] = [said[place - 1]?.end ?? null, said[place]?.at ?? null];
  return end === null || at === null ? null : at - end;
}

function monologueOf(said: readonly Timed[], { monologueSeconds }: VoiceLimits): Monologue | null {
  let longest: Monologue | null = null;
  for (let from = 0; from < said.length; from++) {
    if (said[from]?.speaker !== 'agent') continue;
    let to = from;
    while (said[to + 1]?.speaker === 'agent' && (gapBefore(said, to + 1) ?? 0) < WAIT) to++;
    const characters = said.slice(from, to + 1).reduce((sum, { text }) => sum + charactersOf(text), 0);
    const begin = said[from]?.at ?? null;
    const last = lengthOf(said, to);
    const seconds = begin === null || !last ? null : round((said[to]?.at as number) + last.seconds - begin);
    // until somebody else begins it may have been quiet
    const isLong = seconds === null ? null : seconds <= monologueSeconds ? false : last?.isExact ? true : null;
    const one = { from, to, characters, seconds, isLong };
    if (!longest || weight(one) > weight(longest)) longest = one;
    from = to;
  }
  return longest;
}
const weight = ({ seconds, characters }: Monologue): number => (seconds ?? 0) * 1e6 + characters;

/** Shorter ones are the edges of what was recognised. */
const OVERLAP_AT_LEAST = 0.5;
/** 好的, 嗯: signs of listening that interrupt nobody. */
const LISTENS = /^(?:嗯|哦|噢|好|的|对|是|啊|行|可以|明白|了解|知道了|您说|您讲|请讲|[，。！、\s])+$/u;

function overlapOf(said: readonly Timed[], limits: VoiceLimits): Voice['overlap'] {
  const timed = said.flatMap(({ at, end, ...one }, place) =>
    at !== null && end !== null && end > at ? [{ ...one, place, at, end }] : [],
  );
  if (timed.length < 2) return null;
  let seconds = 0;
  const interruptions = new Set<number>();
  for (const [nth, one] of timed.entries())
    for (let next = nth + 1; next < timed.length; next++) {
      const later = timed[next] as (typeof timed)[number];
      if (later.at >= one.end) break;
      const both = Math.min(one.end, later.end) - later.at;
      if (one.speaker === later.speaker || both < OVERLAP_AT_LEAST) continue;
      seconds += both;
      if (one.speaker === 'customer' && later.speaker === 'agent' && later.at > one.at && !LISTENS.test(later.text))
        interruptions.add(later.place);
    }
  return {
    seconds: round(seconds),
    interruptions: [...interruptions],
    isOften: interruptions.size >= limits.interruptions,
  };
}

/** Seconds of quiet that are a wait and no pause. */
const WAIT = 10;
/** Without ends, from the beginning of a short utterance to the next one. */
const WAIT_FROM_BEGINNING = 15;
const SHORT = 12;
const UNANNOUNCED = 20;

/** Source: the texts' part on waiting: tell first and ask, and thank or apologise on coming back. */
const ASKS_TO_WAIT =
  /稍等|稍候|稍微等|等(?:我|您)?(?:一下|一会|片刻|几|[一二两三\d])|(?:不要|别|勿|先不)挂|保持(?:通话|在线)/u;
const COURTEOUS = /(?:感谢|谢谢|多谢|辛苦).{0,8}(?:等|耐心)|久等|(?:抱歉|不好意思|对不起).{0,8}等/u;

function holdsOf(said: readonly Timed[], { holdSeconds }: VoiceLimits): Hold[] {
  const holds: Hold[] = [];
  for (let place = 0; place < said.length; place++) {
    const one = said[place] as Timed;
    if (one.speaker !== 'agent' || !ASKS_TO_WAIT.test(one.text) || COURTEOUS.test(one.text)) continue;
    const wait = waitAfter(said, place);
    const back = wait ? said.findIndex(({ speaker }, at) => at >= wait.before && speaker === 'agent') : -1;
    holds.push({
      utterance: place,
      seconds: wait && round(wait.seconds),
      isLong: wait && wait.seconds > holdSeconds,
      missing: wait && wait.seconds > holdSeconds ? missingBefore(said, place, wait.before) : [],
      isCourteous: back < 0 ? null : COURTEOUS.test(said[back]?.text ?? ''),
    });
    if (wait) place = wait.before - 1;
  }
  return holds;
}

const TELLS: Readonly<Record<HoldPart, RegExp>> = {
  reason: /查|核[实对查]|确认|看[一下看]|问[一下问清]|请示|请教|商量|联系|[找请]同事|了解|调[取出]|翻|算|转接|汇报/u,
  estimate: /(?:半|几|[一二两三四五六七八九十\d]+)个?(?:秒|分钟?|刻钟|小时)/u,
  consent: /(?:可以|行|好|方便|同意|愿意|介意)(?:吗|么|不)|可不可以|行不行|好不好|能不能|方不方便/u,
};

/** 先告知并征得对方同意: told in one breath with the asking; whoever answers before the wait has been asked. */
function missingBefore(said: readonly Timed[], place: number, back: number): HoldPart[] {
  const words = said
    .slice(Math.max(0, place - 1), back)
    .filter(({ speaker }) => speaker === 'agent')
    .map(({ text }) => text)
    .join('\n');
  const isAnswered = said.slice(place + 1, back).some(({ speaker }) => speaker === 'customer');
  return HOLD_PARTS.filter((part) => !(TELLS[part].test(words) || (part === 'consent' && isAnswered)));
}

/** 请再说一遍, 没听清; not what the agent says again, nor that the customer did not hear. */
const ASKS_AGAIN =
  /(?:请|麻烦|劳驾|能|可以|您|你)[^，。！？我]{0,8}(?:(?:再|重新)[^，。！？我]{0,3}(?:说|讲|报|念|描述)[^，。！？]{0,8}(?:遍|次|一下)|重复(?:一下|一遍|一次))|(?<![您你][^，。！？]{0,4})(?:没有?(?:太|大)?听(?:清|见|明白)|听不(?:太|大)?清)/u;

function repeatsOf(said: readonly Timed[], { interruptions }: VoiceLimits): Voice['repeats'] {
  const places = said.flatMap(({ speaker, text }, place) =>
    speaker === 'agent' && ASKS_AGAIN.test(text) ? [place] : [],
  );
  return { places, isOften: places.length >= interruptions };
}

/** The customer may answer that it is all right before the wait begins. */
function waitAfter(said: readonly Timed[], place: number): { before: number; seconds: number } | null {
  for (let before = place + 1; before <= Math.min(place + 3, said.length - 1); before++) {
    const gap = gapBefore(said, before);
    if (gap !== null && gap >= WAIT) return { before, seconds: gap };
    const [last, at] = [said[before - 1] as Timed, said[before]?.at ?? null];
    if (gap !== null || last.at === null || at === null) continue;
    const isShort = before - 1 === place || charactersOf(last.text) <= SHORT;
    if (isShort && at - last.at >= WAIT_FROM_BEGINNING) return { before, seconds: at - last.at };
  }
  return null;
}

function silenceOf(said: readonly Timed[], holds: readonly Hold[]): Voice['silence'] {
  let covered = 0;
  let unannounced = 0;
  let until: number | null = null;
  const first = said[0]?.at ?? null;
  for (const [place, { speaker, at, end }] of said.entries()) {
    if (at === null || end === null || end < at) return null;
    if (until !== null && speaker === 'agent' && at - until >= UNANNOUNCED)
      unannounced += holds.some(({ utterance }) => utterance < place && place - utterance <= 3) ? 0 : 1;
    covered += Math.max(0, end - Math.max(at, until ?? at));
    until = Math.max(until ?? end, end);
  }
  if (first === null || until === null || until <= first) return null;
  const seconds = Math.max(0, until - first - covered);
  return { seconds: round(seconds), percent: Math.round((seconds / (until - first)) * 100), unannounced };
}

const round = (seconds: number): number => Math.round(seconds * 10) / 10;
