import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { notFound } from '../base/refusal.ts';

const DIST = join(import.meta.dirname, '..', '..', 'dist', 'web');

/** The address of the script that the built pages begin with: another one for each build. Empty: nothing is built. */
export function nameOfPages(folder: string = DIST): string {
  const page = join(folder, 'index.html');
  return existsSync(page)
    ? (/<script type="module"[^>]* src="([^"]+)"/.exec(readFileSync(page, 'utf8'))?.[1] ?? '')
    : '';
}

/** The built pages. Any other address that a browser opens gets the app, which knows its own routes. */
export async function serveWeb(app: FastifyInstance, folder: string = DIST): Promise<void> {
  const built = existsSync(join(folder, 'index.html'));
  if (built) {
    await app.register(fastifyStatic, {
      root: folder,
      preCompressed: true,
      cacheControl: false,
      dotfiles: 'ignore',
      setHeaders: (reply, path) => {
        // the build puts a hash of the content into the names of these
        const hashed = path.includes('/assets/');
        reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  app.setNotFoundHandler(async (request, reply) => {
    const wantsPage =
      (request.method === 'GET' || request.method === 'HEAD') &&
      !/^\/(api|assets)(\/|$)/.test(request.url) &&
      (request.headers.accept ?? '').includes('text/html');
    if (!wantsPage || !built) throw notFound();
    return reply.sendFile('index.html');
  });
}
