#!/usr/bin/env node
/** Writes packs/schema/*.json: the shape of each part of a pack as JSON Schema, for editors and other programs. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packSchemas } from '../src/app/pack-schemas.ts';
import { shippedFolder } from '../src/policies/server/shipped.ts';

const folder = join(shippedFolder, 'schema');
await mkdir(folder, { recursive: true });
for (const [name, schema] of Object.entries(packSchemas())) {
  await writeFile(join(folder, `${name}.json`), `${JSON.stringify(schema, null, 2)}\n`);
}
