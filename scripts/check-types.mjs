// Checks the types of all programs of the project, as many at a time as there are processors.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
// the longest first
const waiting = ['server', 'web', 'e2e', 'rules'];

/** One checker each: several would each work out the same types. Memory is cheaper here than tidying up after them. */
const check = (name) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [tsc, '-p', `tsconfig.${name}.json`, '--checkers', '1'], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, GOGC: process.env.GOGC ?? '400' },
    });
    child.once('error', () => resolve(1));
    child.once('exit', (status) => resolve(status ?? 1));
  });

async function work() {
  for (let name = waiting.shift(); name; name = waiting.shift()) if ((await check(name)) !== 0) process.exitCode = 1;
}

await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));
