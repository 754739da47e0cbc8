/** Places in a phrase that the case fills; what it does not know is left for the writer, in brackets. */
const SLOT = /\{([^{}]{1,12})\}/gu;
const LEFT = /【[^【】]{1,12}】/u;

/** All that a phrase may leave to the case. */
export const SLOTS: readonly string[] = '称呼 姓名 工号 单位 事由 原因 办法 备选 时间 部门 主管 金额'.split(' ');

/** `{称呼}` becomes what `values` knows, else `【称呼】`. */
export function fillSlots(phrase: string, values: Readonly<Record<string, string>> = {}): string {
  return phrase.replace(SLOT, (_, name: string) => values[name] || `【${name}】`);
}

/** The first place that is still to be filled: where it stands, or null. */
export function openSlot(text: string): { start: number; end: number } | null {
  const found = LEFT.exec(text);
  return found ? { start: found.index, end: found.index + found[0].length } : null;
}

const BREAK = /[。！？!?\n]/u;

/** The sentence around a piece of a text, its stop included. */
export function sentenceAround(
  text: string,
  { start, end }: { start: number; end: number },
): {
  start: number;
  end: number;
} {
  let from = start;
  while (from > 0 && !BREAK.test(text[from - 1] as string)) from--;
  let to = Math.max(end, start + 1);
  while (to < text.length && !BREAK.test(text[to - 1] as string)) to++;
  return { start: from, end: to };
}
