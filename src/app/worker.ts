import { Logger, parseCronItems, run } from 'graphile-worker';
import { timeOf } from '../base/server/database-time.ts';
import type { DiskSpace } from '../base/server/disk-space.ts';
import { newId } from '../base/server/ids.ts';
import type { Background, Job } from '../base/server/jobs.ts';
import { log } from '../base/server/log.ts';
import type { Services } from './services.ts';

const HEARTBEAT_MS = 10_000;
/** After a failure a loop rests this long, however often it runs otherwise. */
const REST_MS = 5_000;
const DAY_MS = 86_400_000;

export interface Worker {
  stop(): Promise<void>;
}

/** What strikes at one hour of the day is made up for at the next start: many desks are off at night. */
const isDaily = (cron: string): boolean => /^\d+ \d+ /.test(cron);

/** Runs the rooms' background work: loops here, clockwork jobs through the queue, once over all workers. */
export async function startWorker(services: Services, jobs: readonly Job[]): Promise<Worker> {
  const background: Background = { sql: services.sql, files: services.files };
  const heartbeat = await startHeartbeat(background);
  const loops = jobs.flatMap((job) => ('everyMs' in job ? [startLoop(job, background, services.disk)] : []));
  const clockwork = jobs.flatMap((job) => ('cron' in job ? [job] : []));
  const queued = jobs.flatMap((job) => (job.queued ? [job] : []));
  const runner = await run({
    pgPool: services.pool,
    noHandleSignals: true,
    concurrency: 2,
    pollInterval: 5_000,
    logger: new Logger(() => (level, message) => {
      if (level === 'error' || level === 'warning') log.warn(`job queue: ${message}`);
    }),
    taskList: Object.fromEntries([
      ...clockwork.map((job) => [job.name, async () => job.run(background)]),
      ...queued.map((job) => [job.name, async (given: unknown) => job.run(background, given)]),
    ]),
    parsedCronItems: parseCronItems(
      clockwork.map((job) => ({
        ...{ task: job.name, match: job.cron, identifier: job.name },
        options: { backfillPeriod: isDaily(job.cron) ? DAY_MS : 0 },
      })),
    ),
  });
  return {
    async stop() {
      await Promise.all([...loops, heartbeat].map((loop) => loop.stop()));
      await runner.stop();
    },
  };
}

/** One run after the other; sooner than usual when the work itself knows of something due sooner. */
function startLoop(job: Extract<Job, { everyMs: number }>, background: Background, disk: DiskSpace): Worker {
  let stopped = false;
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();
  const turn = async (): Promise<void> => {
    let rest = job.everyMs;
    try {
      const next = job.needsRoom && disk.state() !== 'ok' ? null : await job.run(background);
      if (next) rest = Math.min(rest, Math.max(0, next.getTime() - timeOf(background.sql).getTime()));
    } catch (err) {
      disk.heard(err);
      log.error({ err, job: job.name }, 'background work failed; it will be tried again');
      rest = Math.max(rest, REST_MS);
    }
    if (!stopped) timer = setTimeout(() => (running = turn()), rest);
  };
  running = turn();
  return {
    async stop() {
      stopped = true;
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}

async function startHeartbeat({ sql }: Background): Promise<Worker> {
  const id = newId();
  const beat = () => sql`
    insert into worker (id, seen_at) values (${id}, now()) on conflict (id) do update set seen_at = excluded.seen_at`;
  await beat();
  await sql`delete from worker where seen_at < now() - interval '1 day'`;
  const timer = setInterval(() => {
    beat().catch((err) => log.warn({ err }, 'the worker could not say that it is alive'));
  }, HEARTBEAT_MS);
  return {
    async stop() {
      clearInterval(timer);
      await sql`delete from worker where id = ${id}`;
    },
  };
}
