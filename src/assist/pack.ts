import * as z from 'zod';
import { key, someLine } from '../base/schemas.ts';
import type { Language } from './language.ts';

/** Words that only one organisation or trade has. */
export const ownWords = z.strictObject({
  /** Names of competitors: none is ever said to a customer as a place to go to. */
  rivals: z.array(someLine(20)).max(200).default([]),
  /** Words of the trade that a customer cannot know, with plain ones. */
  jargon: z
    .array(z.strictObject({ word: someLine(12), plain: someLine(40) }))
    .max(300)
    .default([]),
});
export type OwnWords = z.output<typeof ownWords>;

const assistSchema = z.strictObject({
  ...ownWords.shape,
  /** 方言: only standard Mandarin, or dialect too where the agent speaks and the customer understands it. */
  dialect: z.enum(['mandarin-only', 'if-fluent-and-understood']).default('if-fluent-and-understood'),
  /** Sentences of these families are stopped before sending, for people of these posts; everybody else is warned. */
  stopped: z
    .strictObject({ families: z.array(key()).max(40).default([]), posts: z.array(key()).max(20).default([]) })
    .prefault({}),
});
export type AssistSection = z.output<typeof assistSchema>;
/** Editions from before the live checks have no such section. */
export const assistPart = { name: 'assist', schema: assistSchema.prefault({}) } as const;

/** The language as one pack speaks it: its competitors, and its trade words with plain ones at hand. */
export function languageOfPack(language: Language, { rivals, jargon }: OwnWords): Language {
  const classes = { ...language.classes, rival: [...(language.classes['rival'] ?? []), ...rivals] };
  const families = language.families.map((family) => {
    if (family.key !== 'jargon' || jargon.length === 0) return family;
    const own = jargon.map(({ word, plain }, nth) => ({
      card: { key: `pack-${nth}`, text: `换成客户听得懂的话：“${word}”就是${plain}。`, for: [`pack-${nth}`] },
      rule: {
        key: `pack-${nth}`,
        any: [word],
        unless: [],
        redeemed: [`${word} ~2 就是|是指|也就是|的意思|即`, `也就是|就是|俗称|所谓的 ${word}`],
        when: {},
        hits: [],
        misses: [],
      },
    }));
    return {
      ...family,
      cards: [...family.cards, ...own.map(({ card }) => card)],
      rules: [...family.rules, ...own.map(({ rule }) => rule)],
    };
  });
  return { ...language, classes, families };
}
