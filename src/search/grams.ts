import { DAY } from '../base/time.ts';

/** What is looked through apart from the rest: each has keys of its own. */
export type Field = 'words' | 'names' | 'numbers';

const BUCKET_MS = 16 * DAY;
/** Subjects of sixteen days share the upper bits of their keys. */
export const bucketOf = (at: Date): number => Math.floor(at.getTime() / BUCKET_MS);

const BUCKET_BITS = 12;
export const HASH_BITS = 32 - BUCKET_BITS;
export const BUCKET_SECONDS = BUCKET_MS / 1000;

/** A key as the index holds it, signed 32 bits; hashes may meet, so every find is held against the words again. */
export const keyOf = (bucket: number, gram: number): number => (bucket << HASH_BITS) | gram;

const SEEDS: Record<Field, number> = { words: 0x1f35, names: 0x2e61, numbers: 0x3b9d };

/** Different in each organisation, so that one does not wade through the words of another. */
function seedOf(orgId: string, field: Field): number {
  let seed = SEEDS[field];
  for (let n = 0; n < orgId.length; n++) seed = Math.imul(seed ^ orgId.charCodeAt(n), 0x01000193);
  return seed;
}

function hash(seed: number, a: number, b: number): number {
  let h = Math.imul(seed ^ a, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15) ^ b, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) & ((1 << HASH_BITS) - 1);
}

const BREAK = 0;
const ASCII = 1;
const LETTER = 2;
const kinds = new Uint8Array(0x1_0000).fill(255);
/** Punctuation and spaces break a run; letters and digits of ASCII make longer grams; all else is like Han. */
function kindOf(code: number): number {
  if (code > 0xffff) return LETTER;
  const known = kinds[code] as number;
  if (known !== 255) return known;
  const char = String.fromCharCode(code);
  const kind = /[0-9A-Z]/.test(char) ? ASCII : /[\p{P}\p{S}\p{Z}\p{C}]/u.test(char) ? BREAK : LETTER;
  kinds[code] = kind;
  return kind;
}

const RUN = 4;

/**
 * The grams of a folded text, hashed: every pair of neighbours, and every four letters or digits in a row. Of numbers
 * no pairs of letters and digits: two digits tell nothing, and every number has a tenth of them all.
 */
export function gramsOf(orgId: string, field: Field, folded: string): Set<number> {
  const seed = seedOf(orgId, field);
  const pairs = field !== 'numbers';
  const found = new Set<number>();
  walk(folded, (before, code, run, four) => {
    if (pairs || run < 2) found.add(hash(seed, before, code));
    if (four) found.add(hash(~seed, four[0], four[1]));
  });
  return found;
}

/** Each costs a look into the index for every bucket; a name or number is told by fewer than a sentence. */
const MOST: Record<Field, number> = { words: 4, names: 2, numbers: 2 };
/**
 * The grams that a text must have to hold the sought one; none when a single letter stands between breaks everywhere.
 * Where four are to be had, the pairs within say nothing more.
 */
export function gramsSought(orgId: string, field: Field, folded: string): number[] {
  const seed = seedOf(orgId, field);
  const sought: number[] = [];
  let short: number[] = [];
  walk(folded, (before, code, run, four) => {
    if (run < 2) {
      if (field !== 'numbers') sought.push(...short);
      short = [];
      sought.push(hash(seed, before, code));
    } else if (four) {
      short = [];
      sought.push(hash(~seed, four[0], four[1]));
    } else if (run < RUN) {
      if (run === 2 && field !== 'numbers') {
        sought.push(...short);
        short = [];
      }
      short.push(hash(seed, before, code));
    }
  });
  if (field !== 'numbers') sought.push(...short);
  const all = [...new Set(sought)];
  const most = MOST[field];
  // evenly from a long text, both ends among them: the recheck does the rest
  return all.length <= most
    ? all
    : Array.from({ length: most }, (_, n) => all[Math.floor((n * (all.length - 1)) / (most - 1))] as number);
}

/** Letters in a text that can be found at all. */
export function lettersIn(folded: string): number {
  let letters = 0;
  for (const char of folded) if (kindOf(char.codePointAt(0) as number) !== BREAK) letters++;
  return letters;
}

/**
 * Tells every pair of neighbours, with the length of the run of ASCII letters and digits that ends there (0 or 1 when
 * the pair is not within one), and the last four of that run once it has them, as two numbers.
 */
function walk(
  folded: string,
  tell: (before: number, code: number, run: number, four: readonly [number, number] | null) => void,
): void {
  let before = -1;
  let run = 0;
  let last = 0;
  let older = 0;
  for (let n = 0; n < folded.length; n++) {
    const code = folded.codePointAt(n) as number;
    if (code > 0xffff) n++;
    const kind = kindOf(code);
    if (kind === BREAK) {
      before = -1;
      run = 0;
      continue;
    }
    run = kind === ASCII ? run + 1 : 0;
    older = ((older << 8) | (last >>> 8)) & 0xffff;
    last = ((last << 8) | (code & 0xff)) & 0xffff;
    if (before >= 0) tell(before, code, run, run >= RUN ? [older, last] : null);
    before = code;
  }
}
