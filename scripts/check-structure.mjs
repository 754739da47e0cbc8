// Holds the order of the rooms and the other rules of .dependency-cruiser.cjs.
// node scripts/check-structure.mjs [folder]: the folder that holds src/, this repository unless told.
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { cruise } from 'dependency-cruiser';

const root = resolve(process.argv[2] ?? join(import.meta.dirname, '..'));
const { forbidden, options } = createRequire(import.meta.url)('../.dependency-cruiser.cjs');

const files = readdirSync(join(root, 'src'), { recursive: true })
  .map((name) => `src/${name.replaceAll('\\', '/')}`)
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'));

process.chdir(root);
const { output } = await cruise(
  ['src'],
  { ...options, ruleSet: { forbidden }, validate: true },
  options.enhancedResolveOptions,
);

// a parser that understands nothing finds nothing wrong
const seen = new Set(output.modules.map(({ source }) => source));
const unseen = files.filter((file) => !seen.has(file));
const imports = output.modules.reduce((sum, { dependencies }) => sum + dependencies.length, 0);
if (files.length === 0 || unseen.length > 0 || imports === 0) {
  console.error(
    `structure: saw ${files.length - unseen.length} of ${files.length} source files and ${imports} imports`,
  );
  for (const file of unseen.slice(0, 20)) console.error(`  not seen: ${file}`);
  process.exit(1);
}

const { violations } = output.summary;
const comments = new Map(forbidden.map(({ name, comment }) => [name, comment]));
for (const { rule, from, to, cycle } of violations) {
  const way = cycle ? [from, ...cycle.map(({ name }) => name)].join(' → ') : `${from} → ${to}`;
  console.error(`${rule.name}: ${way}`);
}
for (const name of new Set(violations.map(({ rule }) => rule.name))) {
  if (comments.get(name)) console.error(`  ${name}: ${comments.get(name)}`);
}
console.log(`structure: ${files.length} files, ${imports} imports, ${violations.length} violations`);
process.exit(violations.length > 0 ? 1 : 0);
