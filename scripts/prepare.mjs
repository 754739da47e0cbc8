// Runs before `npm start` and `npm test` on whatever Node the machine has (18 or newer): installs the packages when
// the lock file changed, and builds the web app when its sources did. With --for-tests it also looks for the browser,
// the Chinese font and the older PostgreSQL that the tests use, and installs them where it may (root on Debian).
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const at = (...parts) => join(root, ...parts);
const say = (line) => console.log(`· ${line}`);
const windows = process.platform === 'win32';

function give(message) {
  console.error(`\n✗ ${message}\n`);
  process.exit(1);
}

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: windows, ...options });
  if (result.error) give(`${command}: ${result.error.message}`);
  return result.status ?? 1;
}

// ---- what the tests need of the machine, while the packages come in

// the desk is tested against them where they are; without them their stories are left out
const EXTRA = ['postgresql-15', 'pgbouncer', 'faketime'];

/** Ends when all is there. */
function prepareTests() {
  const missing = [
    ['chromium-headless-shell', findChromium() !== null],
    ['fonts-noto-cjk', hasChineseFont()],
    ['postgresql-15', existsSync('/usr/lib/postgresql/15/bin/postgres')],
    ['pgbouncer', existsSync('/usr/sbin/pgbouncer')],
    ['faketime', existsSync('/usr/bin/faketime')],
  ].flatMap(([name, there]) => (there ? [] : [name]));
  if (missing.length === 0) return Promise.resolve();
  const command = `apt-get install --yes --no-install-recommends ${missing.join(' ')}`;
  const debian = existsSync('/etc/debian_version');
  if (!debian || process.getuid?.() !== 0) {
    const needed = missing.filter((name) => !EXTRA.includes(name));
    if (needed.length === 0) {
      say('no PostgreSQL 15, PgBouncer or faketime on this machine: their stories are left out');
      return Promise.resolve();
    }
    give(
      `The browser stories need ${needed.join(' and ')}. Install them once: ${debian ? `sudo ${command}` : 'with your package manager'}`,
    );
  }
  say(`installing ${missing.join(', ')} with apt · 正在安装测试所需的系统软件`);
  const quiet = 'apt-get -qq -o Dpkg::Use-Pty=0';
  const script = `${quiet} update || echo "· apt-get update failed; trying with the lists there are"
    exec ${quiet} install --yes --no-install-recommends ${missing.join(' ')}`;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const child = spawn('sh', ['-c', script], { stdio: 'inherit', env });
  return new Promise((resolve) => {
    child.once('error', () => give(`This failed: ${command}`));
    child.once('exit', (status) => (status === 0 ? resolve() : give(`This failed: ${command}`)));
  });
}

function findChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  for (const name of [
    'chromium-headless-shell',
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
  ]) {
    const found = (process.env.PATH ?? '')
      .split(':')
      .map((folder) => join(folder, name))
      .find((file) => existsSync(file));
    if (found) return found;
  }
  return null;
}

function hasChineseFont() {
  try {
    return execFileSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' }).trim() !== '';
  } catch {
    // no fontconfig, so no fonts
    return false;
  }
}

const machineReady = process.argv.includes('--for-tests') ? prepareTests() : Promise.resolve();

// ---- packages

const stamp = at('node_modules', '.wanhui-lock');
const lock = createHash('sha256')
  .update(readFileSync(at('package-lock.json')))
  .digest('hex');
const installed = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
if (installed !== lock) {
  say('installing packages (npm ci); the first time this takes a minute · 正在安装依赖，首次约需一分钟');
  // NODE_ENV=production would leave out what builds the web app
  const status = run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
  if (status !== 0) give('npm ci failed. Check the network or the registry (npm config get registry), then try again.');
  writeFileSync(stamp, lock);
}

// the package's install script fetches the program itself: without it the link leads nowhere
if (!existsSync(at('node_modules', '.bin', windows ? 'node.cmd' : 'node'))) {
  give(
    'The Node 24 that npm brings is not there. Were install scripts switched off? Try: npm ci --ignore-scripts=false',
  );
}

// ---- web app

// here and not in a process of its own: on an unchanged tree this is all there is to do
const { buildWeb } = await import('./build-web.mjs');
if (!buildWeb()) give('Building the web app failed; the messages above tell where.');

await machineReady;
