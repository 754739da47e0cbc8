import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, startDesk } from '../src/app/testing.ts';
import { setUp } from '../src/app/testing-team.ts';
import type { PostsSection } from '../src/people/pack.ts';
import { aPersonWithPassword } from '../src/people/samples.ts';
import { type Account, letIn, openBrowser, type Seat, SOON, sitDown } from './browser.ts';
import { field, formOf, panel, send, signIn } from './hands.ts';
import { zh } from './words.ts';

const WORDS = '等了三个小时才轮到我的车，期间没有一个人来说一声。';
const act = (name: string): string => zh(`complaints:case.acts.${name}`);
const label = (name: string): string => zh(`complaints:case.${name}`);

describe('two people at one complaint', () => {
  let desk: Desk;
  let browser: Browser;
  let first: Seat;
  let second: Seat;
  let id: string;
  const anna: Account = { email: 'anna@example.invalid', password: 'first of the story' };
  const bo: Account = { email: 'bo@example.invalid', password: 'second of the story' };

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(), openBrowser()]);
    const story = await setUp(desk);
    const storeId = story.stores[0]?.id ?? null;
    const section = story.pack.sections['posts'] as PostsSection;
    for (const account of [anna, bo]) {
      await aPersonWithPassword(desk.sql, story.orgId, { post: 'service-supervisor', storeId, section, ...account });
    }
    const made = await story
      .as('service-agent')
      .post('/api/complaints', { storeId, ownWords: WORDS, callerName: '示例先生', callerPhone: '10800002222' });
    id = made.body.id;
    [first, second] = await Promise.all([sitDown(browser, desk.url), sitDown(browser, desk.url)]);
    await Promise.all([letIn(first, anna), letIn(second, bo)]);
    await Promise.all([first, second].map(({ page }) => page.goto(`/complaints/${id}`)));
    await Promise.all([first, second].map(({ page }) => noteBox(page).waitFor()));
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  it('see at once what the other does, and keep what they are typing', async () => {
    // once seen, the stream of news is known to be open
    await note(second.page, '第一条：已经联系车间。');
    await timeline(first.page).getByText('第一条：已经联系车间。').waitFor();

    await noteBox(first.page).click();
    await first.page.keyboard.type('客户说下午');
    await note(second.page, '第二条：车间四点前答复。');
    await timeline(first.page).getByText('第二条：车间四点前答复。').waitFor(SOON);
    await first.page.keyboard.type('五点以后方便。');
    expect(await noteBox(first.page).inputValue()).toBe('客户说下午五点以后方便。');
  });

  it('keep what they type while the note before is still being taken', async () => {
    const { page } = second;
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    await page.route(`**/api/complaints/${id}`, async (route) => {
      await released;
      await route.continue();
    });
    await note(page, '第三条：配件已经到店。');
    await noteBox(page).fill('客户想改到周六');
    release();
    const key = page.getByRole('button', { name: act('writeNote'), exact: true });
    await expect.poll(() => key.getAttribute('class')).not.toContain('loading');
    expect(await noteBox(page).inputValue()).toBe('客户想改到周六');
    await page.unroute(`**/api/complaints/${id}`);
    await noteBox(page).fill('');
  });

  it('see a new case of the other in the list at once', async () => {
    const { page } = first;
    await page.goto('/complaints');
    await page.locator('[data-case]').first().waitFor();
    const others = await second.context.request.post('/api/complaints', {
      data: { ownWords: '洗车时把天线折断了。' },
      headers: { 'idempotency-key': crypto.randomUUID() },
    });
    expect(others.status()).toBe(201);
    await page.getByText('洗车时把天线折断了。').waitFor(SOON);
    await page.goto(`/complaints/${id}`);
  });

  it('are shown both versions when they correct the same, and nothing is overwritten unasked', async () => {
    const forms = await Promise.all(
      [first, second].map(async ({ page }) =>
        formOf(await panel(page, 'facts'), zh('complaints:case.save'), act('correctFacts')),
      ),
    );
    const [mine, theirs] = forms as [Locator, Locator];
    await field(mine, label('caller')).fill('示例先生的太太');
    await field(theirs, label('caller')).fill('示例先生的父亲');
    await send(theirs, zh('complaints:case.save'));
    await theirs.waitFor({ state: 'detached' });

    await mine.getByRole('button', { name: zh('complaints:case.save'), exact: true }).click();
    const clash = first.page.getByRole('alert').filter({ hasText: label('lostUpdate') });
    await clash.waitFor();
    const row = clash.getByRole('row').filter({ hasText: label('caller') });
    expect(await row.getByRole('cell').allTextContents()).toEqual(['示例先生的太太', '示例先生的父亲']);
    const facts = second.page.getByRole('region', { name: zh('complaints:case.panels.facts'), exact: true });
    expect(await facts.getByText('示例先生的父亲').isVisible()).toBe(true);

    await clash.getByRole('button', { name: label('keepMine') }).click();
    await clash.waitFor({ state: 'detached' });
    await facts.getByText('示例先生的太太').waitFor();
  });

  it('lose nothing by a reload: neither a note nor a registration', async () => {
    const { page } = first;
    const before = await keptDrafts(page);
    await noteBox(page).fill('客户说下午五点以后方便，打另一个号码。');
    await expect.poll(() => keptDrafts(page), { timeout: 5000 }).not.toBe(before);
    await page.reload();
    await expect.poll(() => noteBox(page).inputValue()).toBe('客户说下午五点以后方便，打另一个号码。');
    expect(await keptDrafts(page)).not.toContain('客户');

    await page.goto('/register');
    await field(page, zh('complaints:register.ownWords')).fill('刹车片换完还是响，师傅说是正常的。');
    await page.getByText(/^草稿已保存/).waitFor();
    await page.reload();
    await expect
      .poll(() => field(page, zh('complaints:register.ownWords')).inputValue())
      .toBe('刹车片换完还是响，师傅说是正常的。');
  });

  it('are signed out everywhere else when they change their password, and find their page again', async () => {
    const { page } = first;
    await page.goto(`/complaints/${id}`);
    await noteBox(page).waitFor();
    const elsewhere = await sitDown(browser, desk.url);
    await elsewhere.page.goto('/profile');
    await signIn(elsewhere.page, anna);
    const changed = { ...anna, password: 'third of the story' };
    await field(elsewhere.page, zh('people:profile.password.current')).fill(anna.password);
    await field(elsewhere.page, zh('people:profile.password.next')).fill(changed.password);
    await field(elsewhere.page, zh('people:profile.password.again')).fill(changed.password);
    await elsewhere.page.getByRole('button', { name: zh('people:profile.password.submit') }).click();
    await elsewhere.page.getByText(zh('people:profile.password.done')).first().waitFor();

    await note(second.page, '第三条：已请客户五点后来电。');
    await field(page, zh('people:signIn.password')).waitFor();
    await signIn(page, changed);
    await timeline(page).getByText('第三条：已请客户五点后来电。').waitFor();
    expect(page.url()).toContain(`/complaints/${id}`);
    Object.assign(anna, changed);
  });

  it('leave no readable draft behind when they sign out', async () => {
    const { page } = first;
    const words = field(page, zh('complaints:register.ownWords'));
    await page.goto('/register');
    await words.fill('旧的草稿');
    await page.getByText(/^草稿已保存/).waitFor();
    await page.getByRole('button', { name: zh('app:person.menu') }).click();
    await page.getByRole('button', { name: zh('app:person.signOut') }).click();
    await signIn(page, anna);
    await page.goto('/register');
    await words.fill('新的一件');
    await page.getByText(/^草稿已保存/).waitFor();
    expect(await words.inputValue()).toBe('新的一件');
    expect(await page.getByRole('heading', { name: zh('complaints:register.drafts.title') }).count()).toBe(0);
  });
});

const timeline = (page: Page): Locator => page.getByRole('region', { name: zh('complaints:case.timeline') });
const noteBox = (page: Page): Locator =>
  page.getByRole('textbox', { name: zh('complaints:case.noteLabel'), exact: true });

/** What the browser keeps of notes not yet written: under lock and key, so not to be read here. */
const keptDrafts = (page: Page): Promise<string> =>
  page.evaluate(() =>
    Object.entries(localStorage)
      .filter(([name]) => name.includes('draft'))
      .join(),
  );

async function note(page: Page, body: string): Promise<void> {
  await noteBox(page).fill(body);
  await send(page.getByRole('tabpanel', { name: zh('complaints:case.tabs.note') }), act('writeNote'));
}
