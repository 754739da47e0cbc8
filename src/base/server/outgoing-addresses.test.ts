import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isListed, isOutside } from './outgoing-addresses.ts';

const inside: [what: string, address: string][] = [
  ['loopback', '127.0.0.1'],
  ['the rest of loopback', '127.255.255.254'],
  ['loopback of IPv6', '::1'],
  ['unspecified', '0.0.0.0'],
  ['this network', '0.1.2.3'],
  ['unspecified of IPv6', '::'],
  ['private', '10.0.0.1'],
  ['private', '172.16.0.1'],
  ['private', '172.31.255.255'],
  ['private', '192.168.1.1'],
  ['link-local, where clouds keep their secrets', '169.254.169.254'],
  ['carrier-grade NAT', '100.64.0.1'],
  ['carrier-grade NAT, where one cloud keeps its secrets', '100.100.100.200'],
  ['a cloud’s helper at a public address', '168.63.129.16'],
  ['protocol assignments', '192.0.0.192'],
  ['documentation', '203.0.113.7'],
  ['relays of 6to4', '192.88.99.1'],
  ['benchmarking', '198.18.0.1'],
  ['multicast', '224.0.0.251'],
  ['reserved', '240.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ['unique local', 'fd00::1'],
  ['unique local, where one cloud keeps its secrets', 'fd00:ec2::254'],
  ['link-local of IPv6', 'fe80::1'],
  ['link-local with its zone', 'fe80::1%eth0'],
  ['site-local', 'fec0::1'],
  ['multicast of IPv6', 'ff02::1'],
  ['documentation of IPv6', '2001:db8::1'],
  ['newer documentation of IPv6', '3fff::1'],
  ['mapped loopback', '::ffff:127.0.0.1'],
  ['mapped loopback in hex', '::ffff:7f00:1'],
  ['mapped private', '::ffff:10.0.0.1'],
  ['compatible loopback', '::127.0.0.1'],
  ['translated (SIIT) loopback', '::ffff:0:127.0.0.1'],
  ['NAT64 of loopback', '64:ff9b::7f00:1'],
  ['NAT64 of the metadata address', '64:ff9b::a9fe:a9fe'],
  ['NAT64 for local use', '64:ff9b:1::808:808'],
  ['6to4 of loopback', '2002:7f00:1::'],
  ['6to4 of anything', '2002:808:808::1'],
  ['Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
  ['discard', '100::1'],
  ['unassigned', '4000::1'],
  ['no address', 'localhost'],
  ['nothing', ''],
];

it.each(inside)('%s is not outside: %s', (_what, address) => {
  expect(isOutside(address)).toBe(false);
});

it.each(['1.1.1.1', '100.128.0.1', '172.32.0.1', '2400:3200::1', '::ffff:1.1.1.1', '64:ff9b::101:101'])(
  '%s is outside',
  (address) => {
    expect(isOutside(address)).toBe(true);
  },
);

it('no wrapping of an inner address leads outside', () => {
  const last = fc.nat(255);
  const octets = fc.oneof(
    fc.tuple(fc.constantFrom(0, 10, 127, 224, 239, 240, 255), last, last, last),
    fc.tuple(fc.constant(192), fc.constant(168), last, last),
    fc.tuple(fc.constant(169), fc.constant(254), last, last),
    fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), last, last),
  );
  fc.assert(
    fc.property(
      octets,
      fc.constantFrom('', '::ffff:', '::', '::ffff:0:', '64:ff9b::', '64:ff9b:1::'),
      (four, prefix) => {
        expect(isOutside(prefix + four.join('.'))).toBe(false);
      },
    ),
  );
});

const listed: [address: string, cidr: string, is: boolean][] = [
  ['10.1.2.3', '10.1.2.0/24', true],
  ['10.1.3.3', '10.1.2.0/24', false],
  ['::ffff:10.1.2.3', '10.1.2.0/24', true],
  ['64:ff9b::a01:203', '10.1.2.0/24', true],
  ['fd00::5', 'fd00::/8', true],
  ['fd00::5', '10.0.0.0/8', false],
  ['::1', '127.0.0.0/8', false],
];

it.each(listed)('%s in the operator’s list %s: %s', (address, cidr, is) => {
  expect(isListed(address, [cidr])).toBe(is);
});
