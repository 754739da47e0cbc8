import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildServer } from '../src/app/server.ts';
import { type Desk, startDesk } from '../src/app/testing.ts';
import { endAll, wanhui } from '../src/app/testing-processes.ts';
import { startLine, type TestLine } from '../src/app/testing-proxy.ts';
import { type SetUpStory, setUp } from '../src/app/testing-team.ts';
import { nameOfPages } from '../src/app/web-files.ts';
import { addMs, HOUR } from '../src/base/time.ts';
import { sessionsChanged } from '../src/people/actions/session-staff.ts';
import type { PostsSection } from '../src/people/pack.ts';
import { aPersonWithPassword } from '../src/people/samples.ts';
import { type Account, letIn, openBrowser, type Seat, SOON, sitDown } from './browser.ts';
import { signIn } from './hands.ts';
import { zh } from './words.ts';

const WEB = join(import.meta.dirname, '..', 'dist', 'web');
const AHEAD = 3 * HOUR;

describe('a page that was open while the machine slept', () => {
  let desk: Desk;
  let port: number;
  let line: TestLine;
  let browser: Browser;
  let seat: Seat;
  let story: SetUpStory;
  let id: string;
  let annaId: string;
  const anna: Account = { email: 'anna@example.invalid', password: 'first of the story' };
  const bo: Account = { email: 'bo@example.invalid', password: 'second of the story' };

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(), openBrowser()]);
    port = Number(new URL(desk.url).port);
    line = await startLine(port);
    story = await setUp(desk);
    const section = story.pack.sections['posts'] as PostsSection;
    const storeId = story.stores[0]?.id ?? null;
    for (const account of [anna, bo])
      await aPersonWithPassword(desk.sql, story.orgId, { post: 'service-supervisor', storeId, section, ...account });
    const [row] = await desk.sql<{ id: string }[]>`select id from auth_user where email = ${anna.email}`;
    annaId = row?.id ?? '';
    const made = await story
      .as('service-agent')
      .post('/api/complaints', { storeId, ownWords: '等了三个小时才轮到我的车。', callerPhone: '10800002222' });
    id = made.body.id;
    seat = await sitDown(browser, line.url);
    // the clock of this browser is three hours ahead of the desk's
    await seat.context.clock.install({ time: addMs(new Date(), AHEAD) });
    await letIn(seat, anna);
    await seat.page.goto(`/complaints/${id}`);
    await noteBox(seat.page).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await line?.close();
    await desk?.close();
  });

  /** By somebody at another machine. */
  const noted = async (body: string): Promise<void> => {
    const { status } = await story.as('service-supervisor').post(`/api/complaints/${id}/notes`, { body });
    expect(status).toBeLessThan(300);
  };
  const left = async (page: Page): Promise<number> => {
    const chip = page.getByRole('timer', { name: /^首次联系：/ });
    const text = (await chip.getAttribute('aria-label')) ?? '';
    const [, hours, minutes] = /剩(?:(\d)小时)?(\d+)分/.exec(text) ?? [];
    return Number(hours ?? 0) * 60 + Number(minutes ?? Number.NaN);
  };
  const ended = async (): Promise<void> => {
    await desk.ownerSql`update auth_session set expires_at = now() - interval '1 minute'`;
    await sessionsChanged(desk.sql, annaId);
  };

  it('counts down by the clock of the desk, however wrong its own is', async () => {
    await expect.poll(() => left(seat.page)).toBeGreaterThanOrEqual(118);
    expect(await left(seat.page)).toBeLessThanOrEqual(120);
  });

  it('shows what it missed, hears news again and counts right, though its line died unnoticed', async () => {
    const { page } = seat;
    await noted('之前的一条。');
    await timeline(page).getByText('之前的一条。').waitFor();
    line.deaden('GET /api/live');
    await noted('睡着时的一条。');
    // three hours that pass here and not at the desk
    await page.clock.fastForward('03:00:00');
    await timeline(page).getByText('睡着时的一条。').waitFor();
    await expect.poll(() => left(page)).toBeGreaterThanOrEqual(118);
    await noted('醒来以后的一条。');
    await timeline(page).getByText('醒来以后的一条。').waitFor(SOON);
    expect(await page.getByText(zh('app:shell.away')).count()).toBe(0);
  });

  it('leads to sign-in when the session has ended, keeps what was typed, and shows it to nobody else', async () => {
    const { page } = seat;
    await noteBox(page).fill('客户说下午五点以后方便。');
    await expect.poll(() => drafts(page)).toMatch(/case-draft/);
    await ended();
    await page.clock.fastForward('03:00:00');
    await page.waitForURL(/sign-in/);
    await signIn(page, anna);
    await page.waitForURL(new RegExp(`/complaints/${id}`));
    await expect.poll(() => noteBox(page).inputValue()).toBe('客户说下午五点以后方便。');

    await ended();
    await page.clock.fastForward('03:00:00');
    await page.waitForURL(/sign-in/);
    await signIn(page, bo);
    await noteBox(page).waitFor();
    await timeline(page).getByText('醒来以后的一条。').waitFor();
    expect(await noteBox(page).inputValue()).toBe('');
    expect(await drafts(page)).not.toContain('客户');
  });

  it('moves to another process when its own one stops, without a moment of being away', async () => {
    const { page } = seat;
    const process = wanhui(
      {
        DATABASE_URL: desk.urls.url,
        DATABASE_OWNER_URL: desk.urls.ownerUrl,
        WANHUI_DATA: desk.dataDir,
        WANHUI_ROLE: 'server',
        WANHUI_STOP_NOTICE: '0.5',
        HOST: '127.0.0.1',
        PORT: '0',
      },
      'start',
    );
    try {
      line.to(Number(new URL(await process.ready()).port));
      // what is open now goes on; a page that is loaded anew opens its stream at the process
      await page.reload();
      await timeline(page).waitFor();
      await page.evaluate((away) => {
        const seen = ((window as { seenAway?: boolean }).seenAway = false);
        new MutationObserver(() => {
          if (document.body.textContent?.includes(away)) (window as { seenAway?: boolean }).seenAway = true;
        }).observe(document.body, { subtree: true, childList: true, characterData: true });
        return seen;
      }, zh('app:shell.away'));
      process.child.kill('SIGTERM');
      line.to(port);
      expect(await process.ended).toBe(0);
      await noted('换了一个进程以后的一条。');
      await timeline(page).getByText('换了一个进程以后的一条。').waitFor(SOON);
      expect(await page.evaluate(() => (window as { seenAway?: boolean }).seenAway)).toBe(false);
    } finally {
      await endAll([process.child]);
    }
  });

  describe('through an upgrade', () => {
    const folder = mkdtempSync(join(tmpdir(), 'wanhui-pages-'));
    let next: FastifyInstance;

    beforeAll(async () => {
      cpSync(WEB, folder, { recursive: true });
      const name = nameOfPages(WEB);
      const other = name.replace('.js', 'B.js');
      for (const packed of ['.gz', '.br']) rmSync(join(folder, `index.html${packed}`), { force: true });
      for (const packed of ['', '.gz', '.br']) renameSync(join(folder, name + packed), join(folder, other + packed));
      const page = join(folder, 'index.html');
      writeFileSync(page, readFileSync(page, 'utf8').replace(name, other));
      next = await buildServer(desk.services, { web: folder });
      await next.listen({ host: '127.0.0.1', port: 0 });
    });
    afterAll(async () => {
      await next?.close();
      rmSync(folder, { recursive: true, force: true });
    });

    it('tells to load anew, and is the new page then', async () => {
      const { page } = seat;
      const told = page.getByText(zh('app:shell.newPages'));
      expect(await told.count()).toBe(0);
      line.cut();
      line.to((next.server.address() as { port: number }).port);
      line.mend();
      await page.clock.fastForward('03:00:00');
      await told.waitFor();
      await page.getByRole('button', { name: zh('app:shell.reload') }).click();
      await told.waitFor({ state: 'detached' });
      await timeline(page).getByText('换了一个进程以后的一条。').waitFor();
      expect(await told.count()).toBe(0);
    });
  });
});

const timeline = (page: Page): Locator => page.getByRole('region', { name: zh('complaints:case.timeline') });
const noteBox = (page: Page): Locator =>
  page.getByRole('textbox', { name: zh('complaints:case.noteLabel'), exact: true });
const drafts = (page: Page): Promise<string> => page.evaluate(() => JSON.stringify(localStorage));
