import { MINUTE } from '../../base/time.ts';
import type { InputFor } from './beats.ts';
import { refTo, whenOpen } from './beats.ts';
import {
  ADDRESSED,
  DUPLICATES,
  FIRST_CONTACT,
  HAND_OVERS,
  MISSED,
  REPLIES,
  REPLIES_TO_LETTERS,
  SMALL_TALK,
  SOFT_TAILS,
  SURNAMES,
  TAILS,
} from './common-texts.ts';
import { samplePhone } from './numbers.ts';
import { later, type Story, staffRef } from './story.ts';

export interface SampleCaller {
  readonly name: string;
  readonly phone: string;
}

export const callerOf = ({ teller: { random } }: Story): SampleCaller => ({
  name: `${random.pick(SURNAMES)}${random.pick(ADDRESSED)}`,
  phone: samplePhone(random),
});

/** The words, told a little differently by each next caller, so that no two files read alike. */
export function wordsOf(story: Story): string {
  const { text, turn, into } = story.fate;
  const { random } = story.teller;
  if (into !== null) return `${random.pick(DUPLICATES)}${text.words.slice(0, 60)}……`;
  if (turn === 0) return text.words;
  const tails = text.kind === undefined || text.kind === 'grievance' ? TAILS : SOFT_TAILS;
  return `${text.words}${tails[(text.words.length + turn) % tails.length]}`;
}

function registrationOf(story: Story, caller: SampleCaller, at: Date): InputFor<'registerComplaint'> {
  const { random, trade } = story.teller;
  const { text } = story.fate;
  const written = trade.via[text.via ?? 'phone'] ?? trade.via['phone'];
  const [channel, source] = written as readonly [string, string];
  const isLetter = text.sender !== undefined;
  const isLate = story.fate.late;
  return {
    storeId: refTo(`store:${story.fate.store}`),
    kind: story.fate.wasGrievance ? 'grievance' : (text.kind ?? 'complaint'),
    ownWords: wordsOf(story),
    callerName: caller.name,
    callerPhone: caller.phone,
    relation: text.relation ?? 'self',
    channel,
    source,
    // entered a while after it came in: face to face first, then the keyboard
    receivedAt: new Date(at.getTime() - random.between(0, 4) * MINUTE).toISOString(),
    severity: story.severity,
    triggers: [...(text.triggers ?? [])],
    demands: (text.demands ?? []).map(([type, body, yuan]) => ({
      type,
      body,
      ...(yuan ? { claimedFen: Math.round(yuan * 100) } : {}),
    })),
    expectedFeeling: text.feeling ?? '',
    expectedProcess: text.process ?? '',
    expectedResult: text.result ?? (text.demands?.[0]?.[1] || ''),
    moodBefore: text.mood,
    fields: trade.fields(random, text, at),
    outsideNumbers: isLetter
      ? [
          {
            number: `${random.pick(['转', '督', '诉'])}〔2026〕${random.between(1000, 9999)}号`,
            sender: text.sender ?? '',
            contact: `${random.pick(SURNAMES)}工`,
            dueAt: later(at, (isLate ? 1 : random.between(3, 9)) * 24 * 60),
          },
        ]
      : [],
  };
}

/** Somebody takes it down; a colleague without a desk hands it to the agents at once. */
export function register(story: Story, caller: SampleCaller): void {
  const { random, trade } = story.teller;
  const { roles } = trade;
  const { store, end } = story.fate;
  const taker = end !== 'registered' && random.chance(0.14) ? random.pick(roles.receivers(store)) : story.owner;
  const planned = random.next();
  story.act(
    taker,
    0,
    'registerComplaint',
    (at) => ({
      ...registrationOf(story, caller, at),
      ...(planned < 0.5 ? { nextStep: '首次联系客户', nextStepAt: later(at, 45) } : {}),
    }),
    { makes: story.ref },
  );
  if (taker === story.owner) return;
  story.act(taker, random.between(1, 4), 'assign', {
    ownerId: staffRef(story.owner),
    reason: 'expertise',
    note: random.pick(HAND_OVERS),
  });
  story.act(story.owner, random.between(1, 3), 'acknowledge', {});
}

/** One page, one breath: taken down and closed. */
export function solveOnTheSpot(story: Story, caller: SampleCaller): void {
  const { random, trade } = story.teller;
  const { text } = story.fate;
  const staff = trade.staff[text.theme];
  const how = random.pick(SMALL_TALK[text.kind ?? 'complaint'].how);
  story.act(
    story.owner,
    0,
    'registerComplaint',
    (at) => ({
      ...registrationOf(story, caller, at),
      category: text.category ?? staff?.category ?? null,
      outsideNumbers: [],
      onTheSpot: { what: text.words.slice(0, 40), how, agreed: true as const, moodAfter: 'calm' as const },
    }),
    { makes: story.ref },
  );
}

export function triage(story: Story): void {
  const { text } = story.fate;
  const category = text.category ?? story.teller.trade.staff[text.theme]?.category ?? null;
  story.act(story.owner, story.gap('triage'), 'triage', {
    severity: story.severity,
    category,
    triggers: [...(text.triggers ?? [])],
  });
}

/** Tries that reach nobody are written down too; only the person stops the clock. */
export function miss(story: Story, times: number): void {
  const { random } = story.teller;
  for (let n = 0; n < times; n++) {
    const [outcome, summary] = random.pick(MISSED);
    story.act(story.owner, Math.max(2, Math.round(story.gap('contact') / 3)), 'logContact', {
      means: 'phone',
      outcome,
      relation: outcome === 'other-person' ? 'family' : 'self',
      summary,
    });
  }
}

export function firstContact(story: Story): void {
  const { random, trade } = story.teller;
  const { text } = story.fate;
  if (random.chance(0.22)) miss(story, random.between(1, 2));
  const theirs = text.kind === undefined ? (trade.staff[text.theme]?.contacts ?? []) : SMALL_TALK[text.kind].contacts;
  const summary = random.pick(text.kind === undefined ? [...theirs, ...theirs, ...FIRST_CONTACT] : theirs);
  const relation = text.relation === 'family' ? 'self' : (text.relation ?? 'self');
  const means = text.via === 'wechat' ? 'wechat' : text.via === 'walk-in' ? 'in-person' : 'phone';
  const wait = random.between(90, 900);
  story.act(story.owner, story.gap('contact'), 'logContact', (at) => ({
    means,
    outcome: 'reached',
    relation,
    summary,
    nextStep: random.pick(['回电告知进展', '发检测结果', '约时间当面谈', '核对后回话']),
    nextStepAt: whenOpen(new Date(later(at, wait))).toISOString(),
  }));
}

export function reply(story: Story, gap: number): void {
  const { random } = story.teller;
  story.act(story.owner, gap, 'sendReply', {
    body: random.pick(story.fate.text.sender ? REPLIES_TO_LETTERS : REPLIES),
    means: random.pick(['sms', 'wechat', 'phone', 'mail'] as const),
  });
}
