import { Refusal } from '../../base/refusal.ts';

/** What a workbook's part says, piece by piece. Names come without their prefix. */
export interface XmlEvents {
  open(name: string, attribute: (name: string) => string | null): void;
  text(text: string): void;
  close(name: string): void;
}

const TAG = 64 * 1024;
export const broken = (): Refusal => new Refusal('imports.broken-workbook', { status: 400 });

/**
 * Reads the XML of a workbook as it streams in: elements, attributes and text, the five named entities and numbered
 * ones. A document type is refused: spreadsheets have none, and entities that unfold are what it is good for.
 */
export function xmlReader(events: XmlEvents): { take(chunk: Buffer): void; end(): void } {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  const go = (chunk: Buffer | null): void => {
    let more: string;
    try {
      more = decoder.decode(chunk ?? undefined, { stream: chunk !== null });
    } catch {
      // not UTF-8
      throw broken();
    }
    rest = consumed(rest + more, events, chunk === null);
    if (rest.length > TAG) throw broken();
  };
  return { take: go, end: () => go(null) };
}

export async function readXml(bytes: AsyncIterable<Buffer>, events: XmlEvents): Promise<void> {
  const reader = xmlReader(events);
  for await (const chunk of bytes) reader.take(chunk);
  reader.end();
}

/** Tells what is complete and returns what is not yet. */
function consumed(text: string, events: XmlEvents, last: boolean): string {
  let at = 0;
  for (;;) {
    const tag = text.indexOf('<', at);
    if (tag < 0) {
      if (last) {
        events.text(unescaped(text.slice(at)));
        return '';
      }
      // an entity may be cut in half
      const half = text.lastIndexOf('&');
      const until = half >= at && !text.includes(';', half) ? half : text.length;
      if (until > at) events.text(unescaped(text.slice(at, until)));
      return text.slice(until);
    }
    if (tag > at) events.text(unescaped(text.slice(at, tag)));
    const next = afterTag(text, tag, events);
    if (next < 0) {
      if (last) throw broken();
      return text.slice(tag);
    }
    at = next;
  }
}

/** Tells the tag that begins here and returns where it ends; -1 when its end has not come yet. */
function afterTag(text: string, tag: number, events: XmlEvents): number {
  if (text.startsWith('<!--', tag)) return past(text, '-->', tag + 4);
  if (text.startsWith('<?', tag)) return past(text, '?>', tag + 2);
  if (text.startsWith('<![CDATA[', tag)) {
    const end = text.indexOf(']]>', tag);
    if (end >= 0) events.text(text.slice(tag + 9, end));
    return end < 0 ? -1 : end + 3;
  }
  if (text[tag + 1] === '!') {
    if (text.length - tag < 9) return -1;
    throw broken();
  }
  const end = endOfTag(text, tag + 1);
  if (end < 0) return -1;
  const inner = text.slice(tag + 1, end);
  if (inner.startsWith('/')) {
    events.close(local(inner.slice(1).trim()));
    return end + 1;
  }
  const isEmpty = inner.endsWith('/');
  const name = local(/^[^\s/]+/.exec(inner)?.[0] ?? '');
  events.open(name, (wanted) => attributeOf(inner, wanted));
  if (isEmpty) events.close(name);
  return end + 1;
}

const past = (text: string, mark: string, from: number): number => {
  const at = text.indexOf(mark, from);
  return at < 0 ? -1 : at + mark.length;
};

/** The `>` that ends a tag: one within quotes belongs to a value. */
function endOfTag(text: string, from: number): number {
  for (let at = from; ; ) {
    const end = text.indexOf('>', at);
    if (end < 0) return -1;
    const quote = firstQuote(text, at, end);
    if (quote < 0) return end;
    const closing = text.indexOf(text[quote] as string, quote + 1);
    if (closing < 0) return -1;
    at = closing + 1;
  }
}

function firstQuote(text: string, from: number, until: number): number {
  for (let at = from; at < until; at++) if (text[at] === '"' || text[at] === "'") return at;
  return -1;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

function attributeOf(inner: string, wanted: string): string | null {
  for (let at = inner.indexOf(wanted); at >= 0; at = inner.indexOf(wanted, at + 1)) {
    const before = inner[at - 1];
    if (before === undefined || !/[\s:]/.test(before)) continue;
    const value = /^\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(inner.slice(at + wanted.length));
    if (value) return unescaped(value[1] ?? value[2] ?? '');
  }
  return null;
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name: string | undefined) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}
