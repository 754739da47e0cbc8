import { SEVERITIES, type Severity } from './complaint.ts';
import type { ComplaintsSection, Trigger } from './pack.ts';

export interface SeverityReason {
  trigger: string;
  title: string;
  /** The words that were heard; empty when it was ticked or came by its channel. */
  words: string;
  safety: string | null;
}

const rank = (severity: Severity): number => SEVERITIES.indexOf(severity);
export const isLower = (to: Severity, from: Severity): boolean => rank(to) < rank(from);
export const higher = (a: Severity, b: Severity): Severity => (rank(a) >= rank(b) ? a : b);

/**
 * A word counts unless the sentence denies it right before (没有受伤, 不想起诉, 不是自燃), and a number unless it is part of
 * a longer one: no hotline is meant by an order whose number happens to hold 12315.
 */
function heard(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const [before, after] = [text.slice(Math.max(0, at - 3), at), text.slice(at + word.length, at + word.length + 1)];
    if (/(没有?|未|不是|不会|不想|并非|无)$/.test(before)) continue;
    if (/[0-9a-z]$/i.test(before) && /^[0-9a-z]/i.test(word)) continue;
    if (/^[0-9a-z]/i.test(after) && /[0-9a-z]$/i.test(word)) continue;
    return true;
  }
  return false;
}

/**
 * The severity that the pack's triggers propose from words, ticks and channel, each with its reason.
 * It is a proposal: people decide, and only lowering it asks them why.
 */
export function proposeSeverity(
  pack: Pick<ComplaintsSection, 'triggers' | 'raisedChannels'>,
  given: { text: string; ticked: readonly string[]; channel: string | null; source?: string | null },
): { severity: Severity; because: SeverityReason[] } {
  const text = given.text.normalize('NFKC');
  const because: (SeverityReason & { rank: Severity })[] = [];
  for (const trigger of pack.triggers) {
    const reason = reasonOf(trigger, text, given);
    if (reason) because.push({ ...reason, rank: trigger.severity });
  }
  let severity = because.reduce<Severity>((highest, reason) => higher(highest, reason.rank), 'general');
  if (cameBy(given, pack.raisedChannels)) {
    severity = higher(severity, 'major');
    because.push({ trigger: 'channel', title: '来自监管或外部转办', words: '', safety: null, rank: 'major' });
  }
  return { severity, because: because.map(({ rank: _, ...reason }) => reason) };
}

function reasonOf(trigger: Trigger, text: string, given: Came & { ticked: readonly string[] }): SeverityReason | null {
  const base = { trigger: trigger.key, title: trigger.title, safety: trigger.safety ?? null };
  if (given.ticked.includes(trigger.key)) return { ...base, words: '' };
  if (cameBy(given, trigger.channels)) return { ...base, words: '' };
  const word = trigger.words.find((candidate) => heard(text, candidate));
  return word ? { ...base, words: word } : null;
}

interface Came {
  channel: string | null;
  source?: string | null;
}
/** Channel is the way it came, source who sent it: an authority's letter counts by either. */
const cameBy = ({ channel, source }: Came, keys: readonly string[]): boolean =>
  (channel !== null && keys.includes(channel)) || (source !== undefined && source !== null && keys.includes(source));

/** Posts that take part in a case of this severity at once, besides its owner. */
export const joiningPosts = (pack: Pick<ComplaintsSection, 'severities' | 'crisis'>, severity: Severity): string[] => [
  ...new Set([
    ...(pack.severities.find((known) => known.key === severity)?.joins ?? []),
    ...(severity === 'crisis' ? pack.crisis.posts : []),
  ]),
];
