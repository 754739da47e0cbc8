/** What another policy hears in a past case: category, severity, triggers, and its facts as they came. */
import type { Happening } from '../clocks/moves.ts';
import { proposeCategory } from '../complaints/category.ts';
import type { Severity } from '../complaints/complaint.ts';
import type { ComplaintsSection } from '../complaints/pack.ts';
import { proposeSeverity } from '../complaints/severity.ts';
import type { PastCase, Ran } from './backtest.ts';

/** The category, where this policy knows it; else what it makes of the words. */
export const categoryIn = (pack: ComplaintsSection, { words }: PastCase, key: string | null): string | null =>
  key === null || pack.categories.some((one) => one.key === key)
    ? key
    : ((words && proposeCategory(pack, words)?.key) ?? null);

/** Severity and triggers as this policy would have proposed them; severity null: the same as was really proposed. */
export function heardAgain(
  past: PastCase,
  pack: ComplaintsSection,
  ran: Ran,
): { severity: Severity | null; triggers: readonly string[] } {
  if (past.words === null || ran.hearsAlike) return { severity: null, triggers: past.triggers };
  const { channel, source, words: text } = past;
  const then = proposeSeverity(ran.pack, { text, ticked: [], channel, source });
  const heardThen = new Set(then.because.flatMap(({ trigger, words }) => (words ? [trigger] : [])));
  const ticked = past.triggers.filter((trigger) => !heardThen.has(trigger));
  const [was, is] = [ran.pack, pack].map((one) => proposeSeverity(one, { text, ticked, channel, source }));
  const triggers = [...ticked, ...(is?.because ?? []).map(({ trigger }) => trigger)];
  return {
    severity: was?.severity === is?.severity ? null : (is?.severity ?? null),
    triggers: [...new Set(triggers.filter((trigger) => trigger !== 'channel'))],
  };
}

/** A case closed without a fact of it closes when its row says so. */
export function factsOf({ closedAt, facts }: PastCase): readonly Happening[] {
  if (!closedAt || facts.some(({ kind }) => kind === 'complaint-closed')) return facts;
  const before = facts.filter(({ recordedAt }) => recordedAt <= closedAt);
  return [...before, { kind: 'complaint-closed', occurredAt: closedAt, recordedAt: closedAt }];
}

/** Facts written down together, in the order in which they were. */
export function transactionsOf(facts: readonly Happening[]): Happening[][] {
  const transactions: Happening[][] = [];
  for (const fact of facts) {
    const last = transactions.at(-1);
    if (last?.[0]?.recordedAt.getTime() === fact.recordedAt.getTime()) last.push(fact);
    else transactions.push([fact]);
  }
  return transactions;
}
