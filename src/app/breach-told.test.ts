import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { HOUR, SECOND } from '../base/time.ts';
import { adoptQuiet } from '../notices/samples.ts';
import { type Desk, ok, startDesk } from './testing.ts';
import { aMailServer, type MailServer, readMail } from './testing-mail.ts';
import { type SetUpStory, setUp } from './testing-team.ts';
import { jobsOf } from './wiring.ts';
import { startWorker, type Worker } from './worker.ts';

/** From the due instant to the director's mailbox and the group: real workers, real queue, real wire. */

/** Whoever sets up is a manager of the desk too. */
const ADMINISTRATOR = 'first@example.invalid';

let desk: Desk;
let story: SetUpStory;
let mailServer: MailServer;
let group: Group;
const workers: Worker[] = [];

beforeAll(async () => {
  vi.stubEnv('WANHUI_OUTGOING_ALLOW', '127.0.0.1/32');
  vi.stubEnv('WANHUI_OUTGOING_HTTP', '1');
  [desk, mailServer, group] = await Promise.all([
    startDesk({ publicUrl: 'https://desk.example.invalid/' }),
    aMailServer(),
    aGroup(),
  ]);
  story = await setUp(desk, { pack: 'auto-dealer-network', email: ADMINISTRATOR });
  // by day, whenever the tests run
  await adoptQuiet(desk.ownerSql, story.orgId, null);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await Promise.all(workers.map((worker) => worker.stop()));
  group?.server.close();
  await mailServer?.close();
  await desk?.close();
});

interface Group {
  readonly server: Server;
  readonly url: string;
  /** Everything that came over the wire, request by request. */
  readonly heard: { readonly head: string; readonly body: string }[];
}

/** The receiver of a group's robot in the shape of 企业微信. */
async function aGroup(): Promise<Group> {
  const heard: Group['heard'] = [];
  const server = createServer(async (request, reply) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    heard.push({ head: [request.method, request.url, ...request.rawHeaders].join('\n'), body });
    reply.writeHead(200, { 'content-type': 'application/json' }).end('{"errcode":0,"errmsg":"ok"}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { server, heard, url: `http://127.0.0.1:${port}/cgi-bin/webhook/send?key=a-key-of-the-group` };
}

const PRIVATE = {
  callerName: '欧阳不宜外传',
  callerPhone: '10800007788',
  ownWords: '变速箱异响三个月，修了四次还是响。',
  vin: 'LWHTEST0000000017',
  note: '客户说家里老人住院，不要打扰。',
};

const emailOf = (post: string): string => story.staff[post]?.email ?? '';

/** A transaction under way in any database of the cluster holds news back, and some tests keep one for long. */
const LONG = { timeout: 60_000 };

it('a breached clock reaches the director by mail and the group by its robot once, with nothing private in it', async () => {
  const administrator = story.as('administrator');
  ok(
    await administrator.put('/api/notice-settings/mail', {
      host: '127.0.0.1',
      port: mailServer.port,
      security: 'starttls',
      user: 'desk',
      password: 'right',
      from: 'desk@wanhui.example',
      anyCertificate: true,
    }),
  );
  ok(await administrator.post('/api/notice-settings/robots', { kind: 'wecom', title: '售后群', url: group.url }));
  for (let n = 0; n < 2; n++) workers.push(await startWorker(desk.services, jobsOf(desk.services)));

  // 首次联系 is due within two hours, which are over in two seconds
  const agent = story.as('service-agent');
  const { id, number } = ok(
    await agent.post('/api/complaints', {
      storeId: story.stores[0]?.id,
      receivedAt: new Date(Date.now() - 2 * HOUR + 2 * SECOND).toISOString(),
      ownWords: PRIVATE.ownWords,
      callerName: PRIVATE.callerName,
      callerPhone: PRIVATE.callerPhone,
      fields: { vin: PRIVATE.vin },
    }),
  );
  ok(await agent.post(`/api/complaints/${id}/notes`, { body: PRIVATE.note }));

  const hearers = [emailOf('service-agent'), emailOf('service-director')].sort();
  const deliveries = async () => ok(await administrator.get('/api/notice-settings/deliveries')).items;
  await expect
    .poll(async () => (await deliveries()).map(({ state }: { state: string }) => state), LONG)
    .toEqual(['sent', 'sent', 'sent']);

  // what comes after shows that nothing of the breach was still on its way
  const mention = { body: PRIVATE.note, mentions: [story.staff['service-supervisor']?.staffId] };
  ok(await agent.post(`/api/complaints/${id}/notes`, mention));
  await expect.poll(() => mailServer.mails.length, LONG).toBe(hearers.length + 1);
  const [last] = mailServer.mails.slice(-1);
  expect(readMail(last?.source ?? '').headers.get('subject')).toBe(`提到了您 ${number}`);

  const link = `https://desk.example.invalid/complaints/${id}`;
  const breaches = mailServer.mails.slice(0, -1);
  expect(breaches.flatMap(({ to }) => to).sort()).toEqual(hearers);
  for (const mail of breaches) {
    expect(mail).toMatchObject({ from: 'desk@wanhui.example', secure: true, user: 'desk' });
    const { headers, parts } = readMail(mail.source);
    expect(headers.get('subject')).toBe(`已超时 ${number}`);
    expect(parts).toHaveLength(2);
    const [text = '', html = ''] = parts;
    expect(text.trim().split(/\r?\n/)).toEqual([`编号：${number}`, '事项：首次联系，已超时', '', link]);
    expect(
      html
        .replace(/<[^>]+>/g, '\n')
        .split(/\s*\n\s*/)
        .filter(Boolean),
    ).toEqual([`编号：${number}`, '事项：首次联系，已超时', link]);
  }
  expect(group.heard.map(({ body }) => JSON.parse(body))).toEqual([
    {
      msgtype: 'markdown',
      markdown: {
        content: [`**已超时 ${number}**`, `编号：${number}`, '事项：首次联系，已超时', `[打开](${link})`].join('\n'),
      },
    },
  ]);

  const left = [
    ...mailServer.mails.flatMap((mail) => {
      const { headers, parts } = readMail(mail.source);
      return [mail.source, ...headers.values(), ...parts];
    }),
    ...group.heard.flatMap(({ head, body }) => [head, body]),
  ].join('\n');
  for (const secret of Object.values(PRIVATE)) expect(left).not.toContain(secret);
  for (const { name } of Object.values(story.staff)) expect(left).not.toContain(name);

  const log = await deliveries();
  expect(log).toHaveLength(4);
  const ofBreach = log.filter(({ happening }: { happening: string }) => happening === 'breach');
  const told = (way: string, to: string | undefined) =>
    expect.objectContaining({ way, to, state: 'sent', code: '', said: '', attempts: 1 });
  expect(ofBreach).toHaveLength(3);
  expect(ofBreach).toEqual(
    expect.arrayContaining([
      told('mail', story.staff['service-agent']?.name),
      told('mail', story.staff['service-director']?.name),
      told('robot', '售后群'),
    ]),
  );
  expect(JSON.stringify(log)).not.toContain(id);

  // the director, led by the link, finds the case with the clock over
  const { body: seen } = await story.as('service-director').get(`/api${new URL(link).pathname}`);
  expect(seen.clocks).toContainEqual(expect.objectContaining({ rule: 'first-contact', state: 'breached' }));
}, 150_000);
