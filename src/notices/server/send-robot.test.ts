import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Door } from '../../base/server/outgoing.ts';
import type { Message, Robot, RobotKind } from '../message.ts';
import { sendRobot } from './send-robot.ts';

const door: Door = { rules: { unencrypted: true, allow: ['127.0.0.1/32'] }, resolve: async () => ['127.0.0.1'] };
const KEY = '0f0f0f0f-aaaa-4bbb-8ccc-121212121212';
const SECRET = 'SECfor-tests-only';
const HOUR = 3_600_000;

interface Heard {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Record<string, unknown>;
}

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A receiver over HTTP; `answer` says what the service says. */
async function aReceiver(
  answer: (heard: Heard, reply: ServerResponse) => void,
): Promise<{ at: string; heard: Heard[] }> {
  const heard: Heard[] = [];
  const server = createServer(async (request, reply) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://robot');
    heard.push({ path: pathname, query: searchParams, body: JSON.parse(body) as Record<string, unknown> });
    answer(heard[heard.length - 1] as Heard, reply);
  });
  open.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { at: `http://robot.example.com:${(server.address() as AddressInfo).port}`, heard };
}

const say = (reply: ServerResponse, body: object, status = 200): void =>
  void reply.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

const PATHS: Record<RobotKind, string> = {
  wecom: `/cgi-bin/webhook/send?key=${KEY}`,
  dingtalk: `/robot/send?access_token=${KEY}`,
  feishu: `/open-apis/bot/v2/hook/${KEY}`,
};

/** The services as their pages describe them: each checks key, signature and shape before it says that all is well. */
const SERVICES: Record<RobotKind, (heard: Heard, reply: ServerResponse) => void> = {
  wecom({ path, query, body }, reply) {
    const content = (body['markdown'] as { content?: unknown } | undefined)?.content;
    if (path !== '/cgi-bin/webhook/send' || query.get('key') !== KEY) {
      return say(reply, { errcode: 93000, errmsg: 'invalid webhook url, hint: [1700000000123456789]' });
    }
    if (body['msgtype'] !== 'markdown') return say(reply, { errcode: 40008, errmsg: 'invalid message type' });
    if (typeof content !== 'string' || !content) return say(reply, { errcode: 44004, errmsg: 'content is empty' });
    if (Buffer.byteLength(content) > 4096) return say(reply, { errcode: 45002, errmsg: 'content size out of limit' });
    say(reply, { errcode: 0, errmsg: 'ok' });
  },
  dingtalk({ path, query, body }, reply) {
    if (path !== '/robot/send' || query.get('access_token') !== KEY) {
      return say(reply, { errcode: 300005, errmsg: 'token is not exist' });
    }
    const at = query.get('timestamp') ?? '';
    const sign = createHmac('sha256', SECRET).update(`${at}\n${SECRET}`).digest('base64');
    if (query.get('sign') !== sign) return say(reply, { errcode: 310000, errmsg: 'sign not match' });
    if (Math.abs(Date.now() - Number(at)) > HOUR) return say(reply, { errcode: 310000, errmsg: 'invalid timestamp' });
    const { title, text } = (body['markdown'] ?? {}) as { title?: string; text?: string };
    if (body['msgtype'] !== 'markdown' || !title || !text) return say(reply, { errcode: 40035, errmsg: 'missing' });
    if (JSON.stringify(body).length > 20_000) return say(reply, { errcode: 460101, errmsg: 'message too long' });
    say(reply, { errcode: 0, errmsg: 'ok' });
  },
  feishu({ path, body }, reply) {
    if (path !== `/open-apis/bot/v2/hook/${KEY}`) {
      return say(reply, { code: 19001, msg: 'param invalid: incoming webhook access token invalid' }, 400);
    }
    const at = String(body['timestamp']);
    const sign = createHmac('sha256', `${at}\n${SECRET}`).update('').digest('base64');
    if (body['sign'] !== sign || Math.abs(Date.now() - Number(at) * 1000) > HOUR) {
      return say(reply, { code: 19021, msg: 'sign match fail or timestamp is not within one hour from current time' });
    }
    const post = (body['content'] as { post?: { zh_cn?: { content?: unknown } } } | undefined)?.post?.zh_cn?.content;
    if (body['msg_type'] !== 'post' || !Array.isArray(post) || Buffer.byteLength(JSON.stringify(body)) > 20_000) {
      return say(reply, { code: 9499, msg: 'Bad Request', data: {} }, 400);
    }
    say(reply, { code: 0, msg: 'success', data: {}, StatusCode: 0, StatusMessage: 'success', Extra: null });
  },
};

const KINDS = ['wecom', 'dingtalk', 'feishu'] as const;
const robotAt = (kind: RobotKind, at: string): Robot => ({
  kind,
  url: at + PATHS[kind],
  secret: kind === 'wecom' ? null : SECRET,
});

const message: Message = {
  title: '【挽回】CD-261122-0007 已超时',
  lines: ['首次联系 16:30', '已超时 12 分钟'],
  link: 'https://desk.example.com/cases/7?from=robot&kind=breach',
};

/** What the group reads, whichever the service. */
function shown(kind: RobotKind, { body }: Heard): string {
  if (kind === 'feishu') return JSON.stringify(body['content']);
  const { content, text } = body['markdown'] as { content?: string; text?: string };
  return content ?? text ?? '';
}

describe.each(KINDS)('the robot of %s', (kind) => {
  it('takes title, lines and link', async () => {
    const { at, heard } = await aReceiver(SERVICES[kind]);
    await sendRobot(robotAt(kind, at), message, door);
    expect(heard).toHaveLength(1);
    const text = shown(kind, heard[0] as Heard);
    for (const part of [message.title, ...message.lines, message.link ?? '']) expect(text).toContain(part);
  });

  it('takes a message without lines or link', async () => {
    const { at, heard } = await aReceiver(SERVICES[kind]);
    await sendRobot(robotAt(kind, at), { title: '晨间摘要', lines: ['今日到期 3 件'], link: null }, door);
    expect(shown(kind, heard[0] as Heard)).not.toContain('打开');
  });

  it('gets markup and mentions as text', async () => {
    const { at, heard } = await aReceiver(SERVICES[kind]);
    const hostile = [
      '[打开](https://evil.example) ![](https://evil.example/x.png)',
      '<@all> <at user_id="all">所有人</at> @00000000000',
      '**粗** `码` <font color="warning">红</font>\n# 标题\n> 引用',
    ];
    await sendRobot(robotAt(kind, at), { ...message, title: '**[x](y)** <@all>', lines: hostile }, door);
    if (kind === 'feishu') {
      const [only] = heard as [Heard];
      const { content } = (only.body['content'] as { post: { zh_cn: { content: { tag: string }[][] } } }).post.zh_cn;
      expect(content.map((line) => line.map(({ tag }) => tag).join())).toEqual(['text', 'text', 'text', 'a']);
      return;
    }
    const [head = '', ...lines] = shown(kind, heard[0] as Heard).split(/\n+/);
    expect(lines.pop()).toBe(`[打开](${message.link})`);
    expect(lines).toHaveLength(3);
    expect(head).toMatch(/^\*\*[^*[\]<>]+\*\*$/);
    expect(lines.join('')).not.toMatch(/[<>[\]()*`#@]/);
  });

  it.each([
    ['Chinese', '超'],
    ['quotation marks', '"'],
    ['pairs of surrogates', '🧾'],
  ])('gets no more than it takes of long lists, and the link with it: %s', async (_what, letter) => {
    const { at, heard } = await aReceiver(SERVICES[kind]);
    const lines = Array.from({ length: 2000 }, (_, at) => `${at} ${letter.repeat(30)}`);
    await sendRobot(robotAt(kind, at), { ...message, title: letter.repeat(5000), lines }, door);
    const text = shown(kind, heard[0] as Heard);
    expect(text).toContain(message.link);
    expect(text).toContain('…');
    expect(text).toContain('10 ');
    expect(text).not.toContain('\ufffd');
  });

  it('refuses a wrong key for good', async () => {
    const { at } = await aReceiver(SERVICES[kind]);
    const robot = robotAt(kind, at);
    const sending = sendRobot({ ...robot, url: robot.url.replace(KEY, 'another-key-entirely') }, message, door);
    await expect(sending).rejects.toMatchObject({ name: 'DeliveryFault', reason: 'key-refused', permanent: true });
  });

  it('follows no redirect to loopback', async () => {
    const inner = await aReceiver((_heard, reply) => say(reply, { errcode: 0, code: 0 }));
    const { at } = await aReceiver((_heard, reply) => {
      reply.writeHead(307, { location: inner.at.replace('robot.example.com', '127.0.0.1') }).end();
    });
    const sending = sendRobot(robotAt(kind, at), message, door);
    await expect(sending).rejects.toMatchObject({ reason: 'redirected', permanent: true });
    expect(inner.heard).toEqual([]);
  });

  it('inside is not called', async () => {
    const { at, heard } = await aReceiver(SERVICES[kind]);
    const closed: Door = { ...door, rules: { unencrypted: true, allow: ['10.0.0.0/8'] } };
    const sending = sendRobot(robotAt(kind, at), message, closed);
    await expect(sending).rejects.toMatchObject({ reason: 'address-not-allowed', permanent: true });
    expect(heard).toEqual([]);
  });

  it.each([
    ['a gateway that is down', 502, '<html>bad gateway</html>', 'busy', false],
    ['too many at the gateway', 429, '', 'rate-limited', false],
    ['an address that is gone', 404, '<html>not found</html>', 'robot-refused', true],
    ['a page that is no answer', 200, '<html>please sign in</html>', 'unclear-reply', false],
    ['an answer without a code', 200, '{"ok":true}', 'unclear-reply', false],
    ['an answer that is nothing', 200, 'null', 'unclear-reply', false],
    ['a code in words', 200, '{"errcode":"0","code":"0"}', 'unclear-reply', false],
  ])('%s is no success', async (_what, status, body, reason, permanent) => {
    const { at } = await aReceiver((_heard, reply) => void reply.writeHead(status).end(body));
    await expect(sendRobot(robotAt(kind, at), message, door)).rejects.toMatchObject({ reason, permanent });
  });

  it('tells what was said without the key', async () => {
    const said = `no robot ${KEY} with ${SECRET}\r\n\u202e at all`;
    const { at } = await aReceiver((_heard, reply) => say(reply, { errcode: 7, errmsg: said, code: 7, msg: said }));
    const robot = { ...robotAt(kind, at), secret: SECRET };
    const fault = await sendRobot(robot, message, door).catch((error: unknown) => error);
    expect(fault).toMatchObject({ reason: 'robot-refused', permanent: true, said: '7 no robot … with … at all' });
    expect(String(fault)).not.toContain(KEY);
  });
});

it.each(['dingtalk', 'feishu'] as const)('a wrong secret is refused for good by %s', async (kind) => {
  const { at } = await aReceiver(SERVICES[kind]);
  for (const secret of ['SECanother', null]) {
    const sending = sendRobot({ ...robotAt(kind, at), secret }, message, door);
    await expect(sending).rejects.toMatchObject({ reason: 'security-refused', permanent: true });
  }
});

const replies: [kind: RobotKind, what: string, reply: object, reason: string, permanent: boolean][] = [
  ['wecom', 'too many messages', { errcode: 45009, errmsg: 'api freq out of limit' }, 'rate-limited', false],
  ['wecom', 'a busy service', { errcode: -1, errmsg: 'system busy' }, 'busy', false],
  ['wecom', 'an empty text', { errcode: 44004, errmsg: 'text content is empty' }, 'robot-refused', true],
  ['dingtalk', 'too many messages', { errcode: 130101, errmsg: 'send too fast' }, 'rate-limited', false],
  ['dingtalk', 'too many messages, newer', { errcode: 410100, errmsg: '发送速度太快而限流' }, 'rate-limited', false],
  ['dingtalk', 'a busy service', { errcode: -1, errmsg: '系统繁忙' }, 'busy', false],
  ['dingtalk', 'a missing keyword', { errcode: 310000, errmsg: 'keywords not in content' }, 'security-refused', true],
  ['dingtalk', 'a group that is dissolved', { errcode: 400013, errmsg: '群已被解散' }, 'key-refused', true],
  ['feishu', 'too many messages', { code: 11232, msg: 'frequency limited' }, 'rate-limited', false],
  ['feishu', 'too many messages, older', { code: 9499, msg: 'too many request' }, 'rate-limited', false],
  ['feishu', 'a bad body', { code: 9499, msg: 'Bad Request' }, 'robot-refused', true],
  ['feishu', 'a missing keyword', { code: 19024, msg: 'Key Words Not Found' }, 'security-refused', true],
  ['feishu', 'an address that is not on its list', { code: 19022, msg: 'Ip Not Allowed' }, 'security-refused', true],
  ['feishu', 'an older form of no', { StatusCode: 19001, StatusMessage: 'param invalid' }, 'key-refused', true],
];

it.each(replies)('%s: %s in a reply with status 200 is a fault', async (kind, _what, body, reason, permanent) => {
  const { at } = await aReceiver((_heard, reply) => say(reply, body));
  await expect(sendRobot(robotAt(kind, at), message, door)).rejects.toMatchObject({ reason, permanent });
});

it('the older yes of 飞书 is a yes', async () => {
  const { at, heard } = await aReceiver((_heard, reply) => say(reply, { StatusCode: 0, StatusMessage: 'success' }));
  await sendRobot(robotAt('feishu', at), message, door);
  expect(heard).toHaveLength(1);
});
