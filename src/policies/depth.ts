/** Maps and lists inside each other; a pack needs about ten. */
export const MOST_DEPTH = 40;

/** Level by level, so that no depth can overflow the stack; a circle is endless depth. */
export function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MOST_DEPTH) return true;
    const seen = new Set<unknown>();
    for (const one of level) {
      if (typeof one !== 'object' || one === null) continue;
      for (const inner of Object.values(one)) if (typeof inner === 'object' && inner !== null) seen.add(inner);
    }
    level = [...seen];
  }
  return false;
}
