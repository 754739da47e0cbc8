import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listen } from '../app/listen.ts';
import { recogniseByCommand } from '../app/recognise-command.ts';
import { type Client, type Desk, ok, said, startDesk } from '../app/testing.ts';
import { whereSaid } from '../app/testing-redaction.ts';
import {
  bearer,
  dial,
  final,
  type Line,
  lineTo,
  type Message,
  replaying,
  speakPath,
  wavOf,
} from '../app/testing-sockets.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { mayDo } from '../app/wiring.ts';
import { serve } from '../base/server/serve.ts';
import { inTransaction } from '../base/server/transaction.ts';
import { MOST_MESSAGE_BYTES, shouldUpgradeCallback, takeUpgrades } from '../base/server/web-sockets.ts';
import { createToken, revokeToken } from '../people/actions/tokens.ts';
import type { PostsInForce } from '../people/pack.ts';
import { CLOSED } from './recognised.ts';
import session from './recorded-session.json' with { type: 'json' };
import { recognitionRoutes } from './routes.ts';
import { openRecognitionClient } from './server/recognition-client.ts';
import { LINE_LIMITS } from './server/recognition-lines.ts';

let desk: Desk;
let story: SetUpStory;
let agent: Client;

beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'auto-dealer-network' });
  agent = story.as('service-agent');
});
afterAll(() => desk.close());

const tokenOf = (post: string): string => story.staff[post]?.token ?? '';
const idOf = (post: string): string => story.staff[post]?.staffId ?? '';
const register = async (by: Client = agent, storeId = story.stores[0]?.id): Promise<string> =>
  (await ok(by.post('/api/complaints', { storeId, ownWords: '空调不凉' }))).id;

const line = (path: string, token = tokenOf('service-agent'), url = desk.url): Promise<Line> =>
  lineTo(url, path, token);
/** A further token of the agent. */
async function aToken() {
  const staff = await desk.services.sessions.staffOf(bearer(tokenOf('service-agent')));
  if (!staff) throw new Error('the agent is not let in');
  const made = await inTransaction(desk.sql, staff, (tx) =>
    createToken(tx, { staffId: idOf('service-agent'), name: '转写', days: 1 }),
  );
  const posts = story.pack.sections['posts'] as PostsInForce;
  return { ...made, revoke: () => inTransaction(desk.sql, staff, (tx) => revokeToken(tx, made, posts)) };
}
const spoken = (id: string | null) => desk.sql`
  select speaker, body as text, begins, ends from utterance where conversation_id = ${id} order by place`;

it('a line opens only for whoever is signed in, may work on the case, and comes from our own pages', async () => {
  const id = await register();
  const elsewhere = await story.teamFor(story.stores[1]?.id ?? '');
  const far = await setUp(desk, { pack: 'auto-dealer-network', org: '远方示例企业' });
  const ours = bearer(tokenOf('service-agent'));
  const evil = { cookie: 'wanhui.session_token=made.up', origin: 'https://evil.example' };
  const listening = `/api/complaints/${id}/recognition`;
  const answers: [path: string, headers: Record<string, string>, refusal: string][] = [
    [speakPath(id), {}, '401 base.not-signed-in'],
    [speakPath(id), bearer('wh_made-up'), '401 base.not-signed-in'],
    [speakPath(id), evil, '403 base.cross-origin'],
    [speakPath(id), { ...evil, origin: desk.url }, '401 base.not-signed-in'],
    [speakPath(id), bearer(elsewhere['service-agent']?.token ?? ''), '404 base.not-found'],
    [speakPath(id), bearer(far.staff['service-agent']?.token ?? ''), '404 base.not-found'],
    [speakPath(id), bearer(tokenOf('administrator')), '403 base.forbidden'],
    [speakPath(crypto.randomUUID()), ours, '404 base.not-found'],
    [speakPath(id, { staffId: far.staff['service-agent']?.staffId ?? '' }), ours, '404 base.not-found'],
    [speakPath(id, { startedAt: '2099-01-01T00:00:00Z' }), ours, '400 assist.starts-later'],
    [speakPath(id, { channel: 'radio' }), ours, '400 base.invalid'],
    [listening, {}, '401 base.not-signed-in'],
    [listening, evil, '403 base.cross-origin'],
    [listening, bearer(far.staff['service-agent']?.token ?? ''), '404 base.not-found'],
    ['/api/complaints', ours, '200 undefined'],
  ];
  for (const [path, headers, refusal] of answers)
    expect([path, await dial(desk.url, path, headers)]).toEqual([path, refusal]);
  expect(await said(agent.get(speakPath(id)))).toBe('426 assist.web-socket-only');
  // some clients offer h2c with every request: it is answered as it is, with its body
  const offer = { ...ours, connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'content-type': 'application/json' };
  const body = JSON.stringify({ storeId: story.stores[0]?.id, ownWords: '空调不凉' });
  const asked = httpRequest(`${desk.url}/api/complaints`, { method: 'POST', headers: offer }).end(body);
  const [reply] = (await once(asked, 'response')) as [IncomingMessage];
  expect(reply.resume().statusCode).toBe(201);
  // another's recognition is no recognition
  const recognition = crypto.randomUUID();
  const own = await line(speakPath(id, { recognition }));
  const other = await dial(desk.url, speakPath(id, { recognition }), bearer(tokenOf('service-supervisor')));
  expect(other).toBe('404 base.not-found');
  expect(await dial(desk.url, speakPath(await register(), { recognition }), ours)).toBe('404 base.not-found');
  own.socket.terminate();
});

it('what is no message of a recogniser is refused by name, and what is too much closes the line', async () => {
  const id = await register();
  const one = await line(speakPath(id));
  const wrong: [message: object | string, fields: string, id?: string][] = [
    [final('a', '您好', 0, { speaker: 'supervisor' }), 'speaker', 'a'],
    [final('b', '  '), 'text', 'b'],
    [final('c', '您好', 5, { end: 4 }), 'custom', 'c'],
    [final('d', '您好', -1), 'start', 'd'],
    [final('e', '字'.repeat(4001)), 'text', 'e'],
    [final('f', '您好\u0000'), 'text', 'f'],
    [{ type: 'shout' }, 'type'],
    ['not json', 'JSON'],
  ];
  for (const [message, fields, of] of wrong) {
    one.say(message);
    const refused = await one.next('refused');
    expect(refused).toMatchObject({ code: 'assist.bad-message', title: expect.stringContaining(fields) });
    expect(refused.id).toBe(of);
  }
  one.say(final('good', '您好'));
  expect(await one.next('kept')).toEqual({ type: 'kept', id: 'good' });
  one.say('x'.repeat(MOST_MESSAGE_BYTES + 1));
  expect(await one.closed).toBe(1009);

  const two = await line(speakPath(id));
  two.socket.send(Buffer.from([1]));
  expect(await two.closed).toBe(CLOSED.textOnly);
  const three = await line(speakPath(id));
  for (let n = 0; n < LINE_LIMITS.burst * 2; n++) three.say({ ...final('p', '啊'), type: 'partial' });
  expect(await three.closed).toBe(CLOSED.tooFast);
  const ear = await line(`/api/complaints/${id}/recognition`);
  ear.say({ type: 'end' });
  expect(await ear.closed).toBe(CLOSED.notAllowed);
});

it('an acknowledged utterance lies in the database; a broken line goes on, and nothing is there twice', async () => {
  const id = await register();
  const recognition = crypto.randomUUID();
  const path = speakPath(id, { recognition, startedAt: new Date(Date.now() - 60_000).toISOString() });
  const one = await line(path);
  one.say({ ...final('c1', '空调修了两回，密语甲'), type: 'partial' });
  const rows = () =>
    desk.sql`select utterance_id, body from recognised where recognition_id = ${recognition} order by place`;
  // while the database has not kept it, nothing is acknowledged
  await desk.ownerSql.begin(async (sql) => {
    await sql`select 1 from recognition where id = ${recognition} for update`;
    one.say(final('c1', '空调修了两回还是不凉', 5));
    const waits = () =>
      desk.sql`select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
    await expect.poll(waits, { timeout: 5000 }).not.toHaveLength(0);
    expect(one.heard.map(({ type }) => type)).toEqual(['ready']);
  });
  await one.next('kept');
  expect(await rows()).toEqual([{ utteranceId: 'c1', body: '空调修了两回还是不凉' }]);
  one.socket.terminate();

  const again = await dial(desk.url, path, bearer(tokenOf('service-agent')));
  if (typeof again === 'string') throw new Error(again);
  expect(await again.next('ready')).toMatchObject({ recognition, kept: ['c1'] });
  again.say(final('c1', '空调修了两回还是不凉', 5));
  again.say(final('a1', '您好，请问有什么可以帮您？', 1, { speaker: 'agent' }));
  await again.next('kept');
  await again.next('kept');
  expect(await rows()).toHaveLength(2);
  // whoever opens it anew displaces the line that hangs
  const third = await line(path);
  expect(await again.closed).toBe(CLOSED.displaced);
  third.say({ type: 'end' });
  const { conversationId } = await third.next('ended');
  expect(await third.closed).toBe(CLOSED.ended);

  expect((await ok(agent.get(`/api/complaints/${id}/conversations`))).items).toMatchObject([
    { id: conversationId, source: 'recognised', channel: 'call', keptBy: { id: idOf('service-agent') } },
  ]);
  expect(await spoken(conversationId)).toEqual([
    { speaker: 'agent', text: '您好，请问有什么可以帮您？', begins: 1, ends: 3 },
    { speaker: 'customer', text: '空调修了两回还是不凉', begins: 5, ends: 7 },
  ]);
  expect(await rows()).toEqual([]);
  expect(await whereSaid(desk, '密语甲')).toEqual([]);
  // the answer to the end was lost: it is given once more, and nothing is added
  const late = await line(path);
  expect(await late.next('ended')).toMatchObject({ conversationId });
  expect((await ok(agent.get(`/api/complaints/${id}/conversations`))).items).toHaveLength(1);
});

it('whoever sees the case hears every sentence as it comes, guesses too, until their rights end', async () => {
  const id = await register();
  const before = await line(speakPath(id));
  before.say(final('c1', '空调不凉'));
  await before.next('kept');
  expect((await ok(agent.get(`/api/complaints/${id}/recognition`))).items).toMatchObject([
    { channel: 'call', staffId: idOf('service-agent'), utterances: [{ id: 'c1', place: 0, text: '空调不凉' }] },
  ]);
  const { token, revoke } = await aToken();
  const ear = await line(`/api/complaints/${id}/recognition`, token);
  expect(await ear.next('heard')).toMatchObject({ utterances: [{ id: 'c1', speaker: 'customer', start: 0, end: 2 }] });
  before.say({ ...final('c2', '我要'), type: 'partial' });
  expect(await ear.next('partial')).toMatchObject({ id: 'c2', text: '我要' });
  before.say(final('c2', '我要退货', 3));
  expect((await ear.next('heard')).utterances).toMatchObject([{ id: 'c2', place: 1, text: '我要退货' }]);

  await revoke();
  const other = await line(`/api/complaints/${id}/recognition`, tokenOf('service-supervisor'));
  await other.next('heard');
  before.say(final('c3', '算了', 6));
  expect(await ear.closed).toBe(CLOSED.notAllowed);
  expect(JSON.stringify(ear.heard)).not.toContain('算了');
  expect((await other.next('heard')).utterances).toMatchObject([{ id: 'c3' }]);
  before.say({ type: 'end' });
  const { conversationId } = await before.next('ended');
  expect(await other.next('ended')).toMatchObject({ conversationId });
  other.socket.close();
});

it('rights that end while somebody talks end the line; what was kept is ended by the desk once nobody comes back', async () => {
  const id = await register();
  const recognition = crypto.randomUUID();
  const { token, revoke } = await aToken();
  const one = await line(speakPath(id, { recognition }), token);
  one.say(final('c1', '空调不凉'));
  await one.next('kept');
  await revoke();
  one.say(final('c2', '再说一句', 3));
  expect(await one.closed).toBe(CLOSED.notAllowed);

  await desk.runJobs('forgotten-recognitions');
  expect((await ok(agent.get(`/api/complaints/${id}/conversations`))).items).toEqual([]);
  await desk.sql`update recognition set heard_at = heard_at - interval '2 hours' where id = ${recognition}`;
  await desk.runJobs('forgotten-recognitions');
  await desk.runJobs('forgotten-recognitions');
  const { items } = await ok(agent.get(`/api/complaints/${id}/conversations`));
  expect(items).toMatchObject([{ source: 'recognised', utterances: 1, keptBy: null }]);
  expect(await spoken(items[0].id)).toMatchObject([{ text: '空调不凉' }]);
});

it('lines are counted for each person, end when nobody talks, and go elsewhere when the process stops', async () => {
  const id = await register();
  const app: FastifyInstance = fastify({ http: { shouldUpgradeCallback } });
  takeUpgrades(app);
  const { services } = desk;
  const whoNow = ({ headers: { cookie, authorization } }: { headers: Message }) =>
    services.sessions.staffOf({ cookie, authorization });
  const limits = { ...LINE_LIMITS, perPerson: 1, idleMs: 400, beatMs: 50 };
  serve(
    app,
    { ...services, callerOf: whoNow, may: mayDo, checkReplies: true },
    recognitionRoutes({ whoNow, needRoom: () => {}, limits }),
  );
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const quiet = await line(speakPath(id), undefined, url);
  const other = await dial(url, speakPath(id), bearer(tokenOf('service-agent')));
  expect(other).toMatch(/^429 /);
  expect(await quiet.closed).toBe(CLOSED.idle);
  const anew = await line(speakPath(id), undefined, url);
  await app.close();
  expect(await anew.closed).toBe(1006);

  const listener = await listen(desk.app, { host: '127.0.0.1', port: 0, from: 0 });
  const last = await line(speakPath(id), undefined, `http://127.0.0.1:${listener.port}`);
  const drained = listener.drain({ noticeSeconds: 0, drainSeconds: 10 }, new AbortController().signal);
  expect(await last.closed).toBe(CLOSED.moved);
  await drained;
  await listener.close();
});

it('a recogniser whose desk is away for a while loses nothing of what it heard', async () => {
  const id = await register();
  const where = { host: '127.0.0.1', from: 0 };
  const first = await listen(desk.app, { ...where, port: 0 });
  const client = openRecognitionClient({
    desk: `http://127.0.0.1:${first.port}`,
    token: tokenOf('service-agent'),
    query: { case: id, channel: 'call', recognition: crypto.randomUUID() },
    say: () => {},
  });
  const heard = (n: number, text: string) =>
    client.final({ id: `c${n}`, speaker: 'customer', text, start: n, end: n + 1 });
  heard(0, '空调不凉');
  const kept = () =>
    desk.sql`select 1 from recognised join recognition on id = recognition_id where complaint_id = ${id}`;
  await expect.poll(kept, { timeout: 5000 }).toHaveLength(1);
  await first.close();
  for (let n = 1; n < 40; n++) heard(n, `第${n}句`);
  const ending = client.end();
  const second = await listen(desk.app, { ...where, port: first.port });
  const said = await spoken(await ending);
  expect(said.map(({ begins }) => begins)).toEqual(Array.from({ length: 40 }, (_, n) => n));
  await second.close();
});

it('a WAV file goes through a recogniser of the FunASR kind onto the case, whatever odd it answers', async () => {
  const id = await register();
  const { number } = await ok(agent.get(`/api/complaints/${id}`));
  const recogniser = await replaying(session as never);
  const folder = mkdtempSync(join(tmpdir(), 'wanhui-sound-'));
  const wav = join(folder, 'call.wav');
  writeFileSync(wav, wavOf(5));
  const told: string[] = [];
  const command = { server: recogniser.url, case: number, wav, desk: desk.url, channel: 'call', fast: true } as const;
  const run = (changes: object = {}, token: string | undefined = tokenOf('service-agent')) =>
    recogniseByCommand({ ...command, ...changes }, token, (one) => told.push(one), {
      quietMs: 3000,
      againMs: [20, 20],
    });
  try {
    const conversationId = await run();
    const utterances = await spoken(conversationId);
    expect(utterances.map(({ speaker, text }) => [speaker, text])).toEqual([
      ['agent', '您好，这里是客户服务中心。'],
      ['customer', '空调修了两回还是不凉。'],
      ['customer', '我要退货。'],
      ['agent', '请问有什么可以帮您？'],
      ['customer', '你们看着办。'],
    ]);
    const times = utterances
      .slice(0, 4)
      .map(({ begins, ends }) => [begins, ends].map((one) => Math.round(one * 10) / 10));
    expect(times).toEqual([
      [0.1, 2.3],
      [0.3, 2.2],
      [2.6, 3.3],
      [2.9, 4.1],
    ]);
    expect(utterances[4]?.['begins']).toBeGreaterThanOrEqual(3.3);
    expect(recogniser.starts[0]).toMatchObject({
      mode: '2pass',
      chunk_size: [5, 10, 5],
      audio_fs: 16_000,
      wav_format: 'pcm',
    });
    // the second connection of the customer was given the sound since the last sentence once more
    expect(recogniser.starts.map(({ wav_name }) => wav_name).sort()).toEqual(['agent', 'customer', 'customer']);
    expect(recogniser.seconds['agent']).toBe(5);
    expect(recogniser.seconds['customer']).toBeCloseTo(5 - 2.2, 1);
    expect(told).toEqual([]);

    await expect(run({}, 'wh_made-up')).rejects.toThrow('base.not-signed-in');
    await expect(run({ case: crypto.randomUUID() })).rejects.toThrow('base.not-found');
    await expect(run({ wav: join(import.meta.dirname, 'recognised.ts') })).rejects.toThrow('no WAV file');
    recogniser.close();
    await expect(run({ server: 'ws://127.0.0.1:9' })).rejects.toThrow('is lost');
  } finally {
    recogniser.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
