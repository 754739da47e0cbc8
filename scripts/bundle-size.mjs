// Counts the JavaScript that the workbench loads at first, gzipped, and fails at 350 KB: entry, its static imports,
// the page's lazy chunk with its own, and the words of one language. `node scripts/bundle-size.mjs [--list]`
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const LIMIT = 350 * 1024;
const DIST = join(import.meta.dirname, '..', 'dist', 'web');
const FIRST_ROUTE = ['index.html', 'pages/Workbench.tsx', 'base/web/words-zh.ts'];

const manifest = JSON.parse(readFileSync(join(DIST, '.vite', 'manifest.json'), 'utf8'));

function keyOf(end) {
  const found = Object.keys(manifest).find((key) => key.endsWith(end));
  if (!found) throw new Error(`the build has no ${end}; run vite build first, or correct this script`);
  return found;
}

const files = new Set();
function take(key) {
  const chunk = manifest[key];
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const imported of chunk.imports ?? []) take(imported);
}
for (const end of FIRST_ROUTE) take(keyOf(end));

const sizes = [...files]
  .filter((file) => file.endsWith('.js'))
  .map((file) => ({ file, bytes: gzipSync(readFileSync(join(DIST, file)), { level: 9 }).length }))
  .sort((a, b) => b.bytes - a.bytes);
const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
const kb = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;

if (process.argv.includes('--list'))
  for (const { file, bytes } of sizes) console.log(`${kb(bytes).padStart(10)}  ${file}`);
console.log(`workbench: ${kb(total)} of JavaScript, gzipped; the limit is ${kb(LIMIT)}`);
if (total >= LIMIT) {
  console.error('too much: make something of the workbench route lazy');
  process.exit(1);
}
