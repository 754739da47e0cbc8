import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { removeEmbedded } from '../src/app/embedded.ts';
import { type Account, letIn, openBrowser, sitDown } from './browser.ts';
import buildWeb from './built-web.ts';
import { withPalette } from './palette.ts';

/**
 * Takes the pictures of the README: the real desk on a throwaway data folder, set up with the sample data, looked at
 * by an agent of the sample team who also supervises.
 */
const ROOT = join(import.meta.dirname, '..');
const PICTURES = join(ROOT, 'docs', 'pictures');
const CLI = join(ROOT, 'src', 'app', 'cli.ts');
const PORT = 18_200 + (process.pid % 700);
const ADDRESS = `http://127.0.0.1:${PORT}`;
const ADMINISTRATOR = { email: 'admin@example.com', password: 'only for pictures' };

const dataDir = mkdtempSync(join(tmpdir(), 'wanhui-pictures-'));
const env = { ...process.env, WANHUI_DATA: dataDir, PORT: String(PORT), HOST: '127.0.0.1', WANHUI_LOG: 'warn' };
let desk: ChildProcess | null = null;
try {
  buildWeb();
  console.log('· setting up a desk with the sample data');
  const made = spawnSync(
    process.execPath,
    [
      CLI,
      'setup',
      '--org',
      '云帆示例汽车集团',
      '--store',
      '示例总店',
      '--pack',
      'auto-dealer-network',
      '--admin-email',
      ADMINISTRATOR.email,
      '--password-stdin',
      '--sample',
    ],
    { env, input: ADMINISTRATOR.password, encoding: 'utf8', stdio: ['pipe', 'ignore', 'inherit'] },
  );
  if (made.status !== 0) throw new Error(`wanhui setup ended with ${made.status}`);
  desk = await startDesk();
  await takePictures(await aBusyPerson());
} finally {
  await ended(desk);
  removeEmbedded(dataDir);
}

async function startDesk(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [CLI, 'start'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  for (let waited = 0; waited < 60_000; waited += 250) {
    if (child.exitCode !== null) throw new Error(`the desk ended with ${child.exitCode}`);
    const ready = await fetch(`${ADDRESS}/readyz`).catch(() => null);
    if (ready?.ok) return child;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  child.kill('SIGTERM');
  throw new Error('the desk was not ready after a minute');
}

async function ended(child: ChildProcess | null): Promise<void> {
  if (!child || child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}

/**
 * An agent, for the cases of their own, who supervises besides, for the team's. Sample people have no password: the
 * administrator gives this one a temporary password, who then chooses another.
 */
async function aBusyPerson(): Promise<Account> {
  const administrator = await session(ADMINISTRATOR);
  const { items } = await ask<{ items: SamplePerson[] }>(administrator, 'GET', '/api/people?post=service-agent');
  const person = items.filter(({ sample }) => sample).sort((a, b) => (a.email < b.email ? -1 : 1))[0];
  if (!person) throw new Error('no sample person holds service-agent: was the sample data loaded?');
  const of = `/api/people/${person.id}`;
  const supervising = { post: 'service-supervisor', storeId: person.posts[0]?.storeId ?? null };
  await ask(administrator, 'POST', `${of}/posts`, supervising);
  const { temporaryPassword } = await ask<{ temporaryPassword: string }>(administrator, 'POST', `${of}/password`, {});
  const chosen = { email: person.email, password: 'chosen for pictures' };
  const cookie = await session({ email: person.email, password: temporaryPassword });
  await ask(cookie, 'POST', '/api/password', { current: temporaryPassword, next: chosen.password });
  return chosen;
}

interface SamplePerson {
  readonly id: string;
  readonly email: string;
  readonly sample: boolean;
  readonly posts: readonly { readonly storeId: string | null }[];
}

async function session({ email, password }: Account): Promise<string> {
  const answer = await fetch(`${ADDRESS}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  if (!answer.ok) throw new Error(`sign-in of ${email}: ${answer.status}`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
}

async function ask<Reply>(cookie: string, method: string, path: string, body?: object): Promise<Reply> {
  const answer = await fetch(`${ADDRESS}${path}`, {
    method,
    headers: { cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (answer.status === 204 ? null : await answer.json()) as Reply;
}

async function takePictures(account: Account): Promise<void> {
  const browser = await openBrowser();
  try {
    const seat = await sitDown(browser, ADDRESS);
    await letIn(seat, account);
    const { page, context, complaints } = seat;
    await page.goto('/');
    await shown(page, '.columns', complaints);
    await picture(page, 'workbench');
    await page.goto(`/complaints/${await tellingCase(await context.cookies())}`);
    await shown(page, '.case-columns', complaints);
    await picture(page, 'case');
  } finally {
    await browser.close();
  }
}

async function shown(page: Page, part: string, complaints: readonly string[]): Promise<void> {
  await page
    .locator(part)
    .waitFor()
    .catch((cause) => {
      throw new Error(`no ${part} on ${page.url()}: ${complaints.join('\n')}`, { cause });
    });
}

/** A case in which much is to be seen: open, escalated once, with a plan under way when there is one. */
async function tellingCase(cookies: readonly { name: string; value: string }[]): Promise<string> {
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const { items } = await ask<{ items: { id: string; stage: string; severity: string; rung: number }[] }>(
    cookie,
    'GET',
    '/api/complaints?state=open&limit=200',
  );
  const weight = ({ stage, severity, rung }: (typeof items)[number]): number =>
    ['registered', 'triaged', 'investigating', 'judged', 'resolved', 'planning', 'agreed', 'executing'].indexOf(stage) +
    (severity === 'major' ? 3 : 0) +
    Math.min(rung, 1) * 2;
  const best = items.toSorted((a, b) => weight(b) - weight(a))[0];
  if (!best) throw new Error('there is no open case to show');
  return best.id;
}

async function picture(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('load');
  await page.evaluate('document.fonts.ready');
  // figures and lists come by calls of their own, and the live stream keeps the network from ever being idle
  await page.waitForTimeout(2000);
  const file = join(PICTURES, `${name}.png`);
  mkdirSync(PICTURES, { recursive: true });
  writeFileSync(file, withPalette(await page.screenshot({ animations: 'disabled', caret: 'hide' })));
  console.log(`· docs/pictures/${name}.png, ${Math.round(statSync(file).size / 1024)} KB`);
}
