import type { FastifyInstance } from 'fastify';
import type { AnyEndpoint } from '../base/contract.ts';
import { openApi } from '../base/server/openapi.ts';

interface Operation {
  readonly summary: string;
  readonly 'x-permission': string;
  readonly parameters?: readonly { name: string; in: string; required: boolean }[];
  readonly requestBody?: { content: { 'application/json': { schema: unknown } } };
  readonly responses: Record<string, { content?: { 'application/json'?: { schema: unknown } } }>;
}

/** The interface's description, for programs and for people; printed from the contracts, once. */
export function serveDocs(app: FastifyInstance, endpoints: readonly AnyEndpoint[]): void {
  let document: Record<string, unknown> | null = null;
  let page: string | null = null;
  const described = (): Record<string, unknown> =>
    (document ??= openApi(endpoints, { title: '挽回 Wanhui', version: '1' }));
  app.get('/api/openapi.json', async () => described());
  app.get('/api/docs', async (_request, reply) => {
    page ??= render(described()['paths'] as Record<string, Record<string, Operation>>);
    return reply.type('text/html; charset=utf-8').send(page);
  });
}

const inHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[mark] ?? mark);

const schema = (title: string, value: unknown): string =>
  value === undefined ? '' : `<h4>${title}</h4><pre>${inHtml(JSON.stringify(value, null, 2))}</pre>`;

function render(paths: Record<string, Record<string, Operation>>): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const rooms = Map.groupBy(operations, ({ path }) => path.split('/')[2] ?? '');
  const body = [...rooms].map(
    ([room, list]) => `<section><h2 id="${inHtml(room)}">${inHtml(room)}</h2>${list.map(detail).join('')}</section>`,
  );
  const menu = [...rooms.keys()].map((room) => `<a href="#${inHtml(room)}">${inHtml(room)}</a>`);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>挽回 Wanhui · API</title><style>${STYLE}</style></head>
<body><header><h1>挽回 Wanhui · API</h1>
<p>OpenAPI 3.1: <a href="/api/openapi.json">/api/openapi.json</a>. Sign in by session cookie, or send
<code>Authorization: Bearer wh_…</code>. Writes take <code>Idempotency-Key</code>. A refusal is
<code>application/problem+json</code> with a <code>code</code> that never changes.</p><nav>${menu.join(' · ')}</nav></header>
<main>${body.join('')}</main></body></html>`;
}

function detail({ path, method, operation }: { path: string; method: string; operation: Operation }): string {
  const reply = Object.values(operation.responses).find(({ content }) => content?.['application/json']);
  const parameters = (operation.parameters ?? [])
    .map(
      ({ name, in: place, required }) =>
        `<li><code>${inHtml(name)}</code> (${place}${required ? ', required' : ''})</li>`,
    )
    .join('');
  return `<details><summary><b class="${method}">${method}</b> <code>${inHtml(path)}</code>
<span>${inHtml(operation.summary)}</span></summary>
<p>Permission: <code>${inHtml(operation['x-permission'])}</code></p>${parameters ? `<ul>${parameters}</ul>` : ''}
${schema('Body', operation.requestBody?.content['application/json'].schema)}
${schema('Reply', reply?.content?.['application/json']?.schema)}</details>`;
}

const STYLE = `
:root{color-scheme:light dark;font:16px/1.6 system-ui,sans-serif}
body{max-width:60rem;margin:0 auto;padding:1rem}
summary{cursor:pointer;padding:.3rem 0}summary span{opacity:.8}
pre{overflow:auto;padding:.75rem;background:#8881;border-radius:6px;font-size:13px}
code{font-size:.92em}b{display:inline-block;min-width:4.2em}`;
