import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embeddedUrls } from '../src/app/embedded-memory.ts';
import { openDatabase } from '../src/base/server/db.ts';
import type { Target } from './target.ts';

export interface OwnDesk extends Target {
  /** Sockets that the process holds; null where the system does not tell. */
  sockets(): number | null;
  /** Lines of its log of the level error. */
  faults(): readonly string[];
  stop(): Promise<void>;
}

/** The real desk in a process of its own, on a data folder that goes with it. */
export async function ownDesk(): Promise<OwnDesk> {
  const dataDir = mkdtempSync(join(tmpdir(), 'wanhui-fuzz-'));
  const child = spawn(process.execPath, ['src/app/cli.ts', 'start'], {
    env: {
      ...process.env,
      WANHUI_DATA: dataDir,
      HOST: '127.0.0.1',
      WANHUI_RATE_LIMIT: '100000000',
      WANHUI_LOG: 'warn',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  process.once('exit', () => child.kill());
  let log = '';
  let stopping = false;
  child.once('exit', (code, signal) => {
    if (!stopping) process.stdout.write(`✗ the desk ended with ${code ?? signal}\n${log.slice(-3000)}\n`);
  });
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const url = await new Promise<string>((found, failed) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const match = /(http:\/\/localhost:\d+)\/setup\?token=[\s\S]*ready in/.exec(said);
      if (match?.[1]) found(match[1].replace('localhost', '127.0.0.1'));
    });
    child.once('exit', (code) => failed(new Error(`the desk ended with ${code}: ${said}${log}`)));
  });
  const urls = embeddedUrls(dataDir);
  if (!urls) throw new Error('the desk has no database of its own');
  const sql = openDatabase(urls.url, { max: 4, name: 'fuzz' });
  const ownerSql = openDatabase(urls.ownerUrl, { max: 2, name: 'fuzz owner' });
  return {
    url,
    sql,
    ownerSql,
    faults: () => log.split('\n').filter((line) => line.includes('"level":50')),
    sockets() {
      const folder = `/proc/${child.pid}/fd`;
      try {
        return readdirSync(folder).filter((name) => readlinkSync(join(folder, name)).startsWith('socket:')).length;
      } catch {
        return null;
      }
    },
    async stop() {
      stopping = true;
      await sql.end();
      await ownerSql.end();
      const gone = new Promise((done) => child.once('exit', done));
      if (child.exitCode === null && child.kill('SIGTERM')) await gone;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
