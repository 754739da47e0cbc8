import * as z from 'zod';
import { draftHeadSchema } from '../policies/pack.ts';
import { packSections } from './pack-sections.ts';

/** JSON Schemas of what a person writes: `pack` is the head, the others are sections. */
export function packSchemas(): Readonly<Record<string, object>> {
  const parts: [string, z.ZodType][] = Object.entries(packSections).map(([name, { schema }]) => [name, schema]);
  return Object.fromEntries(
    [['pack', draftHeadSchema] as [string, z.ZodType], ...parts].map(([name, schema]) => [
      name,
      { title: name, ...z.toJSONSchema(schema, { io: 'input' }) },
    ]),
  );
}
