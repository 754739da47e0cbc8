import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, startDesk } from '../src/app/testing.ts';
import { PASSWORD, type SetUpStory, setUp } from '../src/app/testing-team.ts';
import { HOUR } from '../src/base/time.ts';
import { aMember } from '../src/people/samples.ts';
import { DESKTOP, letIn, openBrowser, PHONE, type Seat, sitDown } from './browser.ts';
import { inspect } from './inspect.ts';
import { zh } from './words.ts';

const EMAIL = 'author@example.invalid';
const editor = (name: string, values: Record<string, string | number> = {}): string =>
  zh(`policies:editor.${name}`, values);

/** A manager copies a policy, changes one limit, and somebody else approves it. */
describe('the policy editor', () => {
  let desk: Desk;
  let browser: Browser;
  let story: SetUpStory;
  let author: Seat;
  let approver: Seat;
  let page: Page;
  let address: string;
  let title: string;

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(), openBrowser()]);
    story = await setUp(desk, { email: EMAIL });
    ({ title } = story.pack);
    author = await sitDown(browser, desk.url);
    ({ page } = author);
    await letIn(author, { email: EMAIL, password: PASSWORD });
    const token = story.staff['general-manager']?.token ?? '';
    approver = await sitDown(browser, desk.url, { extraHTTPHeaders: { authorization: `Bearer ${token}` } });
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  const saved = () => page.locator('[data-saved="saved"]').waitFor();
  const part = (name: string, inside: Page = page): Locator =>
    inside.getByRole('button', { name, exact: true, pressed: false }).filter({ visible: true });
  const limit = (): Locator => page.getByRole('spinbutton', { name: editor('lengthOf', { title: '首次联系' }) });
  const text = (): Locator => page.getByRole('textbox', { name: editor('textOf', { file: 'clocks.yaml' }) });

  it('copies the shipped pack as a draft', async () => {
    await page.goto('/policy');
    await page.getByRole('link', { name: editor('listTitle') }).click();
    await page.getByRole('button', { name: editor('copyOf', { title }) }).click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await page.getByText(zh('policies:drafts.states.drafting')).waitFor();
    address = page.url();
    expect(address).toContain('/policy/drafts/');
  });

  it('changes a limit in the form, and finds it in the text beside its comments', async () => {
    await limit().fill('1');
    await limit().press('Enter');
    await saved();
    await part(editor('main.yaml')).first().click();
    await page.getByRole('button', { name: /^clocks\.yaml/ }).click();
    await text().waitFor();
    await text().press('Control+Home');
    const { body } = await story.as('general-manager').get(`/api/policy/drafts/${address.split('/').at(-1)}`);
    const clocks = String(body.files.find((file: { name: string }) => file.name === 'clocks.yaml')?.text);
    const rule = clocks.slice(clocks.indexOf('- key: first-contact')).split('\n  - key:')[0] ?? '';
    expect(rule).toContain('length: { hours: 1 }');
    expect(clocks).toContain('# ');
  });

  it('is told the line of what it breaks in the text, and that it is right again', async () => {
    await text().press('Control+Home');
    await page.keyboard.type('clocks: [');
    await page.keyboard.press('Escape');
    const found = page.getByRole('button', { name: /^clocks\.yaml 第 \d+ 行$/ });
    await found.first().waitFor();
    expect(await page.getByRole('button', { name: editor('acts.ask') }).isDisabled()).toBe(true);
    await found.first().click();
    await expect.poll(() => text().evaluate((box) => box === document.activeElement)).toBe(true);

    await page.getByRole('button', { name: editor('undo') }).click();
    await part(editor('main.form')).first().click();
    await found.first().waitFor({ state: 'detached' });
  });

  it('is offered names with their meaning while writing', async () => {
    await part(editor('main.yaml')).first().click();
    await page.getByRole('button', { name: /^clocks\.yaml/ }).click();
    await text().press('Control+Home');
    await page.keyboard.type('mat');
    await page
      .getByRole('option', { name: /matrices/ })
      .getByText(zh('policies:difference.fields.matrices'))
      .waitFor();
    await page.keyboard.press('Escape');
    for (let n = 0; n < 3; n++) await page.keyboard.press('Backspace');
    await page.locator('[data-saved="saved"]').waitFor();
    await part(editor('main.form')).first().click();
  });

  it('tries a complaint on the draft beside the edition in force', async () => {
    expect(await limit().inputValue()).toBe('1');
    await part(editor('side.dry')).first().click();
    await page.getByLabel(editor('dryWords')).fill('空调修了两回还是不凉，请给我一个准话。');
    await page.getByRole('button', { name: editor('dryRunAct'), exact: true }).click();
    const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: /首次联系/ }) });
    await row.getByText(editor('differs')).waitFor();
    await saved();
  });

  it('shows both versions when somebody else saved meanwhile, and keeps what is chosen', async () => {
    const other = desk.client((await aMember(desk.sql, story.orgId, { post: 'service-manager' })).token);
    const path = `/api/policy/drafts/${address.split('/').at(-1)}`;
    const { body } = await other.get(path);
    const files = (body.files as { name: string; text: string }[]).map(({ name, text: written }) => ({
      name,
      text: name === 'clocks.yaml' ? `# 同事写的\n${written}` : written,
    }));
    expect((await other.put(path, { version: body.version, files })).status).toBe(200);
    await limit().fill('90');
    await limit().press('Enter');
    const both = page.getByRole('region', { name: editor('conflict.title') });
    await both.getByText('# 同事写的').waitFor();
    await inspect(page);
    await both.getByRole('combobox').selectOption('theirs');
    await both.getByRole('button', { name: editor('conflict.act') }).click();
    await both.waitFor({ state: 'detached' });
    await saved();
    expect(await limit().inputValue()).toBe('1');
    // the browser tells of the refusal
    expect(author.complaints.splice(0).join()).toContain('409');
    await part(editor('side.findings', { count: 0 }))
      .first()
      .click();
  });

  it.each([
    ['desktop, light', DESKTOP, 'light'],
    ['phone, light', PHONE, 'light'],
    ['phone, dark', PHONE, 'dark'],
    ['desktop, dark', DESKTOP, 'dark'],
  ] as const)('%s: nothing bars the way, nothing is cut off', async (_, viewport, colorScheme) => {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const name of ['limits', 'ladder', 'grounds', 'triggers', 'calendars', 'routing']) {
      await page.getByRole('button', { name: editor(`form.${name}`), exact: true }).click();
      await inspect(page);
    }
    await part(editor('main.yaml')).first().click();
    await page.locator('.cm-content').waitFor();
    await inspect(page);
    for (const name of ['dry', 'difference', 'moving', 'notes']) {
      await part(editor(`side.${name}`))
        .first()
        .click();
      await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
      await inspect(page);
    }
    await part(editor('main.form')).first().click();
  });

  it('the list of drafts, editions and shipped packs, in both languages', async () => {
    await page.goto('/policy/drafts');
    await page.getByRole('link', { name: title, exact: true }).waitFor();
    await page.getByRole('button', { name: editor('copyOf', { title }) }).waitFor();
    await inspect(page);
    await page.evaluate(() => localStorage.setItem('wanhui.language', 'en'));
    await page.setViewportSize(PHONE);
    await page.reload();
    await page.getByRole('link', { name: title, exact: true }).waitFor();
    await inspect(page);
    await page.goto(address);
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await page.locator('[data-saved]').waitFor();
    await inspect(page);
    await page.evaluate(() => localStorage.setItem('wanhui.language', 'zh'));
    await page.setViewportSize(DESKTOP);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.reload();
  });

  it('asks; another person sees the change in words and approves; it is published', async () => {
    await page.getByRole('button', { name: editor('acts.ask'), exact: true }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: editor('acts.ask'), exact: true })
      .click();
    await page.getByText(zh('policies:drafts.states.asked'), { exact: true }).waitFor();

    const other = approver.page;
    await other.goto(address);
    await part(editor('side.difference'), other).first().click();
    await other.getByText(/首次联系.*2\s?小时 → 1\s?小时/).waitFor();
    await other.getByRole('button', { name: editor('acts.answer'), exact: true }).click();
    await other
      .getByRole('dialog')
      .getByRole('button', { name: editor('acts.approve'), exact: true })
      .click();
    await other.getByText(zh('policies:drafts.states.approved'), { exact: true }).waitFor();

    await page.reload();
    await page.getByRole('button', { name: editor('acts.publish'), exact: true }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: editor('acts.publish'), exact: true })
      .click();
    await page.getByText(zh('policies:drafts.states.published'), { exact: true }).waitFor();
  });

  it('a complaint registered now has the new limit', async () => {
    const agent = story.as('service-agent');
    const made = await agent.post('/api/complaints', {
      ownWords: '空调修了两回还是不凉。',
      storeId: story.stores[0]?.id,
      channel: 'phone',
    });
    expect(made.status).toBe(201);
    const { body } = await agent.get(`/api/complaints/${made.body.id}`);
    const clock = (body.clocks as { rule: string; startedAt: string; dueAt: string }[]).find(
      ({ rule }) => rule === 'first-contact',
    );
    expect(Date.parse(clock?.dueAt ?? '') - Date.parse(clock?.startedAt ?? '')).toBe(HOUR);
    const { body: policy } = await agent.get('/api/policy');
    expect(
      policy.pack.sections.clocks.clocks.find(({ key }: { key: string }) => key === 'first-contact').length,
    ).toEqual({
      hours: 1,
    });
    expect(policy.edition).toBe(2);
    expect(author.complaints).toEqual([]);
  });
});
