import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { isIP } from 'node:net';

const der = (tag: number, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const length = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
};
const text = (tag: number, value: string): Buffer => der(tag, Buffer.from(value, 'latin1'));
const id = (...bytes: number[]): Buffer => der(6, Buffer.from(bytes));
const ECDSA_SHA256 = der(0x30, id(0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2));
const COMMON_NAME = id(0x55, 4, 3);
const ALTERNATIVE_NAME = id(0x55, 0x1d, 0x11);

/** A certificate that vouches for itself, made out to a name or an IPv4 address. PEM. */
export function aCertificate(name: string, { until = '20990101000000Z' } = {}): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'der' },
  });
  const subject = der(0x30, der(0x31, der(0x30, COMMON_NAME, text(12, name))));
  const alternative = isIP(name) ? der(0x87, Buffer.from(name.split('.').map(Number))) : text(0x82, name);
  const facts = der(
    0x30,
    der(0xa0, der(2, Buffer.from([2]))),
    der(2, Buffer.from([1, ...Buffer.from(name).subarray(0, 8)])),
    ECDSA_SHA256,
    subject,
    der(0x30, text(0x18, '20200101000000Z'), text(0x18, until)),
    subject,
    publicKey,
    der(0xa3, der(0x30, der(0x30, ALTERNATIVE_NAME, der(4, der(0x30, alternative))))),
  );
  const signature = sign('sha256', facts, createPrivateKey(privateKey));
  const certificate = der(0x30, facts, ECDSA_SHA256, der(3, Buffer.from([0]), signature));
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return { key: privateKey, cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n` };
}
