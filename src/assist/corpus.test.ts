import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { APOLOGIES, OBJECTIONS, PHASES, PRINCIPLES, PROMISE_KINDS } from './language.ts';
import { shippedLanguage } from './server/shipped-language.ts';

const CORPUS = join(import.meta.dirname, '..', '..', 'corpus');

interface Marked {
  readonly text: string;
  readonly [kind: string]: string;
}
interface Line {
  readonly id: string;
  readonly text: string;
  readonly families: readonly string[];
  readonly spans?: readonly Marked[];
}
interface Turn {
  readonly text: string;
  readonly phase?: string;
  readonly apology?: string;
  readonly objection?: string;
  readonly principles?: readonly Marked[];
  readonly promises?: readonly Marked[];
  readonly findings?: readonly Marked[];
}
interface Conversation {
  readonly id: string;
  readonly utterances: readonly Turn[];
}

const texts = (part: string, kind: string): string[] =>
  readdirSync(join(CORPUS, part, kind)).map((name) => readFileSync(join(CORPUS, part, kind, name), 'utf8'));
const linesOf = (part: string): Line[] =>
  texts(part, 'lines').flatMap((text) =>
    text
      .split('\n')
      .filter(Boolean)
      .map((row) => JSON.parse(row) as Line),
  );
const conversationsOf = (part: string): Conversation[] =>
  texts(part, 'conversations').map((text) => JSON.parse(text) as Conversation);

function twice(named: readonly { readonly id: string }[]): string[] {
  const ids = named.map(({ id }) => id).sort();
  return ids.filter((id, nth) => id === ids[nth + 1]);
}
const once = (text: string, piece: string): boolean =>
  piece.length > 0 && text.includes(piece) && text.indexOf(piece) === text.lastIndexOf(piece);

describe.each(['sealed', 'dev', 'lessons'])('the corpus in %s', (part) => {
  const lines = linesOf(part);
  const conversations = conversationsOf(part);

  it('names every line and conversation once', () => {
    expect(twice(lines)).toEqual([]);
    expect(twice(conversations)).toEqual([]);
  });

  it('marks only families that there are, each with a piece that stands in its line once', async () => {
    const known = new Set((await shippedLanguage()).families.map(({ key }) => key));
    const wrong = lines.filter(
      ({ text, families, spans = [] }) =>
        families.some((family) => !known.has(family) || !spans.some((span) => span['family'] === family)) ||
        spans.some((span) => !families.includes(span['family'] as string) || !once(text, span.text)),
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('marks in conversations only what there is, on pieces that stand in their utterance once', async () => {
    const families = (await shippedLanguage()).families.map(({ key }) => key);
    const isIn = (list: readonly string[], name: string | undefined) => name === undefined || list.includes(name);
    const wrong = conversations.flatMap(({ id, utterances }) =>
      utterances.flatMap(({ text, phase, apology, objection, principles = [], promises = [], findings = [] }, nth) => {
        const marks = [...principles, ...promises, ...findings];
        const isSound =
          isIn(PHASES, phase) &&
          isIn(APOLOGIES, apology) &&
          isIn(OBJECTIONS, objection) &&
          principles.every(({ principle }) => isIn(PRINCIPLES, principle)) &&
          promises.every(({ kind }) => isIn(PROMISE_KINDS, kind)) &&
          findings.every(({ family }) => isIn(families, family)) &&
          marks.every((mark) => once(text, mark.text));
        return isSound ? [] : [`${id}/${nth}`];
      }),
    );
    expect(wrong).toEqual([]);
  });
});

it('nothing that is learned or developed with stands in the sealed part', () => {
  const sealed = new Set(linesOf('sealed').map(({ text }) => text));
  const seen = [...linesOf('dev'), ...linesOf('lessons')].filter(({ text }) => sealed.has(text));
  expect(seen.map(({ id }) => id)).toEqual([]);
});
