import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueSetUpToken } from '../src/app/setup-token.ts';
import { type Desk, startDesk } from '../src/app/testing.ts';
import { PASSWORD, setUp } from '../src/app/testing-team.ts';
import { furnish } from '../src/app/testing-world.ts';
import type { ComplaintsSection } from '../src/complaints/pack.ts';
import { DESKTOP, letIn, openBrowser, PHONE, type Seat, sitDown } from './browser.ts';
import { type Language, ROOMS, wordsOf, zh } from './words.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const EMAIL = 'manager@example.invalid';

const LOOKS = ([DESKTOP, PHONE] as const).flatMap((viewport) =>
  (['light', 'dark'] as const).flatMap((colorScheme) =>
    (['zh', 'en'] as const).map((language) => ({ viewport, colorScheme, language })),
  ),
);

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
    expect(await note.inputValue()).toBe('');
    expect(complaints).toEqual([]);
  });
});

const PAGES = ['workbench', 'case', 'register', 'setUp'] as const;
type PageName = (typeof PAGES)[number];
type Look = (typeof LOOKS)[number];

async function inspect(page: Page): Promise<void> {
  expect(await barriers(page)).toEqual([]);
  expect(await keysShown(page)).toEqual([]);
  expect(await cutOff(page)).toEqual([]);
}

/** What stands beyond the right edge of the window, out of reach unless the page is slid sideways. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const edge = document.documentElement.clientWidth + 1;
    // tables and comparisons may slide within the page, the page's own frame may not
    const slides = (element: Element | null): boolean =>
      element !== null &&
      !element.matches('main, dialog, body') &&
      (/auto|scroll/.test(getComputedStyle(element).overflowX) || slides(element.parentElement));
    const beyond = [...document.body.querySelectorAll('*')].filter((element) => {
      const box = element.getBoundingClientRect();
      return element.checkVisibility() && box.width > 1 && box.height > 1 && box.right > edge && !slides(element);
    });
    const wide = document.documentElement.scrollWidth > edge ? ['the page itself'] : [];
    return [...wide, ...beyond.map((element) => element.outerHTML.slice(0, 120))];
  });
}

/** The side of a case that a phone hides, and every panel on it. */
async function unfoldAll(page: Page): Promise<void> {
  const side = page.getByRole('tablist').first().getByRole('tab').last();
  if (page.viewportSize()?.width === PHONE.width) await side.click();
  const folded = page.locator('h2 > button[aria-expanded="false"]');
  await expect.poll(() => folded.count()).toBeGreaterThan(0);
  for (let left = await folded.count(); left > 0; left--) {
    await folded.first().click();
    await expect.poll(() => folded.count()).toBe(left - 1);
  }
}

/** What axe finds that is serious or critical, each with where it stands. */
async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }).axe.run({
      resultTypes: ['violations'],
    }),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, any }) => `${id} ${target.join(' ')} ${any.map(({ message }) => message).join('; ')}`),
    );
}

/** Keys of words that stand where the words should, and places in sentences that nobody filled. */
async function keysShown(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const told = ['aria-label', 'title', 'placeholder', 'alt', 'aria-description'];
    return [
      document.title,
      ...[...document.querySelectorAll('body :not(script, style)')].flatMap((element) =>
        [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.nodeValue ?? ''),
      ),
      ...[...document.querySelectorAll('*')].flatMap((element) =>
        told.map((name) => element.getAttribute(name) ?? '').filter(Boolean),
      ),
    ];
  });
  return texts.filter((text) => KEY.test(text) || text.includes('{{'));
}

const groups = ROOMS.flatMap((room) => Object.keys(wordsOf(room, 'zh' satisfies Language)));
const KEY = new RegExp(`(^|\\s)((${ROOMS.join('|')}):\\w|(${[...new Set(groups)].join('|')})\\.[a-z]\\w*)`);
