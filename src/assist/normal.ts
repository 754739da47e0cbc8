/**
 * What is left of a text once spelling tricks are taken off, with the way back: unit `i` of `text` stands for the
 * UTF-16 units `from[i]` until `to[i]` of the original.
 */
export interface Normal {
  readonly text: string;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
}

/** Ends of a sentence and pause within one, as they stand in a normal text. */
export const STOP = '。';
export const QUESTION = '？';
export const PAUSE = '，';

const PAUSES = '，,、；;：:…—～';
const STOPS = '。！!\n\r｡';
const QUESTIONS = '？?';
const QUOTES = '“”‘’"「」『』《》()（）[]【】{}';
/** Marks and selectors without a width of their own. */
const NOTHING = /^(?:\p{Cf}|\p{Mn}|\p{Me})$/u;
const HAN = /^\p{Script=Han}$/u;
const WORD = /^[\p{L}\p{N}%]$/u;
/** Doubled is speech (看看), tripled is emphasis or a trick. */
const SAME_AT_MOST = 2;
/** Pauses around this many single characters one after the other are no pauses. */
const SINGLES = 3;

const UNKNOWN = 0;
const IS_NOTHING = 1;
const IS_HAN = 2;
const IS_WORD = 3;
const IS_SPACE = 4;
const IS_SIGN = 5;
const IS_QUOTE = 6;
const IS_PAUSE = 7;
const IS_STOP = 8;

/** Kind of every unit, looked up in Unicode's tables once; and how it is spelled. */
const kinds = new Uint8Array(0x1_0000);
const spellings = new Uint16Array(0x1_0000);

/**
 * Half width, lower case, simplified (as far as `simple` knows the character); without signs and spaces put between
 * Chinese characters, and with repeated ones told once. Offsets are UTF-16 units.
 */
export function normalise(text: string, simple: ReadonlyMap<string, string> = NO_TABLE): Normal {
  const pieces = read(text, simple);
  dropSigns(pieces);
  joinSingles(pieces);
  tellOnce(pieces);
  const { units, from, to, length } = pieces;
  return {
    text: textOf(units.subarray(0, length)),
    from: from.subarray(0, length),
    to: to.subarray(0, length),
  };
}
const NO_TABLE: ReadonlyMap<string, string> = new Map();

/** Simplified Chinese characters, no two neighbours alike, and nothing else: that is normal as it stands. */
export function isPlain(text: string, simple: ReadonlyMap<string, string>): boolean {
  for (let at = 0, before = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === before || kindOfUnit(unit) !== IS_HAN || simple.has(text[at] as string)) return false;
    before = unit;
  }
  return true;
}

const AT_ONCE = 8192;

export function textOf(units: Uint16Array): string {
  let text = '';
  for (let at = 0; at < units.length; at += AT_ONCE) text += String.fromCharCode(...units.subarray(at, at + AT_ONCE));
  return text;
}

/** Units of the text as it becomes normal, changed in place. */
interface Pieces {
  length: number;
  readonly units: Uint16Array;
  readonly kinds: Uint8Array;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
}

function read(text: string, simple: ReadonlyMap<string, string>): Pieces {
  const size = text.length;
  const pieces: Pieces = {
    length: 0,
    units: new Uint16Array(size),
    kinds: new Uint8Array(size),
    from: new Uint32Array(size),
    to: new Uint32Array(size),
  };
  for (let at = 0; at < size; ) {
    const unit = text.charCodeAt(at);
    const isPair = unit >= 0xd800 && unit <= 0xdbff && isLow(text.charCodeAt(at + 1));
    const to = at + (isPair ? 2 : 1);
    const kind = isPair ? kindOf(text.slice(at, to)) : kindOfUnit(unit);
    if (kind !== IS_NOTHING) {
      let spelled = isPair ? unit : (spellings[unit] as number);
      if (kind === IS_HAN && simple.size > 0) spelled = simple.get(text[at] as string)?.charCodeAt(0) ?? spelled;
      put(pieces, spelled, kind, at, to);
      if (isPair) put(pieces, text.charCodeAt(at + 1), kind, at, to);
    }
    at = to;
  }
  return pieces;
}

const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

function put(pieces: Pieces, unit: number, kind: number, from: number, to: number): void {
  const at = pieces.length++;
  pieces.units[at] = unit;
  pieces.kinds[at] = kind;
  pieces.from[at] = from;
  pieces.to[at] = to;
}

function kindOfUnit(unit: number): number {
  const known = kinds[unit] as number;
  if (known !== UNKNOWN) return known;
  const original = String.fromCharCode(unit);
  const narrow = unit >= 0xff01 && unit <= 0xff5e ? String.fromCharCode(unit - 0xfee0) : original;
  const kind = PAUSES.includes(original) ? IS_PAUSE : kindOf(narrow);
  const lower = narrow.toLowerCase();
  kinds[unit] = kind;
  spellings[unit] = (kind === IS_PAUSE ? PAUSE : kind === IS_STOP ? stopOf(narrow) : lower).charCodeAt(0);
  return kind;
}

const stopOf = (sign: string): string => (QUESTIONS.includes(sign) ? QUESTION : STOP);

function kindOf(character: string): number {
  if (PAUSES.includes(character)) return IS_PAUSE;
  if (STOPS.includes(character) || QUESTIONS.includes(character)) return IS_STOP;
  if (QUOTES.includes(character)) return IS_QUOTE;
  if (/^\s$/.test(character)) return IS_SPACE;
  if (HAN.test(character)) return IS_HAN;
  if (WORD.test(character)) return IS_WORD;
  return NOTHING.test(character) ? IS_NOTHING : IS_SIGN;
}

/** Moves the piece at `at` to `place`, of pieces that are being told anew from the beginning. */
function move(pieces: Pieces, at: number, place: number): void {
  pieces.units[place] = pieces.units[at] as number;
  pieces.kinds[place] = pieces.kinds[at] as number;
  pieces.from[place] = pieces.from[at] as number;
  pieces.to[place] = pieces.to[at] as number;
}

/** Signs go where a Chinese character stands on both sides, spaces where one does; quotation marks go always. */
function dropSigns(pieces: Pieces): void {
  const { kinds: all, length } = pieces;
  const next = new Uint8Array(length);
  for (let at = length - 1, known = 0; at >= 0; at--) {
    next[at] = known;
    const kind = all[at] as number;
    if (kind !== IS_SIGN && kind !== IS_SPACE && kind !== IS_QUOTE) known = kind;
  }
  let kept = 0;
  for (let at = 0; at < length; at++) {
    const kind = all[at] as number;
    if (kind === IS_QUOTE) continue;
    if (kind === IS_SIGN || kind === IS_SPACE) {
      const around = Number(kept > 0 && all[kept - 1] === IS_HAN) + Number(next[at] === IS_HAN);
      if (around === 2 || (around === 1 && kind === IS_SPACE)) continue;
    }
    move(pieces, at, kept++);
  }
  pieces.length = kept;
}

/** 你，真，烦，人: pauses around single characters are no pauses. */
function joinSingles(pieces: Pieces): void {
  const { kinds: all, length } = pieces;
  const isBreak = (at: number) => at < length && (all[at] === IS_PAUSE || all[at] === IS_STOP);
  let kept = 0;
  for (let at = 0; at < length; ) {
    let singles = 0;
    const begins = at === 0 || isBreak(at - 1);
    if (begins) while (all[at + singles * 2] === IS_HAN && isBreak(at + singles * 2 + 1)) singles++;
    if (singles < SINGLES) {
      // what was no run of singles is none from its next character either, until the next break
      for (let each = Math.max(1, singles * 2); each > 0; each--) move(pieces, at++, kept++);
      continue;
    }
    const end = at + singles * 2;
    for (let each = 0; each < singles; each++) move(pieces, at + each * 2, kept++);
    // the last pause stays when nothing follows it at once
    if (all[end] !== IS_HAN) move(pieces, end - 1, kept++);
    at = end;
  }
  pieces.length = kept;
}

function tellOnce(pieces: Pieces): void {
  const { kinds: all, units, to, length } = pieces;
  let kept = 0;
  for (let at = 0; at < length; ) {
    let same = 1;
    while (at + same < length && units[at + same] === units[at]) same++;
    const kind = all[at] as number;
    const isOnce = kind === IS_PAUSE || kind === IS_STOP || (kind === IS_HAN && same > SAME_AT_MOST);
    const last = to[at + same - 1] as number;
    for (let each = 0; each < (isOnce ? 1 : same); each++) move(pieces, at + each, kept++);
    if (isOnce) to[kept - 1] = last;
    at += same;
  }
  pieces.length = kept;
}
