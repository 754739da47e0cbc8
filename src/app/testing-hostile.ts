import type { Leaf, Path } from './testing-schema.ts';

/** Names, titles, numbers: what is shown in one line, where marks that turn the reading direction can deceive. */
const ONE_LINE = new Set([
  'name',
  'organisation',
  'callerName',
  'callerPhone',
  'nextStep',
  'step',
  'number',
  'sender',
  'contact',
  'passedTo',
  'by',
  'title',
  'q',
]);
/** Compared, never kept. */
const SECRETS = new Set(['password', 'current', 'next', 'token', 'code', 'cursor']);
/** Looks hostile and is legal text. */
export const LEGAL = "𠮷😀=1+1<b>';drop table x;--";

/** Values for one place of an input, and whether they must be refused there. */
export function hostile({ path, leaf }: { path: Path; leaf: Leaf }): [value: unknown, refused: boolean][] {
  const name = String(path.findLast((part) => typeof part === 'string'));
  const wrong: [unknown, boolean][] = [
    [{ 'un known': { deep: [] } }, true],
    [[[[]]], true],
    [null, false],
  ];
  if (leaf.format === 'uuid')
    return [
      ...wrong,
      ...['not-an-id', '../../etc/passwd', "1' or '1'='1", 7].map((value) => [value, true] as [unknown, boolean]),
    ];
  if (leaf.format === 'date-time' || leaf.format === 'date') {
    return [
      ...wrong,
      ...['0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '2026-02-30T00:00:00Z', '275760-09-13', 'now()', 0].map(
        (value) => [value, true] as [unknown, boolean],
      ),
    ];
  }
  if (leaf.type === 'integer' || leaf.type === 'number')
    return [
      ...wrong,
      ['7; drop table fact', true],
      [1e308, false],
      [-1e308, false],
      [2 ** 53, false],
      [1.5, false],
      [-0, false],
    ];
  if (leaf.enum || leaf.const !== undefined || leaf.pattern || leaf.type === 'boolean')
    return [...wrong, ['__proto__', true], ['toString', true], ['a\u0000b', true], [1e308, true]];
  const secret = SECRETS.has(name);
  return [
    ...wrong,
    ['x'.repeat(100_000), (leaf.maxLength ?? 0) < 100_000],
    ['a\u0000b', !secret],
    ['a\ud800b', !secret],
    ...(ONE_LINE.has(name)
      ? ([
          ['名'.repeat(10_000), true],
          ['甲\u202E乙', true],
          ['甲\n乙', true],
          ['甲\u2028乙', true],
        ] as [unknown, boolean][])
      : []),
    [LEGAL, false],
  ];
}
