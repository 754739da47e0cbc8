import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { removeEmbedded, startEmbedded } from './embedded.ts';
import { embeddedUrls } from './embedded-memory.ts';
import { commandOf } from './processes.ts';
import { endAll, wanhui as runWanhui, type Started } from './testing-processes.ts';

const children: ChildProcess[] = [];
const folders: string[] = [];

afterEach(async () => {
  await endAll(children.splice(0));
  // the inner folder first: it remembers where its database lies
  for (const folder of folders.splice(0).reverse()) removeEmbedded(folder);
});

function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wanhui-start-'));
  folders.push(folder);
  return folder;
}

function wanhui(dataDir: string, ...args: string[]): Started {
  const env = { WANHUI_DATA: dataDir, PORT: '0', DATABASE_URL: '', DATABASE_OWNER_URL: '' };
  const started = runWanhui(env, ...args);
  children.push(started.child);
  return started;
}

const readyz = async (address: string): Promise<number> => (await fetch(`${address}/readyz`)).status;
const postmaster = (dataDir: string): number =>
  Number(readFileSync(join(dataDir, 'postgresql', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);

const readdirIf = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);

test('a desk that was killed starts again; a second start on its data refuses; a stop leaves nothing behind', async () => {
  const dataDir = dataFolder();
  const first = wanhui(dataDir, 'start');
  const address = await first.ready();
  expect(await readyz(address)).toBe(200);
  expect(first.said()).toMatch(/\/setup\?token=[\w-]{32}/);

  const second = wanhui(dataDir, 'start');
  expect(await second.ended).toBe(1);
  expect(second.said()).toContain(`Wanhui already runs on ${dataDir}`);
  expect(second.said()).toContain(address);

  first.child.kill('SIGKILL');
  await first.ended;
  const orphan = postmaster(dataDir);
  expect(commandOf(orphan)).toContain(dataDir);
  const third = wanhui(dataDir, 'start');
  const again = await third.ready();
  expect(await readyz(again)).toBe(200);
  expect(commandOf(orphan) ?? '').not.toContain(dataDir);

  third.child.kill('SIGTERM');
  expect(await third.ended).toBe(0);
  expect(existsSync(join(dataDir, 'desk.lock'))).toBe(false);
  expect(existsSync(join(dataDir, 'postgresql', 'cluster', 'postmaster.pid'))).toBe(false);
}, 90_000);

test('a desk that was killed together with its database starts again', async () => {
  const dataDir = dataFolder();
  const first = wanhui(dataDir, 'start');
  await first.ready();
  for (const pid of [first.child.pid ?? 0, postmaster(dataDir)]) process.kill(pid, 'SIGKILL');
  await first.ended;
  const again = wanhui(dataDir, 'start');
  expect(await readyz(await again.ready()), again.said()).toBe(200);
}, 60_000);

test('a command that looks for somebody makes no desk where there is none', async () => {
  const dataDir = dataFolder();
  for (const command of [
    ['token', '--staff', 'nobody@example.invalid'],
    ['unlock', '--staff', 'nobody@example.invalid'],
  ]) {
    const asked = wanhui(dataDir, ...command);
    expect(await asked.ended).toBe(1);
    expect(asked.said()).toContain('there is no desk in');
  }
  const doctor = wanhui(dataDir, 'doctor');
  expect(await doctor.ended).toBe(2);
  expect(readdirSync(dataDir)).toEqual([]);
});

test('what is wrong on the command line is named as it was typed', async () => {
  const dataDir = dataFolder();
  const setup = ['setup', '--org', '示例企业', '--pack', 'gift-delivery', '--admin-email'];
  const cases: [args: string[], said: RegExp][] = [
    [[...setup, 'not an address', '--store', '城东店'], /--admin-email/],
    [[...setup, 'a@example.invalid', '--store', '城东店', '--store', '城东店'], /--store: the same name twice/],
    [[...setup, 'a@example.invalid'], /--store <name>' not specified/],
    [['setup', '--org', '', ...setup.slice(3), 'a@example.invalid', '--store', '城东店'], /--org/],
  ];
  for (const [args, said] of cases) {
    const asked = wanhui(dataDir, ...args);
    expect(await asked.ended).toBe(1);
    expect(asked.said()).toMatch(said);
  }
  expect(readdirSync(dataDir)).toEqual([]);
}, 30_000);

test('the command line sets up, hands out a token that works, unlocks and examines, whether the desk runs or not', async () => {
  const dataDir = dataFolder();
  const email = 'admin@example.invalid';
  const stores = ['--store', '城东店', '--store', '城西店'];
  const setup = wanhui(
    dataDir,
    'setup',
    '--org',
    '示例企业',
    ...stores,
    '--pack',
    'auto-dealer-network',
    '--admin-email',
    email,
  );
  expect(await setup.ended, setup.said()).toBe(0);
  expect(setup.said()).toMatch(/password\s+\w{4}-\w{4}-\w{4}-\w{4}/);

  const desk = wanhui(dataDir, 'start');
  const address = await desk.ready();
  expect(desk.said()).not.toContain('/setup?token=');
  const token = wanhui(dataDir, 'token', '--staff', email);
  expect(await token.ended, token.said()).toBe(0);
  const bearer = /wh_[\w-]+/.exec(token.said())?.[0];
  const reply = await fetch(`${address}/api/stores`, { headers: { authorization: `Bearer ${bearer}` } });
  expect(reply.status).toBe(200);

  const unlock = wanhui(dataDir, 'unlock', '--staff', email);
  expect(await unlock.ended, unlock.said()).toBe(0);
  expect(await wanhui(dataDir, 'unlock', '--staff', 'nobody@example.invalid').ended).toBe(1);
  const migrate = wanhui(dataDir, 'migrate');
  expect(await migrate.ended, migrate.said()).toBe(0);
  expect(migrate.said()).toContain('up to date');
  const doctor = wanhui(dataDir, 'doctor');
  // 2 when the next year's holidays are not announced yet
  expect([0, 2]).toContain(await doctor.ended);
  expect(doctor.said()).toContain('✓ migrations: up to date');
  expect(doctor.said()).toMatch(/✓ 示例企业: facts: \d+ sealed/);
}, 90_000);

test('a note of a process that is gone, or of a number that another process has got since, does not stop the start', async () => {
  const dataDir = dataFolder();
  await (await startEmbedded(dataDir, { throwaway: true })).stop();
  for (const pid of [2 ** 22 - 3, process.pid]) {
    writeFileSync(join(dataDir, 'postgresql', 'cluster', 'postmaster.pid'), `${pid}\n`);
    writeFileSync(join(dataDir, 'postgresql', 'socket', '.s.PGSQL.5432.lock'), `${pid}\n`);
    const database = await startEmbedded(dataDir, { throwaway: true });
    expect(postmaster(dataDir)).not.toBe(pid);
    await database.stop();
  }
});

test('a first start that was killed half-way is begun anew', async () => {
  const dataDir = dataFolder();
  const killed = wanhui(dataDir, 'start');
  await expect
    .poll(() => readdirIf(join(dataDir, 'postgresql')).some((name) => /^cluster\.\d+$/.test(name)), {
      timeout: 20_000,
      interval: 2,
    })
    .toBe(true);
  killed.child.kill('SIGKILL');
  await killed.ended;
  const again = wanhui(dataDir, 'start');
  expect(await readyz(await again.ready())).toBe(200);
});

test('a path too long for a socket gets one in the temporary folder', async () => {
  const dataDir = join(dataFolder(), 'a'.repeat(60), 'b'.repeat(60));
  folders.push(dataDir);
  const database = await startEmbedded(dataDir, { throwaway: true });
  const { url } = embeddedUrls(dataDir) ?? { url: '' };
  expect((new URL(url).searchParams.get('host') ?? '').length).toBeLessThan(80);
  await database.stop();
});
