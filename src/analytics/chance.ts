/** How likely a sum of squares is at least as large by chance alone: the upper tail of chi-square, 0 to 1. */
export function chiSquareTail(x: number, degrees: number): number {
  if (x <= 0) return 1;
  return 1 - lowerGamma(degrees / 2, x / 2);
}

/** The regularised lower incomplete gamma function: a series below a + 1, a continued fraction above. */
function lowerGamma(a: number, x: number): number {
  const scale = Math.exp(-x + a * Math.log(x) - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < 1000 && Math.abs(term) > Math.abs(sum) * 1e-14; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return sum * scale;
  }
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < 1000; n++) {
    const factor = -n * (n - a);
    b += 2;
    d = 1 / (Math.abs(factor * d + b) < tiny ? tiny : factor * d + b);
    c = Math.abs(b + factor / c) < tiny ? tiny : b + factor / c;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-14) break;
  }
  return Math.min(1, Math.max(0, 1 - fraction * scale));
}

/** Lanczos. */
function logGamma(z: number): number {
  const parts = [
    76.18009172947146, -86.50532032941678, 24.01409824083091, -1.231739572450155, 1.208650973866179e-3,
    -5.395239384953e-6,
  ];
  const t = z + 5.5;
  const sum = parts.reduce((all, part, n) => all + part / (z + n + 1), 1.000000000190015);
  return (z + 0.5) * Math.log(t) - t + Math.log((Math.sqrt(2 * Math.PI) * sum) / z);
}

/**
 * Kruskal and Wallis: whether several groups of durations are longer or shorter than one another beyond chance. Ranks
 * alone count, so that one case of a year says no more than one of a week; equal values share their rank.
 */
export function kruskalWallis(groups: readonly (readonly number[])[]): number {
  const all = groups.flatMap((values, group) => values.map((value) => ({ value, group })));
  all.sort((a, b) => a.value - b.value);
  const sums = groups.map(() => 0);
  let ties = 0;
  for (let from = 0; from < all.length; ) {
    let to = from;
    while (to < all.length && all[to]?.value === all[from]?.value) to++;
    const rank = (from + to + 1) / 2;
    const alike = to - from;
    ties += alike ** 3 - alike;
    for (let n = from; n < to; n++) {
      const { group } = all[n] as { group: number };
      sums[group] = (sums[group] ?? 0) + rank;
    }
    from = to;
  }
  const n = all.length;
  const correction = 1 - ties / (n ** 3 - n);
  // all are equal: nothing differs
  if (!(correction > 0)) return 1;
  const h = groups.reduce((sum, { length }, group) => sum + (sums[group] ?? 0) ** 2 / length, 0);
  return chiSquareTail(((12 / (n * (n + 1))) * h - 3 * (n + 1)) / correction, groups.length - 1);
}

/** Pearson: whether the share of kept among kept and missed differs between groups beyond chance. Null: too few. */
export function sharesDiffer(groups: readonly { kept: number; of: number }[]): number | null {
  const kept = groups.reduce((sum, group) => sum + group.kept, 0);
  const of = groups.reduce((sum, group) => sum + group.of, 0);
  if (kept === 0 || kept === of) return of > 0 ? 1 : null;
  let x = 0;
  for (const group of groups) {
    for (const [seen, share] of [
      [group.kept, kept / of],
      [group.of - group.kept, 1 - kept / of],
    ] as const) {
      const expected = group.of * share;
      // below five the approximation does not hold
      if (expected < 5) return null;
      x += (seen - expected) ** 2 / expected;
    }
  }
  return chiSquareTail(x, groups.length - 1);
}

/** The value below which the share of them lies; null of none. */
export function quantile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] as number;
  const above = sorted[Math.ceil(place)] as number;
  return below + (above - below) * (place - Math.floor(place));
}
