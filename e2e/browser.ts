import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** The machine's own Chromium without a window; the one that never had windows needs a sixth less of the processor. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: browserFile(),
    args: [
      '--no-sandbox',
      // pages live for seconds here: what optimising them costs never comes back
      '--js-flags=--no-turbofan',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--force-color-profile=srgb',
    ],
  });
}

function browserFile(): string {
  const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
  const folders = (process.env['PATH'] ?? '').split(':');
  const files = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = process.env['CHROMIUM_PATH'] ?? files.find((file) => existsSync(file));
  if (!found) throw new Error('no Chromium: install it, or name it in CHROMIUM_PATH');
  return found;
}

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** What somebody sits at: a browser of their own with one tab, and what went wrong in it. */
export interface Seat {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the browser's console complained about, and what crashed. */
  readonly complaints: string[];
}

const PATIENCE_MS = 20_000;

/** Without anybody asking for it. How soon that is, `bench/live.ts` measures. */
export const SOON = { timeout: 10_000 };

/** A new profile at the desk of this address: nobody is signed in, nothing is kept. */
export async function sitDown(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Seat> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: DESKTOP,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    colorScheme: 'light',
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`${error}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
  });
  return { page, context, complaints };
}

export interface Account {
  readonly email: string;
  readonly password: string;
}

/** Signs in without the form, for stories that are about something else. */
export async function letIn({ context }: Seat, { email, password }: Account): Promise<void> {
  const answer = await context.request.post('/api/session', { data: { email, password } });
  if (!answer.ok()) throw new Error(`${email} could not sign in: ${answer.status()} ${await answer.text()}`);
}
