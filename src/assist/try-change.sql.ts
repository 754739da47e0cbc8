import { notFound, Refusal } from '../base/refusal.ts';
import type { Given } from '../base/server/serve.ts';
import type { Read } from '../base/server/transaction.ts';
import { addMs, DAY } from '../base/time.ts';
import type { Staff } from '../people/staff.ts';
import { currentEdition } from '../policies/actions/editions.ts';
import { sectionOf } from '../policies/pack.ts';
import { seesChange } from './actions/answer-change.ts';
import { analyse, type Conversation, type Finding, type Said } from './conversation.ts';
import { Engine } from './engine.ts';
import { type SetEntry, type Shelf, standing } from './entry.ts';
import { isReadable, languageOfRule } from './lay-entries.ts';
import type * as contract from './library-contract.ts';
import { type FlaggedText, TRIAL_DAYS, TRIAL_EXAMPLES, TRIAL_MOST } from './library-contract.ts';
import { assistPart, languageOfPack, type OwnWords } from './pack.ts';
import { flagsOf, utterancesOf } from './reads-talks.ts';
import { countSent, type SentText, textsSent } from './sent-texts.sql.ts';
import { shelfOf } from './server/language-for.ts';
import { shippedShelf, shippedSpelling } from './server/shipped-language.ts';
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
  const { tried, former } = await enginesFor({ sql, caller, now }, row);
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
  let [read, flagged, fresh] = [0, 0, 0];
  const begun = performance.now();
  let rested = begun;
  for (const text of texts) {
    const utterances: Said[] =
      text.of === 'conversation'
        ? (said.get(text.id) ?? []).map(({ speaker, body, begins }) => ({ speaker, text: body, at: begins }))
        : [{ speaker: 'agent', text: text.body }];
    const contact: Conversation = { utterances, channel: text.channel, case: flags.get(text.complaintId) ?? {} };
    const [first] = foundIn(tried, contact);
    read++;
    if (first) {
      const known = former !== null && foundIn(former, contact).length > 0;
      flagged++;
      if (!known) fresh++;
      if (examples.length < TRIAL_EXAMPLES)
        examples.push(exampleOf(text, utterances[first.utterance]?.text ?? '', first, known));
    }
    if (performance.now() - begun > SLICE.ms) break;
    if (performance.now() - rested < STRETCH_MS) continue;
    await new Promise(setImmediate);
    rested = performance.now();
  }
  const last = texts[read - 1];
  const isOver = !last || (read === texts.length && texts.length < most) || done + read >= TRIAL_MOST;
  return { total, read, flagged, fresh, examples, next: isOver ? null : cursorOf(last.id, done + read) };
}

/** Only in what we said. */
const foundIn = (engine: Engine, contact: Conversation): Finding[] =>
  analyse(engine, contact).findings.filter(({ utterance }) => contact.utterances[utterance]?.speaker === 'agent');

type FlaggedTextServed = Omit<FlaggedText, 'at'> & { at: Date };

/** Long sentences are cut around what was found. */
const AROUND = 120;

function exampleOf(text: SentText, body: string, { start, end }: Finding, known: boolean): FlaggedTextServed {
  const sentence = sentenceAround(body, { start, end });
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
    known,
  };
}

/** One that hears nothing but the changed rule, and one for the rule of that name in force, where there is one. */
async function enginesFor(read: Read<Staff>, row: ChangeRow): Promise<{ tried: Engine; former: Engine | null }> {
  const { sql, caller } = read;
  const [shipped, current, edition, spelling] = await Promise.all([
    shippedShelf(),
    shelfOf(sql, caller.orgId),
    currentEdition(sql, caller.orgId),
    shippedSpelling(),
  ]);
  const own = edition ? sectionOf(edition.pack, assistPart) : { rivals: [], jargon: [] };
  const engineFor = (rule: RuleEntry) =>
    new Engine(languageOfPack(languageOfRule(shipped.language, rule), wordsOnly(own)), spelling);
  const inForce = ruleOf(current, row.name);
  const entry = entryOf(row);
  if (entry?.act === 'set' && entry.kind === 'rule' && isReadable(shipped.language, entry))
    return { tried: engineFor(entry), former: inForce && engineFor(inForce) };
  // switched off, or as it comes with the desk: what it finds will no longer be found, or be found again
  const rule = row.kind === 'rule' && entry?.act !== 'set' ? (ruleOf(shipped, row.name) ?? inForce) : null;
  if (!rule) throw new Refusal('assist.nothing-to-try', { status: 400 });
  return { tried: engineFor(rule), former: null };
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
