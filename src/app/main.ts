import { flushCompileCache } from 'node:module';
import type { Config } from '../base/server/config.ts';
import { log } from '../base/server/log.ts';
import { makeDataFolder, openDeskDatabase } from './database.ts';
import { placesOf } from './disk-places.ts';
import { untilRoom } from './embedded-keeper.ts';
import { type Listener, listen } from './listen.ts';
import { buildHealthServer, buildServer } from './server.ts';
import { FIRST_PORT, openServices } from './services.ts';
import { needsSetUp } from './setup.ts';
import { endSetUpToken, issueSetUpToken } from './setup-token.ts';
import { jobsOf } from './wiring.ts';
import { startWorker } from './worker.ts';

const LOOPBACK = '127.0.0.1';
const EVERYWHERE = '0.0.0.0';
/** Where whoever only works in the background says whether it is well. */
const FIRST_HEALTH_PORT = 8180;
/** After the requests under way: a stop that hangs longer than this is cut short; the next start recovers. */
const STOPPING_MS = 30_000;
/** Without its database there is nothing to finish: the sooner it ends, the sooner somebody starts it anew. */
const LOST_MS = 1_000;

export interface Running {
  readonly address: string;
  /** Settles when the desk can go on no longer. */
  readonly lost: Promise<string>;
  /** `atOnce`: no proxy needs to be told first. `hurry` cuts the waiting for open requests short. */
  stop(how?: { readonly atOnce?: boolean; readonly hurry?: AbortSignal }): Promise<void>;
}

/** Starts what the process is for: database, server, worker. Says where to go. */
export async function start(config: Config, say: (line: string) => void): Promise<Running> {
  const undo: (() => Promise<void>)[] = [];
  let drain: Listener['drain'] = async () => {};
  const stop: Running['stop'] = async ({ atOnce = false, hurry = new AbortController().signal } = {}) => {
    await drain(atOnce ? { ...config.stopping, noticeSeconds: 0 } : config.stopping, hurry);
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
    const serves = config.role !== 'worker';
    const app = await (serves ? buildServer(services) : buildHealthServer(services));
    undo.push(() => app.close());
    const waiting = serves && (await needsSetUp(services.sql));
    const host = config.host ?? (waiting || !serves ? LOOPBACK : EVERYWHERE);
    const from = serves ? FIRST_PORT : FIRST_HEALTH_PORT;
    const listener = await listen(app, { host, port: config.port, from }, services.leaving);
    undo.push(listener.close);
    if (config.role !== 'server') undo.push((await startWorker(services, jobsOf(services))).stop);
    drain = listener.drain;

    // the desk works without its attachments, so nobody waits for this
    services.files.probe().catch((error: Error) => say(`附件暂时无法存取 · attachments: ${error.message}`));

    const address = (serves ? config.publicUrl : null) ?? `http://localhost:${listener.port}`;
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
    } else if (!serves) {
      say(`\n  后台处理已启动 · the worker is running; whether it is well: ${address}/readyz\n`);
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
  const hurry = new AbortController();
  let ending = false;
  const end = async (code: number, atOnce: boolean): Promise<void> => {
    // whoever asks twice does not want to wait
    if (ending) return hurry.abort();
    ending = true;
    const { noticeSeconds, drainSeconds } = config.stopping;
    setTimeout(() => process.exit(1), (noticeSeconds + drainSeconds) * 1000 + STOPPING_MS).unref();
    say('正在停止… · stopping');
    await running?.stop({ atOnce, hurry: hurry.signal });
    say('已停止 · stopped');
    process.exit(code);
  };
  let asked: NodeJS.Signals | null = null;
  const waiting = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      asked = signal;
      waiting.abort();
      // only managers of services send SIGTERM; at a terminal nobody stands behind a proxy
      if (running) end(0, signal !== 'SIGTERM');
    });
  }
  if (!config.databaseUrl) {
    const folders = placesOf(config).map(({ folder }) => folder);
    if (!(await untilRoom(folders, say, waiting.signal))) return end(0, true);
  }
  running = await start(config, say);
  say(`就绪 · ready in ${((Date.now() - began) / 1000).toFixed(1)} s · ${config.dataDir}`);
  if (asked) return end(0, true);
  // now rather than at the end, which a kill would skip
  flushCompileCache();
  running.lost.then((reason) => {
    console.error(reason);
    setTimeout(() => process.exit(1), LOST_MS).unref();
    end(1, true);
  });
}
