import { once } from 'node:events';
import { createServer, type RequestListener, setGlobalProxyFromEnv } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { aCertificate } from '../../app/testing-certificate.ts';
import { checkAddress, checkMailServer, connectToMailServer, type Door, postOutside } from './outgoing.ts';

const LOOPBACK = ['127.0.0.0/8'];
const PUBLIC = '1.1.1.1';

/** Answers names from a list, each time with its next answer; everything else is unknown. */
function aDoor(names: Record<string, string[][]> = {}, rules: Partial<Door['rules']> = {}) {
  const asked: string[] = [];
  const door: Door = {
    rules: { unencrypted: false, allow: [], ...rules },
    resolve: async (name) => {
      asked.push(name);
      const answers = names[name] ?? [];
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      if (!answer) throw Object.assign(new Error('unknown'), { code: 'ENOTFOUND' });
      return answer;
    },
  };
  return { ...door, asked };
}

const open: { close(): unknown; closeAllConnections?(): void }[] = [];
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections?.();
    server.close();
  }
});

async function listening(server: Server, host = '127.0.0.1', port = 0): Promise<number> {
  open.push(server);
  server.listen(port, host);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const aServer = (answer: RequestListener, host?: string, port?: number): Promise<number> =>
  listening(createServer(answer), host, port);

const inTheOpen = (names: Record<string, string[][]> = {}): ReturnType<typeof aDoor> =>
  aDoor(names, { unencrypted: true, allow: LOOPBACK });

const refused: [what: string, url: string, code: string][] = [
  ['loopback', 'https://127.0.0.1/', 'not-allowed'],
  ['loopback in decimal', 'https://2130706433/', 'not-allowed'],
  ['loopback in octal', 'https://0177.0.0.1/', 'not-allowed'],
  ['loopback in hex', 'https://0x7f000001/', 'not-allowed'],
  ['loopback cut short', 'https://127.1/', 'not-allowed'],
  ['loopback in hex, cut short', 'https://0x7f.1/', 'not-allowed'],
  ['loopback with a dot behind it', 'https://127.0.0.1./', 'not-allowed'],
  ['loopback in wide digits', 'https://１２７.０.０.１/', 'not-allowed'],
  ['loopback in circled digits', 'https://①②⑦.⓪.⓪.①/', 'not-allowed'],
  ['loopback with Chinese dots', 'https://127。0。0。1/', 'not-allowed'],
  ['loopback in percent signs', 'https://%31%32%37.0.0.1/', 'not-allowed'],
  ['nowhere', 'https://0.0.0.0/', 'not-allowed'],
  ['nowhere, in short', 'https://0/', 'not-allowed'],
  ['loopback of IPv6', 'https://[::1]/', 'not-allowed'],
  ['mapped loopback', 'https://[::ffff:127.0.0.1]/', 'not-allowed'],
  ['NAT64 of the metadata address', 'https://[64:ff9b::169.254.169.254]/', 'not-allowed'],
  ['metadata', 'https://169.254.169.254/latest/meta-data/', 'not-allowed'],
  ['metadata in decimal', 'https://2852039166/', 'not-allowed'],
  ['localhost', 'https://localhost/', 'not-allowed'],
  ['localhost with a dot', 'https://localhost./', 'not-allowed'],
  ['localhost in circled letters', 'https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/', 'not-allowed'],
  ['a name of loopback', 'https://loops.example.com/', 'not-allowed'],
  ['a name of loopback with a dot', 'https://loops.example.com./', 'not-allowed'],
  ['a name with one inner address among its own', 'https://mixed.example.com/', 'not-allowed'],
  ['http', 'http://robot.example.com/', 'malformed'],
  ['a file', 'file:///etc/passwd', 'malformed'],
  ['gopher', 'gopher://robot.example.com/', 'malformed'],
  ['a user', 'https://robot.example.com@127.0.0.1/', 'malformed'],
  ['a password', 'https://me:secret@robot.example.com/', 'malformed'],
  ['another port', 'https://robot.example.com:8443/', 'malformed'],
  ['the port of a database', 'https://robot.example.com:5432/', 'malformed'],
  ['half an address', '//robot.example.com/', 'malformed'],
  ['a word', 'robot', 'malformed'],
  ['nothing', '', 'malformed'],
];

const names = {
  localhost: [['127.0.0.1', '::1']],
  'loops.example.com': [['127.0.0.1']],
  'mixed.example.com': [[PUBLIC, '10.0.0.8']],
  'robot.example.com': [[PUBLIC]],
};

it.each(refused)('%s is refused when saved and when called: %s', async (_what, url, code) => {
  await expect(checkAddress(url, aDoor(names))).rejects.toMatchObject({ code: `base.address-${code}`, status: 400 });
  await expect(postOutside({ url, body: '{}' }, aDoor(names))).rejects.toMatchObject({
    name: 'OutgoingFault',
    reason: `address-${code}`,
    permanent: true,
  });
});

it.each([
  ['as it is', 'https://robot.example.com/send?key=1', 'https://robot.example.com/send?key=1'],
  ['without its fragment', 'https://robot.example.com/send#here', 'https://robot.example.com/send'],
  ['without the dot behind the name', 'https://robot.example.com./send', 'https://robot.example.com/send'],
  ['with the usual port left out', 'https://robot.example.com:443/send', 'https://robot.example.com/send'],
])('an address outside is kept %s', async (_how, url, kept) => {
  expect(await checkAddress(url, aDoor(names))).toBe(kept);
});

it('look-alike letters show as what they are', async () => {
  // the first letter is Cyrillic
  const kept = await checkAddress('https://еxample.com/', aDoor({ 'xn--xample-2of.com': [[PUBLIC]] }));
  expect(kept).toBe('https://xn--xample-2of.com/');
});

it('a name that cannot be resolved just now is kept, and its call fails for now', async () => {
  const url = 'https://away.example.com/';
  expect(await checkAddress(url, aDoor())).toBe(url);
  await expect(postOutside({ url, body: '' }, aDoor())).rejects.toMatchObject({
    reason: 'name-unknown',
    permanent: false,
  });
});

it('a resolver that says nothing does not hold up the call', async () => {
  const door: Door = { rules: { unencrypted: false, allow: [] }, resolve: () => new Promise(() => {}) };
  const call = postOutside({ url: 'https://robot.example.com/', body: '', timeoutMs: 50 }, door);
  await expect(call).rejects.toMatchObject({ reason: 'timeout', permanent: false });
});

const mailRefused: [host: string, port: number, code: string][] = [
  ['127.0.0.1', 25, 'not-allowed'],
  ['::1', 25, 'not-allowed'],
  ['::ffff:127.0.0.1', 587, 'not-allowed'],
  ['0x7f.1', 25, 'not-allowed'],
  ['2130706433', 465, 'not-allowed'],
  ['localhost.', 465, 'not-allowed'],
  ['loops.example.com', 465, 'not-allowed'],
  ['robot.example.com', 6379, 'malformed'],
  ['robot.example.com:6379', 25, 'malformed'],
  ['me@robot.example.com', 25, 'malformed'],
  ['robot.example.com/path', 25, 'malformed'],
  ['[::1]', 25, 'malformed'],
  ['robot.example.com\r\nRCPT TO', 25, 'malformed'],
  ['', 25, 'malformed'],
];

it.each(mailRefused)(
  'the mail server %j at port %i is refused when saved and when called',
  async (host, port, code) => {
    await expect(checkMailServer(host, port, aDoor(names))).rejects.toMatchObject({ code: `base.address-${code}` });
    const call = connectToMailServer(host, port, AbortSignal.timeout(2000), aDoor(names));
    await expect(call).rejects.toMatchObject({ reason: `address-${code}` });
  },
);

it('a mail server outside is kept by its plain name', async () => {
  expect(await checkMailServer('Robot.Example.com.', 587, aDoor(names))).toBe('robot.example.com');
});

describe('a call', () => {
  it('posts JSON to where the operator allows it, and gives back status and text', async () => {
    const heard: unknown[] = [];
    const port = await aServer(async (request, reply) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      heard.push([request.method, request.url, request.headers['content-type'], request.headers.host, body]);
      reply.writeHead(404).end('没有');
    });
    const url = `http://robot.example.com:${port}/send?key=1`;
    const door = inTheOpen({ 'robot.example.com': [['127.0.0.1']] });
    expect(await postOutside({ url, body: '{"text":"您好"}' }, door)).toEqual({ status: 404, text: '没有' });
    expect(heard).toEqual([
      ['POST', '/send?key=1', 'application/json; charset=utf-8', `robot.example.com:${port}`, '{"text":"您好"}'],
    ]);
  });

  it('connects to the address it looked at, even if the name answers otherwise the next moment', async () => {
    const port = await aServer((_request, reply) => reply.end('the one we looked at'), '127.0.0.2');
    let inner = 0;
    await aServer((_request, reply) => reply.end(String(++inner)), '127.0.0.1', port);
    const rebinding = { 'turns.example.com': [['127.0.0.2'], ['127.0.0.1']] };
    const door = aDoor(rebinding, { unencrypted: true, allow: ['127.0.0.2/32'] });
    const url = `http://turns.example.com:${port}/`;
    expect((await postOutside({ url, body: '' }, door)).text).toBe('the one we looked at');
    expect(door.asked).toEqual(['turns.example.com']);
    await expect(postOutside({ url, body: '' }, door)).rejects.toMatchObject({ reason: 'address-not-allowed' });
    expect(inner).toBe(0);
  });

  it.each([301, 302, 303, 307, 308])('follows no redirect: %i to loopback', async (status) => {
    let inner = 0;
    const innerPort = await aServer((_request, reply) => reply.end(String(++inner)));
    const location = `http://127.0.0.1:${innerPort}/`;
    const port = await aServer((_request, reply) => reply.writeHead(status, { location }).end());
    const call = postOutside({ url: `http://127.0.0.1:${port}/`, body: '' }, inTheOpen());
    await expect(call).rejects.toMatchObject({ reason: 'redirected', permanent: true });
    expect(inner).toBe(0);
  });

  it('uses no proxy of the environment', async () => {
    let through = 0;
    const proxy = await aServer((_request, reply) => reply.end(String(++through)));
    const port = await aServer((_request, reply) => reply.end('straight'));
    const restore = setGlobalProxyFromEnv({ http_proxy: `http://127.0.0.1:${proxy}` });
    try {
      const reply = await postOutside({ url: `http://127.0.0.1:${port}/`, body: '' }, inTheOpen());
      expect(reply.text).toBe('straight');
      expect(through).toBe(0);
    } finally {
      restore();
    }
  });

  it('reads 64 KB and no more', async () => {
    const most = await aServer((_request, reply) => reply.end('x'.repeat(64 * 1024)));
    expect((await postOutside({ url: `http://127.0.0.1:${most}/`, body: '' }, inTheOpen())).text).toHaveLength(65_536);
    const endless = await aServer((_request, reply) => {
      const more = (): void => {
        while (!reply.destroyed && reply.write('x'.repeat(16_384)));
      };
      reply.on('drain', more);
      more();
    });
    const call = postOutside({ url: `http://127.0.0.1:${endless}/`, body: '' }, inTheOpen());
    await expect(call).rejects.toMatchObject({ reason: 'too-large', permanent: true });
  });

  const slow: [what: string, answer: RequestListener][] = [
    ['never answers', () => {}],
    ['stops in the middle', (_request, reply) => reply.write('{')],
    [
      'drips',
      (_request, reply) => {
        const drip = setInterval(() => reply.write(' '), 20);
        reply.on('close', () => clearInterval(drip));
      },
    ],
  ];

  it.each(slow)('ends in time when the other side %s', async (_what, answer) => {
    const port = await aServer(answer);
    const call = postOutside({ url: `http://127.0.0.1:${port}/`, body: '', timeoutMs: 200 }, inTheOpen());
    await expect(call).rejects.toMatchObject({ reason: 'timeout', permanent: false });
  });

  it('fails for now when nobody listens, or the line is cut', async () => {
    const gone = await aServer(() => {});
    open.pop()?.close();
    const cut = await aServer((_request, reply) => {
      reply.write('{');
      reply.socket?.destroy();
    });
    const silent = await listening(createTcpServer((socket) => socket.end('not HTTP\r\n\r\n')));
    for (const port of [gone, cut, silent]) {
      const call = postOutside({ url: `http://127.0.0.1:${port}/`, body: '' }, inTheOpen());
      await expect(call).rejects.toMatchObject({ reason: 'unreachable', permanent: false });
    }
  });
});

describe('over https', () => {
  const secure = (certificate: { key: string; cert: string }): Promise<number> =>
    listening(createSecureServer(certificate, (_request, reply) => reply.end('ok')));
  const door = () => aDoor({ 'robot.example.com': [['127.0.0.1']] }, { allow: LOOPBACK });
  const call = (port: number) => postOutside({ url: `https://robot.example.com:${port}/`, body: '' }, door());
  const trusted = getCACertificates('default');
  afterEach(() => setDefaultCACertificates(trusted));

  it('a certificate of that name from somebody trusted passes', async () => {
    const certificate = aCertificate('robot.example.com');
    setDefaultCACertificates([...trusted, certificate.cert]);
    expect(await call(await secure(certificate))).toEqual({ status: 200, text: 'ok' });
  });

  it('a certificate from nobody we know is refused', async () => {
    const port = await secure(aCertificate('robot.example.com'));
    await expect(call(port)).rejects.toMatchObject({ reason: 'certificate', permanent: true });
  });

  it.each([
    ['of another name', aCertificate('other.example.com')],
    ['of the address rather than the name', aCertificate('127.0.0.1')],
    ['that has expired', aCertificate('robot.example.com', { until: '20200601000000Z' })],
  ])('a certificate %s is refused', async (_what, certificate) => {
    setDefaultCACertificates([...trusted, certificate.cert]);
    await expect(call(await secure(certificate))).rejects.toMatchObject({ reason: 'certificate', permanent: true });
  });

  it('who speaks no TLS is refused', async () => {
    const port = await aServer((_request, reply) => reply.end('in the open'));
    await expect(call(port)).rejects.toMatchObject({ reason: 'certificate', permanent: true });
  });
});
