import { tmpdir } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest begins first: begun last, each keeps one processor busy while the others wait. */
const LONG = [
  'chaos/chaos',
  'app/disk-full',
  'fuzz/fuzz',
  'app/bad-input',
  'app/start',
  'app/matrix',
  'e2e/policy-editor',
  'e2e/main-job',
  'e2e/pages',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = LONG.findIndex((name) => moduleId.endsWith(`${name}.test.ts`));
      return at < 0 ? LONG.length : at;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    globalSetup: ['src/app/testing-database.ts'],
    pool: 'forks',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // what is tested runs in Node as it does in the desk, and need not be translated first
    experimental: { viteModuleRunner: false, nodeLoader: false },
    // a worker keeps what it has imported, and has room to forget in passing what a request leaves behind
    isolate: false,
    sequence: { sequencer: LongestFirst },
    execArgv: ['--max-semi-space-size=64'],
    projects: [
      {
        extends: true,
        test: {
          name: 'desk',
          // these wait for the database and for real time as much as they compute
          maxWorkers: 3,
          sequence: { groupOrder: 0 },
          include: ['src/**/*.test.ts', 'fuzz/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          // beside the others its browsers would starve them of the processor
          maxWorkers: 2,
          include: ['e2e/**/*.test.ts'],
          globalSetup: ['e2e/built-web.ts'],
          sequence: { groupOrder: 1 },
          expect: { poll: { timeout: 10_000 } },
          testTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'chaos',
          maxWorkers: 3,
          include: ['chaos/**/*.test.ts'],
          // its desks bring a PostgreSQL of their own, with everything on disk: they mostly wait
          globalSetup: [],
          env: { TMPDIR: tmpdir() },
          sequence: { groupOrder: 0 },
        },
      },
    ],
  },
});
