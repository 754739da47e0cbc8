import { analyse } from './conversation.ts';
import type { Engine } from './engine.ts';
import { type Entry, learnedFamily, nameOf, type SetEntry, type Shelf, standing } from './entry.ts';
import { LEARNED } from './language.ts';
import { languageProblems } from './language-problems.ts';
import { languageOfRule } from './lay-entries.ts';
import type { Claim, Phrase } from './library.ts';
import { BadPattern, readPattern } from './pattern.ts';
import { SLOTS } from './slots.ts';

export const ENTRY_PROBLEMS = [
  'bad-pattern',
  'unknown-class',
  'unknown-signal',
  'example-not-found',
  'look-alike-found',
  'unknown-slot',
  'open-slot',
  'needs-claim',
  'is-finding',
  'unknown-family',
  'shipped-rule',
  'not-there',
  'last-card',
] as const;

/** What stands in the way of an entry; `path` as in `any.3` or `steps.1.say`, `part` what it is about. */
export interface EntryProblem {
  readonly code: (typeof ENTRY_PROBLEMS)[number];
  readonly path: string;
  readonly part: string;
}

/** What an entry is held against: what comes with the desk, what stands in force now, and the ear of the desk. */
export interface Against {
  readonly shipped: Shelf;
  readonly current: Shelf;
  readonly engine: Engine;
}

/** Every problem with its place; none: it may be proposed, and approved. */
export function entryProblems(entry: Entry, against: Against): EntryProblem[] {
  if (entry.act !== 'set') return entry.act === 'off' ? offProblems(entry.kind, entry.name, against) : [];
  const { shipped } = against;
  switch (entry.kind) {
    case 'phrase':
      return [...slotProblems('text', entry.body.text), ...phraseProblems(entry.body, against.engine)];
    case 'objection':
      return entry.body.steps.flatMap(({ say }, nth) => [
        ...slotProblems(`steps.${nth}.say`, say),
        ...findingsIn(`steps.${nth}.say`, say, against.engine),
      ]);
    case 'style':
      return entry.body.signs.flatMap((source, nth) => patternProblems(`signs.${nth}`, source, shipped));
    case 'card':
      return [
        ...familyProblems(entry.body.family, shipped),
        ...slotProblems('text', entry.body.text),
        ...findingsIn('text', entry.body.text, against.engine),
      ];
    default:
      return ruleProblems(entry, shipped);
  }
}

function offProblems(kind: Entry['kind'], name: string, { shipped, current, engine }: Against): EntryProblem[] {
  const learned = learnedFamily(kind, name);
  const isThere = learned === null ? standing(shipped, kind, name) !== null : isLearned(engine, learned);
  if (!isThere) return [{ code: 'not-there', path: 'name', part: name }];
  const [family] = name.split('/');
  const cards = current.language.families.find(({ key }) => key === family)?.cards ?? [];
  const isLast = kind === 'card' && cards.every(({ key }) => `${family}/${key}` === name);
  return isLast ? [{ code: 'last-card', path: 'name', part: name }] : [];
}

/** Something was learned for the family. */
export const isLearned = ({ language, sense }: Pick<Engine, 'language' | 'sense'>, family: string): boolean =>
  language.families.some(({ key }) => key === family) && (sense?.classes('family').includes(family) ?? false);

const familyProblems = (family: string, { language }: Shelf): EntryProblem[] =>
  language.families.some(({ key }) => key === family) ? [] : [{ code: 'unknown-family', path: 'family', part: family }];

function ruleProblems(entry: Extract<SetEntry, { kind: 'rule' }>, shipped: Shelf): EntryProblem[] {
  const { body } = entry;
  const unknown = familyProblems(body.family, shipped);
  if (unknown.length > 0) return unknown;
  // its figures are measured: it is switched off, not written over
  if (body.key === LEARNED || standing(shipped, 'rule', nameOf(entry)))
    return [{ code: 'shipped-rule', path: 'key', part: body.key }];
  const written = (['any', 'unless', 'redeemed'] as const).flatMap((list) =>
    body[list].flatMap((source, nth) => patternProblems(`${list}.${nth}`, source, shipped)),
  );
  if (written.length > 0) return written;
  return languageProblems(languageOfRule(shipped.language, entry)).map(({ code, part }) =>
    code === 'assist.look-alike-found'
      ? { code: 'look-alike-found', path: 'misses', part }
      : { code: 'example-not-found', path: 'hits', part },
  );
}

function patternProblems(path: string, source: string, { language }: Shelf): EntryProblem[] {
  if (source.startsWith('@'))
    return Object.hasOwn(language.signals, source.slice(1)) ? [] : [{ code: 'unknown-signal', path, part: source }];
  try {
    readPattern(source, language.classes);
    return [];
  } catch (error) {
    if (!(error instanceof BadPattern)) throw error;
    return [{ code: error.problem === 'unknown-class' ? 'unknown-class' : 'bad-pattern', path, part: error.part }];
  }
}

function slotProblems(path: string, text: string): EntryProblem[] {
  const unknown = [...text.matchAll(/\{([^{}]*)\}/gu)]
    .map(([, slot]) => slot ?? '')
    .filter((slot) => !SLOTS.includes(slot))
    .map((slot): EntryProblem => ({ code: 'unknown-slot', path, part: `{${slot}}` }));
  const isOpen = /[{}]/u.test(text.replaceAll(/\{[^{}]*\}/gu, ''));
  return isOpen ? [...unknown, { code: 'open-slot', path, part: text }] : unknown;
}

/** What a phrase may only say once it is so. Source: a phrase that claims something is offered only when it is true. */
function phraseProblems(phrase: Phrase, engine: Engine): EntryProblem[] {
  const { text, needs, admitsFault } = phrase;
  const { promises, apologies } = engine.read(text.replaceAll(/\{[^}]*\}/gu, '某事'));
  const asked: [boolean, Claim][] = [
    [text.includes('{称呼}'), 'name-known'],
    [text.includes('{事由}'), 'matter-told'],
    [text.includes('{金额}'), 'offer-within-authority'],
    [admitsFault || text.includes('赔偿') || apologies.some(({ kind }) => kind === 'fault'), 'fault-verified'],
    [promises.some(({ kind }) => kind === 'noRecurrence'), 'prevention-linked'],
  ];
  const lacking = asked
    .filter(([isSaid, claim]) => isSaid && !needs.includes(claim))
    .map(([, claim]): EntryProblem => ({ code: 'needs-claim', path: 'needs', part: claim }));
  return [...lacking, ...findingsIn('text', text, engine)];
}

const TOLD = [
  { speaker: 'agent', text: '您好，很高兴为您服务，请问有什么可以帮您？' },
  { speaker: 'customer', text: '昨天送来的东西少了一件，今天要用的，怎么办？' },
] as const;

/** What the desk itself would underline is not proposed to anybody. */
function findingsIn(path: string, text: string, engine: Engine): EntryProblem[] {
  const utterances = [...TOLD, { speaker: 'agent' as const, text: text.replaceAll(/\{[^}]*\}/gu, '某事') }];
  const known = { faultVerified: true, factsComplete: true, preventionLinked: true };
  return analyse(engine, { utterances, channel: 'call', case: known })
    .findings.filter(({ utterance, severity }) => utterance === TOLD.length && severity === 'fault')
    .slice(0, 1)
    .map(({ family }) => ({
      code: 'is-finding',
      path,
      part: engine.language.families.find(({ key }) => key === family)?.title ?? family,
    }));
}
