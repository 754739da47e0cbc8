import { randomUUID } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { connectToMailServer, type Door, faultOf, OutgoingFault, theDoor } from '../../base/server/outgoing.ts';
import { DeliveryFault, type MailSettings, type Message } from '../message.ts';
import { clean, cut } from './texts.ts';

const TIMEOUT_MS = 30_000;
const TITLE_LETTERS = 150;

export interface MailOptions {
  readonly door?: Door;
  /** For everything together. */
  readonly timeoutMs?: number;
}

/** Hands one mail to the organisation's mail server. Throws DeliveryFault. */
export async function sendMail(
  settings: MailSettings,
  to: string,
  message: Message,
  deliveryId: string = randomUUID(),
  { door = theDoor(), timeoutMs = TIMEOUT_MS }: MailOptions = {},
): Promise<void> {
  if (!isOneAddress(settings.from)) throw new DeliveryFault({ permanent: true, reason: 'address-malformed' });
  if (!isOneAddress(to)) throw new DeliveryFault({ permanent: true, reason: 'recipient-refused' });
  // a password in the open, and a message that anybody on the way may change
  if (settings.security === 'none' && !door.rules.unencrypted) {
    throw new DeliveryFault({ permanent: true, reason: 'tls-missing' });
  }
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const { socket, name } = await connectToMailServer(settings.host, settings.port, signal, door);
    try {
      await createTransport({
        connection: socket,
        host: name,
        port: settings.port,
        secure: settings.security === 'tls',
        requireTLS: settings.security === 'starttls',
        ignoreTLS: settings.security === 'none',
        tls: { rejectUnauthorized: !settings.anyCertificate },
        ...(settings.user && { auth: { user: settings.user, pass: settings.password } }),
        name: settings.from.split('@')[1],
        disableFileAccess: true,
        disableUrlAccess: true,
      }).sendMail({ ...mailOf(settings.from, to, message, deliveryId), signal });
    } finally {
      socket.destroy();
    }
  } catch (error) {
    throw deliveryFault(error, signal);
  }
}

/** One address and nothing beside it: no list, no name, no line break. */
const isOneAddress = (text: string): boolean => /^[^\s@,;:<>()[\]"\\\p{C}]+@[^\s@,;:<>()[\]"\\\p{C}]+$/u.test(text);

function mailOf(from: string, to: string, { title, lines, link }: Message, deliveryId: string) {
  const text = lines.map(clean);
  return {
    envelope: { from, to: [to] },
    from: { name: '挽回', address: from },
    to: { name: '', address: to },
    subject: cut(clean(title), TITLE_LETTERS),
    text: `${[...text, ...(link ? ['', link] : [])].join('\n')}\n`,
    html: [
      '<!doctype html><html><body>',
      ...text.map((line) => `<p>${escaped(line)}</p>`),
      ...(link ? [`<p><a href="${escaped(link)}">${escaped(link)}</a></p>`] : []),
      '</body></html>',
    ].join('\n'),
    messageId: `<${deliveryId}@${from.split('@')[1]}>`,
    // RFC 3834, and what one wide-spread server heeds instead: no out-of-office replies to the desk
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  };
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? '');

/** As nodemailer puts it: its own code, the system's or OpenSSL's behind it, and the server's answer. */
interface MailError {
  readonly code?: string;
  readonly originalCode?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly command?: string;
}

function deliveryFault(error: unknown, signal: AbortSignal): DeliveryFault {
  const { code, originalCode, responseCode = 0, response = '', command } = error as MailError;
  const permanent = responseCode < 400 || responseCode >= 500;
  const said = cut(clean(response), 200);
  if (!signal.aborted && code === 'EAUTH') return new DeliveryFault({ permanent, reason: 'sign-in-refused', said });
  if (error instanceof OutgoingFault || signal.aborted || responseCode < 400) {
    return new DeliveryFault(faultOf(originalCode ? { code: originalCode } : error, signal));
  }
  if (code === 'ETLS') return new DeliveryFault({ permanent, reason: 'tls-missing', said });
  if (!permanent) return new DeliveryFault({ permanent, reason: 'mail-deferred', said });
  return new DeliveryFault({ permanent, reason: command === 'RCPT TO' ? 'recipient-refused' : 'mail-refused', said });
}
