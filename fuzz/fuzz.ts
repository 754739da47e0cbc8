import { type Chance, chance } from '../chaos/chance.ts';
import { verifyChain } from '../src/base/server/seal.ts';
import { foreignIn, noteSent, secretsIn, wrongWith } from './judge.ts';
import { type Made, make } from './make.ts';
import { operationsOf } from './schema.ts';
import { type Got, Hung, type Sender, sendBytes, sender } from './send.ts';
import { type Target, talker } from './target.ts';
import { anOrg, type Org, withNewCases } from './world.ts';

export interface Plan {
  readonly target: Target;
  readonly seed: string;
  /** Number of the first request. */
  readonly from: number;
  readonly requests: number;
  readonly atOnce: number;
  readonly say: (line: string) => void;
}

export interface Finding {
  readonly what: string;
  /** The request, whole. */
  readonly request: string;
  readonly reply: string;
}

export interface Report {
  readonly sent: number;
  readonly seconds: number;
  /** How many replies of each status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Operations that answered well at least once, of all. */
  readonly done: readonly string[];
  readonly never: readonly string[];
  readonly findings: readonly Finding[];
}

/** Cases are closed and people sent away by what is sent: after so many requests the scene is set anew. */
const SCENE = 300;
/** Whole organisations anew after so many scenes. */
const SCENES = 8;
const MOST_FINDINGS = 20;

export async function fuzz(plan: Plan): Promise<Report> {
  const { target, seed, from, requests, atOnce, say } = plan;
  const began = performance.now();
  const operations = operationsOf((await talker(target.url)().get('/api/openapi.json')).body).filter(
    // a stream does not end; live.ts looks at it
    ({ path }) => path !== '/api/live',
  );
  const wire = sender(target.url, atOnce);
  const statuses: Record<string, number> = {};
  const done = new Set<string>();
  const findings: Finding[] = [];
  const known = new Set<string>();
  const found = (what: string, made: Made, got: Got | null): void => {
    // one of each kind a place is enough to mend it
    const kind = `${made.operation.method} ${made.operation.path} ${what.slice(0, 60)}`;
    if (known.has(kind)) return;
    known.add(kind);
    findings.push({ what, request: printed(made, seed), reply: got ? `${got.status} ${got.text.slice(0, 600)}` : '' });
    say(`✗ ${what}\n${findings.at(-1)?.request}\n→ ${findings.at(-1)?.reply}`);
  };
  let orgs: Org[] = [];
  const all: Org[] = [];
  for (let first = from; first < from + requests && findings.length < MOST_FINDINGS; first += SCENE) {
    if (((first - from) / SCENE) % SCENES === 0) {
      orgs = [await anOrg(target, 0), await anOrg(target, 1)];
      all.push(...orgs);
    } else orgs = await Promise.all(orgs.map(withNewCases));
    const last = Math.min(first + SCENE, from + requests);
    let next = first;
    const one = async (): Promise<void> => {
      while (next < last) {
        const n = next++;
        if (n % 50 === 49) await noRequest(chance('bytes', seed, n), target, (what) => say(`✗ ${what}`), findings);
        const made = make(seed, n, operations, orgs);
        noteSent(made);
        const got = await wire.send(made).catch((error: Error) => {
          found(
            error instanceof Hung ? 'no answer within ten seconds' : `the line broke: ${error.message}`,
            made,
            null,
          );
          return null;
        });
        if (!got) continue;
        statuses[got.status] = (statuses[got.status] ?? 0) + 1;
        if (got.status < 300) done.add(`${made.operation.method} ${made.operation.path}`);
        const wrong = wrongWith(made, got) ?? leak(foreignIn(made, got, orgs));
        if (wrong) found(wrong, made, got);
        else await hidden(target, wire, made, got, orgs, found);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, one));
    if ((first - from) % (SCENE * 10) === 0) say(`· ${last - from} of ${requests} · ${findings.length} findings`);
  }
  await wire.close();
  findings.push(...(await after(target, all)));
  const names = operations.map(({ method, path }) => `${method} ${path}`);
  return {
    sent: requests,
    seconds: (performance.now() - began) / 1000,
    statuses,
    done: names.filter((name) => done.has(name)),
    never: names.filter((name) => !done.has(name)),
    findings,
  };
}

const leak = (said: string | null): string | null => said && `another organisation's ${said}`;

/** What a colleague was shown of a case is asked for by the case page's own door. */
async function hidden(
  target: Target,
  wire: Sender,
  made: Made,
  got: Got,
  orgs: readonly Org[],
  found: (what: string, made: Made, got: Got) => void,
): Promise<void> {
  for (const { caseId, words } of secretsIn(made, got, orgs)) {
    const shown = async (): Promise<boolean> => {
      const { status } = await talker(target.url)(made.person?.token).get(`/api/complaints/${caseId}`);
      // 401, 403: what was sent meanwhile has ended their session or post
      return status !== 404;
    };
    if ((await shown()) || made.method !== 'GET') continue;
    // what was sent meanwhile may have changed who sees the case
    const { text } = await wire.send(made);
    if (text.includes(words) && !(await shown()))
      found(`words of a case that is hidden from them: ${words}`, made, got);
  }
}

/** Bytes that are hardly a request: answered with a 400 or cut off, never kept. */
async function noRequest(
  dice: Chance,
  { url }: Target,
  say: (what: string) => void,
  findings: Finding[],
): Promise<void> {
  const bytes = dice.pick<() => Buffer>([
    () => dice.bytes(dice.within(1, 3000)),
    () => Buffer.from('GET /api/session HTTP/1.1\r\n\r\n'),
    () => Buffer.from(`GET /api/session HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`),
    () => Buffer.from('POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{}'),
    () => Buffer.from('POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n{}'),
    () =>
      Buffer.from('POST /api/session HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n'),
    () =>
      Buffer.from(
        'POST /api/session HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\nGET /x',
      ),
    () => Buffer.from(`GET /${'a'.repeat(30_000)} HTTP/1.1\r\nHost: x\r\n\r\n`),
    () => Buffer.from('CONNECT example.invalid:443 HTTP/1.1\r\nHost: x\r\n\r\n'),
    () => Buffer.from('TRACE /api/session HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'),
    () => Buffer.from('GET /api/session HTTP/9.9\r\nHost: x\r\n\r\n'),
    () => Buffer.from('GET /api/live HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'),
    () => Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
    () => Buffer.from('GET /api/people\u0000 HTTP/1.1\r\nHost: x\r\n\r\n'),
    () => Buffer.from('GET http://evil.invalid/api/people HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'),
  ])();
  const text = await sendBytes(url, bytes).catch((error: Error) => `hung: ${error.message}`);
  if (text === '' || /^HTTP\/1\.1 (2|4)\d\d /.test(text)) return;
  const finding = { what: 'bytes that are no request', request: bytes.toString('base64'), reply: text.slice(0, 400) };
  findings.push(finding);
  say(`${finding.what} ${finding.request} → ${finding.reply}`);
}

export function printed(made: Made, seed: string): string {
  const { n, person, method, path, headers, body } = made;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const shown =
    body && (body.length > 4000 ? `${body.toString().slice(0, 4000)}… (${body.length} bytes)` : body.toString());
  const who = person ? `${person.post} of organisation ${person.org}` : 'nobody';
  return [`# --replay ${seed}:${n} · ${who}`, `${method} ${path}`, ...lines, '', shown ?? ''].join('\n');
}

/** The desk is as well as before: ready, its chains whole, no connection busy or left in a transaction. */
async function after({ url, ownerSql }: Target, orgs: readonly Org[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  const find = (what: string, reply = ''): void => void findings.push({ what, request: '', reply });
  const { status, body } = await talker(url)().get('/readyz');
  if (body.database !== true || body.migrations !== true || body.worker === undefined)
    find('the desk is not ready', `${status} ${JSON.stringify(body)}`);
  let busy = '';
  for (let tries = 0; tries < 40; tries++) {
    const rows = await ownerSql<{ state: string; query: string }[]>`
      select state, query from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and application_name = 'wanhui server'
        and (state like 'idle in transaction%' or (state = 'active' and query_start < now() - interval '5 seconds'))`;
    busy = rows.map(({ state, query }) => `${state}: ${query.slice(0, 200)}`).join('\n');
    if (!busy) break;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  if (busy) find('connections are left busy', busy);
  for (const { story } of orgs) {
    const chain = await verifyChain(ownerSql, story.orgId);
    if (chain.broken) find('the chain does not hold', JSON.stringify(chain));
  }
  return findings;
}
