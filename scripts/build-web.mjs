// Builds the web app into dist/web when its sources changed since the last build, and lays compressed copies beside
// the files so that the server need not compress them again. --force builds in any case. Runs on Node 18 or newer.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist', 'web');
const stamp = join(root, 'dist', 'web.sources');
const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
// the one that npm brought: the machine's own may be too old for the build
const node = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');

const filesUnder = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesUnder(path) : [path];
    })
    .sort();

/** Whatever could end in the bundle: pages, the rules they call, words, and the tools that build them. */
function sources() {
  const src = filesUnder(join(root, 'src')).filter(
    (path) =>
      /\.(tsx?|css|json|html|svg|png)$/.test(path) &&
      !/\.test\.tsx?$|[\\/](server|actions|sample)[\\/]|[\\/](store|reads|routes|jobs)\.ts$|src[\\/]app[\\/](?!pack-sections)[^\\/]+\.ts$/.test(
        path,
      ),
  );
  return [...src, ...['vite.config.ts', 'package-lock.json', 'scripts/build-web.mjs'].map((name) => join(root, name))];
}

/** True when dist/web holds what the sources say. */
export function buildWeb({ force = false } = {}) {
  const hash = createHash('sha256');
  for (const path of sources()) hash.update(path.slice(root.length)).update('\0').update(readFileSync(path));
  const now = hash.digest('hex');
  const before = existsSync(stamp) && existsSync(join(dist, 'index.html')) ? readFileSync(stamp, 'utf8') : '';
  if (now === before && !force) return true;
  console.log('· building the web app · 正在构建网页');
  rmSync(stamp, { force: true });
  const { status } = spawnSync(node, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (status !== 0) return false;
  compress();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
  return true;
}

function compress() {
  for (const path of filesUnder(dist)) {
    if (!/\.(js|css|html|svg|json|map)$/.test(path) || statSync(path).size < 1024) continue;
    const content = readFileSync(path);
    writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
    const quality = { [constants.BROTLI_PARAM_QUALITY]: 10 };
    writeFileSync(`${path}.br`, brotliCompressSync(content, { params: quality }));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = buildWeb({ force: process.argv.includes('--force') }) ? 0 : 1;
}
