import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { shippedFolder } from '../policies/server/shipped.ts';
import { packSchemas } from './pack-schemas.ts';

const folder = join(shippedFolder, 'schema');

it('the printed schemas are those of the code: scripts/print-schemas.ts writes them again', async () => {
  const schemas = packSchemas();
  expect((await readdir(folder)).sort()).toEqual(
    Object.keys(schemas)
      .map((name) => `${name}.json`)
      .sort(),
  );
  for (const [name, schema] of Object.entries(schemas)) {
    expect(JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(schema)),
    );
  }
});
