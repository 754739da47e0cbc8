import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { aCertificate } from '../../app/testing-certificate.ts';
import { MAIL_CERTIFICATE, type MailServer, readMail, aMailServer as startMailServer } from '../../app/testing-mail.ts';
import type { Door } from '../../base/server/outgoing.ts';
import type { MailSettings, Message } from '../message.ts';
import { sendMail } from './send-mail.ts';

const trusted = getCACertificates('default');
const trust = (): void => setDefaultCACertificates([...trusted, MAIL_CERTIFICATE.cert]);
const door: Door = {
  rules: { unencrypted: false, allow: ['127.0.0.1/32'] },
  resolve: async () => ['127.0.0.1'],
};
const inTheOpen: Door = { ...door, rules: { ...door.rules, unencrypted: true } };

const open: { close(): unknown }[] = [];
afterEach(async () => {
  setDefaultCACertificates(trusted);
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function aMailServer(options?: SMTPServerOptions): Promise<MailServer> {
  const server = await startMailServer(options);
  open.push(server);
  return server;
}

async function aListener(server: Server): Promise<number> {
  open.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const settings = (port: number, more: Partial<MailSettings> = {}): MailSettings => ({
  host: 'mail.example.com',
  port,
  security: 'starttls',
  user: '',
  password: '',
  from: 'desk@wanhui.example',
  ...more,
});

const message: Message = {
  title: '【挽回】CD-261122-0007 首次联系将于 16:30 到期',
  lines: ['单号 CD-261122-0007', '时限 16:30'],
  link: 'https://desk.example.com/cases/7?from=mail&kind=warning',
};

const send = (given: MailSettings, what = message, through = door, to = 'lin@staff.example') =>
  sendMail(given, to, what, '0190d0c4-7d5e', { door: through, timeoutMs: 3000 });

describe('a mail', () => {
  it('arrives over STARTTLS with title, lines and link, in plain text and HTML', async () => {
    trust();
    const { port, mails } = await aMailServer();
    await send(settings(port, { user: 'desk', password: 'right' }));
    expect(mails).toMatchObject([
      { from: 'desk@wanhui.example', to: ['lin@staff.example'], secure: true, user: 'desk' },
    ]);
    const { headers, parts } = readMail(mails[0]?.source ?? '');
    expect(Object.fromEntries(headers)).toMatchObject({
      subject: '【挽回】CD-261122-0007 首次联系将于 16:30 到期',
      from: '挽回 <desk@wanhui.example>',
      to: 'lin@staff.example',
      'message-id': '<0190d0c4-7d5e@wanhui.example>',
      'auto-submitted': 'auto-generated',
    });
    const [text, html] = parts;
    expect(text?.trim().split(/\r?\n/)).toEqual([...message.lines, '', message.link]);
    expect(html).toContain('<p>单号 CD-261122-0007</p>');
    expect(html).toContain('href="https://desk.example.com/cases/7?from=mail&amp;kind=warning"');
  });

  it('arrives over TLS from the first byte', async () => {
    trust();
    const { port, mails } = await aMailServer({ secure: true });
    await send(settings(port, { security: 'tls' }));
    expect(mails).toMatchObject([{ secure: true, user: null }]);
  });

  it('that is sent again can be recognised', async () => {
    trust();
    const { port, mails } = await aMailServer();
    await send(settings(port));
    await send(settings(port));
    expect(new Set(mails.map(({ source }) => readMail(source).headers.get('message-id')))).toHaveProperty('size', 1);
  });

  it('carries markup as text, and no header of somebody else’s', async () => {
    trust();
    const { port, mails } = await aMailServer();
    await send(settings(port), {
      title: 'one\r\nBcc: thief@evil.example\r\n\r\n<b>two</b>\u202e\u0000',
      lines: ['<img src=x onerror=alert(1)>', '</p><script>"&\'', 'a\r\n.\r\nMAIL FROM:<thief@evil.example>'],
      link: 'https://desk.example.com/"><script>',
    });
    expect(mails).toMatchObject([{ to: ['lin@staff.example'] }]);
    const { headers, parts } = readMail(mails[0]?.source ?? '');
    expect(headers.get('bcc')).toBeUndefined();
    expect(headers.get('subject')).toBe('one Bcc: thief@evil.example <b>two</b>');
    expect(parts[0]).toContain('a . MAIL FROM:<thief@evil.example>');
    expect(parts[1]).not.toMatch(/<(img|script)/);
    expect(parts[1]).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  it.each([
    'a@b.example, c@d.example',
    'a@b.example\r\nRCPT TO:<c@d.example>',
    'Lin <a@b.example>',
    'lin',
    '',
    'a@b@c',
  ])('goes to one address and never to %j', async (to) => {
    const { port, mails } = await aMailServer();
    await expect(send(settings(port), message, door, to)).rejects.toMatchObject({ reason: 'recipient-refused' });
    expect(mails).toEqual([]);
  });
});

const answer = (code: number, text: string): Error => Object.assign(new Error(text), { responseCode: code });
type Case = [what: string, options: SMTPServerOptions, fault: { reason: string; permanent: boolean; said?: unknown }];

const answers: Case[] = [
  [
    'a mailbox that does not exist',
    { onRcptTo: (_to, _session, done) => done(answer(550, '5.1.1 no such user')) },
    { reason: 'recipient-refused', permanent: true, said: expect.stringContaining('no such user') },
  ],
  [
    'a mailbox that is busy',
    { onRcptTo: (_to, _session, done) => done(answer(450, 'try later')) },
    { reason: 'mail-deferred', permanent: false, said: '450 try later' },
  ],
  [
    'a sender that is not welcome',
    { onMailFrom: (_from, _session, done) => done(answer(553, 'not yours')) },
    { reason: 'mail-refused', permanent: true },
  ],
  [
    'a mail that looks like spam',
    { onData: (stream, _session, done) => stream.on('end', () => done(answer(554, 'spam'))).resume() },
    { reason: 'mail-refused', permanent: true, said: '554 spam' },
  ],
  [
    'a full disk',
    { onData: (stream, _session, done) => stream.on('end', () => done(answer(452, 'disk full'))).resume() },
    { reason: 'mail-deferred', permanent: false, said: '452 disk full' },
  ],
  [
    'a server that is full',
    { onConnect: (_session, done) => done(answer(421, 'too many connections')) },
    { reason: 'mail-deferred', permanent: false },
  ],
];

it.each(answers)('%s is told as what it is', async (_what, options, fault) => {
  trust();
  const { port } = await aMailServer(options);
  await expect(send(settings(port))).rejects.toMatchObject({ name: 'DeliveryFault', ...fault });
});

it('a wrong password is told, and does not appear in what is told', async () => {
  trust();
  const { port, mails } = await aMailServer({ authOptional: false });
  const fault = await send(settings(port, { user: 'desk', password: 'wrong-one' })).catch((error: unknown) => error);
  expect(fault).toMatchObject({ reason: 'sign-in-refused', permanent: true });
  expect(String(fault)).not.toContain('wrong-one');
  expect(mails).toEqual([]);
});

describe('encryption', () => {
  it.each(['tls', 'starttls'] as const)(
    'of a server that vouches for itself is refused, unless allowed: %s',
    async (security) => {
      const { port, mails } = await aMailServer({ secure: security === 'tls' });
      const given = settings(port, { security, user: 'desk', password: 'right' });
      await expect(send(given)).rejects.toMatchObject({ reason: 'certificate', permanent: true });
      expect(mails).toEqual([]);
      await send({ ...given, anyCertificate: true });
      expect(mails).toMatchObject([{ secure: true }]);
    },
  );

  it('of a server with another name is refused', async () => {
    const other = aCertificate('other.example.com');
    setDefaultCACertificates([...trusted, other.cert]);
    const { port } = await aMailServer(other);
    await expect(send(settings(port))).rejects.toMatchObject({ reason: 'certificate', permanent: true });
  });

  it('is not given up when the server offers none', async () => {
    const { port, mails } = await aMailServer({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'] });
    const fault = { reason: 'tls-missing', permanent: true };
    await expect(send(settings(port, { user: 'desk', password: 'right' }))).rejects.toMatchObject(fault);
    expect(mails).toEqual([]);
  });

  it('is not given up when somebody in between lets no EHLO pass', async () => {
    const said: string[] = [];
    const port = await aListener(
      createServer((socket) => {
        socket.write('220 mail.example.com\r\n');
        socket.on('error', () => {});
        socket.on('data', (chunk) => {
          said.push(String(chunk));
          socket.write(String(chunk).startsWith('HELO') ? '250 ok\r\n' : '502 unknown\r\n');
        });
      }),
    );
    await expect(send(settings(port, { user: 'desk', password: 'right' }))).rejects.toMatchObject({ permanent: true });
    expect(said.join('')).not.toMatch(/AUTH|MAIL FROM/);
  });

  it('from the first byte fails with a server that begins in the open', async () => {
    const { port } = await aMailServer();
    await expect(send(settings(port, { security: 'tls' }))).rejects.toMatchObject({ reason: 'certificate' });
  });

  it('is left out only where the operator allows it', async () => {
    const { port, mails } = await aMailServer();
    const given = settings(port, { security: 'none' });
    await expect(send(given)).rejects.toMatchObject({ reason: 'tls-missing', permanent: true });
    expect(mails).toEqual([]);
    await send(given, message, inTheOpen);
    expect(mails).toMatchObject([{ secure: false }]);
  });
});

describe('a server', () => {
  const hangs: [what: string, options: SMTPServerOptions][] = [
    ['before it greets', { onConnect: () => {} }],
    ['over the recipient', { onRcptTo: () => {} }],
    ['over the mail', { onData: (stream) => void stream.resume() }],
  ];

  it.each(hangs)('that hangs %s is left in time', async (_when, options) => {
    trust();
    const { port } = await aMailServer(options);
    const sending = sendMail(settings(port), 'lin@staff.example', message, 'id', { door, timeoutMs: 300 });
    await expect(sending).rejects.toMatchObject({ reason: 'timeout', permanent: false });
  });

  it('that cuts the line in the middle of the mail fails for now', async () => {
    const port = await aListener(
      createServer((socket) => {
        socket.write('220 mail.example.com\r\n');
        socket.on('error', () => {});
        let inData = false;
        socket.on('data', (chunk) => {
          if (inData) return socket.destroy();
          inData = String(chunk).startsWith('DATA');
          socket.write(inData ? '354 go ahead\r\n' : '250 ok\r\n');
        });
      }),
    );
    const sending = send(settings(port, { security: 'none' }), message, inTheOpen);
    await expect(sending).rejects.toMatchObject({ reason: 'unreachable', permanent: false });
  });

  it('that does not listen fails for now', async () => {
    const port = await aListener(createServer());
    open.pop()?.close();
    await expect(send(settings(port))).rejects.toMatchObject({ reason: 'unreachable', permanent: false });
  });

  it('inside is not called', async () => {
    const { port, mails } = await aMailServer();
    const closed: Door = { ...inTheOpen, rules: { unencrypted: true, allow: ['10.0.0.0/8'] } };
    for (const host of ['127.0.0.1', 'mail.example.com', '::ffff:127.0.0.1', '0x7f.1']) {
      const sending = send(settings(port, { host, security: 'none' }), message, closed);
      await expect(sending).rejects.toMatchObject({ reason: 'address-not-allowed', permanent: true });
    }
    expect(mails).toEqual([]);
  });
});
