import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, type Desk, startDesk } from '../src/app/testing.ts';
import { type SetUpStory, setUp } from '../src/app/testing-team.ts';
import { HOUR } from '../src/base/time.ts';
import type { PostsSection } from '../src/people/pack.ts';
import { aPersonWithPassword } from '../src/people/samples.ts';
import { type Account, DESKTOP, letIn, openBrowser, PHONE, type Seat, SOON, sitDown } from './browser.ts';
import { zh } from './words.ts';

/** A morning at the lists with the hands on the keyboard, while a colleague works too. */
describe('somebody at the keyboard', () => {
  let desk: Desk;
  let browser: Browser;
  let seat: Seat;
  let page: Page;
  let story: SetUpStory;
  let colleague: Client;
  let storeId: string;
  const numbers: string[] = [];
  const ids: string[] = [];
  const me: Account = { email: 'keys@example.invalid', password: 'keys of the story' };
  const list = zh('complaints:list.title');

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(), openBrowser()]);
    story = await setUp(desk);
    storeId = story.stores[0]?.id ?? '';
    const section = story.pack.sections['posts'] as PostsSection;
    await aPersonWithPassword(desk.sql, story.orgId, { post: 'service-supervisor', storeId, section, ...me });
    colleague = story.as('service-supervisor');
    for (let n = 0; n < 6; n++) await registered({ ownWords: `第${n + 1}件：等了很久没有人来。` });
    seat = await sitDown(browser, desk.url);
    ({ page } = seat);
    await letIn(seat, me);
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  async function registered(body: object): Promise<string> {
    const { body: made } = await colleague.post('/api/complaints', {
      storeId,
      callerName: '示例先生',
      receivedAt: new Date(Date.now() - HOUR + ids.length * 60_000).toISOString(),
      ...body,
    });
    ids.push(made.id);
    numbers.push(made.number);
    return made.id;
  }
  const shown = (): Promise<string[]> => page.locator('[data-case]').allTextContents();
  const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '');
  const row = (number: string | undefined): Locator =>
    page.locator('.case-row').filter({ has: page.getByRole('link', { name: number ?? '', exact: true }) });
  const openList = async (search = ''): Promise<void> => {
    await page.mouse.move(0, 0);
    await page.goto(`/complaints${search}`);
    await page.getByRole('list', { name: list, exact: true }).waitFor();
  };

  it('begins with the team while nothing is their own, on a phone too', async () => {
    await page.goto('/');
    await page.locator('.columns-team > [data-tab="team"]:first-child').waitFor();
    await page.setViewportSize(PHONE);
    const tab = page.getByRole('button', { name: zh('complaints:workbench.team'), exact: true });
    expect(await tab.getAttribute('aria-pressed')).toBe('true');
    await page.getByRole('button', { name: zh('complaints:workbench.due'), exact: true }).click();
    await page.getByText(zh('complaints:workbench.dueEmpty')).waitFor();
    await page.setViewportSize(DESKTOP);
  });

  it('finds a case by /, and the box is empty again once the case is open', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type(numbers[0] ?? '');
    const box = page.getByRole('combobox', { name: zh('complaints:search.focus') });
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('article', { name: zh('complaints:case.pageTitle', { number: numbers[0] ?? '' }) }).waitFor();
    expect(await box.inputValue()).toBe('');
  });

  it('finds every key in the list behind ?', async () => {
    await openList();
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: zh('app:keys.title') });
    for (const name of ['next', 'open', 'select', 'assign', 'nextStep', 'urge'])
      await help.getByText(zh(`complaints:keys.${name}`), { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
  });

  it('filters, and the address says so', async () => {
    await openList('?order=oldest');
    await expect.poll(shown).toEqual(numbers);
    const box = page.getByRole('combobox', { name: zh('complaints:list.fields.next') });
    await box.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).searchParams.get('next')).toBe('none');
    expect(new URL(page.url()).searchParams.get('order')).toBe('oldest');
    await page.getByRole('button', { name: new RegExp(zh('complaints:list.fields.next')) }).waitFor();
    await expect.poll(shown).toEqual(numbers);
    await page.locator(`[data-count="${numbers.length}"]`).waitFor();
  });

  it('walks by j and k, and sets the next step of one case by t, one tap and Enter', async () => {
    await openList('?order=oldest');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    expect(await focused()).toBe(numbers[1]);
    await page.keyboard.press('t');
    const dialog = page.getByRole('dialog');
    const tap = dialog.getByRole('radio').first();
    await tap.waitFor();
    await tap.focus();
    await page.keyboard.press('Space');
    await dialog.getByText(zh('complaints:bulk.preview', { done: 1, same: 0, skipped: 0 })).waitFor();
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await row(numbers[1]).locator('.case-row-next').waitFor();
    expect(await focused()).toBe(numbers[1]);
  });

  it('chooses some by x and Shift, assigns them by a, and takes it back', async () => {
    await openList('?order=oldest');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Shift+X');
    await page.getByRole('toolbar', { name: zh('complaints:bulk.title') }).waitFor();
    expect(await page.locator('[data-choose]:checked').count()).toBe(3);
    await page.keyboard.press('a');
    const dialog = page.getByRole('dialog');
    const owner = dialog.getByRole('combobox', { name: zh('complaints:bulk.newOwner') });
    await expect.poll(() => owner.evaluate((box) => box === document.activeElement)).toBe(true);
    const { people } = (await colleague.get('/api/complaints/options', { storeId })).body;
    const manager = story.staff['service-manager']?.staffId;
    await page.keyboard.type(people.find(({ id }: { id: string }) => id === manager).name);
    await page.keyboard.press('Enter');
    const reason = dialog.getByRole('radio').first();
    await reason.focus();
    await page.keyboard.press('Space');
    await dialog.getByText(zh('complaints:bulk.preview', { done: 3, same: 0, skipped: 0 })).waitFor();
    await page.keyboard.press('Control+Enter');
    await dialog.waitFor({ state: 'detached' });

    const owners = async () =>
      Promise.all(ids.slice(0, 4).map(async (id) => (await colleague.get(`/api/complaints/${id}`)).body.owner.id));
    const before = story.staff['service-supervisor']?.staffId;
    expect(await owners()).toEqual([manager, manager, manager, before]);
    await page.getByRole('button', { name: zh('complaints:bulk.undo'), exact: true }).press('Enter');
    await expect.poll(owners).toEqual([before, before, before, before]);
    expect(await page.getByRole('toolbar').count()).toBe(0);
  });

  it('urges by u', async () => {
    await openList('?order=oldest');
    await page.keyboard.press('j');
    await page.keyboard.press('u');
    await page.getByRole('dialog').getByRole('radio').first().waitFor();
    await page.keyboard.press('Control+Enter');
    await row(numbers[0])
      .getByText(zh('complaints:row.urges_other', { count: 1 }))
      .waitFor();
  });

  it('types letters into boxes without anything else happening', async () => {
    await openList('?order=oldest');
    const box = page
      .getByRole('textbox', { name: zh('complaints:list.q') })
      .or(page.getByRole('searchbox', { name: zh('complaints:list.q') }));
    await box.first().focus();
    await page.keyboard.type('jxatun');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.locator('[data-choose]:checked').count()).toBe(0);
    expect(page.url()).toContain('/complaints');
  });

  it('sees what the colleague does at once, while the rows stay under the hand', async () => {
    await openList('?order=newest&state=open');
    await page.keyboard.press('j');
    const before = await shown();
    expect(await focused()).toBe(before[0]);
    const made = await registered({ ownWords: '刚刚登记的一件。', receivedAt: undefined });
    const news = page.getByRole('button', { name: zh('complaints:list.news_other', { count: 1 }) });
    await news.waitFor(SOON);
    expect(await shown()).toEqual(before);
    expect(await focused()).toBe(before[0]);
    // what is new of a row shows at once
    await colleague.post(`/api/complaints/${ids[4]}/urges`, {});
    await row(numbers[4])
      .getByText(zh('complaints:row.urges_other', { count: 1 }))
      .waitFor(SOON);

    await page.keyboard.press('.');
    await expect.poll(shown).toEqual([numbers.at(-1), ...before]);
    expect(await focused()).toBe(before[0]);
    await colleague.post(`/api/complaints/${made}/voiding`, {
      reason: (await colleague.get('/api/complaints/options', { storeId })).body.pack.reasons.void[0].key,
    });
    await news.waitFor(SOON);
    await page.getByRole('searchbox').first().focus();
    await expect.poll(shown, SOON).toEqual(before);
  });

  it('finds the list as it was when coming back from a case', async () => {
    for (let n = 0; n < 34; n++) await registered({ ownWords: `又一件，第${n}件。` });
    await openList('?order=oldest');
    await page.getByRole('button', { name: zh('complaints:list.more') }).click();
    await expect.poll(async () => (await shown()).length).toBeGreaterThan(35);
    const target = page.getByRole('link', { name: numbers[36] ?? '', exact: true });
    await target.focus();
    await target.scrollIntoViewIfNeeded();
    const place = () => page.locator('main').evaluate((main) => main.scrollTop);
    await expect.poll(place).toBeGreaterThan(1000);
    const scrolled = await place();
    await page.keyboard.press('Enter');
    await page.getByRole('article', { name: zh('complaints:case.pageTitle', { number: numbers[36] ?? '' }) }).waitFor();
    await page.goBack();
    await target.waitFor();
    await expect.poll(async () => Math.abs((await place()) - scrolled)).toBeLessThan(3);
    await page.keyboard.press('j');
    await expect.poll(focused).toBe(numbers[36]);
  });

  it('saves what the list shows under a name, and opens with it from then on', async () => {
    await openList('?order=oldest&next=none');
    await page.getByRole('button', { name: zh('complaints:views.save') }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(new RegExp(zh('complaints:views.name'))).fill('还没定下次跟进的');
    await dialog.getByRole('checkbox').press('Space');
    await dialog.getByRole('button', { name: zh('complaints:views.keep'), exact: true }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.goto('/');
    await page.getByRole('link', { name: zh('app:rail.complaints'), exact: true }).click();
    await expect.poll(() => new URL(page.url()).search).toBe('?next=none&order=oldest');
    await page.getByRole('link', { name: '还没定下次跟进的' }).waitFor();
  });

  it('is led from a figure to the list that it counts', async () => {
    await page.goto('/');
    const open = page.locator('[data-figure="open"]');
    const count = await open.locator('[data-count]').getAttribute('data-count');
    await open.press('Enter');
    await page.locator(`output[data-count="${count}"]`).waitFor();
    expect(new URL(page.url()).search).toContain('?state=open');
  });

  it('sees on every page what waits to be sent', async () => {
    await page.goto('/register');
    await page.route('**/api/complaints', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.fallback(),
    );
    await page.locator('#own-words').fill('断网时登记的一件。');
    await page.keyboard.press('Control+Enter');
    const strip = page.getByRole('region', { name: zh('complaints:register.queue.title') });
    await strip.waitFor();
    await page.getByRole('link', { name: zh('app:rail.complaints'), exact: true }).click();
    await page.getByRole('list', { name: list, exact: true }).waitFor();
    await strip.getByText('断网时登记的一件。').waitFor();
    await page.setViewportSize(PHONE);
    expect(await strip.isVisible()).toBe(true);
    await page.unroute('**/api/complaints');
  });
});
