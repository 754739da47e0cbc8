import * as z from 'zod';
import type { AnyEndpoint } from '../contract.ts';

type Schema = Record<string, unknown>;

/** The OpenAPI 3.1 document of the given endpoints. */
export function openApi(endpoints: readonly AnyEndpoint[], info: { title: string; version: string }): Schema {
  const paths: Record<string, Record<string, Schema>> = {};
  const shared: Record<string, Schema> = {};
  for (const endpoint of [...endpoints].sort((a, b) => a.path.localeCompare(b.path))) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}');
    paths[path] ??= {};
    paths[path][endpoint.method.toLowerCase()] = operation(endpoint, shared);
  }
  return {
    openapi: '3.1.0',
    info: { ...info, description: 'Refusals are application/problem+json with a `code` that never changes.' },
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'wanhui.session_token' },
        token: { type: 'http', scheme: 'bearer' },
      },
      schemas: { Problem: PROBLEM, ...shared },
      responses: {
        Problem: {
          description: 'A refusal',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  };
}

const PROBLEM: Schema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string', description: "A sentence to act on, in the reader's language (Accept-Language)" },
    status: { type: 'integer' },
    code: { type: 'string', description: 'room.name' },
    details: {},
    requestId: { type: 'string' },
  },
};

function operation(endpoint: AnyEndpoint, shared: Record<string, Schema>): Schema {
  const open = endpoint.permission === 'anyone';
  const name = endpoint.path
    .replace(/^\/api/, '')
    .replace(/[^a-zA-Z0-9]+(\w?)/g, (_: string, first: string) => first.toUpperCase());
  const operationId = `${endpoint.method.toLowerCase()}${name}`;
  const bodyOf = (schema: z.ZodType, io: 'input' | 'output'): Schema =>
    hoisted(schemaOf(schema, io), `${operationId}_${io}`, shared);
  const isGet = endpoint.method === 'GET';
  const parameters: Schema[] = [
    ...fieldsOf(endpoint.params, 'path'),
    ...(isGet ? fieldsOf(endpoint.input, 'query') : []),
    ...(isGet || open ? [] : [IDEMPOTENCY_KEY]),
  ];
  const status = endpoint.status ?? (endpoint.reply ? 200 : 204);
  return {
    operationId,
    summary: endpoint.summary,
    tags: [endpoint.path.split('/')[2] ?? ''],
    'x-permission': endpoint.permission,
    ...(open ? { security: [] } : { security: [{ session: [] }, { token: [] }] }),
    ...(parameters.length ? { parameters } : {}),
    ...(endpoint.input && !isGet
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: bodyOf(endpoint.input, 'input') } },
          },
        }
      : {}),
    responses: {
      [status]: endpoint.reply
        ? { description: 'Done', content: { 'application/json': { schema: bodyOf(endpoint.reply, 'output') } } }
        : { description: 'Done' },
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

const IDEMPOTENCY_KEY: Schema = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Repeating a request under the same key answers with the first reply for 30 days; another body under it is 422.',
  schema: { type: 'string', minLength: 8, maxLength: 128 },
};

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }) as Schema;
  void $schema;
  return rest;
}

/** What a schema defines for itself (JSON inside JSON) moves to where the document's references find it. */
function hoisted(schema: Schema, name: string, shared: Record<string, Schema>): Schema {
  if (!schema['$defs']) return schema;
  const moved = JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', `"#/components/schemas/${name}_`)) as Schema;
  const { $defs, ...rest } = moved;
  for (const [key, definition] of Object.entries($defs as Record<string, Schema>))
    shared[`${name}_${key}`] = definition;
  return rest;
}

function fieldsOf(schema: z.ZodType | undefined, place: 'path' | 'query'): Schema[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as { properties?: Schema; required?: string[] };
  return Object.entries(properties).map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: field,
  }));
}
