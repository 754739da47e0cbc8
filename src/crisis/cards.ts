import type { CardRule, CrisisSection } from './pack.ts';

interface Trigger {
  readonly key: string;
  readonly title: string;
  readonly safety?: string | undefined;
}

export interface SafetyCard extends Pick<CardRule, 'key' | 'title' | 'say' | 'act' | 'avoid' | 'dial'> {
  /** Titles of what was heard or ticked. */
  readonly because: readonly string[];
}

/**
 * The cards for what was heard, in the pack's order. A trigger that has one line only, and no card, is a card of
 * that line.
 */
export function safetyCards(
  { cards }: Pick<CrisisSection, 'cards'>,
  triggers: readonly Trigger[],
  heard: readonly string[],
): SafetyCard[] {
  const known = triggers.filter(({ key }) => heard.includes(key));
  const whole = cards.flatMap(({ key, title, say, act, avoid, dial, triggers: of }) => {
    const because = known.filter((trigger) => of.includes(trigger.key)).map((trigger) => trigger.title);
    return because.length ? [{ key, title, say, act, avoid, dial, because }] : [];
  });
  const covered = new Set(cards.flatMap((card) => card.triggers));
  const lines = known.flatMap(({ key, title, safety }) =>
    safety && !covered.has(key)
      ? [{ key: `trigger-${key}`, title, say: [], act: [safety], avoid: [], dial: [], because: [title] }]
      : [],
  );
  return [...whole, ...lines];
}
