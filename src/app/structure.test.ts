import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const CHECK = join(import.meta.dirname, '..', '..', 'scripts', 'check-structure.mjs');

/** A small house with everything in order, and what is planted in it. */
function check(planted: Record<string, string>): { status: number | null; said: string } {
  const folder = mkdtempSync(join(tmpdir(), 'wanhui-structure-'));
  const files: Record<string, string> = {
    'package.json': '{"type":"module","dependencies":{}}',
    'src/base/time.ts': 'export const DAY = 1;',
    'src/base/server/db.ts': "import { join } from 'node:path';\nexport const at = join('a');",
    'src/people/staff.ts': "import { DAY } from '../base/time.ts';\nexport const staff = DAY;",
    'src/people/contract.ts': 'export const list = 1;',
    'src/people/store.ts': "import { at } from '../base/server/db.ts';\nexport const store = at;",
    'src/people/actions/add.ts': "import { store } from '../store.ts';\nexport const add = store;",
    'src/people/web/List.tsx':
      "import type * as contract from '../contract.ts';\nimport { staff } from '../staff.ts';\nexport const List = (props: { c: typeof contract }) => <b>{staff}</b>;",
    'src/complaints/complaint.ts': "import { staff } from '../people/staff.ts';\nexport const complaint = staff;",
    'src/complaints/actions/close.ts': "import { add } from '../../people/actions/add.ts';\nexport const close = add;",
    'src/app/wiring.ts': "import { close } from '../complaints/actions/close.ts';\nexport const wiring = close;",
    ...planted,
  };
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const { status, stdout, stderr } = spawnSync(process.execPath, [CHECK, folder], { encoding: 'utf8' });
    return { status, said: stdout + stderr };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('a house in order passes', () => {
  const { said, status } = check({});
  expect(said).toContain('10 files');
  expect(said).toContain('0 violations');
  expect(status).toBe(0);
});

const breaches: [name: string, file: string, text: string, rule: string][] = [
  [
    'a lower room imports a higher one',
    'src/people/rule.ts',
    "import { complaint } from '../complaints/complaint.ts';\nexport const x = complaint;",
    'no-import-uphill',
  ],
  [
    'a lower room imports a type of a higher one',
    'src/people/rule.ts',
    "import type { complaint } from '../complaints/complaint.ts';\nexport type X = typeof complaint;",
    'no-import-uphill',
  ],
  [
    'base knows a room',
    'src/base/x.ts',
    "import { staff } from '../people/staff.ts';\nexport const x = staff;",
    'no-import-uphill',
  ],
  [
    'ui knows a room',
    'src/ui/Table.tsx',
    "import { staff } from '../people/staff.ts';\nexport const x = <i>{staff}</i>;",
    'no-import-uphill',
  ],
  [
    'a room imports the roof',
    'src/complaints/x.ts',
    "import { wiring } from '../app/wiring.ts';\nexport const x = wiring;",
    'no-import-uphill',
  ],
  [
    'an import hides in a function',
    'src/people/rule.ts',
    "export const x = () => import('../complaints/complaint.ts');",
    'no-import-uphill',
  ],
  [
    'a room uses another’s store',
    'src/complaints/actions/x.ts',
    "import { store } from '../../people/store.ts';\nexport const x = store;",
    'private-to-its-room',
  ],
  [
    'a rule opens the database',
    'src/people/rule.ts',
    "import { at } from '../base/server/db.ts';\nexport const x = at;",
    'rules-are-pure',
  ],
  [
    'a rule calls an action',
    'src/people/rule.ts',
    "import { add } from './actions/add.ts';\nexport const x = add;",
    'rules-are-pure',
  ],
  [
    'a rule needs Node',
    'src/people/rule.ts',
    "import { join } from 'node:path';\nexport const x = join;",
    'rules-know-no-platform',
  ],
  [
    'a page imports an action',
    'src/people/web/Page.tsx',
    "import { add } from '../actions/add.ts';\nexport const x = <b>{add}</b>;",
    'no-server-in-the-browser',
  ],
  [
    'a page imports a contract as a value',
    'src/people/web/Page.tsx',
    "import { list } from '../contract.ts';\nexport const x = <b>{list}</b>;",
    'contracts-as-types',
  ],
  [
    'two files go in a circle',
    'src/people/a.ts',
    "import { b } from './b.ts';\nexport const a = () => b;",
    'no-circles',
  ],
  [
    'a room has no place in the order',
    'src/kitchen/soup.ts',
    "import { DAY } from '../base/time.ts';\nexport const x = DAY;",
    'every-room-has-its-place',
  ],
];

for (const [name, file, text, rule] of breaches) {
  test(`it is found when ${name}`, () => {
    const partner: Record<string, string> =
      rule === 'no-circles' ? { 'src/people/b.ts': "import { a } from './a.ts';\nexport const b = () => a;" } : {};
    const { said, status } = check({ [file]: text, ...partner });
    expect(said).toContain(`${rule}: ${file === 'src/people/a.ts' ? '' : file}`);
    expect(status).toBe(1);
  });
}

test('a file that cannot be read as TypeScript does not pass unseen', () => {
  expect(check({ 'src/people/broken.ts': 'export const = ;' }).status).toBe(1);
});
