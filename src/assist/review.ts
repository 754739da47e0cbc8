import type { Analysis, Heard } from './conversation.ts';
import { type Apology, PHASES, type Phase, PRINCIPLES, type Principle, type PromiseKind } from './language.ts';
import { asksFacts, asksForMore, isSympathy } from './next-step.ts';

/** Each phase is looked at by itself; the language over the whole contact. */
export const SECTIONS = [...PHASES, 'language'] as const;
export type Section = (typeof SECTIONS)[number];

/** What a section is asked for, each answered by yes or no from the words alone. */
export const ITEMS = {
  invite: ['opened', 'introduced', 'open-offer'],
  listen: ['asked', 'facts-complete'],
  acknowledge: ['sympathy', 'before-answer'],
  inform: ['answered', 'benefit', 'with-time'],
  close: ['read-back', 'anything-else', 'thanks'],
  language: ['no-fault', 'no-warning', 'apology-helps'],
} as const satisfies Record<Section, readonly string[]>;
export type Item = (typeof ITEMS)[Section][number];

export interface SectionScore {
  readonly section: Section;
  readonly items: readonly { readonly item: Item; readonly isDone: boolean }[];
  /** Share of what was asked for, in percent; null where nothing could be asked. */
  readonly score: number | null;
}

export interface Review {
  readonly sections: readonly SectionScore[];
  readonly phases: readonly Phase[];
  readonly principles: Readonly<Record<Principle, number>>;
  readonly promises: readonly { readonly utterance: number; readonly kind: PromiseKind; readonly words: string }[];
  readonly apologies: Readonly<Record<Apology, number>>;
}

/** How many facts the scenario has, and how many the customer was asked for; null where nobody can know. */
export type FactCount = { readonly told: number; readonly all: number } | null;

/** What a supervisor looks at afterwards. The score is a plain share of yes; it weighs nothing. */
export function reviewOf(analysis: Analysis, facts: FactCount): Review {
  const agent = analysis.utterances.filter(({ speaker }) => speaker === 'agent');
  const done = answers(analysis, agent, facts);
  return {
    sections: SECTIONS.map((section) => {
      const items = ITEMS[section].flatMap((item) => {
        const isDone = done[item];
        return isDone === null ? [] : [{ item, isDone }];
      });
      const yes = items.filter(({ isDone }) => isDone).length;
      return { section, items, score: items.length > 0 ? Math.round((yes / items.length) * 100) : null };
    }),
    // sympathy mostly stands in an utterance that goes on to a question
    phases: PHASES.filter(
      (phase) => agent.some((one) => one.phase === phase) || (phase === 'acknowledge' && done.sympathy),
    ),
    principles: Object.fromEntries(
      PRINCIPLES.map((name) => [
        name,
        agent.flatMap(({ principles }) => principles).filter(({ principle }) => principle === name).length,
      ]),
    ) as Record<Principle, number>,
    promises: agent.flatMap(({ index, text, promises }) =>
      promises.map(({ kind, start, end }) => ({ utterance: index, kind, words: text.slice(start, end) })),
    ),
    apologies: {
      feeling: agent.filter(({ apology }) => apology === 'feeling').length,
      fault: agent.filter(({ apology }) => apology === 'fault').length,
    },
  };
}

function answers(
  { findings }: Analysis,
  agent: readonly Heard[],
  facts: FactCount,
): Readonly<Record<Item, boolean | null>> {
  const [first] = agent;
  const closing = agent.filter(({ phase }) => phase === 'close');
  const sympathy = agent.findIndex((heard) => heard.phase !== 'invite' && isSympathy(heard));
  const isFaulty = ({ index }: Heard): boolean =>
    findings.some(({ utterance, severity }) => utterance === index && severity === 'fault');
  const answer = agent.findIndex((heard) => heard.phase === 'inform' && !isFaulty(heard));
  const has = (severity: 'fault' | 'warning'): boolean => findings.some((one) => one.severity === severity);
  return {
    opened: first?.phase === 'invite',
    introduced: first?.signals.includes('ph-intro') ?? false,
    'open-offer': agent.some(({ phase, signals }) => phase === 'invite' && signals.includes('open-offer')),
    asked: agent.some((heard) => heard.phase === 'listen' && asksFacts(heard)),
    'facts-complete': facts && facts.told === facts.all,
    sympathy: sympathy >= 0,
    'before-answer': answer < 0 ? null : sympathy >= 0 && sympathy <= answer,
    answered: answer >= 0,
    benefit: agent.some(({ principles }) => principles.some(({ principle }) => principle === 'customerBenefit')),
    'with-time': agent.some(({ promises }) => promises.some(({ kind }) => kind === 'time')),
    'read-back': agent.some(({ signals }) => signals.includes('ph-reads-back')),
    'anything-else': closing.some(asksForMore),
    thanks: closing.some(({ signals, text }) => signals.includes('ph-bye') || /谢/u.test(text)),
    'no-fault': !has('fault'),
    'no-warning': !has('warning'),
    'apology-helps': agent.some(({ apology }) => apology !== null)
      ? !findings.some(({ family }) => family === 'over_apology')
      : null,
  };
}

/** A conversation as plain text, in the form that `readTranscript` reads. */
export const transcriptOf = (
  utterances: readonly Pick<Heard, 'speaker' | 'text'>[],
  names: { readonly agent: string; readonly customer: string },
): string => utterances.map(({ speaker, text }) => `${names[speaker]}：${text.replaceAll('\n', ' ')}`).join('\n');
