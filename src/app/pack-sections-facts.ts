import * as authorityFacts from '../authorities/facts.ts';
import * as complaintFacts from '../complaints/facts.ts';
import * as crisisFacts from '../crisis/facts.ts';
import * as paperFacts from '../papers/facts.ts';

/** Kinds of facts that a clock of a pack may start and stop on. */
export const CLOCK_FACTS: readonly string[] = [complaintFacts, crisisFacts, paperFacts, authorityFacts].flatMap(
  (facts) => Object.values(facts).map(({ kind }) => kind),
);
