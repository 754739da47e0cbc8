/** Says what differs between two packs as a person would: “首次联系的时限 2小时 → 1小时”. */
import { canonicalJson, entryKey, isMap, type Json } from './canonical.ts';
import { type Change, differenceOf, titleOf, type Within } from './difference.ts';

/** `difference` of words.*.json, and what else of it names keys. */
export interface DifferenceWords {
  readonly sections: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, string>>;
  readonly lengths: Readonly<Record<string, string>>;
  readonly say: Readonly<Record<string, string>>;
  /** Keys that mean the same in every pack: facts, closing needs, severities. */
  readonly values: Readonly<Record<string, string>>;
}

export interface SaidSection {
  readonly section: string;
  readonly title: string;
  readonly changes: readonly { readonly change: Change; readonly words: string }[];
}

/** The difference of two packs by section, in the words of one language. */
export function differenceInWords(before: unknown, after: unknown, words: DifferenceWords): SaidSection[] {
  const say = sayer(words, titlesIn([before, after]));
  const said = differenceOf(before, after).map((change) => ({ change, words: say(change) }));
  const sections = [...new Set(said.map(({ change }) => change.section))];
  return sections.map((section) => ({
    section,
    title: words.sections[section] ?? section,
    changes: said.filter(({ change }) => change.section === section),
  }));
}

/** What the keys of these packs are called, where they mean one thing only. */
function titlesIn(packs: readonly unknown[]): ReadonlyMap<string, string> {
  const found = new Map<string, string | null>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) walk(one);
    if (!isMap(value)) return;
    const { key, title } = value;
    if (typeof key === 'string' && typeof title === 'string') {
      found.set(key, found.has(key) && found.get(key) !== title ? null : title);
    }
    for (const inner of Object.values(value)) walk(inner);
  };
  for (const pack of packs) walk(pack);
  return new Map([...found].filter((pair): pair is [string, string] => pair[1] !== null));
}

const filled = (sentence: string, values: Readonly<Record<string, string | number>>): string =>
  sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));

function sayer(words: DifferenceWords, titles: ReadonlyMap<string, string>): (change: Change) => string {
  const told = (name: string, values: Readonly<Record<string, string>> = {}): string =>
    filled(words.say[name] ?? name, values);
  const nameOfField = (name: string): string => words.fields[name] ?? titles.get(name) ?? name;
  const nameOf = ({ list, title }: Within): string => told('entry', { list: nameOfField(list), title });

  const key = (text: string): string =>
    /^[a-z0-9]+([-./][a-z0-9]+)*$/.test(text) ? (titles.get(text) ?? words.values[text] ?? sorted(text) ?? text) : text;
  /** `work-order-sent/technical-support`. */
  const sorted = (text: string): string | null => {
    const [kind = '', value] = text.split('/');
    return value === undefined ? null : `${words.values[kind] ?? kind}／${key(value)}`;
  };
  const length = (value: Readonly<Record<string, Json>>): string | null => {
    const parts = Object.entries(value).map(([unit, count]) => {
      const sentence = words.lengths[unit];
      return sentence && (typeof count === 'number' || count === true)
        ? filled(sentence, { count: String(count) })
        : null;
    });
    return parts.length > 0 && parts.every((part) => part !== null)
      ? parts.join(parts[0]?.includes(' ') ? ' ' : '')
      : null;
  };
  const value = (given: Json | null): string => {
    if (given === null || given === '') return told('nothing');
    if (typeof given === 'boolean') return told(given ? 'yes' : 'no');
    if (typeof given === 'string') return key(given);
    if (typeof given === 'number') return String(given);
    if (Array.isArray(given)) return given.length > 0 ? given.map(value).join(told('comma')) : told('nothing');
    const whole = length(given);
    if (whole) return whole;
    if (typeof given['from'] === 'string' && typeof given['to'] === 'string') return `${given['from']}–${given['to']}`;
    if (entryKey(given) !== null) return titleOf(given);
    const inner = Object.entries(given).map(([name, one]) => `${nameOfField(name)} ${value(one)}`);
    return inner.length > 0 ? inner.join(told('comma')) : told('nothing');
  };
  const amount = (name: string | undefined, given: Json | null): string =>
    typeof given === 'number' && name?.endsWith('Fen')
      ? `¥${(given / 100).toFixed(2).replace(/\.00$/, '')}`
      : value(given);

  /** What an added or removed entry says: its limit, or its figures and words. */
  const detail = (given: Json | null): string => {
    if (!isMap(given)) return '';
    const limit = isMap(given['length']) ? length(given['length']) : null;
    return limit ?? '';
  };

  return (change) => {
    const { kind, within, fields, before, after } = change;
    const last = fields.at(-1);
    const holders = within.map(nameOf);
    const what = [...holders, fields.map(nameOfField).join('·')].filter(Boolean).join(' · ');
    if (kind === 'added' || kind === 'removed') {
      const more = detail(kind === 'added' ? after : before);
      return kind === 'added' && more ? told('addedAs', { what, detail: more }) : told(kind, { what });
    }
    if (kind === 'moved') {
      return after === null ? told('movedFirst', { what }) : told('movedBehind', { what, after: value(after) });
    }
    const items = plainLists(before, after);
    if (items) {
      const of = (list: readonly Json[]): string => list.map(value).join(told('comma'));
      const plus = items.after.filter((one) => !holds(items.before, one));
      const minus = items.before.filter((one) => !holds(items.after, one));
      const changes = [
        ...(plus.length > 0 ? [told('plus', { items: of(plus) })] : []),
        ...(minus.length > 0 ? [told('minus', { items: of(minus) })] : []),
        ...(plus.length === 0 && minus.length === 0 ? [told('order', { items: of(items.after) })] : []),
      ];
      return told('items', { what, changes: changes.join(told('and')) });
    }
    return told('changed', { what, before: amount(last, before), after: amount(last, after) });
  };
}

/** Two lists of plain values, neither empty; an empty one reads better as “nothing”. */
function plainLists(before: Json | null, after: Json | null): { before: Json[]; after: Json[] } | null {
  if (!Array.isArray(before) || !Array.isArray(after) || before.length === 0 || after.length === 0) return null;
  return [...before, ...after].some((one) => typeof one === 'object') ? null : { before, after };
}

const holds = (list: readonly Json[], one: Json): boolean =>
  list.some((other) => canonicalJson(other) === canonicalJson(one));
