import { networkInterfaces } from 'node:os';
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = ReturnType<typeof ipaddr.parseCIDR>;

const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3');
/** RFC 6052: the last four bytes are an IPv4 address, reached through the network's translator. */
const TRANSLATED = ipaddr.parseCIDR('64:ff9b::/96');
/** Public by their range, and yet inside. */
const INSIDE = [
  // answers the virtual machines of one cloud with their own secrets
  '168.63.129.16/32',
  // RFC 9637: documentation
  '3fff::/20',
].map((cidr) => ipaddr.parseCIDR(cidr));

/** A host of the public internet that is not this machine. `text` is an IPv4 or IPv6 address, in whatever wrapping. */
export function isOutside(text: string): boolean {
  const address = unwrapped(text);
  if (address?.range() !== 'unicast') return false;
  if (address.kind() === 'ipv6' && !lies(address, GLOBAL_IPV6)) return false;
  if (INSIDE.some((network) => lies(address, network))) return false;
  const own = Object.values(networkInterfaces()).flatMap((interfaces) => interfaces ?? []);
  return !own.some((each) => unwrapped(each.address)?.toString() === address.toString());
}

/** `cidrs` as the operator lists them: `10.1.2.0/24`, `192.168.1.9/32`, `fd00::/8`. */
export function isListed(text: string, cidrs: readonly string[]): boolean {
  const address = unwrapped(text);
  return address !== null && cidrs.some((cidr) => lies(address, ipaddr.parseCIDR(cidr)));
}

function unwrapped(text: string): Address | null {
  if (!ipaddr.isValid(text)) return null;
  const address = ipaddr.process(text);
  if (!lies(address, TRANSLATED)) return address;
  return new ipaddr.IPv4(address.toByteArray().slice(-4));
}

const lies = (address: Address, network: Network): boolean =>
  address.kind() === network[0].kind() && address.match(network);
