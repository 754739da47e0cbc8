import { forbidden, notFound, Refusal } from '../../base/refusal.ts';
import type { Sql } from '../../base/server/db.ts';
import { newId } from '../../base/server/ids.ts';
import type { Sealer } from '../../base/server/sealer.ts';
import type { Given } from '../../base/server/serve.ts';
import { inTransaction, type Read } from '../../base/server/transaction.ts';
import { complaintsPart } from '../../complaints/pack.ts';
import { may, type Staff } from '../../people/staff.ts';
import { currentEdition } from '../../policies/actions/editions.ts';
import { sectionOf } from '../../policies/pack.ts';
import { analyse } from '../conversation.ts';
import type { Channel } from '../language.ts';
import { type Known, masked, unmasked } from '../mask.ts';
import { caseToAskAbout, ownWordsOf } from '../model.sql.ts';
import {
  type Choice,
  categoryIn,
  categoryWords,
  changedIn,
  MOST_SENT,
  type ModelMessage,
  type ModelUse,
  messagesFor,
} from '../model.ts';
import type * as contract from '../model-contract.ts';
import { flagsOf, utterancesOf } from '../reads-talks.ts';
import { transcriptOf } from '../review.ts';
import { askModel, ModelFault } from '../server/ask-model.ts';
import { earOf } from '../server/talk-engine.ts';
import { endModelUse, insertModelUse, type ModelRow, modelRow } from '../store-model.ts';
import { visibleTalk } from '../talks.sql.ts';

/** The way out to the model of an organisation. */
export interface ModelDoor {
  readonly sql: Sql;
  readonly sealer: Sealer;
}

interface Question {
  readonly use: ModelUse;
  readonly complaintId: string | null;
  readonly words: string;
  readonly known: readonly Known[];
  /** Stands before the words and tells nobody’s data. */
  readonly with?: (words: string) => string;
  readonly look: boolean;
}

interface Asked {
  readonly sent: { instructions: string; words: string; characters: number; masked: number };
  /** As it came back, placeholders and all; null where only a look was asked for. */
  readonly answer: string | null;
  readonly reveal: (text: string) => string;
}

/** Nothing of question and answer is kept. @throws {Refusal} `assist.model-…` */
async function ask({ sql, sealer }: ModelDoor, { caller }: Read<Staff>, question: Question): Promise<Asked> {
  const { use, words, known, complaintId } = question;
  if (words.trim() === '') throw new Refusal('assist.model-nothing', { status: 400 });
  const most = MOST_SENT[use];
  if (words.length > most) throw new Refusal('assist.model-too-long', { status: 400, values: { most } });
  const settings = await modelRow(sql, caller.orgId);
  const { texts, held } = masked([words], known);
  const hidden = texts[0] ?? '';
  const messages = messagesFor(use, question.with?.(hidden) ?? hidden, settings?.tone);
  const [system, user] = messages.map(({ content }) => content);
  const sent = {
    instructions: system ?? '',
    words: user ?? '',
    characters: lengthOf(messages),
    masked: held.size,
  };
  const reveal = (text: string): string => unmasked(text, held);
  if (question.look) return { sent, answer: null, reveal };
  if (!settings?.uses.includes(use)) throw new Refusal('assist.model-off');
  const key = settings.key === null ? '' : sealer.open(settings.key);
  if (key === null) throw new Refusal('assist.model-key-lost');
  const answer = await logged(sql, caller, { use, complaintId, settings, key }, messages).catch((fault: unknown) => {
    throw fault instanceof ModelFault ? REFUSALS[fault.reason]() : fault;
  });
  return { sent, answer, reveal };
}

const lengthOf = (messages: readonly ModelMessage[]): number =>
  messages.reduce((sum, { content }) => sum + content.length, 0);

/** On record before anything leaves; no transaction is open while the model takes its time. */
async function logged(
  sql: Sql,
  caller: Staff,
  what: { use: ModelUse | 'test'; complaintId: string | null; settings: ModelRow; key: string },
  messages: readonly ModelMessage[],
): Promise<string> {
  const { staffId } = caller;
  if (staffId === null) throw notFound();
  const id = newId();
  const { use, complaintId, settings, key } = what;
  const { address, model } = settings;
  const { host } = new URL(address);
  await inTransaction(sql, caller, async (tx) =>
    insertModelUse(tx, { id, staffId, complaintId, use, host, at: tx.now, sent: lengthOf(messages) }),
  );
  const end = (received: number, fault: ModelFault['reason'] | ''): Promise<void> =>
    inTransaction(sql, caller, async (tx) => endModelUse(tx, id, received, fault));
  try {
    const answer = await askModel({ address, model, key }, messages);
    await end(answer.length, '');
    return answer;
  } catch (error) {
    if (error instanceof ModelFault) await end(0, error.reason);
    throw error;
  }
}

const REFUSALS: Record<ModelFault['reason'], () => Refusal> = {
  address: () => new Refusal('assist.model-address'),
  unreachable: () => new Refusal('assist.model-unreachable'),
  slow: () => new Refusal('assist.model-slow'),
  redirects: () => new Refusal('assist.model-redirects'),
  'too-much': () => new Refusal('assist.model-too-much'),
  'key-refused': () => new Refusal('assist.model-key-refused'),
  busy: () => new Refusal('assist.model-busy'),
  down: () => new Refusal('assist.model-down'),
  refuses: () => new Refusal('assist.model-refuses'),
  unreadable: () => new Refusal('assist.model-unreadable'),
  empty: () => new Refusal('assist.model-empty'),
  unclear: () => new Refusal('assist.model-unclear'),
};

/** A proposal as it is shown: with names in their places again, and what the checks find in it. */
async function proposed(
  { sql, caller }: Read<Staff>,
  { sent, answer, reveal }: Asked,
  about: { storeId: string; complaintId: string; channel: Channel },
) {
  if (answer === null) return { sent, answer };
  const [{ engine, titleOf }, flags] = await Promise.all([
    earOf(sql, caller.orgId, about.storeId),
    flagsOf(sql, caller.orgId, [about.complaintId]),
  ]);
  const words = reveal(answer);
  const { findings } = analyse(engine, {
    utterances: [{ speaker: 'agent', text: words }],
    channel: about.channel,
    case: flags.get(about.complaintId) ?? {},
  });
  const { lost, added } = changedIn(sent.words, answer);
  return {
    sent,
    answer: {
      words,
      findings: findings.map(({ start, end, rule, family, severity, message, suggestion }) => ({
        ...{ start, end, rule, severity, message, suggestion },
        title: titleOf(family),
      })),
      lost: lost.map((name) => reveal(`【${name}】`)),
      added,
    },
  };
}

export const rephraseBy = (door: ModelDoor) => async (read: Read<Staff>, given: Given<typeof contract.rephrase>) => {
  const { row, known } = await caseToAskAbout(read, given.id, 'complaint.work');
  const { words, look, channel } = given;
  const asked = await ask(door, read, { use: 'rephrase', complaintId: row.id, words, known, look });
  return proposed(read, asked, { storeId: row.storeId, complaintId: row.id, channel });
};

const SPEAKERS = { agent: '客服', customer: '客户' };

export const summariseBy = (door: ModelDoor) => async (read: Read<Staff>, given: Given<typeof contract.summarise>) => {
  const { sql, caller } = read;
  const talk = await visibleTalk(sql, caller, given.id);
  const { row, known } = await caseToAskAbout(read, talk.complaintId, 'complaint.work');
  const said = await utterancesOf(sql, caller.orgId, [talk.id]);
  const words = transcriptOf(
    said.map(({ speaker, body }) => ({ speaker, text: body })),
    SPEAKERS,
  );
  const asked = await ask(door, read, { use: 'summarise', complaintId: row.id, words, known, look: given.look });
  return proposed(read, asked, { storeId: row.storeId, complaintId: row.id, channel: talk.channel });
};

export const categoriseBy =
  (door: ModelDoor) => async (read: Read<Staff>, given: Given<typeof contract.categorise>) => {
    const { row, categories, known } = await caseToAskAbout(read, given.id, 'complaint.triage');
    const words = await ownWordsOf(read.sql, read.caller.orgId, row.id);
    return suggested(door, read, categories, { complaintId: row.id, words, known, look: given.look });
  };

export const categoriseNewBy =
  (door: ModelDoor) => async (read: Read<Staff>, given: Given<typeof contract.categoriseNew>) => {
    const { sql, caller } = read;
    const [store] = await sql`select 1 from store where org_id = ${caller.orgId} and id = ${given.storeId}`;
    if (!store) throw notFound();
    if (!may(caller, 'complaint.register', given.storeId)) throw forbidden('complaint.register');
    const edition = await currentEdition(sql, caller.orgId, given.storeId);
    if (!edition) throw notFound();
    const { categories } = sectionOf(edition.pack, complaintsPart);
    const { ownWords: words, callerName, numbers, look } = given;
    const known: Known[] = [
      { kind: 'person', value: callerName },
      ...numbers.map((value): Known => ({ kind: 'number', value })),
    ];
    return suggested(door, read, categories, { complaintId: null, words, known, look });
  };

async function suggested(
  door: ModelDoor,
  read: Read<Staff>,
  choices: readonly Choice[],
  question: Omit<Question, 'use' | 'with'>,
) {
  const { sent, answer } = await ask(door, read, {
    ...question,
    use: 'categorise',
    with: (words) => categoryWords(choices, words),
  });
  if (answer === null) return { sent, answer };
  const category = categoryIn(answer, choices);
  if (category === undefined) throw REFUSALS.unclear();
  return { sent, answer: { category: category && { key: category.key, title: category.title } } };
}

/** With the saved settings, and the real answer. */
export const testModelBy =
  ({ sql, sealer }: ModelDoor) =>
  async ({ caller }: Read<Staff>) => {
    const settings = await modelRow(sql, caller.orgId);
    if (!settings) return { answered: false, fault: 'off' as const, said: '' };
    const key = settings.key === null ? '' : sealer.open(settings.key);
    if (key === null) return { answered: false, fault: 'key-lost' as const, said: '' };
    const hello: ModelMessage[] = [{ role: 'user', content: '请只回答一个字：好' }];
    try {
      const said = await logged(sql, caller, { use: 'test', complaintId: null, settings, key }, hello);
      return { answered: true, fault: '' as const, said: said.slice(0, 200) };
    } catch (fault) {
      // the answer is what the test is for
      if (!(fault instanceof ModelFault)) throw fault;
      return { answered: false, fault: fault.reason, said: '' };
    }
  };
