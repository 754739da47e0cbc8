import type { ComplaintsSection } from './pack.ts';

/** The category whose words are heard most in the customer's own words; longer words weigh more. */
export function proposeCategory(
  pack: Pick<ComplaintsSection, 'categories'>,
  text: string,
): { key: string; title: string; because: string } | null {
  let best: { key: string; title: string; because: string; weight: number } | null = null;
  for (const category of pack.categories) {
    const found = category.words.filter((word) => text.includes(word));
    const weight = found.reduce((sum, word) => sum + word.length, 0);
    if (weight > (best?.weight ?? 0))
      best = { key: category.key, title: category.title, because: found.slice(0, 3).join('、'), weight };
  }
  return best && { key: best.key, title: best.title, because: best.because };
}
