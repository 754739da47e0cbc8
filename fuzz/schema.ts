import * as z from 'zod';
import type { Chance } from '../chaos/chance.ts';

/** A part of the document (JSON Schema of OpenAPI 3.1). */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly permission: string;
  readonly parameters: readonly { name: string; in: 'path' | 'query' | 'header'; required: boolean; schema: Schema }[];
  readonly body: Schema | null;
  readonly status: number;
  /** Holds a reply of that status against the document; null: it passes. Absent without a described body. */
  readonly check: ((body: unknown) => string | null) | null;
}

interface Described {
  readonly 'x-permission': string;
  readonly parameters?: Operation['parameters'];
  readonly requestBody?: { content: { 'application/json': { schema: Schema } } };
  readonly responses: Record<string, { content?: { 'application/json'?: { schema: Schema } } }>;
}

/** Everything the document offers, in its order. */
export function operationsOf(document: unknown): Operation[] {
  const { paths, components } = document as {
    paths: Record<string, Record<string, Described>>;
    components: { schemas: Record<string, Schema> };
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => {
      const [status = '200', reply] = Object.entries(described.responses).find(([code]) => code !== 'default') ?? [];
      const schema = reply?.content?.['application/json']?.schema;
      return {
        method: method.toUpperCase(),
        path,
        permission: described['x-permission'],
        parameters: described.parameters ?? [],
        body: described.requestBody?.content['application/json'].schema ?? null,
        status: Number(status),
        check: schema ? checker(schema, components.schemas) : null,
      };
    }),
  );
}

function checker(schema: Schema, shared: Record<string, Schema>): (body: unknown) => string | null {
  let parser: z.ZodType | null = null;
  return (body) => {
    const text = JSON.stringify({ ...schema, $defs: shared }).replaceAll('#/components/schemas/', '#/$defs/');
    parser ??= z.fromJSONSchema(JSON.parse(text) as never);
    const { error } = parser.safeParse(body);
    return error ? z.prettifyError(error).slice(0, 400) : null;
  };
}

/** Knows what fits a place besides its schema: an id that exists, a day that is near. */
export type Suggest = (name: string, schema: Schema) => unknown;

/** A value that the schema allows. */
export function valid(chance: Chance, schema: Schema, suggest: Suggest, name = '', depth = 0): unknown {
  const several = schema.anyOf ?? schema.oneOf;
  if (several) return valid(chance, chance.pick(several), suggest, name, depth);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => valid(chance, part, suggest, name, depth)));
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return chance.pick(schema.enum);
  const type = Array.isArray(schema.type) ? chance.pick(schema.type as string[]) : schema.type;
  const { minItems = 0, maxItems = 50 } = schema;
  switch (type) {
    case 'object': {
      const { properties = {}, required = [] } = schema;
      const chosen = Object.entries(properties).filter(
        ([key]) => required.includes(key) || (depth < 4 && chance.happens(0.4)),
      );
      return Object.fromEntries(chosen.map(([key, inner]) => [key, valid(chance, inner, suggest, key, depth + 1)]));
    }
    case 'array': {
      const length = Math.min(maxItems, Math.max(minItems, chance.within(0, depth < 3 ? 4 : 2)));
      return Array.from({ length }, () => valid(chance, schema.items ?? {}, suggest, name, depth + 1));
    }
    case 'integer':
    case 'number': {
      const least = Math.max(schema.minimum ?? 0, -1e6);
      return chance.within(least, Math.min(schema.maximum ?? least + 100, least + 1e6) + 1);
    }
    case 'boolean':
      return chance.happens(0.5);
    case 'null':
      return null;
    default:
      return suggest(name, schema) ?? text(chance, schema);
  }
}

const LETTERS = [...'客户说保养后漏油服务态度不好要求退款示例一二三abcXYZ019 -_.，。'];

function text(chance: Chance, { minLength = 1, maxLength = 40, pattern }: Schema): string {
  if (pattern?.includes('a-z0-9')) return chance.pick(['service-agent', 'general', 'a', 'phone', 'show-all']);
  const length = Math.max(minLength, chance.within(1, Math.min(maxLength, chance.happens(0.05) ? 5000 : 40) + 1));
  return Array.from({ length }, () => chance.pick(LETTERS)).join('');
}
