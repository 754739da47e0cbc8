/** What stands in front of the number in a placeholder: the model reads it, so it is in the language of the desk. */
const LABELS = {
  person: '姓名',
  phone: '电话',
  plate: '车牌',
  vin: '车架号',
  id: '证件',
  address: '地址',
  mail: '邮箱',
  link: '网址',
  account: '账号',
  number: '单号',
  literal: '原文',
} as const;
export type MaskKind = keyof typeof LABELS;

/** Something that is known about the people of a case, wherever it stands in a text. */
export interface Known {
  readonly kind: MaskKind;
  readonly value: string;
}

export interface Masked {
  /** In the order of the texts given. */
  readonly texts: readonly string[];
  /** What each placeholder stands for, by its label and number: `姓名1`. */
  readonly held: ReadonlyMap<string, string>;
}

const NAMES = Object.values(LABELS).join('|');
/** Forgiving about brackets and spaces, since models are not exact; whatever looks alike in a text is masked itself. */
const PLACEHOLDER = new RegExp(String.raw`[【\[［]\s{0,2}(${NAMES})\s{0,2}(\d{1,6})\s{0,2}[】\]］]`, 'g');

/**
 * Personal data taken out of texts that are about to leave: what is known of the case, and what looks like a phone, an
 * identity, plate, vehicle, order or account number, an address, a mail address, a link or a name. Rather too much than
 * too little: all of it comes back with `unmasked`. The same thing has the same placeholder in all texts.
 */
export function masked(texts: readonly string[], known: readonly Known[]): Masked {
  const held = new Map<string, string>();
  const names = new Map<string, string>();
  const counts = new Map<MaskKind, number>();
  const placeholderOf = (kind: MaskKind, value: string): string => {
    const already = names.get(`${kind} ${value}`);
    if (already) return already;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    held.set(`${LABELS[kind]}${count}`, value);
    const name = `【${LABELS[kind]}${count}】`;
    names.set(`${kind} ${value}`, name);
    return name;
  };
  const finders = [literals, knownIn(known), ...PATTERNS];
  return {
    texts: texts.map((text) =>
      piecesOf(text, finders)
        .map((piece) => (typeof piece === 'string' ? piece : placeholderOf(piece.kind, piece.value)))
        .join(''),
    ),
    held,
  };
}

/** The text with what the placeholders stand for; one that stands for nothing stays as it is. */
export const unmasked = (text: string, held: Masked['held']): string =>
  text.replace(PLACEHOLDER, (all, label: string, number: string) => held.get(label + Number(number)) ?? all);

/** Things that stand in the text by their placeholders, the same one once. */
export const placeholdersIn = (text: string): string[] => [
  ...new Set([...text.matchAll(PLACEHOLDER)].map(([, label, number]) => `${label}${Number(number)}`)),
];

/** Whether a known value is looked for: a single character, or four digits, say nothing. */
export const isTelling = (value: string): boolean => {
  const bare = bareOf(value);
  return /^\d*$/.test(bare) ? bare.length > 4 : [...bare].length > 1;
};

interface Hidden {
  readonly kind: MaskKind;
  readonly value: string;
}
type Piece = string | Hidden;

interface Found {
  readonly start: number;
  readonly end: number;
  readonly kind: MaskKind;
}
/** Looks into a folded text, unit by unit as long as the text itself. */
type Finder = (folded: string, text: string) => Iterable<Found>;

/** What was cut out may have kept something else from being seen, so it ends only when nothing more is found. */
function piecesOf(text: string, finders: readonly Finder[]): Piece[] {
  let pieces: Piece[] = [text];
  for (;;) {
    const before = pieces.length;
    for (const find of finders)
      pieces = pieces.flatMap((piece) => (typeof piece === 'string' ? cut(piece, find) : [piece]));
    if (pieces.length === before) return pieces;
  }
}

function cut(text: string, find: Finder): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { start, end, kind } of find(folded(text), text)) {
    if (start < from || end <= start) continue;
    // an empty piece in front, so that each cut makes more pieces than there were
    pieces.push(text.slice(from, start), { kind, value: text.slice(start, end) });
    from = end;
  }
  return from === 0 ? [text] : [...pieces, text.slice(from)];
}

const HAN_DIGITS = new Map([...'零一二三四五六七八九'].map((digit, value) => [digit, String(value)]));
for (const [digit, value] of Object.entries({ 〇: '0', 幺: '1', 两: '2' })) HAN_DIGITS.set(digit, value);
/** Joins, marks of direction and soft hyphens that nobody sees. */
const UNSEEN = '\u200b';

/** Half width, upper case, digits as digits: each unit becomes one unit. */
function folded(text: string): string {
  return text.replace(/[^\n -`{-~]/g, (unit) => {
    const code = unit.charCodeAt(0);
    if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0).toUpperCase();
    if (code >= 0x61 && code <= 0x7a) return unit.toUpperCase();
    if ((code >= 0x200b && code <= 0x200f) || code === 0x2060 || code === 0xfeff || code === 0xad) return UNSEEN;
    if ((code >= 0x2010 && code <= 0x2015) || code === 0x2212 || code === 0xfe63) return '-';
    if (/\s/.test(unit)) return ' ';
    return HAN_DIGITS.get(unit) ?? unit;
  });
}

/** What may stand between the characters of one thing. */
const JOINTS = /[\s\u200b·•._/-]/g;
const JOINT = String.raw`[\s\u200b·•._/-]{0,3}`;
const bareOf = (value: string): string => folded(value).replace(JOINTS, '');
const escaped = (letter: string): string => letter.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

const everyOf = (pattern: RegExp, kind: MaskKind | ((found: string) => MaskKind | null)): Finder =>
  function* (text) {
    for (const match of text.matchAll(pattern)) {
      // the group is what is hidden, where there is one
      const words = match[1] ?? match[0];
      const start = match.index + match[0].lastIndexOf(words);
      const is = typeof kind === 'string' ? kind : kind(words);
      if (is) yield { start, end: start + words.length, kind: is };
    }
  };

const literals: Finder = function* (_, text) {
  for (const { index, 0: words } of text.matchAll(PLACEHOLDER))
    yield { start: index, end: index + words.length, kind: 'literal' };
};

/** Longer ones first: a name within an address is a part of it. */
function knownIn(known: readonly Known[]): Finder {
  const all = known.flatMap((one) => [one, ...givenNameOf(one)]).filter(({ value }) => isTelling(value));
  const byBare = new Map(all.map(({ kind, value }) => [bareOf(value), kind]));
  if (byBare.size === 0) return () => [];
  const patterns = [...byBare.keys()]
    .sort((a, b) => b.length - a.length)
    .map((bare) => {
      const letters = [...bare].map(escaped).join(JOINT);
      // "Li" is a name, "list" is none
      return /^[A-Z0-9]{1,6}$/.test(bare) ? `(?<![A-Z0-9])${letters}(?![A-Z0-9])` : letters;
    });
  return everyOf(new RegExp(patterns.join('|'), 'gu'), (found) => byBare.get(found.replace(JOINTS, '')) ?? 'literal');
}

const SURNAME =
  '(?:欧阳|司马|上官|诸葛|皇甫|令狐|东方|夏侯|慕容|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤柳岳纪])';
const TITLE = '(?:先生|女士|小姐|太太|师傅|老师|经理|主任|阿姨)';
const INTRODUCED = new RegExp(
  String.raw`(?:我叫|名叫|名字叫|名字是|姓名|联系人|收件人|收货人|车主|本人)[是为叫: ]{0,3}(${SURNAME}\p{Script=Han}{1,2})|姓(${SURNAME})`,
  'gu',
);

/** 王小明 is also called 小明; 王女士 is not called 女士. */
const FULL_NAME = new RegExp(`^${SURNAME}(?!${TITLE})(\\p{Script=Han}{2})$`, 'u');
function givenNameOf({ kind, value }: Known): Known[] {
  const given = kind === 'person' ? FULL_NAME.exec(value.trim())?.[1] : undefined;
  return given ? [{ kind, value: given }] : [];
}

const introduced: Finder = function* (text) {
  for (const match of text.matchAll(INTRODUCED)) {
    const words = match[1] ?? match[2] ?? '';
    const start = match.index + match[0].length - words.length;
    yield { start, end: start + words.length, kind: 'person' };
  }
};

const AT_MOST_ONE = String.raw`[ \u200b.·-]?`;
const grouped = (...groups: string[]): string => groups.join(AT_MOST_ONE);
const PHONES = new RegExp(
  [
    `(?<!\\d)(?:\\+?86${AT_MOST_ONE})?${grouped('1[3-9]\\d', '\\d{4}', '\\d{4}')}(?!\\d)`,
    `(?<!\\d)\\(?0\\d{2,3}\\)?${AT_MOST_ONE}${grouped('\\d{3,4}', '\\d{4}')}(?!\\d)`,
    `(?<!\\d)${grouped('[48]00', '\\d{3,4}', '\\d{3,4}')}(?!\\d)`,
  ].join('|'),
  'g',
);
const CARDS = /(?<!\d)\d{4}(?:[ -]\d{4}){2,4}(?:[ -]?\d{1,3})?(?!\d)/g;
const PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使';
const PLATES = new RegExp(
  `[${PROVINCES}]${AT_MOST_ONE}[A-Z]${AT_MOST_ONE}(?:[A-Z0-9]${AT_MOST_ONE}){4,5}[A-Z0-9挂学警港澳领]`,
  'g',
);
const TOKENS = /[A-Z0-9](?:[A-Z0-9_\u200b-]*[A-Z0-9])?/g;
const DAY = /^(?:19|20)\d\d-\d{1,2}-\d{1,2}$/;

/** One word of letters and digits: what it is by its shape; null: nothing to hide. */
function tokenKind(found: string): MaskKind | null {
  const bare = found.replace(JOINTS, '');
  const digits = bare.replace(/\D/g, '').length;
  if (DAY.test(found)) return null;
  if (/^\d{17}[\dX]$/.test(bare)) return 'id';
  if (/^[A-HJ-NPR-Z0-9]{17}$/.test(bare) && digits > 0) return 'vin';
  if (digits >= 7 || (digits >= 4 && bare.length >= 8)) return 'number';
  return null;
}

const PATTERNS: readonly Finder[] = [
  everyOf(/[A-Z0-9._%+-]{1,64}@[A-Z0-9.-]{1,190}\.[A-Z]{2,24}/g, 'mail'),
  // as it was written: folded, a Chinese comma would be a part of it
  (_, text) => everyOf(/(?:https?:\/\/|www\.)[!-~]{1,2000}/gi, 'link')(text, text),
  everyOf(CARDS, 'account'),
  everyOf(PHONES, 'phone'),
  everyOf(PLATES, 'plate'),
  everyOf(TOKENS, tokenKind),
  everyOf(
    /(?:微信|VX|QQ|支付宝|账号|帐号|账户|卡号|密码|验证码|取件码|订单|运单|单号|车牌|工号)[号码]?[是为: ]{0,3}([A-Z0-9][A-Z0-9_-]{3,40})/g,
    'account',
  ),
  everyOf(new RegExp(`(${SURNAME})(?=${TITLE})`, 'gu'), 'person'),
  introduced,
  houses,
  districts,
];

/** 东湖市柳荫区…: from a city or province down, without a house. */
const DISTRICTS =
  /([\p{Script=Han}\d]{2,6}?)(?:省|(?<![超城门上])市(?![场面价民]))[\p{Script=Han}\d]{1,6}?[区县市镇乡旗](?:[\p{Script=Han}\d]{1,10}?(?:路|街道|街|大道|巷|镇|乡|村))?/gu;

function* districts(text: string): Iterable<Found> {
  for (const { index, 0: words, 1: name = '' } of text.matchAll(DISTRICTS))
    yield { start: index + leadOf(name), end: index + words.length, kind: 'address' };
}

const HOUSE = /\d{1,5}(?:-\d{1,4}){0,3} ?(?:号楼|号院|号|弄|栋|幢|座|室|单元|楼|层|户)/g;
const STREET = /大道|街道|路|街|巷|弄|胡同|村|小区|社区|花园|公寓|大厦|苑|庄|镇|乡|县|区|市|省/;
const LEADS = /[住在到于寄送给址是:]/g;
const IN_WORD = /[\p{Script=Han}\dA-Z()]/u;
const FARTHEST = 30;
const BETWEEN = 6;

/** A number of a house behind the name of a street; what follows it closely belongs to it. */
function* houses(text: string): Iterable<Found> {
  let open: { start: number; end: number } | null = null;
  for (const match of text.matchAll(HOUSE)) {
    const end = match.index + match[0].length;
    const between = open && text.slice(open.end, match.index);
    if (open && between !== null && between.length <= BETWEEN && [...between].every((unit) => IN_WORD.test(unit))) {
      open.end = end;
      continue;
    }
    if (open) yield { ...open, kind: 'address' };
    const last: number = open?.end ?? 0;
    open = null;
    let from = match.index;
    while (from > Math.max(last, match.index - FARTHEST) && IN_WORD.test(text[from - 1] ?? '')) from--;
    const lead = text.slice(from, match.index);
    const street = STREET.exec(lead);
    if (!street) continue;
    open = { start: from + leadOf(lead.slice(0, street.index)), end };
  }
  if (open) yield { ...open, kind: 'address' };
}

/** "我住在东湖路12号": how much of what stands ahead leads to the name and is no part of it. */
const leadOf = (name: string): number => ([...name.slice(0, -1).matchAll(LEADS)].at(-1)?.index ?? -1) + 1;
