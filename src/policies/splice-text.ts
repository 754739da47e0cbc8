/** Where in a YAML text a change goes, so that nothing else of it moves. Null where only printing it anew will do. */
import { type Document, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Json } from './canonical.ts';
import { type Change, onALine, pathIn, wrapped } from './text-steps.ts';

export function spliced(text: string, document: Document, change: Change): string | null {
  if (change.kind === 'remove') return withoutAt(text, document, change.steps);
  if (change.kind === 'swap') return swapped(text, document, change);
  const { steps, value, lists } = change;
  const path = pathIn(document, steps);
  if (path) return replaced(text, document.getIn(path, true) as Node | null, value);
  let depth = steps.length;
  let holder: (string | number)[] | null = null;
  while (holder === null && depth > 0) {
    depth -= 1;
    holder = pathIn(document, steps.slice(0, depth));
  }
  const step = steps[depth];
  const node = depth === 0 ? document.contents : (document.getIn(holder ?? [], true) as Node | null);
  if (!step) return null;
  const rest = steps.slice(depth + 1);
  const inner = wrapped(rest, value, depth + 1, lists);
  if ('name' in step) {
    if (node === null && depth === 0) return `${text}${ended(text)}${pairText(step.name, inner, 0)}`;
    return isMap(node) ? withPair(text, node, step.name, inner) : null;
  }
  if (!('entry' in step) || !isSeq(node) || typeof inner !== 'object' || inner === null || Array.isArray(inner))
    return null;
  return withItem(text, node, onALine({ key: step.entry, ...inner }));
}

const ended = (text: string): string => (text === '' || text.endsWith('\n') ? '' : '\n');

/** A name with its value below other names: keyed lists stand item under item. */
function pairText(name: string, value: Json, indent: number): string {
  const space = ' '.repeat(indent);
  if (Array.isArray(value) && value.some((one) => typeof one === 'object')) {
    return `${space}${name}:\n${value.map((one) => `${space}  - ${onALine(one)}\n`).join('')}`;
  }
  return `${space}${name}: ${onALine(value)}\n`;
}

function replaced(text: string, node: Node | null, value: Json): string | null {
  const range = node?.range;
  if (!range) return null;
  const [from, to] = range;
  const before = text.slice(0, from);
  const old = text.slice(from, to);
  // `length:` with nothing behind it
  const space = old === '' && !/[\s[{,]$/.test(before) ? ' ' : '';
  // a collection that stands below its name ends with a line
  const tail = old.endsWith('\n') ? '\n' : '';
  const begin = isBelow(text, from) && tail ? before.trimEnd() : null;
  return begin === null
    ? `${before}${space}${onALine(value)}${tail}${text.slice(to)}`
    : `${begin} ${onALine(value)}\n${text.slice(to)}`;
}

/** The collection stands on lines of its own, below `name:`. */
const isBelow = (text: string, from: number): boolean => /:[ \t]*\n[ \t]*$/.test(text.slice(0, from));

function withPair(text: string, map: YAMLMap, name: string, value: Json): string | null {
  const range = map.range;
  if (!range) return null;
  if (map.flow) {
    const close = range[1] - 1;
    const inside = text.slice(range[0] + 1, close).trimEnd();
    const gap = map.items.length > 0 ? ', ' : ' ';
    return `${text.slice(0, range[0] + 1)}${inside}${inside.endsWith(',') ? ' ' : gap}${name}: ${onALine(value)} ${text.slice(close)}`;
  }
  const first = (map.items[0] as Pair<Node> | undefined)?.key?.range?.[0];
  const last = (map.items.at(-1) as Pair<Node, Node | null> | undefined)?.value;
  if (first === undefined) return null;
  const indent = first - (text.lastIndexOf('\n', first - 1) + 1);
  const end = endOfLine(text, last?.range?.[1] ?? range[1]);
  return `${text.slice(0, end)}${ended(text.slice(0, end))}${pairText(name, value, indent)}${text.slice(end)}`;
}

function withItem(text: string, list: YAMLSeq, item: string): string | null {
  const range = list.range;
  if (!range) return null;
  if (list.flow) {
    const close = range[1] - 1;
    const inside = text.slice(range[0] + 1, close).trimEnd();
    return `${text.slice(0, range[0] + 1)}${inside}${list.items.length > 0 ? ', ' : ''}${item}${text.slice(close)}`;
  }
  const start = itemStart(text, list.items[0] as Node);
  const last = list.items.at(-1) as Node | undefined;
  if (start === null || !last?.range) return null;
  const dash = text.slice(start).match(/^[ \t]*/)?.[0] ?? '';
  const end = endOfLine(text, last.range[1]);
  return `${text.slice(0, end)}${ended(text.slice(0, end))}${dash}- ${item}\n${text.slice(end)}`;
}

/** Just behind the line on which a place lies; a place at the beginning of a line lies behind the one before. */
function endOfLine(text: string, at: number): number {
  if (at > 0 && text[at - 1] === '\n') return at;
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

/** The beginning of the line with an item's dash; null when something else stands before it. */
function itemStart(text: string, item: Node | undefined): number | null {
  const from = item?.range?.[0];
  if (from === undefined) return null;
  const start = text.lastIndexOf('\n', from - 1) + 1;
  return /^[ \t]*-[ \t]+$/.test(text.slice(start, from)) ? start : null;
}

/** An item's lines with the comments right above it. */
function linesOf(text: string, item: Node | undefined): { from: number; to: number } | null {
  const start = itemStart(text, item);
  if (start === null || !item?.range) return null;
  let from = start;
  while (from > 0) {
    const above = text.lastIndexOf('\n', from - 2) + 1;
    if (!/^[ \t]*#/.test(text.slice(above, from))) break;
    from = above;
  }
  return { from, to: endOfLine(text, item.range[1]) };
}

function withoutAt(text: string, document: Document, steps: Change['steps']): string | null {
  const path = pathIn(document, steps);
  const holder = path && (path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents);
  if (isSeq(holder) && !holder.flow && holder.items.length > 1) {
    const lines = linesOf(text, holder.items[Number(path?.at(-1))] as Node);
    return lines && text.slice(0, lines.from) + text.slice(lines.to);
  }
  if (isMap(holder) && holder.items.length > 1) {
    const nth = holder.items.findIndex(({ key }) => (isScalar(key) ? key.value : key) === path?.at(-1));
    const pair = holder.items[nth] as Pair<Node, Node | null> | undefined;
    const from = pair?.key?.range?.[0];
    const to = pair?.value?.range?.[1];
    if (from === undefined || to === undefined) return null;
    if (!holder.flow)
      return nth === 0 ? null : text.slice(0, text.lastIndexOf('\n', from - 1) + 1) + text.slice(endOfLine(text, to));
    const before = text.slice(0, from);
    return nth > 0 ? before.replace(/,\s*$/, '') + text.slice(to) : before + text.slice(to).replace(/^\s*,\s*/, '');
  }
  return null;
}

function swapped(text: string, document: Document, { steps, first, second }: Change & { kind: 'swap' }): string | null {
  const path = pathIn(document, steps);
  const list = path && (path.length > 0 ? document.getIn(path, true) : document.contents);
  if (!isSeq(list) || list.flow) return null;
  const [one, other] = [first, second].map((key) =>
    linesOf(text, list.items.find((item) => isMap(item) && item.get('key') === key) as Node | undefined),
  );
  if (!one || !other || one.to > other.from) return null;
  const chunk = (lines: { from: number; to: number }): string => {
    const own = text.slice(lines.from, lines.to);
    return own.endsWith('\n') ? own : `${own}\n`;
  };
  return text.slice(0, one.from) + chunk(other) + text.slice(one.to, other.from) + chunk(one) + text.slice(other.to);
}
