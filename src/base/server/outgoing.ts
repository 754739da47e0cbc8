import { promises as dns, type LookupAddress } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect, isIP, type LookupFunction, type Socket } from 'node:net';
import { Refusal } from '../refusal.ts';
import { type OutgoingRules, readOutgoing } from './config.ts';
import { isListed, isOutside } from './outgoing-addresses.ts';

const MOST_BYTES = 64 * 1024;
const TIMEOUT_MS = 10_000;
/** While settings are saved somebody waits, and a transaction is open. */
const SAVING_MS = 3_000;
const MAIL_PORTS: readonly number[] = [25, 465, 587, 994];

export type OutgoingReason =
  | 'address-malformed'
  | 'address-not-allowed'
  | 'name-unknown'
  | 'timeout'
  | 'unreachable'
  | 'certificate'
  | 'redirected'
  | 'too-large';

/** Why a call outside came to nothing. `permanent`: the same call would fail again. Says nothing of the address. */
export class OutgoingFault extends Error {
  override readonly name = 'OutgoingFault';
  readonly permanent: boolean;
  readonly reason: OutgoingReason;

  constructor(reason: OutgoingReason, permanent: boolean) {
    super(reason);
    this.reason = reason;
    this.permanent = permanent;
  }
}

/** Every address of a name; throws when it has none. */
export type Resolve = (name: string) => Promise<readonly string[]>;

/** How one gets out: what the operator allows, and how names are resolved. */
export interface Door {
  readonly rules: OutgoingRules;
  readonly resolve: Resolve;
}

export const theDoor = (): Door => ({
  rules: readOutgoing(),
  resolve: async (name) => (await dns.lookup(name, { all: true })).map(({ address }) => address),
});

export interface OutgoingCall {
  readonly url: string;
  /** JSON. */
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** For everything together, name and reply included. */
  readonly timeoutMs?: number;
  /** Of the reply; 64 KB unless told. */
  readonly mostBytes?: number;
}

export interface OutgoingReply {
  readonly status: number;
  readonly text: string;
}

/** A place that was looked at: only `addresses` are ever connected to, so that a name cannot change its mind. */
interface Place {
  readonly name: string;
  readonly addresses: readonly LookupAddress[];
}

/**
 * The only way in which the desk calls an address that somebody typed: posts JSON there, follows nothing, uses no
 * proxy, reads `mostBytes` and no more. A status that is not a redirect is a reply. Throws OutgoingFault.
 */
export async function postOutside(call: OutgoingCall, door = theDoor()): Promise<OutgoingReply> {
  const url = parsed(call.url, door.rules);
  const signal = AbortSignal.timeout(call.timeoutMs ?? TIMEOUT_MS);
  const place = await placeOf(nameOf(url), portOf(url), [443, 80], door, signal);
  try {
    const reply = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
        method: 'POST',
        headers: { ...call.headers, 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Wanhui' },
        agent: false,
        lookup: lookupOf(place),
        signal,
      });
      request.on('response', resolve).on('error', reject).end(call.body);
    });
    const status = reply.statusCode ?? 0;
    if (status >= 300 && status < 400) {
      reply.destroy();
      throw new OutgoingFault('redirected', true);
    }
    return { status, text: await textOf(reply, call.mostBytes ?? MOST_BYTES) };
  } catch (error) {
    throw faultOf(error, signal);
  }
}

/** A connection to a mail server, without TLS so far; `name` is what its certificate must be made out to. */
export async function connectToMailServer(
  host: string,
  port: number,
  signal: AbortSignal,
  door = theDoor(),
): Promise<{ socket: Socket; name: string }> {
  const place = await placeOf(mailName(host), port, MAIL_PORTS, door, signal);
  const socket = connect({ host: place.name, port, lookup: lookupOf(place), signal });
  // whoever takes it over learns of the error too; until then nobody may listen, which would end the process
  socket.on('error', () => {});
  try {
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return { socket, name: place.name };
  } catch (error) {
    throw faultOf(error, signal);
  }
}

/**
 * Refuses an address when it is saved, or gives it back as it should be kept: a name in look-alike letters shows as
 * `xn--…`. A name that cannot be resolved just now passes; every call looks again.
 */
export async function checkAddress(address: string, door = theDoor()): Promise<string> {
  return refusing(async (signal) => {
    const url = parsed(address, door.rules);
    await placeOf(nameOf(url), portOf(url), [443, 80], door, signal);
    return url.href;
  }, address);
}

/** The same for a mail server; gives back the name to keep. */
export async function checkMailServer(host: string, port: number, door = theDoor()): Promise<string> {
  return refusing(async (signal) => {
    const name = mailName(host);
    await placeOf(name, port, MAIL_PORTS, door, signal);
    return name;
  }, host);
}

async function refusing(check: (signal: AbortSignal) => Promise<string>, kept: string): Promise<string> {
  try {
    return await check(AbortSignal.timeout(SAVING_MS));
  } catch (error) {
    if (!(error instanceof OutgoingFault)) throw error;
    if (error.reason === 'address-malformed') throw new Refusal('base.address-malformed', { status: 400 });
    if (error.reason === 'address-not-allowed') throw new Refusal('base.address-not-allowed', { status: 400 });
    return kept;
  }
}

function parsed(address: string, rules: OutgoingRules): URL {
  const url = URL.parse(address);
  const protocols = rules.unencrypted ? ['https:', 'http:'] : ['https:'];
  if (!url || !protocols.includes(url.protocol) || url.username || url.password) throw malformed();
  url.hash = '';
  url.hostname = url.hostname.replace(/\.$/, '');
  return url;
}

const portOf = (url: URL): number => Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
const nameOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

/** Through the parser of URLs, which sees what 0x7f.1, ①②⑦.0.0.1 and localhost. mean. */
function mailName(host: string): string {
  if (/[\s/?#@\\%[\]]/.test(host)) throw malformed();
  const url = URL.parse(`https://${isIP(host) === 6 ? `[${host}]` : host}`);
  if (!url || url.port || (host.includes(':') && !isIP(host))) throw malformed();
  return nameOf(url).replace(/\.$/, '');
}

/** Looks the name up once. Each of its addresses must be outside on a usual port, or listed by the operator. */
async function placeOf(
  name: string,
  port: number,
  ports: readonly number[],
  { rules, resolve }: Door,
  signal: AbortSignal,
): Promise<Place> {
  if (!ports.includes(port) && rules.allow.length === 0) throw malformed();
  const addresses = isIP(name) ? [name] : await within(signal, resolve(name));
  const refused = addresses.filter((address) => !isListed(address, rules.allow));
  if (!refused.every(isOutside)) throw new OutgoingFault('address-not-allowed', true);
  if (refused.length > 0 && !ports.includes(port)) throw malformed();
  return { name, addresses: addresses.map((address) => ({ address, family: isIP(address) })) };
}

async function within(signal: AbortSignal, addresses: Promise<readonly string[]>): Promise<readonly string[]> {
  const timeout = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  try {
    const found = await Promise.race([addresses, timeout]);
    if (found.length > 0) return found;
  } catch {
    // a resolver has many ways to say that it found nothing
  }
  throw new OutgoingFault(signal.aborted ? 'timeout' : 'name-unknown', false);
}

function lookupOf({ addresses }: Place): LookupFunction {
  return (_name, options, callback) => {
    if (options.all) return callback(null, [...addresses]);
    const [first] = addresses;
    callback(null, first?.address ?? '', first?.family);
  };
}

async function textOf(reply: IncomingMessage, mostBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of reply as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new OutgoingFault('too-large', true);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** OpenSSL's names: CERT_HAS_EXPIRED, DEPTH_ZERO_SELF_SIGNED_CERT, UNABLE_TO_VERIFY_LEAF_SIGNATURE … */
const OF_TLS = /CERT|SIGNATURE|ERR_TLS|ERR_SSL|EPROTO/;

/** What went wrong on the wire, as one of our reasons. What has no code is a mistake of our own and is thrown on. */
export function faultOf(error: unknown, signal: AbortSignal): OutgoingFault {
  if (error instanceof OutgoingFault) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (signal.aborted || code === 'ETIMEDOUT') return new OutgoingFault('timeout', false);
  if (!code) throw error;
  return OF_TLS.test(code) ? new OutgoingFault('certificate', true) : new OutgoingFault('unreachable', false);
}

const malformed = (): OutgoingFault => new OutgoingFault('address-malformed', true);
