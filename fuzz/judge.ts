import type { Made } from './make.ts';
import type { Got } from './send.ts';
import type { Org, Secret } from './world.ts';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const CODE = /^[a-z]+\.[a-z0-9-]+$/;
const INSIDE =
  /node_modules|\.ts:\d|\bat [A-Z]\w+\.|syntax error at|relation "|\bselect .* from\b|insert into|PostgresError|TypeError/;
/** States that a desk may be in, each with a name. */
const STATES = new Set(['base.unavailable', 'base.files-unavailable']);

/** What is wrong with a reply as such; null: nothing. */
export function wrongWith(made: Made, got: Got): string | null {
  const { status, headers, text } = got;
  const isJson = /json/.test(headers['content-type'] ?? '');
  if (!/^[0-9a-f-]{36}$/.test(headers['x-request-id'] ?? '')) return 'no request id';
  let body: unknown;
  if (isJson && text) {
    try {
      body = JSON.parse(text);
    } catch {
      return 'a body that is no JSON';
    }
  }
  const { code, ...problem } = (body ?? {}) as Record<string, unknown>;
  if (status >= 500 && !(status === 503 && STATES.has(String(code)))) return 'a fault';
  if (status >= 400) {
    if (made.method === 'HEAD') return null;
    if (!headers['content-type']?.startsWith('application/problem+json')) return 'a refusal that is no problem+json';
    if (typeof code !== 'string' || !CODE.test(code)) return 'a refusal without a stable code';
    if (problem['status'] !== status || problem['requestId'] !== headers['x-request-id']) return 'a refusal at odds';
    if (problem['title'] === code) return 'a refusal without a sentence';
    return INSIDE.test(text) ? 'a refusal that tells of the inside' : null;
  }
  const { operation } = made;
  if (made.method !== operation.method || !isOf(made)) return null;
  if (status !== operation.status && !isBytes(made)) return `${status} instead of ${operation.status}`;
  if (operation.check && isJson) {
    const wrong = operation.check(body);
    if (wrong) return `a reply that its description does not know: ${wrong}`;
  }
  return null;
}

/** A spoiled path may lead to a neighbour, such as the list above one thing. */
const isOf = ({ operation, path }: Made): boolean =>
  new RegExp(`^${operation.path.replace(/\{\w+\}/g, '[^/]+')}/?$`).test(path.split('?')[0] ?? '');

/** Files and pages: the document says nothing of their bytes. */
const isBytes = ({ operation }: Made): boolean => !operation.check;

/** Every id that was ever sent: a name may be made of one, and is then read by whoever may read names. */
const everSent = new Set<string>();
export function noteSent({ path, body }: Made): void {
  for (const [id] of `${path} ${body?.toString() ?? ''}`.matchAll(UUID)) everSent.add(id);
}

/** Something of another organisation, or of any when nobody was recognised. */
export function foreignIn(made: Made, got: Got, orgs: readonly Org[]): string | null {
  const sent = `${decoded(made.path)} ${made.body?.toString() ?? ''} ${Object.values(made.headers).join(' ')}`;
  const ids = new Set([...got.text.matchAll(UUID)].map(([id]) => id));
  for (const [n, org] of orgs.entries()) {
    if (made.person?.org === n) continue;
    const said = org.canaries.find((canary) => got.text.includes(canary) && !sent.includes(canary));
    if (said) return said;
    for (const id of ids) if (org.known.has(id) && !everSent.has(id)) return id;
  }
  return null;
}

/** Words of a case of one's own organisation; whether one may see it is for somebody else to ask. */
export const secretsIn = (made: Made, got: Got, orgs: readonly Org[]): Secret[] =>
  made.person ? (orgs[made.person.org]?.secrets.filter(({ words }) => got.text.includes(words)) ?? []) : [];

function decoded(path: string): string {
  try {
    return decodeURIComponent(path.replaceAll('+', ' '));
  } catch {
    return path;
  }
}
