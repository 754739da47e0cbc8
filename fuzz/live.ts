import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Chance, chance } from '../chaos/chance.ts';
import type { Finding } from './fuzz.ts';
import { type Target, talker } from './target.ts';
import type { Org, Person } from './world.ts';

interface Stream {
  readonly kind: string;
  readonly person: Person;
  heard: string;
}

const LASTS = ['', '0', '-1', 'NaN', '9'.repeat(2000), "' or 1=1 --", '__proto__', '{"a":1}', '%00', '../../x'];
const CLOSED_WITHIN_MS = 20_000;

/**
 * Streams of live news opened and left in every manner while cases change: none may stay open, none may end in a
 * fault, and nobody may hear of a case that the case page hides from them.
 */
export async function fuzzLive(
  target: Target,
  given: { seed: string; streams: number; orgs: readonly Org[] },
): Promise<{ opened: number; events: number; findings: Finding[] }> {
  const dice = chance('live', given.seed);
  const client = talker(target.url);
  const held = async (): Promise<number> => {
    const { body } = await client().get('/metrics');
    return Number(/^wanhui_live_streams (\d+)/m.exec(String(body))?.[1] ?? Number.NaN);
  };
  const before = await held();
  const streams: Stream[] = [];
  const findings: Finding[] = [];
  let open = true;
  const writing = write(dice, target, given.orgs, () => open);
  const left = Array.from({ length: given.streams }, (_, n) => n);
  await Promise.all(
    Array.from({ length: 12 }, async () => {
      while (left.pop() !== undefined) {
        const person = dice.pick(dice.pick(given.orgs).people);
        const stream: Stream = { kind: dice.pick(Object.keys(MANNERS)), person, heard: '' };
        streams.push(stream);
        await MANNERS[stream.kind]?.(dice, target.url, stream);
      }
    }),
  );
  open = false;
  await writing;
  const find = (what: string, { kind, person, heard }: Stream): void =>
    void findings.push({
      what,
      request: `${kind} as ${person.post} of organisation ${person.org}`,
      reply: heard.slice(0, 600),
    });

  const may = new Map<string, Promise<number>>();
  let events = 0;
  for (const stream of streams) {
    const status = /^HTTP\/1\.1 (\d+)/.exec(stream.heard)?.[1];
    if (status && Number(status) >= 500) find('a fault of a stream', stream);
    for (const [, id = ''] of stream.heard.matchAll(/event: case\ndata: \{"id":"([^"]+)"\}/g)) {
      events++;
      const { token } = stream.person;
      const known =
        may.get(`${token} ${id}`) ??
        client(token)
          .get(`/api/complaints/${id}`)
          .then((reply) => reply.status);
      may.set(`${token} ${id}`, known);
      if ((await known) === 404) find(`news of a case that is hidden from them: ${id}`, stream);
    }
  }
  for (const end = Date.now() + CLOSED_WITHIN_MS; (await held()) > before && Date.now() < end; ) await sleep(200);
  const after = await held();
  if (after > before) findings.push({ what: `${after - before} streams stay open`, request: '', reply: '' });
  return { opened: streams.length, events, findings };
}

/** Notes and registrations, some of them about colleagues or not for everybody. */
async function write(dice: Chance, { url }: Target, orgs: readonly Org[], goOn: () => boolean): Promise<void> {
  const client = talker(url);
  while (goOn()) {
    const { people, worlds } = dice.pick(orgs);
    const world = dice.pick(worlds);
    const by = client(people.find(({ post }) => post === 'service-supervisor')?.token);
    await by.post(`/api/complaints/${world.of.id}/notes`, { body: '已联系车间核实', mentions: [world.colleagueId] });
    await by.post('/api/complaints', {
      storeId: world.storeId,
      ownWords: '保养后空调有异响',
      ...(dice.happens(0.3) && { severity: 'crisis' }),
      ...(dice.happens(0.3) && { respondents: [dice.pick(people).staffId] }),
    });
  }
}

type Manner = (dice: Chance, url: string, stream: Stream) => Promise<void>;

/** Ways of opening a stream and of leaving it. */
const MANNERS: Readonly<Record<string, Manner>> = {
  'reads and goes': async (dice, url, stream) => {
    const socket = ask(url, stream, { 'last-event-id': dice.pick(LASTS) });
    await sleep(dice.within(50, 800));
    socket.destroy();
  },
  'reads and says goodbye': async (dice, url, stream) => {
    const socket = ask(url, stream, {});
    await sleep(dice.within(50, 400));
    socket.end();
    await sleep(50);
    socket.destroy();
  },
  'goes at once': async (dice, url, stream) => {
    for (let n = 0; n < 5; n++) {
      const socket = ask(url, stream, {});
      await sleep(dice.within(0, 6));
      socket.destroy();
    }
  },
  'resets the line': async (dice, url, stream) => {
    const socket = ask(url, stream, {});
    await sleep(dice.within(1, 60));
    socket.resetAndDestroy();
  },
  'closes its half before the answer': async (_dice, url, stream) => {
    const socket = ask(url, stream, {});
    socket.end();
    await sleep(150);
    socket.destroy();
  },
  'reads nothing': async (dice, url, stream) => {
    const socket = ask(url, stream, {});
    socket.pause();
    await sleep(dice.within(100, 900));
    socket.destroy();
  },
  'asks twice on one line': async (dice, url, stream) => {
    const socket = ask(url, stream, {});
    socket.write(request(url, stream, {}));
    await sleep(dice.within(20, 300));
    socket.destroy();
  },
  'never ends its request': async (dice, url, stream) => {
    const socket = connected(url, stream);
    socket.write(`GET /api/live HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${stream.person.token}\r\nX-A: `);
    await sleep(dice.within(20, 200));
    socket.destroy();
  },
  'asks for the head only': async (_dice, url, stream) => {
    const socket = ask(url, stream, {}, 'HEAD');
    await sleep(100);
    socket.destroy();
  },
  'is nobody': async (dice, url, stream) => {
    const nobody = { ...stream, person: { ...stream.person, token: dice.pick(['', 'wh_made-up', '%00']) } };
    const socket = ask(url, nobody, {});
    await sleep(60);
    stream.heard = nobody.heard;
    socket.destroy();
  },
};

function connected(url: string, stream: Stream): Socket {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('data', (chunk) => (stream.heard += chunk.toString()));
  // the desk may cut the line first
  socket.on('error', () => undefined);
  return socket;
}

function ask(url: string, stream: Stream, headers: Record<string, string>, method = 'GET'): Socket {
  const socket = connected(url, stream);
  socket.write(request(url, stream, headers, method));
  return socket;
}

const request = (url: string, { person }: Stream, headers: Record<string, string>, method = 'GET'): string =>
  [
    `${method} /api/live HTTP/1.1`,
    `Host: ${new URL(url).host}`,
    `Authorization: Bearer ${person.token}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
    '',
  ].join('\r\n');
