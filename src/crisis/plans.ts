interface Plan {
  readonly key: string;
  readonly categories: readonly string[];
  readonly triggers: readonly string[];
}

/**
 * Plans that may be activated: those made for this category or for what was heard first, then those for everything.
 * A plan for another category or trigger is not offered.
 */
export function plansFor<P extends Plan>(
  plans: readonly P[],
  on: { readonly category: string | null; readonly triggers: readonly string[] },
): P[] {
  const fits = (plan: P) =>
    (on.category !== null && plan.categories.includes(on.category)) ||
    plan.triggers.some((trigger) => on.triggers.includes(trigger));
  const made = plans.filter(({ categories, triggers }) => categories.length + triggers.length > 0);
  return [
    ...made.filter(fits),
    ...plans.filter(({ categories, triggers }) => categories.length + triggers.length === 0),
    // of an incident, or of a case nobody has judged yet, one cannot tell
    ...(on.category === null && on.triggers.length === 0 ? made : []),
  ];
}
