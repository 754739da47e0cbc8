import type { Analysis } from './conversation.ts';
import type { Piece, ScenarioEar } from './ear.ts';
import type { Phase } from './language.ts';
import type { Scenario } from './library.ts';

export const CALM = 0;
export const BESIDE_ONESELF = 4;

/** What soothes, each once: words for the feeling, taking it on, what the customer gains, a time or a callback. */
const SOOTHING = ['sympathy', 'ownership', 'benefit', 'promise'] as const;
export type Soothing = (typeof SOOTHING)[number];

/** A simulated customer, before or after an answer. */
export interface Customer {
  readonly take: number;
  readonly turns: number;
  /** 0 calm … 4 beside oneself. */
  readonly mood: number;
  /** Keys of the facts told and of the offers accepted. */
  readonly told: readonly string[];
  readonly accepted: readonly string[];
  readonly soothedBy: readonly Soothing[];
  readonly wasHeardOut: boolean;
  /** Has said goodbye. */
  readonly isOver: boolean;
  readonly said: readonly string[];
}

/** What the agent's last utterance did to the customer. */
export interface Turn {
  readonly pieces: readonly Piece[];
  readonly hurts: 'no' | 'yes' | 'gravely';
  readonly soothes: readonly Soothing[];
  readonly phase: Phase;
  /** Anything that carries the matter on: a question, a promise, an act of one's own. */
  readonly helps: boolean;
  readonly letsTell: boolean;
  readonly readsBack: boolean;
}

/** `take` is how often the scenario was practised: another time begins with other words. The agent speaks first. */
export function begin(scenario: Scenario, take = 0): Customer {
  return {
    take,
    turns: 0,
    mood: scenario.mood,
    told: [],
    accepted: [],
    soothedBy: [],
    wasHeardOut: false,
    isOver: false,
    said: [],
  };
}

/** Reads the last utterance of the analysis, which is the agent's. */
export function turnOf({ utterances, findings }: Analysis, ear: ScenarioEar): Turn {
  const last = utterances.at(-1);
  const text = last?.text ?? '';
  const faults = findings.filter(({ utterance, severity }) => utterance === last?.index && severity === 'fault');
  const principles = new Set(last?.principles.map(({ principle }) => principle));
  const signals = new Set(last?.signals);
  const promises = last?.promises.map(({ kind }) => kind) ?? [];
  const does: Record<Soothing, boolean> = {
    sympathy: principles.has('selfEsteem') || last?.phase === 'acknowledge',
    ownership: principles.has('responsibility'),
    benefit: principles.has('customerBenefit'),
    promise: promises.includes('time') || promises.includes('callback'),
  };
  return {
    pieces: ear(text),
    hurts: faults.length === 0 ? 'no' : faults.some(({ isGrave }) => isGrave) ? 'gravely' : 'yes',
    soothes: SOOTHING.filter((kind) => does[kind]),
    phase: last?.phase ?? 'invite',
    helps: promises.length > 0 || /[？?]/u.test(text) || signals.has('own-action') || signals.has('asks-facts'),
    letsTell: signals.has('open-offer') && last?.phase !== 'close',
    readsBack: signals.has('ph-reads-back'),
  };
}

/** Most that are told at once, and told unasked to whoever lets the customer tell. */
const FACTS_AT_ONCE = 2;

export function answer(scenario: Scenario, before: Customer, turn: Turn): { customer: Customer; lines: string[] } {
  const asked = { ...before, turns: before.turns + 1 };
  if (before.isOver) return { customer: asked, lines: [] };
  const felt = feels(asked, turn);
  const isSoothed = felt.soothedBy.length > before.soothedBy.length;
  const replied = before.turns === 0 ? opens(scenario, felt, turn) : replies(scenario, felt, turn, isSoothed);
  // a line must not follow itself, whatever the scenario holds
  const fresh = replied.lines.filter((line, nth) => line !== (nth > 0 ? replied.lines[nth - 1] : before.said.at(-1)));
  const lines = fresh.length > 0 ? fresh : [pick(scenario, felt, scenario.asksAgain)];
  return { customer: { ...replied.customer, said: [...before.said, ...lines] }, lines };
}

interface Reply {
  readonly customer: Customer;
  readonly lines: readonly string[];
}

function feels(customer: Customer, turn: Turn): Customer {
  if (turn.hurts !== 'no') {
    const mood = Math.min(BESIDE_ONESELF, customer.mood + (turn.hurts === 'gravely' ? 2 : 1));
    return { ...customer, mood };
  }
  // a greeting soothes nobody who has not told the matter
  const kind = customer.turns > 1 ? turn.soothes.find((one) => !customer.soothedBy.includes(one)) : undefined;
  if (!kind) return customer;
  return { ...customer, mood: Math.max(CALM, customer.mood - 1), soothedBy: [...customer.soothedBy, kind] };
}

function opens(scenario: Scenario, customer: Customer, turn: Turn): Reply {
  const opening = scenario.opening[customer.take % scenario.opening.length] as string;
  return { customer, lines: turn.hurts === 'no' ? [opening] : [pick(scenario, customer, scenario.hurt), opening] };
}

function replies(scenario: Scenario, customer: Customer, turn: Turn, isSoothed: boolean): Reply {
  if (turn.hurts !== 'no') return { customer, lines: [pick(scenario, customer, scenario.hurt)] };
  const told = tells(scenario, customer, turn);
  // a question about the packaging may sound like an offer to pack
  const isQuestion = ({ asked }: Piece): boolean => asked.some((key) => !customer.told.includes(key));
  const offers = turn.pieces.filter((piece) => !isQuestion(piece)).flatMap((piece) => piece.offered);
  const offered = takesOffer(scenario, told.customer, offers);
  const lines = [...told.lines, ...offered.lines];
  if (lines.length > 0) return { customer: offered.customer, lines };
  if (customer.accepted.length > 0) return afterAcceptance(scenario, customer, turn);
  return { customer, lines: [pick(scenario, customer, elseLines(scenario, customer, turn, isSoothed))] };
}

function tells({ facts }: Scenario, customer: Customer, turn: Turn): Reply {
  const untold = facts.filter(({ key }) => !customer.told.includes(key));
  const asked = untold.filter(({ key }) => turn.pieces.some((piece) => piece.asked.includes(key)));
  const isHeardOut = asked.length === 0 && turn.letsTell && !customer.wasHeardOut;
  const now = (isHeardOut ? untold : asked).slice(0, FACTS_AT_ONCE);
  return {
    customer: {
      ...customer,
      told: [...customer.told, ...now.map(({ key }) => key)],
      wasHeardOut: customer.wasHeardOut || isHeardOut,
    },
    lines: now.map(({ answer: line }) => line),
  };
}

function takesOffer({ offers }: Scenario, customer: Customer, offered: readonly string[]): Reply {
  const open = offers.filter(({ key }) => offered.includes(key) && !customer.accepted.includes(key));
  const liked = open.find(({ acceptedAt }) => customer.mood <= acceptedAt);
  if (liked) {
    const mood = Math.max(CALM, customer.mood - 1);
    return { customer: { ...customer, mood, accepted: [...customer.accepted, liked.key] }, lines: [liked.accepted] };
  }
  return { customer, lines: open.slice(0, 1).map(({ refused }) => refused) };
}

function afterAcceptance(scenario: Scenario, customer: Customer, turn: Turn): Reply {
  if (turn.phase === 'close' && !turn.readsBack)
    return { customer: { ...customer, isOver: true }, lines: [pick(scenario, customer, scenario.goodbye)] };
  if (!turn.readsBack && scenario.soothed.some((line) => !customer.said.includes(line)))
    return { customer, lines: [pick(scenario, customer, scenario.soothed)] };
  // the first of the calm lines says yes, the others ask
  const calm = scenario.otherwise[CALM] ?? [];
  return { customer, lines: [calm.find((line) => line !== customer.said.at(-1)) ?? pick(scenario, customer, calm)] };
}

/** Nothing asked, nothing offered: kind words soothe once, then only what carries the matter on counts as an answer. */
function elseLines(scenario: Scenario, { mood }: Customer, turn: Turn, isSoothed: boolean): readonly string[] {
  if (turn.phase === 'close') return scenario.asksAgain;
  if (isSoothed) return scenario.soothed;
  return (turn.helps && scenario.otherwise[mood]) || scenario.asksAgain;
}

/** Of the lines the one said least often, in an order that shifts with the turns; never the one just said. */
function pick(scenario: Scenario, { said, turns, take }: Customer, lines: readonly string[]): string {
  const last = said.at(-1);
  const fresh = lines.filter((line) => line !== last);
  const from = fresh.length > 0 ? fresh : scenario.asksAgain.filter((line) => line !== last);
  const start = (turns + take) % Math.max(from.length, 1);
  const shifted = [...from.slice(start), ...from.slice(0, start)];
  const times = (line: string): number => said.filter((one) => one === line).length;
  return shifted.reduce((best, line) => (times(line) < times(best) ? line : best), shifted[0] ?? '');
}
