import { isUtf8 } from 'node:buffer';
import { Refusal } from '../refusal.ts';

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);
const DEEPEST = 40;

/** Reads a JSON body; refuses broken UTF-8, names that could reach an object's prototype, and towers of brackets. */
export function readJson(body: Buffer): unknown {
  if (!isUtf8(body)) throw new Refusal('base.bad-encoding', { status: 400 });
  const text = body.toString('utf8');
  if (text === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal('base.not-json', { status: 400 });
  }
  inspect(value);
  return value;
}

function inspect(root: unknown): void {
  const open: [value: unknown, depth: number][] = [[root, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [value, depth] = next;
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= DEEPEST) throw new Refusal('base.too-deep', { status: 400 });
    for (const key of Object.keys(value)) {
      if (FORBIDDEN.has(key)) throw new Refusal('base.forbidden-key', { status: 400, values: { key } });
      open.push([(value as Record<string, unknown>)[key], depth + 1]);
    }
  }
}
