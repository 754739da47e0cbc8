import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueSetUpToken } from '../src/app/setup-token.ts';
import { type Desk, startDesk } from '../src/app/testing.ts';
import { PASSWORD, setUp } from '../src/app/testing-team.ts';
import { furnish } from '../src/app/testing-world.ts';
import type { ComplaintsSection } from '../src/complaints/pack.ts';
import { DESKTOP, letIn, openBrowser, PHONE, type Seat, sitDown } from './browser.ts';
import { barriers, cutOff, inspect, keysShown } from './inspect.ts';
import { zh } from './words.ts';

const EMAIL = 'manager@example.invalid';

/** Every two of width, theme and language together. */
const LOOKS = [
  { viewport: DESKTOP, colorScheme: 'light', language: 'zh' },
  { viewport: DESKTOP, colorScheme: 'dark', language: 'en' },
  { viewport: PHONE, colorScheme: 'light', language: 'en' },
  { viewport: PHONE, colorScheme: 'dark', language: 'zh' },
] as const;

describe('the pages', () => {
  let browser: Browser;
  let desk: Desk;
  let fresh: Desk;
  let seat: Seat;
  let caseAddress: string;
  let setUpAddress: string;
  let number: string;

  beforeAll(async () => {
    [desk, fresh, browser] = await Promise.all([startDesk(), startDesk(), openBrowser()]);
    setUpAddress = `${fresh.url}/setup?token=${issueSetUpToken(fresh.dataDir)}`;
    const story = await setUp(desk, { email: EMAIL });
    const furnished = await furnish(story.as('service-supervisor'), {
      storeId: story.stores[0]?.id ?? '',
      colleagueId: story.staff['service-manager']?.staffId ?? '',
      departmentId: story.departments[0]?.id ?? '',
      pack: story.pack.sections['complaints'] as ComplaintsSection,
    });
    number = furnished.number;
    caseAddress = `/complaints/${furnished.id}`;
    const { status } = await story.as('service-supervisor').post(`/api/complaints/${furnished.id}/owner`, {
      ownerId: story.administratorId,
      reason: (story.pack.sections['complaints'] as ComplaintsSection).reasons.handOver[0]?.key,
    });
    expect(status).toBeLessThan(300);
    seat = await sitDown(browser, desk.url);
    await letIn(seat, { email: EMAIL, password: PASSWORD });
    // else it would wait beside what is due, on a phone out of sight
    const taken = await seat.context.request.post(`/api/complaints/${furnished.id}/owner/acknowledgement`, {
      data: {},
    });
    expect(taken.ok()).toBe(true);
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all([desk?.close(), fresh?.close()]);
  });

  /** Opens a page in a look and waits until what makes it that page is there. */
  async function open(page: Page, which: PageName, { viewport, colorScheme, language }: Look): Promise<void> {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const address = { workbench: '/', case: caseAddress, register: '/register', setUp: setUpAddress }[which];
    await page.goto(address);
    if ((await page.evaluate(() => localStorage.getItem('wanhui.language'))) !== language) {
      await page.evaluate((spoken) => localStorage.setItem('wanhui.language', spoken), language);
      await page.reload();
    }
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    const sign = {
      workbench: page.getByRole('link', { name: number, exact: true }).first(),
      case: page.getByRole('timer').first(),
      register: page.locator('#own-words'),
      setUp: page.getByRole('radio').first(),
    }[which];
    await sign.waitFor();
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  }

  describe.each(LOOKS)('$viewport.width wide, $colorScheme, $language', (look) => {
    it.each(PAGES)('%s: nothing bars the way, nothing is cut off, nothing is untranslated', async (which) => {
      const { page, complaints } = seat;
      complaints.length = 0;
      await open(page, which, look);
      await inspect(page);
      if (which === 'case') {
        await unfoldAll(page);
        await inspect(page);
      }
      expect(complaints).toEqual([]);
    });
  });

  it('lead on from an address that is none', async () => {
    const { page, complaints } = seat;
    complaints.length = 0;
    await page.goto('/complaint/7');
    await page.getByRole('heading', { level: 1, name: zh('app:notThere.title') }).waitFor();
    await inspect(page);
    await page.getByRole('navigation', { name: zh('app:rail.label') }).waitFor();
    await page.getByRole('main').getByRole('link').click();
    await page.waitForURL(/\/$/);
    expect(complaints).toEqual([]);
  });

  it('would be found out if something did', async () => {
    const { page, complaints } = seat;
    await open(page, 'register', { viewport: PHONE, colorScheme: 'light', language: 'zh' });
    complaints.length = 0;
    await page.evaluate(() => {
      const planted = document.createElement('div');
      planted.innerHTML = '<button></button><p style="width: 500px">case.acts.escalate</p><p>complaints:x {{y}}</p>';
      document.querySelector('main')?.append(planted);
      console.error('planted');
    });
    expect((await barriers(page)).join()).toContain('button-name');
    expect(await keysShown(page)).toEqual(['case.acts.escalate', 'complaints:x {{y}}']);
    expect((await cutOff(page)).join()).toContain('500px');
    expect(complaints.join()).toContain('planted');
  });

  it('are worked by keyboard: search, register, walk through the rows, send', async () => {
    const { page, complaints } = seat;
    complaints.length = 0;
    await open(page, 'workbench', { viewport: DESKTOP, colorScheme: 'light', language: 'zh' });
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');

    await page.keyboard.press('/');
    await page.keyboard.type(number);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: zh('complaints:search.title', { q: number }) }).waitFor();
    expect(page.url()).toContain(`/search?q=${number}`);

    await page.keyboard.press('Escape');
    await page.keyboard.press('n');
    const words = page.getByLabel(zh('complaints:register.ownWords'), { exact: true });
    await words.waitFor();
    await expect.poll(() => words.evaluate((box) => box === document.activeElement)).toBe(true);
    await page.keyboard.type('预约好的时间到了，前台说没有登记，让我再等两个小时。');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: zh('complaints:register.done.registered'), exact: true }).waitFor();

    await page.goto('/complaints');
    const links = page.locator('[data-case]');
    await links.first().waitFor();
    await expect.poll(() => links.count()).toBe(2);
    const [first, second] = (await links.allTextContents()) as [string, string];
    await page.keyboard.press('j');
    await expect.poll(focused).toBe(first);
    await page.keyboard.press('j');
    await expect.poll(focused).toBe(second);
    await page.keyboard.press('k');
    await expect.poll(focused).toBe(first);
    await page.keyboard.press('Enter');
    await page.getByRole('article', { name: zh('complaints:case.pageTitle', { number: first }) }).waitFor();

    const note = page.getByRole('textbox', { name: zh('complaints:case.noteLabel'), exact: true });
    await page.keyboard.press('n');
    await expect.poll(() => note.evaluate((box) => box === document.activeElement)).toBe(true);
    await page.keyboard.type('客户下午四点后方便接电话。');
    await page.keyboard.press('Control+Enter');
    await page
      .getByRole('region', { name: zh('complaints:case.timeline') })
      .getByText('客户下午四点后方便接电话。')
      .waitFor();
    // the news of it may come before the answer
    await expect.poll(() => note.inputValue()).toBe('');
    expect(complaints).toEqual([]);
  });
});

const PAGES = ['workbench', 'case', 'register', 'setUp'] as const;
type PageName = (typeof PAGES)[number];
type Look = (typeof LOOKS)[number];

/** The side of a case that a phone hides, and every panel on it. */
async function unfoldAll(page: Page): Promise<void> {
  const side = page.getByRole('tablist').first().getByRole('tab').last();
  if (page.viewportSize()?.width === PHONE.width) await side.click();
  const folded = page.locator('h2 > button[aria-expanded="false"]');
  await expect.poll(() => folded.count()).toBeGreaterThan(0);
  // more may come while these are unfolded
  while ((await folded.count()) > 0) {
    const panel = await folded.first().elementHandle();
    await panel?.click();
    await expect.poll(() => panel?.getAttribute('aria-expanded')).toBe('true');
  }
}
