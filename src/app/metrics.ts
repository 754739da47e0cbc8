import { hash, timingSafeEqual } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { notFound } from '../base/refusal.ts';
import { skewSeconds } from '../base/server/database-time.ts';
import { poolUse } from '../base/server/db.ts';
import { log } from '../base/server/log.ts';
import { clockLateness } from '../base/server/meters.ts';
import { streamsHeld } from '../base/server/open-streams.ts';
import type { Replica } from '../base/server/replica.ts';
import { live } from '../complaints/contract.ts';
import { ageOfNewest } from './backup/shelf.ts';
import { type Waiting, waitingNow } from './gauges.sql.ts';
import type { Services } from './services.ts';

const LOCAL = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const LONGEST_LOOK_MS = 1000;
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Figures for Prometheus. No label holds an id, a name or an address that somebody typed. */
export function serveMetrics(app: FastifyInstance, services: Services): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  registry.registerMetric(clockLateness);
  countRequests(app, registry);
  countFacts(app, registry, services);
  backupGauge(registry, services);
  diskGauges(registry, services);
  timeGauge(registry, services);
  patienceGauges(registry, services);
  const look = gaugesOf(registry, services);
  app.get('/metrics', async (request, reply) => {
    if (!mayRead(request, services.config.metricsToken)) throw notFound();
    await look();
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

/**
 * Who shows the operator's token, from anywhere; where none is set, this machine alone. A proxy on this machine
 * speaks for the world, whether we were told of it or not.
 */
function mayRead({ headers, ip }: FastifyRequest, token: string | null): boolean {
  if (token === null) return LOCAL.has(ip) && !headers['x-forwarded-for'] && !headers.forwarded;
  const digest = (text: string): Buffer => hash('sha256', text, 'buffer');
  return timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${token}`));
}

function countRequests(app: FastifyInstance, registry: Registry): void {
  const requests = new Histogram({
    name: 'wanhui_http_request_seconds',
    help: 'Time from the first byte of a request to the last of its reply, live streams left out',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    if (route === live.path && reply.statusCode === 200) return;
    const status = `${Math.floor(reply.statusCode / 100)}xx`;
    requests.observe({ method: request.method, route, status }, reply.elapsedTime / 1000);
  });
}

function countFacts(app: FastifyInstance, registry: Registry, { facts }: Services): void {
  const heard = new Counter({
    name: 'wanhui_facts_total',
    help: 'Facts heard',
    labelNames: ['kind'],
    registers: [registry],
  });
  const lag = new Histogram({
    name: 'wanhui_feed_lag_seconds',
    help: 'Time from writing a fact to hearing of it in this process',
    buckets: SECONDS,
    registers: [registry],
  });
  const unsubscribe = facts.subscribe((seen) => {
    const now = Date.now();
    for (const { id, kind } of seen) {
      heard.inc({ kind });
      lag.observe(Math.max(0, now - madeAt(id)) / 1000);
    }
  });
  app.addHook('onClose', async () => unsubscribe());
}

/** The milliseconds that a time-ordered id begins with (base/server/ids.ts). */
const madeAt = (id: string): number => Number.parseInt(id.replace('-', '').slice(0, 12), 16);

/** Where none is taken there is no figure; a process that sees none yet says so by infinity. */
function backupGauge(registry: Registry, { config }: Services): void {
  if (config.backups.keepDays === 0) return;
  new Gauge({
    name: 'wanhui_backup_age_seconds',
    help: 'Age of the newest daily backup in the folder of this process',
    registers: [registry],
    async collect() {
      const age = await ageOfNewest(config).catch(() => null);
      this.set(age === null ? Number.POSITIVE_INFINITY : age / 1000);
    },
  });
}

function diskGauges(registry: Registry, { disk }: Services): void {
  new Gauge({
    name: 'wanhui_disk_free_bytes',
    help: 'Free space where the data folder and the embedded database lie',
    labelNames: ['place'],
    registers: [registry],
    collect() {
      for (const [place, bytes] of disk.free()) this.set({ place }, bytes);
    },
  });
  new Gauge({
    name: 'wanhui_disk_state',
    help: '0: there is room; 1: uploads, imports and exports have stopped; 2: every write has',
    registers: [registry],
    collect() {
      this.set({ ok: 0, low: 1, full: 2 }[disk.state()]);
    },
  });
}

function timeGauge(registry: Registry, { sql }: Services): void {
  new Gauge({
    name: 'wanhui_clock_skew_seconds',
    help: 'By how much the clock of this machine is ahead of that of the database',
    registers: [registry],
    collect() {
      this.set(skewSeconds(sql));
    },
  });
}

function patienceGauges(registry: Registry, { waiting }: Services): void {
  new Gauge({
    name: 'wanhui_requests_under_way',
    help: 'Requests whose work has not ended, also of those that were told to come again',
    registers: [registry],
    collect() {
      this.set(waiting.underWay);
    },
  });
  new Gauge({
    name: 'wanhui_requests_refused',
    help: 'Requests answered 503 since the start: the database took too long (slow), too many waited for it (full)',
    labelNames: ['why'],
    registers: [registry],
    collect() {
      for (const [why, count] of Object.entries(waiting.refused)) this.set({ why }, count);
    },
  });
}

/** Gauges of what lies in the database are asked for with each look; those of a database that is away are left out. */
function gaugesOf(registry: Registry, { sql, pool, replica }: Services): () => Promise<void> {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] });
  const stored: [keyof Waiting, Gauge][] = [
    ['clockSeconds', gauge('wanhui_clock_overdue_seconds', 'Age of the oldest due clock that is not recorded yet')],
    ['jobSeconds', gauge('wanhui_job_oldest_seconds', 'Age of the oldest job that waits for a worker')],
    ['jobs', gauge('wanhui_jobs_waiting', 'Jobs that wait for a worker')],
    ['jobsRetried', gauge('wanhui_jobs_retried', 'Jobs that failed and will be tried again')],
    ['jobsFailed', gauge('wanhui_jobs_failed', 'Jobs that failed for good')],
    ['factSeconds', gauge('wanhui_fact_unsealed_seconds', 'Age of the oldest fact that is not sealed yet')],
    ['deliverySeconds', gauge('wanhui_delivery_oldest_seconds', 'Age of the oldest message that should have left')],
    ['active', gauge('wanhui_database_active', 'Connections of this role that run a statement')],
    ['idle', gauge('wanhui_database_idle', 'Connections of this role that rest')],
    ['idleInTransaction', gauge('wanhui_database_in_transaction', 'Connections that rest within a transaction')],
    ['transactionSeconds', gauge('wanhui_database_transaction_seconds', 'Age of the oldest open transaction')],
  ];
  const up = gauge('wanhui_database_up', '1 while the database answers within a second');
  new Gauge({
    name: 'wanhui_pool_connections',
    help: 'Connections of this process that are in use, and how many ask for one in vain',
    labelNames: ['pool', 'state'],
    registers: [registry],
    collect() {
      const use = poolUse(sql);
      this.set({ pool: 'desk', state: 'used' }, use.held);
      this.set({ pool: 'desk', state: 'waiting' }, use.waiting);
      this.set({ pool: 'queue', state: 'used' }, pool.totalCount - pool.idleCount);
      this.set({ pool: 'queue', state: 'waiting' }, pool.waitingCount);
    },
  });
  new Gauge({
    name: 'wanhui_live_streams',
    help: 'Streams of live news that this process holds open',
    registers: [registry],
    collect() {
      this.set(streamsHeld());
    },
  });
  if (replica) replicaGauges(registry, replica);
  let looking: Promise<Waiting> | null = null;
  return async () => {
    // a database that is away or has no connection left is when the other figures are needed most
    const look = looking ?? waitingNow(sql).finally(() => (looking = null));
    looking = look;
    const row = await Promise.race([look, sleep(LONGEST_LOOK_MS, null, { ref: false })]).catch((err) => {
      log.warn({ err }, 'no figures from the database');
      return null;
    });
    up.set(row ? 1 : 0);
    for (const [name, one] of stored) {
      if (row) one.set(row[name] ?? 0);
      else one.remove();
    }
  };
}

function replicaGauges(registry: Registry, replica: Replica): void {
  new Gauge({
    name: 'wanhui_replica_usable',
    help: '1 while the read replica is asked',
    registers: [registry],
    collect() {
      this.set(replica.state().state === 'follows' ? 1 : 0);
    },
  });
  new Gauge({
    name: 'wanhui_replica_lag_seconds',
    help: 'Age of the oldest change that the read replica lacks; missing while it does not answer',
    registers: [registry],
    collect() {
      const { lagSeconds } = replica.state();
      if (lagSeconds === null) this.remove();
      else this.set(lagSeconds);
    },
  });
  new Gauge({
    name: 'wanhui_replica_reads',
    help: 'Lists, searches and figures since the start, by where they were read',
    labelNames: ['from'],
    registers: [registry],
    collect() {
      for (const [from, count] of Object.entries(replica.reads)) this.set({ from }, count);
    },
  });
}
