import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The stories look at the built pages: built here when their sources changed since. */
export default function setup(): void {
  const script = join(import.meta.dirname, '..', 'scripts', 'build-web.mjs');
  const { status } = spawnSync(process.execPath, [script], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`the web app could not be built (${status})`);
}
