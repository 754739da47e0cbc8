import { flushCompileCache } from 'node:module';
import type { Config } from '../base/server/config.ts';
import { log } from '../base/server/log.ts';
import { makeDataFolder, openDeskDatabase } from './database.ts';
import { listen } from './listen.ts';
import { buildServer } from './server.ts';
import { FIRST_PORT, openServices } from './services.ts';
import { needsSetUp } from './setup.ts';
import { endSetUpToken, issueSetUpToken } from './setup-token.ts';
import { jobsOf } from './wiring.ts';
import { startWorker } from './worker.ts';

const LOOPBACK = '127.0.0.1';
const EVERYWHERE = '0.0.0.0';
/** A stop that hangs longer than this is cut short; the next start recovers. */
const STOPPING_MS = 45_000;

export interface Running {
  readonly address: string;
  /** Settles when the desk can go on no longer. */
  readonly lost: Promise<string>;
  stop(): Promise<void>;
}

/** Starts database, server and worker, and says where to go. */
export async function start(config: Config, say: (line: string) => void): Promise<Running> {
  const undo: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (let step = undo.pop(); step; step = undo.pop()) {
      await step().catch((err: unknown) => log.error({ err }, 'a part did not stop cleanly'));
    }
  };
  try {
    makeDataFolder(config.dataDir);
    say(
      config.databaseUrl ? '正在连接数据库… · connecting to the database' : '正在启动数据库… · starting the database',
    );
    const database = await openDeskDatabase(config, say);
    undo.push(database.stop);
    const services = await openServices(config, database.url);
    undo.push(services.close);
    const app = await buildServer(services);
    undo.push(() => app.close());
    const waiting = await needsSetUp(services.sql);
    const host = config.host ?? (waiting ? LOOPBACK : EVERYWHERE);
    const listener = await listen(app, { host, port: config.port, from: FIRST_PORT });
    undo.push(listener.close);
    const worker = await startWorker(services, jobsOf(services));
    undo.push(worker.stop);

    // the desk works without its attachments, so nobody waits for this
    services.files.probe().catch((error: Error) => say(`附件暂时无法存取 · attachments: ${error.message}`));

    const address = config.publicUrl ?? `http://localhost:${listener.port}`;
    database.note(address);
    if (waiting) {
      const token = issueSetUpToken(config.dataDir);
      say(
        `\n  请打开此链接完成初始设置（仅限本机、一次有效）· open this once to set up:\n  ${address}/setup?token=${token}\n`,
      );
      const unsubscribe = services.facts.subscribe(async (facts) => {
        if (!facts.some(({ kind }) => kind === 'organisation-created')) return;
        unsubscribe();
        endSetUpToken(config.dataDir);
        if (config.host) return;
        await listener.move(EVERYWHERE);
        say('初始设置已完成，现在其他电脑也可以访问 · set up; now reachable from other machines too');
      });
    } else {
      say(`\n  挽回已启动 · Wanhui is running: ${address}\n`);
    }
    return { address, lost: database.lost, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Runs until a signal or a loss; ends the process. */
export async function run(config: Config): Promise<void> {
  const began = Date.now();
  const say = (line: string): void => console.log(line.startsWith('\n') ? line : `· ${line}`);
  let running: Running | null = null;
  let ending = false;
  const end = async (code: number): Promise<void> => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), STOPPING_MS).unref();
    say('正在停止… · stopping');
    await running?.stop();
    say('已停止 · stopped');
    process.exit(code);
  };
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      asked = true;
      if (running) end(0);
    });
  }
  running = await start(config, say);
  say(`就绪 · ready in ${((Date.now() - began) / 1000).toFixed(1)} s · ${config.dataDir}`);
  if (asked) return end(0);
  // now rather than at the end, which a kill would skip
  flushCompileCache();
  running.lost.then((reason) => {
    console.error(reason);
    end(1);
  });
}
