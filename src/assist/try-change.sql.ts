import { notFound, Refusal } from '../base/refusal.ts';
import type { Given } from '../base/server/serve.ts';
import type { Read } from '../base/server/transaction.ts';
import { addMs, DAY } from '../base/time.ts';
import type { Staff } from '../people/staff.ts';
import { currentEdition } from '../policies/actions/editions.ts';
import { sectionOf } from '../policies/pack.ts';
import { seesChange } from './actions/answer-change.ts';
import { analyse, type Conversation, type Finding, type Said } from './conversation.ts';
import { Engine, type Span } from './engine.ts';
import { learnedFamily, type SetEntry, type Shelf, standing } from './entry.ts';
import { isLearned } from './entry-problems.ts';
import { isReadable, languageOfRule } from './lay-entries.ts';
import type * as contract from './library-contract.ts';
import { type FlaggedText, TRIAL_DAYS, TRIAL_EXAMPLES, TRIAL_MOST } from './library-contract.ts';
import { assistPart, languageOfPack, type OwnWords } from './pack.ts';
import { flagsOf, utterancesOf } from './reads-talks.ts';
import { countSent, type SentText, textsSent } from './sent-texts.sql.ts';
import { shelfOf } from './server/language-for.ts';
import { shippedSense, shippedShelf, shippedSpelling } from './server/shipped-language.ts';
import { engineOf, engineWith } from './server/talk-engine.ts';
import { sentenceAround } from './slots.ts';
import { type ChangeRow, changeRow, entryOf } from './store-library.ts';

type RuleEntry = Extract<SetEntry, { kind: 'rule' }>;

/** Of one request; the browser asks for the next one. */
const SLICE = { texts: 250, ms: 1500 };
/** Others are answered after so long a stretch at the latest, a long letter apart. */
const STRETCH_MS = 8;

/** 试查: what a change of a rule finds in what was really sent, a slice at a time; nothing of it is stored. */
export async function tryChangeOf({ sql, caller, now }: Read<Staff>, given: Given<typeof contract.tryChange>) {
  const { orgId } = caller;
  const row = await changeRow(sql, orgId, given.id);
  if (!seesChange(caller, row)) throw notFound();
  const { find, former, rest } = await trialOf({ sql, caller, now }, row);
  const since = addMs(now, -TRIAL_DAYS * DAY);
  const { before, done } = readCursor(given.cursor);
  const most = Math.min(SLICE.texts, TRIAL_MOST - done);
  const [total, texts] = await Promise.all([
    countSent(sql, caller, since, TRIAL_MOST),
    textsSent(sql, caller, since, { before, most }),
  ]);
  const flags = await flagsOf(sql, orgId, [...new Set(texts.map(({ complaintId }) => complaintId))]);
  const talks = texts.filter(({ of }) => of === 'conversation').map(({ id }) => id);
  const said = Map.groupBy(await utterancesOf(sql, orgId, talks), ({ conversationId }) => conversationId);

  const examples: FlaggedTextServed[] = [];
  let [read, flagged, fresh, besides] = [0, 0, 0, 0];
  const begun = performance.now();
  let rested = begun;
  for (const text of texts) {
    const utterances: Said[] =
      text.of === 'conversation'
        ? (said.get(text.id) ?? []).map(({ speaker, body, begins }) => ({ speaker, text: body, at: begins }))
        : [{ speaker: 'agent', text: text.body }];
    const contact: Conversation = { utterances, channel: text.channel, case: flags.get(text.complaintId) ?? {} };
    const [first] = find(contact);
    read++;
    if (first) {
      const body = utterances[first.utterance]?.text ?? '';
      const sentence = sentenceAround(body, first);
      const known = former !== null && foundIn(former, contact).length > 0;
      const others = foundIn(rest, contact)
        .filter(
          ({ utterance, start, end }) => utterance === first.utterance && start < sentence.end && end > sentence.start,
        )
        .filter(({ severity }) => severity !== 'hint')
        .map(({ rule }) => rule);
      flagged++;
      if (!known) fresh++;
      if (others.length > 0) besides++;
      if (examples.length < TRIAL_EXAMPLES)
        examples.push({ ...exampleOf(text, body, first, sentence), known, others: [...new Set(others)] });
    }
    if (performance.now() - begun > SLICE.ms) break;
    if (performance.now() - rested < STRETCH_MS) continue;
    await new Promise(setImmediate);
    rested = performance.now();
  }
  const last = texts[read - 1];
  const isOver = !last || (read === texts.length && texts.length < most) || done + read >= TRIAL_MOST;
  return {
    total,
    read,
    flagged,
    fresh,
    others: besides,
    examples,
    next: isOver ? null : cursorOf(last.id, done + read),
  };
}

/** Only in what we said. */
const foundIn = (engine: Engine, contact: Conversation): Finding[] =>
  analyse(engine, contact).findings.filter(({ utterance }) => contact.utterances[utterance]?.speaker === 'agent');

type FlaggedTextServed = Omit<FlaggedText, 'at'> & { at: Date };

/** Long sentences are cut around what was found. */
const AROUND = 120;

function exampleOf(text: SentText, body: string, { start, end }: Finding, sentence: Span) {
  const from = Math.max(sentence.start, start - AROUND);
  const to = Math.min(sentence.end, end + AROUND);
  return {
    of: text.of,
    case: { id: text.complaintId, number: text.number },
    conversationId: text.of === 'conversation' ? text.id : null,
    at: text.at,
    text: body.slice(from, to).toWellFormed(),
    start: start - from,
    end: end - from,
  };
}

interface Trial {
  /** What the change is about. */
  readonly find: (contact: Conversation) => Finding[];
  /** The rule of that name in force, where the change puts another one in its place. */
  readonly former: Engine | null;
  /** All the others: what is found without it. */
  readonly rest: Engine;
}

/**
 * A rule of one's own is tried by itself, since nothing that was learned weighs it. What is switched off or on counts
 * where it is found among all the others: it may be taken back there, or another one finds the same.
 */
async function trialOf({ sql, caller }: Read<Staff>, { kind, name, ...row }: ChangeRow): Promise<Trial> {
  const { orgId } = caller;
  const [shipped, current, edition, spelling, sense] = await Promise.all([
    shippedShelf(),
    shelfOf(sql, orgId),
    currentEdition(sql, orgId),
    shippedSpelling(),
    shippedSense(),
  ]);
  const { rivals, jargon } = edition ? sectionOf(edition.pack, assistPart) : { rivals: [], jargon: [] };
  const own = { rivals, jargon };
  const entry = entryOf({ kind, name, ...row });
  const learned = learnedFamily(kind, name);
  const isDesks =
    learned === null
      ? kind === 'rule' && ruleOf(shipped, name) !== null
      : isLearned({ language: shipped.language, sense }, learned);
  const inForce = kind === 'rule' ? ruleOf(current, name) : null;
  const rest = () => engineWith(sql, orgId, own, isDesks ? 'off' : 'shipped', name);
  if (entry?.act === 'set' && entry.kind === 'rule' && isReadable(shipped.language, entry)) {
    const engineFor = (rule: RuleEntry) =>
      new Engine(languageOfPack(languageOfRule(shipped.language, rule), wordsOnly(own)), spelling);
    const tried = engineFor(entry);
    return {
      find: (contact) => foundIn(tried, contact),
      former: inForce && engineFor(inForce),
      rest: await rest(),
    };
  }
  if (row.act === 'set' || !(isDesks || inForce)) throw new Refusal('assist.nothing-to-try', { status: 400 });
  const whole = isDesks ? await engineWith(sql, orgId, own, 'shipped', name) : await engineOf(sql, orgId, own);
  return {
    find: (contact) => foundIn(whole, contact).filter(({ rule }) => rule === name),
    former: null,
    rest: await rest(),
  };
}

/** Words of the trade are rules of their own, and not tried. */
const wordsOnly = ({ rivals }: OwnWords): OwnWords => ({ rivals, jargon: [] });

const ruleOf = (shelf: Shelf, name: string): RuleEntry | null => standing(shelf, 'rule', name) as RuleEntry | null;

const CURSOR = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(\d{1,4})$/;
const cursorOf = (id: string, done: number): string => `${id}.${done}`;

function readCursor(cursor: string | undefined): { before: string | null; done: number } {
  if (cursor === undefined) return { before: null, done: 0 };
  const [, before, done] = CURSOR.exec(cursor) ?? [];
  if (!before) throw new Refusal('base.bad-cursor', { status: 400 });
  return { before, done: Number(done) };
}
