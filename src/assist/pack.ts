import * as z from 'zod';
import { key, someLine } from '../base/schemas.ts';
import { familyKey, type Language } from './language.ts';

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

/** 接待: one thing done for a customer who stands at the counter. */
export const receptionStep = z.strictObject({ key: key(), title: someLine(20), text: someLine(120) });
export type ReceptionStep = z.output<typeof receptionStep>;

/** What is said, word for word, to a customer who insults or threatens. */
const abuseWords = z.strictObject({
  warnings: z
    .tuple([someLine(200), someLine(200)])
    .default([
      '您的心情我理解，我也想帮您把事情办好。还请您文明用语，我们一起把经过说清楚，我接着为您办，好吗？',
      '我再跟您说明一次：您的事我会办下去。如果还有这样的话，这次通话我就先结束，之后我们再跟您联系。',
    ]),
  ending: someLine(200).default(
    '很抱歉，现在没有办法接着谈，这次通话先到这里。您的事我们照常办理，会再跟您联系。再见。',
  ),
  /** Offered to whoever was insulted; 0: none. */
  breakMinutes: z.int().min(0).max(60).default(10),
});
export type AbuseWords = z.output<typeof abuseWords>;

/** What figures of a voice are held against. The texts give the pace of a hotline in `rhythms` alone; the rest is ours. */
const voiceSchema = z.strictObject({
  /** 字/分钟. `rhythms` has a band `speech-rate`: that one counts instead. */
  pace: z
    .strictObject({ low: z.int().min(20).max(600), high: z.int().min(20).max(900), reason: someLine(200) })
    .refine(({ low, high }) => low < high, { error: 'low-above-high' })
    .default({
      low: 120,
      high: 300,
      reason:
        '下限取自热线文件的“每分钟120个字左右”；上限按播报一般新闻的语速，文件没有给出数字，是我们定的，请按本单位情况修改。',
    }),
  /** Without the customer having a word. */
  monologueSeconds: z.int().min(10).max(600).default(60),
  /** 等候: “等我1、2分钟”. */
  holdSeconds: z.int().min(10).max(900).default(120),
  /** Interruptions in one contact from which on it is often. */
  interruptions: z.int().min(1).max(50).default(3),
});

const assistSchema = z.strictObject({
  ...ownWords.shape,
  voice: voiceSchema.prefault({}),
  /** 方言: only standard Mandarin, or dialect too where the agent speaks and the customer understands it. */
  dialect: z.enum(['mandarin-only', 'if-fluent-and-understood']).default('if-fluent-and-understood'),
  /** In their order; shown, never locked. */
  reception: z.array(receptionStep).max(12).default([]),
  abuse: abuseWords.prefault({}),
  /** Sentences of these families are stopped before sending, for people of these posts; everybody else is warned. */
  stopped: z
    .strictObject({ families: z.array(familyKey()).max(40).default([]), posts: z.array(key()).max(20).default([]) })
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
