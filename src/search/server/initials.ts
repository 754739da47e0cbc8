import { pinyin } from 'pinyin-pro';

const HAN = /\p{Script=Han}/u;
const KEPT = 2000;
const known = new Map<string, string>();

/** 王小明 → WXM, family names read as such; null without Han. */
export function initialsOf(name: string): string | null {
  if (!HAN.test(name)) return null;
  const kept = known.get(name);
  if (kept !== undefined) return kept;
  const initials = pinyin(name, { pattern: 'first', toneType: 'none', mode: 'surname', type: 'array' })
    .join('')
    .toUpperCase();
  if (known.size >= KEPT) known.clear();
  known.set(name, initials);
  return initials;
}
