import type { Chance } from '../chaos/chance.ts';

/** A number that JSON.stringify would not write: `rawNumbers` puts it into the text. */
const RAW = ['1e400', '-1e400', '-0', '1e-400', '123456789012345678901234567890', '1E+2', '0.1e1'];
export const rawNumbers = (text: string): string => text.replace(/"@@([^"@]+)@@"/g, '$1');

export const ODD_TEXT: readonly string[] = [
  '',
  ' ',
  '0',
  'null',
  'undefined',
  'NaN',
  '__proto__',
  'constructor',
  'toString',
  "' or 1=1 --",
  "'; drop table complaint; --",
  '1 union select password from auth_account',
  "x') or pg_sleep(30)::text = ('",
  '$1',
  '$\u007b7*7}',
  '{{7*7}}',
  '%s%n%x',
  '%00',
  'a\u0000b',
  'a\ud800b',
  '\udfff',
  'a\u202eb',
  'a\r\nset-cookie: x=1',
  '\u2028',
  '\ufeff',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '../../../../etc/passwd',
  '..\\..\\windows',
  'file:///etc/passwd',
  'http://169.254.169.254/latest/meta-data/',
  'https://[::1]/',
  '=1+1|cmd',
  '👩‍🔧'.repeat(50),
  '𠮷'.repeat(300),
  'e\u0301'.repeat(500),
  '名'.repeat(5000),
  '(a+)+$'.repeat(40),
  `${'a'.repeat(3000)}!`,
  '%'.repeat(200),
  '_%_%_%_%',
  '\\'.repeat(99),
  '0000-00-00',
  '9999-12-31T23:59:59.999999999Z',
  '2026-02-30',
  '2026-11-22T25:61:61Z',
  '+275760-09-13T00:00:00.000Z',
  '1969-12-31T23:59:59Z',
];

/** A value that belongs nowhere in particular. */
export const odd = (chance: Chance): unknown =>
  chance
    .weighed<{ weight: number; make: () => unknown }>([
      { weight: 10, make: () => chance.pick(ODD_TEXT) },
      { weight: 4, make: () => chance.pick([0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 53), 1e308, 5e-324]) },
      { weight: 2, make: () => `@@${chance.pick(RAW)}@@` },
      { weight: 2, make: () => chance.pick([null, true, false, [], {}, [[]], [null], { a: 1 }]) },
      { weight: 1, make: () => nested(chance.within(5, 60)) },
      { weight: 1, make: () => Array.from({ length: chance.within(50, 2000) }, (_, n) => n) },
      { weight: 1, make: () => ({ $ne: null, $gt: '', $where: 'sleep(1000)' }) },
      { weight: 2, make: () => chance.bytes(chance.within(1, 40)).toString('latin1') },
      { weight: 2, make: () => chance.bytes(chance.within(2, 40)).toString('utf16le') },
    ])
    .make();

const nested = (depth: number): unknown => (depth ? { a: [nested(depth - 1)] } : 1);

interface Place {
  readonly holder: Record<string, unknown> | unknown[];
  readonly key: string | number;
}

function placesOf(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const keys = Array.isArray(value) ? value.map((_, n) => n) : Object.keys(value);
  return keys.flatMap((key) => [
    { holder: value as Place['holder'], key },
    ...placesOf((value as Record<string | number, unknown>)[key]),
  ]);
}

const UNKNOWN = ['orgId', 'isAdmin', 'id', 'staffId', 'role', '', ' ', '$where', 'constructor', '__proto__', '中文'];

/** One change to a body or query, in place; what cannot be changed inside is replaced. */
export function mutated(chance: Chance, input: unknown, foreignId: () => string): unknown {
  const places = placesOf(input);
  if (!places.length || chance.happens(0.04)) return odd(chance);
  const { holder, key } = chance.pick(places);
  const at = holder as Record<string | number, unknown>;
  const kind = chance.within(0, 10);
  if (kind < 5) at[key] = odd(chance);
  else if (kind < 7) {
    const inner = chance.happens(0.6) || Array.isArray(holder) ? input : holder;
    const target = Array.isArray(inner) ? Object.assign({}, inner) : inner;
    // a plain assignment would set the prototype instead of sending the name
    Object.defineProperty(target, chance.pick(UNKNOWN), {
      value: odd(chance),
      enumerable: true,
      configurable: true,
      writable: true,
    });
    if (inner === input) return target;
  } else if (kind < 8) at[key] = foreignId();
  else if (kind < 9 && !Array.isArray(holder)) delete at[key];
  else at[key] = Array.from({ length: chance.within(2, 120) }, () => at[key]);
  return input;
}
