import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import en from './words.en.json' with { type: 'json' };
import zh from './words.zh.json' with { type: 'json' };

const CHECKS = ['src/*/go-live*.ts', 'src/policies/*.ts', 'src/policies/server/*.ts', 'src/base/finding.ts'];

/** Codes as they stand in the checks; those put together from parts are named by their whole. */
function codes(): string[] {
  const files = globSync(CHECKS).filter((name) => !/\.test\.ts$|samples/.test(name));
  const found = files.flatMap((name) => {
    const text = readFileSync(name, 'utf8');
    const said = [...text.matchAll(/\b(?:stopper|hint|unknownNames)\)?\(\s*'([a-z-]+)'/g)].map(([, code]) => code);
    return [
      ...said,
      ...[
        ...text.matchAll(
          /'(not-yaml|alias-bomb|too-deep|nobody-may|flow-missing|answer-path-missing|gap-filled-with-nothing)'/g,
        ),
      ].map(([, code]) => code),
    ];
  });
  const sorts = [
    ...['category', 'field', 'remedy', 'record', 'cause', 'gap', 'department', 'purpose', 'channel'],
    ...['kind', 'severity', 'source', 'responsible', 'ladder'],
  ];
  return [...new Set([...found.filter((code) => code !== undefined), ...sorts.map((sort) => `unknown-${sort}`)])];
}

it('every finding has a sentence in both languages', () => {
  const known = codes();
  expect(known.length).toBeGreaterThan(50);
  for (const words of [zh, en]) {
    expect(known.filter((code) => !Object.hasOwn(words.findings, code))).toEqual([]);
  }
});
