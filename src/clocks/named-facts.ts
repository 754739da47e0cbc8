/** Which facts a clock rule means: a kind, or one sort of it as `kind/value`. */
import { type ClockRule, FACT_VALUE } from './pack.ts';

interface Told {
  readonly kind: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Whether one of a rule's entries means this fact. */
export function namesFact(entries: readonly string[], fact: Told): boolean {
  for (const entry of entries) {
    if (entry === fact.kind || (entry.length > fact.kind.length && isSort(entry, fact))) return true;
  }
  return false;
}

function isSort(entry: string, { kind, data }: Told): boolean {
  if (entry.charCodeAt(kind.length) !== SLASH || !entry.startsWith(kind)) return false;
  return data?.[FACT_VALUE[kind as keyof typeof FACT_VALUE]] === entry.slice(kind.length + 1);
}

const SLASH = 47;

const starters = new WeakMap<readonly ClockRule[], Map<string, readonly ClockRule[]>>();
const NONE: readonly ClockRule[] = [];

/** Rules that some fact of this kind may start, sorted out once for each pack: every act asks with every fact it tells. */
export function startersOf(rules: readonly ClockRule[], kind: string): readonly ClockRule[] {
  let byKind = starters.get(rules);
  if (!byKind) {
    const sorted = new Map<string, ClockRule[]>();
    for (const rule of rules) {
      if (rule.off) continue;
      for (const start of new Set(rule.starts.map((entry) => entry.split('/')[0] ?? entry))) {
        sorted.set(start, [...(sorted.get(start) ?? []), rule]);
      }
    }
    byKind = sorted;
    starters.set(rules, byKind);
  }
  return byKind.get(kind) ?? NONE;
}
