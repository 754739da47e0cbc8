import * as z from 'zod';
import type { AnyEndpoint } from '../base/contract.ts';

/** A part of an input as its contract describes it (JSON Schema). */
export interface Leaf {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly maxLength?: number;
}
interface Schema extends Leaf {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}
export type Path = readonly (string | number)[];

/** Every single value that an endpoint's input may hold, nested ones too. */
export const leavesOf = ({ input }: AnyEndpoint): { path: Path; leaf: Leaf }[] =>
  input ? leaves(z.toJSONSchema(input as z.ZodType, { io: 'input', unrepresentable: 'any' }) as Schema, []) : [];

function leaves(schema: Schema, path: Path): { path: Path; leaf: Leaf }[] {
  const several = schema.anyOf ?? schema.oneOf;
  if (several) return several.flatMap((part) => leaves(part, path));
  if (schema.properties)
    return Object.entries(schema.properties).flatMap(([name, part]) => leaves(part, [...path, name]));
  if (schema.items) return leaves(schema.items, [...path, 0]);
  return schema.type === 'null' ? [] : [{ path, leaf: schema }];
}

/** The input with one value put in place; what leads there is made when it is missing. */
export function withValue(input: unknown, [head, ...rest]: Path, value: unknown): unknown {
  if (head === undefined) return value;
  const before = (typeof input === 'object' && input !== null ? input : typeof head === 'number' ? [] : {}) as Record<
    string,
    unknown
  >;
  const inner = withValue(before[head], rest, value);
  return Array.isArray(before) ? [inner, ...before.slice(1)] : { ...before, [head]: inner };
}
