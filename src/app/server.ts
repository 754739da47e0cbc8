import { hash } from 'node:crypto';
import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { Refusal } from '../base/refusal.ts';
import { timeOf } from '../base/server/database-time.ts';
import { newId } from '../base/server/ids.ts';
import { readJson } from '../base/server/json-body.ts';
import { markWrites } from '../base/server/own-writes.ts';
import { sendBrokenProblem, sendProblem, sendRawProblem } from '../base/server/problem.ts';
import { serve } from '../base/server/serve.ts';
import { asksForSocket, shouldUpgradeCallback, takeUpgrades } from '../base/server/web-sockets.ts';
import { serveDocs } from './docs-page.ts';
import { serveHealth } from './health.ts';
import { serveMetrics } from './metrics.ts';
import type { Services } from './services.ts';
import { nameOfPages, serveWeb } from './web-files.ts';
import { callerOf, endpointsOf, mayDo, routesOf } from './wiring.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Somebody was recognised behind this request. */
    admitted: boolean;
  }
}

const BODY_BYTES = 256 * 1024;

/** The whole desk over HTTP, not yet listening. */
export async function buildServer(
  services: Services,
  options: { checkReplies?: boolean; web?: string } = {},
): Promise<FastifyInstance> {
  const { config } = services;
  const app = fastify({
    logger: false,
    trustProxy: config.trustedProxies.length ? [...config.trustedProxies] : false,
    bodyLimit: BODY_BYTES,
    genReqId: () => newId(),
    forceCloseConnections: true,
    requestTimeout: 120_000,
    http: { shouldUpgradeCallback },
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true, querystringParser },
    clientErrorHandler: sendBrokenProblem,
    frameworkErrors: (error, request, reply) => sendRawProblem(error, request, reply as never),
  });
  app.setErrorHandler((error, request, reply) => {
    services.disk.heard(error);
    return sendProblem(error, request, reply);
  });
  const pages = nameOfPages(options.web);
  const protection = { ...(await protectiveHeaders(config.publicUrl)), 'cache-control': 'no-store' };
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(protection).header('x-request-id', request.id);
    if (request.url.startsWith('/api/'))
      reply.header('x-wanhui-time', timeOf(services.sql).getTime()).header('x-wanhui-pages', pages);
    const disk = services.disk.state();
    if (disk !== 'ok') reply.header('x-wanhui-disk', disk);
    done();
  });
  await app.register(compress, { encodings: ['gzip', 'identity'], threshold: 1024, zlibOptions: { level: 5 } });
  app.addHook('onResponse', drain);
  const known = knownSenders(app);
  await app.register(rateLimit, {
    global: true,
    max: config.rateLimit,
    timeWindow: '1 minute',
    enableDraftSpec: true,
    allowList: (request) => !request.url.startsWith('/api/'),
    // a made-up token must not buy a fresh allowance: only senders who were let in before count by themselves
    keyGenerator: (request) => {
      const sender = senderOf(request);
      return sender && known.has(sender) ? sender : request.ip;
    },
    errorResponseBuilder: (_request, { ttl }) =>
      new Refusal('base.rate-limited', { status: 429, values: { seconds: Math.ceil(ttl / 1000) } }),
  });
  await app.register(multipart, { throwFileSizeLimit: true });
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (_request: FastifyRequest, body: Buffer) =>
    readJson(body),
  );
  app.addHook('onRequest', (request, _reply, done) => done(foreignOrigin(request, config.publicUrl)));

  app.decorateRequest('admitted', false);
  if (services.replica) {
    const secure = config.publicUrl?.startsWith('https://') ?? false;
    markWrites(app, services.replica, { lagSeconds: config.readLagSeconds, secure });
  }

  const routes = routesOf(services);
  const identify = callerOf(services);
  takeUpgrades(app);
  serveHealth(app, services);
  serveMetrics(app, services);
  serve(
    app,
    {
      sql: services.sql,
      replica: services.replica,
      callerOf: async (request) => {
        const caller = await identify(request);
        request.admitted = caller !== null;
        return caller;
      },
      may: mayDo,
      disk: services.disk,
      waiting: services.waiting,
      checkReplies: options.checkReplies ?? false,
    },
    routes,
  );
  serveDocs(app, endpointsOf(routes));
  await serveWeb(app, options.web);
  return app;
}

/** What a process answers that only works in the background: whether it is well. */
export async function buildHealthServer(services: Services): Promise<FastifyInstance> {
  const app = fastify({ logger: false, forceCloseConnections: true });
  serveHealth(app, services);
  serveMetrics(app, services);
  return app;
}

/** Repeated parameters become lists, so that contracts refuse or take them knowingly. */
function querystringParser(text: string): Record<string, unknown> {
  const query: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of new URLSearchParams(text)) {
    const before = query[key];
    query[key] =
      before === undefined ? value : Array.isArray(before) ? [...(before as unknown[]), value] : [before, value];
  }
  return query;
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A browser sends the session cookie also from other sites' pages: their writes and sockets are refused. */
function foreignOrigin(request: FastifyRequest, publicUrl: string | null): Refusal | undefined {
  const isSafe = SAFE.has(request.method) && !asksForSocket(request);
  if (isSafe || request.headers.authorization) return undefined;
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const ours =
    origin === undefined
      ? site === undefined || site === 'same-origin' || site === 'none'
      : hostOf(origin) === request.host || (publicUrl !== null && hostOf(origin) === hostOf(publicUrl));
  return ours ? undefined : new Refusal('base.cross-origin', { status: 403 });
}

const hostOf = (url: string): string | null => (URL.canParse(url) ? new URL(url).host : null);

const senders = new WeakMap<FastifyRequest, string>();

function senderOf(request: FastifyRequest): string | null {
  const shown = request.headers.authorization ?? request.headers.cookie;
  if (shown === undefined) return null;
  const known = senders.get(request) ?? hash('sha256', shown, 'base64');
  senders.set(request, known);
  return known;
}

/** Remembers who was let in lately. */
function knownSenders(app: FastifyInstance): Set<string> {
  const known = new Set<string>();
  app.addHook('onResponse', (request, reply, done) => {
    const sender = request.admitted && reply.statusCode !== 401 ? senderOf(request) : null;
    if (sender !== null && !known.has(sender)) {
      if (known.size >= 20_000) known.clear();
      known.add(sender);
    }
    done();
  });
  return known;
}

/** What helmet answers to any request, asked once: it would put the same headers together for each. */
async function protectiveHeaders(publicUrl: string | null): Promise<Record<string, string>> {
  const probe = fastify();
  await probe.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // the component library writes its styles into the page
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        // recordings are fetched and played from memory, as they are served as downloads
        mediaSrc: ["'self'", 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    hsts: publicUrl?.startsWith('https://') ? undefined : false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
  });
  probe.get('/', async () => '');
  const { headers } = await probe.inject('/');
  await probe.close();
  const ofTheReply = ['content-type', 'content-length', 'date', 'connection'];
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (ofTheReply.includes(name) ? [] : [[name, String(value)]])),
  );
}

/**
 * Reads what is left of a body that was refused unread. Node does so by itself, but not for a body that was on its way
 * into a decompressor: the next request on the same connection would never be heard.
 */
function drain({ raw }: FastifyRequest, _reply: unknown, done: () => void): void {
  if (!raw.readableEnded) raw.unpipe().resume();
  done();
}
