import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { notFound } from '../base/refusal.ts';
import type { Services } from './services.ts';

const LOCAL = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Figures for Prometheus, to this machine only. No label holds an id or a name. */
export function serveMetrics(app: FastifyInstance, services: Services): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'wanhui_http_request_seconds',
    help: 'Time from the first byte of a request to the last of its reply',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  const facts = new Counter({
    name: 'wanhui_facts_total',
    help: 'Facts heard',
    labelNames: ['kind'],
    registers: [registry],
  });
  const unsubscribe = services.facts.subscribe((seen) => {
    for (const { kind } of seen) facts.inc({ kind });
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
  app.addHook('onClose', async () => unsubscribe());
  app.get('/metrics', async (request, reply) => {
    const { headers } = request;
    // a proxy on this machine speaks for the world, whether we were told of it or not
    if (!LOCAL.has(request.ip) || headers['x-forwarded-for'] || headers.forwarded) throw notFound();
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
