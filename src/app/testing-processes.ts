import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';

const CLI = join(import.meta.dirname, 'cli.ts');

export interface Started {
  readonly child: ChildProcess;
  said(): string;
  readonly ended: Promise<number | null>;
  /** The address, once the process is ready. */
  ready(): Promise<string>;
}

/** The desk's own command in a process of its own. */
export function wanhui(env: NodeJS.ProcessEnv, ...args: string[]): Started {
  const child = spawn(process.execPath, [CLI, ...args], { env: { ...process.env, ...env }, stdio: 'pipe' });
  let text = '';
  let look = (): void => {};
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      look();
    });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const said = new Promise<void>((resolve) => {
    look = () => /ready in|Error|✗/.test(text) && resolve();
  });
  const ready = async (): Promise<string> => {
    await Promise.race([said, ended]);
    return /http:\/\/localhost:\d+/.exec(text)?.[0] ?? '';
  };
  return { child, ended, ready, said: () => text };
}

/** Ends what still runs. */
export async function endAll(children: readonly ChildProcess[]): Promise<void> {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}

/** Ports that nobody listens on now. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
