// Builds the web app into dist/web when its sources changed since the last build, and lays compressed copies beside
// the files so that the server need not compress them again. --force builds in any case.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist', 'web');
const stamp = join(root, 'dist', 'web.sources');

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
      !/\.test\.tsx?$|[\\/](server|actions|sample)[\\/]|[\\/](store|reads|routes|jobs)\.ts$|src[\\/]app[\\/][^\\/]+\.ts$/.test(
        path,
      ),
  );
  return [...src, ...['vite.config.ts', 'package-lock.json', 'scripts/build-web.mjs'].map((name) => join(root, name))];
}

const hash = createHash('sha256');
for (const path of sources()) hash.update(path.slice(root.length)).update('\0').update(readFileSync(path));
const now = hash.digest('hex');
const before = existsSync(stamp) && existsSync(join(dist, 'index.html')) ? readFileSync(stamp, 'utf8') : '';

if (now !== before || process.argv.includes('--force')) {
  console.log('· building the web app · 正在构建网页');
  rmSync(stamp, { force: true });
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (status !== 0) process.exit(status ?? 1);
  compress();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
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
