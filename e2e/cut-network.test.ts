import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, startDesk } from '../src/app/testing.ts';
import { startLine, type TestLine } from '../src/app/testing-proxy.ts';
import { type SetUpStory, setUp } from '../src/app/testing-team.ts';
import type { PostsSection } from '../src/people/pack.ts';
import { aPersonWithPassword } from '../src/people/samples.ts';
import { letIn, openBrowser, type Seat, sitDown } from './browser.ts';
import { field, panel } from './hands.ts';
import { zh } from './words.ts';

const ACCOUNT = { email: 'anna@example.invalid', password: 'first of the story' };

describe('somebody whose network is cut', () => {
  let desk: Desk;
  let line: TestLine;
  let browser: Browser;
  let seat: Seat;
  let story: SetUpStory;

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(), openBrowser()]);
    line = await startLine(Number(new URL(desk.url).port));
    story = await setUp(desk);
    const section = story.pack.sections['posts'] as PostsSection;
    const storeId = story.stores[0]?.id ?? null;
    await aPersonWithPassword(desk.sql, story.orgId, { post: 'service-supervisor', storeId, section, ...ACCOUNT });
    seat = await sitDown(browser, line.url);
    await letIn(seat, ACCOUNT);
  });
  afterAll(async () => {
    await browser?.close();
    await line?.close();
    await desk?.close();
  });

  const numbers = async (): Promise<string[]> =>
    (await desk.sql<{ number: string }[]>`select number from complaint order by number`).map(({ number }) => number);
  const typed = async (page: Page, words: string): Promise<void> => {
    await page.goto('/register');
    await field(page, zh('complaints:register.ownWords')).fill(words);
    await page.getByText(/^草稿已保存/).waitFor();
  };

  it('has their registration wait in the browser, and sent once when the network is back', async () => {
    const { page } = seat;
    await typed(page, '空调一直不凉。');
    line.cut();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: zh('complaints:register.done.queued') }).waitFor();
    await page.getByText(zh('app:shell.away')).waitFor();
    expect(await numbers()).toEqual([]);
    line.mend();
    await page.getByRole('heading', { name: zh('complaints:register.done.registered'), exact: true }).waitFor();
    expect(await numbers()).toEqual([await page.locator('[data-number]').getAttribute('data-number')]);
    await page.getByText(zh('app:shell.away')).waitFor({ state: 'detached' });
  });

  it('makes one case also when the reply was cut off', async () => {
    const { page } = seat;
    const before = await numbers();
    await typed(page, '轮胎换错了型号。');
    const held = line.holdReply('POST /api/complaints HTTP');
    await page.keyboard.press('Control+Enter');
    const cutReply = await held;
    // done, and nobody was told
    expect(await numbers()).toHaveLength(before.length + 1);
    cutReply();
    await page.getByRole('heading', { name: zh('complaints:register.done.registered'), exact: true }).waitFor();
    const number = await page.locator('[data-number]').getAttribute('data-number');
    expect(await numbers()).toEqual([...before, number]);
  });

  it('is told which upload failed, and sends it again with one tap', async () => {
    const { page } = seat;
    const made = await story
      .as('service-agent')
      .post('/api/complaints', { storeId: story.stores[0]?.id, ownWords: '车门有划痕。' });
    await page.goto(`/complaints/${made.body.id}`);
    const files = await panel(page, 'attachments');
    const held = line.holdAfter(200_000, 'POST /api/complaints/');
    await files.locator('input[type=file]').setInputFiles({
      name: '划痕.txt',
      mimeType: 'text/plain',
      buffer: Buffer.alloc(500_000, 'scratch '),
    });
    await held;
    const incoming = join(desk.dataDir, 'files', 'incoming');
    await expect.poll(() => existsSync(incoming) && readdirSync(incoming).length).toBe(1);
    line.cut();
    const again = files.getByRole('button', { name: zh('complaints:register.files.retry') });
    await again.waitFor();
    await files.getByText('划痕.txt').waitFor();
    await files.getByText(zh('base:refusals.offline')).waitFor();
    await expect.poll(() => readdirSync(incoming)).toEqual([]);
    expect(await desk.sql`select 1 from attachment`).toHaveLength(0);
    line.mend();
    await again.click();
    await files.getByRole('link', { name: zh('complaints:case.download') }).waitFor();
    expect(await again.count()).toBe(0);
    expect(await desk.sql`select 1 from attachment where bytes = 500000`).toHaveLength(1);
    expect(readdirSync(incoming)).toEqual([]);
  });
});
