// Adds to package-lock.json what npm left out: optional packages for other platforms that the registry could not
// show when the lock was written. Without them `npm ci` calls the lock out of date. Run after npm install;
// --check only tells whether something is missing.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const file = join(dirname(fileURLToPath(import.meta.url)), '..', 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const { packages } = lock;

const OS = [
  'android',
  'darwin',
  'linux',
  'win32',
  'windows',
  'freebsd',
  'openbsd',
  'netbsd',
  'sunos',
  'aix',
  'openharmony',
];
const CPU = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el', 'wasm32'];

/** Where Node would look for `name` from the package at `place`. */
function isThere(place, name) {
  for (let at = place; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    if (packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true;
    if (at === '') return false;
  }
}

const words = (name) => name.split('/').pop().split(/[-_]/);
let added = 0;
for (const [place, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (place === '' || isThere(place, name) || !/^\d/.test(version)) continue;
    const os = words(name).find((word) => OS.includes(word));
    const cpu = words(name).find((word) => CPU.includes(word) || word === 'armv7' || word.startsWith('arm'));
    const musl = /musl/.test(name);
    packages[`node_modules/${name}`] = {
      version,
      ...(cpu ? { cpu: [cpu] } : {}),
      ...(dev ? { dev } : {}),
      ...(os === 'linux' ? { libc: [musl ? 'musl' : 'glibc'] } : {}),
      optional: true,
      ...(os ? { os: [os === 'windows' ? 'win32' : os] } : {}),
    };
    added += 1;
    console.log(`· ${name}@${version}`);
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
if (process.argv.includes('--check')) {
  if (added > 0) console.error('package-lock.json lacks these: run node scripts/complete-lock.mjs');
  process.exit(added > 0 ? 1 : 0);
}
if (added > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} added`);
