import type { Analysis, Heard } from './conversation.ts';
import type { CaseFlag, Phase, Principle } from './language.ts';
import type { Claim, Library, Phrase, Situation } from './library.ts';

/** In the order of a good contact; which one is open is only ever told, never locked. */
export const STEPS = [
  'greet',
  'let-tell',
  'mend',
  'sympathise',
  'ask',
  'answer-objection',
  'offer',
  'promise',
  'read-back',
  'anything-else',
  'thank',
  'done',
] as const;
export type Step = (typeof STEPS)[number];

export interface OpenFact {
  readonly key: string;
  readonly title: string;
}

export interface Contact {
  readonly analysis: Analysis;
  readonly openFacts: readonly OpenFact[];
  readonly flags: Readonly<Partial<Record<CaseFlag, boolean>>>;
  /** The customer has taken an offer; null where nobody can know. */
  readonly isAccepted: boolean | null;
  /** Keys of the fields that the policy of the case asks for: they tell its trade. Absent: none is known. */
  readonly fields?: readonly string[];
  /** The way of talking noted on the case soothes first; nothing but the proposal changes. */
  readonly soothes?: boolean;
  /** Facts that a sentence asks for. */
  readonly asks?: (text: string) => readonly string[];
}

export interface NextStep {
  readonly step: Step;
  readonly fact: OpenFact | null;
  /** A sentence that does it and claims nothing that is not so. */
  readonly phrase: Phrase | null;
}

/** One line, always: what is best done next. */
export function nextStep(library: Library, contact: Contact): NextStep {
  const step = stepOf(contact);
  const fact = step === 'ask' ? (contact.openFacts[0] ?? null) : null;
  return { step, fact, phrase: phraseFor(library, contact, step, fact) };
}

function stepOf({ analysis, openFacts, isAccepted, soothes }: Contact): Step {
  const { utterances, findings } = analysis;
  const agent = utterances.filter(({ speaker }) => speaker === 'agent');
  const lastOfAgent = agent.at(-1);
  const lastOfCustomer = utterances.findLast(({ speaker }) => speaker === 'customer');
  if (!lastOfAgent) return 'greet';
  if (!isTold(utterances)) return 'let-tell';
  if (findings.some(({ utterance, severity }) => utterance === lastOfAgent.index && severity === 'fault'))
    return 'mend';
  const since = agent.filter(({ index }) => index > firstTold(utterances));
  const said = (is: (heard: Heard) => boolean): boolean => since.some(is);
  const isSettled = isAccepted === true;
  if (since.filter(isSympathy).length < (soothes && !isSettled ? 2 : 1)) return 'sympathise';
  if (!isSettled && openFacts.length > 0) return 'ask';
  if (!isSettled && isAccepted === null && !said(asksFacts)) return 'ask';
  const isInformed = said(({ phase }) => phase === 'inform');
  if (!isSettled && isInformed && lastOfCustomer?.objection) return 'answer-objection';
  if (isAccepted === false || (isAccepted === null && !isInformed)) return 'offer';
  if (!said(({ promises }) => promises.some(({ kind }) => kind === 'time' || kind === 'callback'))) return 'promise';
  if (!said(({ signals }) => signals.includes('ph-reads-back'))) return 'read-back';
  const closing = since.filter(({ phase, signals }) => phase === 'close' && !signals.includes('ph-reads-back'));
  if (!closing.some(asksForMore)) return 'anything-else';
  return closing.some(({ signals }) => signals.includes('ph-bye')) ? 'done' : 'thank';
}

const isTold = (utterances: readonly Heard[]): boolean => firstTold(utterances) < Number.POSITIVE_INFINITY;
const firstTold = (utterances: readonly Heard[]): number =>
  utterances.find(({ speaker, signals }) => speaker === 'customer' && !signals.includes('only-greeting'))?.index ??
  Number.POSITIVE_INFINITY;

export const isSympathy = ({ phase, principles }: Heard): boolean =>
  phase === 'acknowledge' || principles.some(({ principle }) => principle === 'selfEsteem');
export const asksFacts = ({ principles, signals }: Heard): boolean =>
  signals.includes('asks-facts') || principles.some(({ principle }) => principle === 'facts');
export const asksForMore = ({ phase, text }: Heard): boolean => phase === 'close' && /[？?]|还有|其他|别的/u.test(text);

/** What may be claimed as things stand; whatever is not known here is not so. */
export function claimsOf({ analysis: { utterances }, openFacts, flags, isAccepted }: Contact): ReadonlySet<Claim> {
  const customer = utterances.filter(({ speaker }) => speaker === 'customer');
  const agent = utterances.filter(({ speaker }) => speaker === 'agent');
  const told = isTold(utterances);
  const holds: Partial<Record<Claim, boolean>> = {
    'name-known': customer.some(({ text }) => /我姓|我叫|免贵姓/u.test(text)),
    'matter-told': told,
    'facts-complete': flags.factsComplete ?? (told && isAccepted !== null && openFacts.length === 0),
    'fault-verified': flags.faultVerified ?? false,
    'prevention-linked': flags.preventionLinked ?? false,
    'offer-within-authority': flags.withinAuthority ?? false,
    'alternative-offered':
      isAccepted === true || (isAccepted === null && agent.some(({ phase }) => phase === 'inform')),
    'customer-yielded': isAccepted === true,
    'follow-up-set': agent.some(({ promises }) => promises.some(({ kind }) => kind === 'time' || kind === 'callback')),
  };
  return new Set((Object.keys(holds) as Claim[]).filter((claim) => holds[claim]));
}

/** It speaks of no thing that only another trade has. */
export const isOfTrade = ({ fields }: Pick<Phrase, 'fields'>, known: readonly string[] = []): boolean =>
  fields.length === 0 || fields.some((field) => known.includes(field));

/** Those of the library that claim only what is so, and speak of no other trade's things. */
export function fittingPhrases({ phrases }: Library, contact: Contact): Phrase[] {
  const claims = claimsOf(contact);
  return phrases.filter(
    (phrase) => phrase.needs.every((claim) => claims.has(claim)) && isOfTrade(phrase, contact.fields),
  );
}

interface Wanted {
  readonly phase: Phase;
  readonly situation: Situation;
  /** Rather one that carries it. */
  readonly principle?: Principle;
  readonly fits?: (phrase: Phrase) => boolean;
}

const isQuestion = ({ text }: Phrase): boolean => /？$/u.test(text);
const readsBack = ({ principles }: Phrase): boolean => principles.includes('facts');
const hasTime = ({ text, begins }: Phrase): boolean => begins !== undefined && text.includes('{时间}');

const WANTED: Readonly<Record<Step, Wanted | null>> = {
  greet: { phase: 'invite', situation: 'listen' },
  'let-tell': { phase: 'listen', situation: 'listen', fits: (phrase) => !isQuestion(phrase) },
  mend: { phase: 'acknowledge', situation: 'displeased', principle: 'selfEsteem' },
  sympathise: { phase: 'acknowledge', situation: 'displeased', principle: 'selfEsteem' },
  ask: { phase: 'listen', situation: 'listen', principle: 'facts' },
  'answer-objection': { phase: 'inform', situation: 'propose', principle: 'customerBenefit' },
  offer: { phase: 'inform', situation: 'propose', principle: 'compensationCost', fits: isQuestion },
  promise: { phase: 'inform', situation: 'propose', principle: 'responsibility', fits: hasTime },
  'read-back': { phase: 'close', situation: 'close', fits: readsBack },
  'anything-else': { phase: 'close', situation: 'close', fits: (phrase) => isQuestion(phrase) && !readsBack(phrase) },
  thank: { phase: 'close', situation: 'close', fits: ({ text }) => !/[？夸奖扬]/u.test(text) && /谢/u.test(text) },
  done: null,
};

function phraseFor(library: Library, contact: Contact, step: Step, fact: OpenFact | null): Phrase | null {
  const wanted = WANTED[step];
  if (!wanted) return null;
  const said = contact.analysis.utterances.map(({ text }) => text);
  const fitting = fittingPhrases(library, contact).filter(
    (phrase) =>
      phrase.phase === wanted.phase &&
      phrase.situation === wanted.situation &&
      (wanted.fits?.(phrase) ?? true) &&
      !said.includes(phrase.text),
  );
  // a question for another fact would lead off the way
  if (fact) return fitting.find(({ text }) => contact.asks?.(text).includes(fact.key)) ?? null;
  return (
    fitting.find(({ principles }) => wanted.principle && principles.includes(wanted.principle)) ?? fitting[0] ?? null
  );
}
