import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSample } from '../src/app/sample/load.ts';
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
  let waiting: string;

  const register = async (receivedAt?: Date): Promise<string> => {
    const { status, body } = await story.as('service-agent').post('/api/complaints', {
      ownWords: '空调修了两回还是不凉。',
      storeId: story.stores[0]?.id,
      channel: 'phone',
      ...(receivedAt ? { receivedAt: receivedAt.toISOString() } : {}),
    });
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body.id;
  };
  const clocksText = async (): Promise<string> => {
    const { body } = await story.as('general-manager').get(`/api/policy/drafts/${address.split('/').at(-1)}`);
    return String(body.files.find((file: { name: string }) => file.name === 'clocks.yaml')?.text);
  };
  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(), openBrowser()]);
    story = await setUp(desk, { email: EMAIL });
    await loadSample(desk.sql, story.orgId);
    // would be late at once under the limit that is set below
    waiting = await register(new Date(Date.now() - 90 * 60_000));
    ({ title } = story.pack);
    // read once a day: not while somebody waits for the page
    await story.as('general-manager').get('/api/policy/shipped');
    author = await sitDown(browser, desk.url);
    ({ page } = author);
    await letIn(author, { email: EMAIL, password: PASSWORD });
    const token = story.staff['general-manager']?.token ?? '';
    approver = await sitDown(browser, desk.url, { extraHTTPHeaders: { authorization: `Bearer ${token}` } });
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  /** A sentence with whatever number. */
  const worded = (name: string): RegExp => new RegExp(editor(name, { count: 77 }).replace('77', '\\d+'));
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
    const clocks = await clocksText();
    const rule = clocks.slice(clocks.indexOf('- key: first-contact')).split('\n  - key:')[0] ?? '';
    expect(rule).toContain('length: { hours: 1 }');
    expect(clocks).toContain('# ');
  });

  it('adds a clock by the form, names what else it is, takes it out again, and the text is as it was', async () => {
    await part(editor('main.form')).first().click();
    const before = await clocksText();
    await page.getByRole('button', { name: editor('clock.add') }).click();
    const form = page.getByRole('form', { name: editor('clock.add') });
    const add = form.getByRole('button', { name: editor('clock.addAct'), exact: true });
    await form.getByRole('textbox', { name: editor('clock.title') }).fill('当天通报');
    await form.getByRole('spinbutton', { name: zh('policies:clocks.length') }).fill('6');
    expect(await add.isDisabled()).toBe(true);
    await form.getByRole('combobox', { name: editor('clock.stops') }).fill(zh('policies:facts.reply-sent'));
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await inspect(page);
    await add.click();
    const severities = page.getByRole('combobox', { name: editor('clock.severityOf', { title: '当天通报' }) });
    await severities.waitFor();
    await saved();
    expect(await clocksText()).toMatch(
      /title: 当天通报, starts: \[complaint-registered\], stops: \[reply-sent\], length: \{ hours: 6 \}/,
    );
    await severities.click();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await expect.poll(clocksText, { timeout: 30_000 }).toContain('when: { severity: [');
    await inspect(page);

    const remove = page.getByRole('button', { name: editor('remove', { title: '当天通报' }) });
    await remove.click();
    await remove.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: editor('putBack') }).click();
    await remove.waitFor();
    await remove.click();
    await remove.waitFor({ state: 'detached' });
    await page.getByText(editor('removed', { title: '当天通报' })).waitFor();
    await saved();
    expect(await clocksText()).toBe(before);
    await part(editor('main.yaml')).first().click();
    await page.getByRole('button', { name: /^clocks\.yaml/ }).click();
    await text().waitFor();
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

  it('sees what would move among the open complaints, and what would be late at once', async () => {
    await part(editor('side.moving')).first().click();
    await page.getByText(worded('moving.cases')).waitFor();
    await page.getByText(worded('moving.overdueCases')).waitFor();
    await page
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: '首次联系' }) })
      .first()
      .waitFor();
    await inspect(page);
    await part(editor('side.dry')).first().click();
    expect(await page.getByLabel(editor('dryWords')).inputValue()).toContain('空调修了两回');
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
      if (name === 'limits') await page.getByRole('button', { name: editor('clock.add') }).click();
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
    await part(editor('side.moving'), other).first().click();
    const { body: late } = await story.as('general-manager').get(`/api/complaints/${waiting}`);
    await other.getByRole('link', { name: late.number }).waitFor();
    // the sample data of the last months under the draft
    await part(editor('side.backtest'), other).first().click();
    await other.getByRole('button', { name: zh('analytics:backtest.start'), exact: true }).click();
    await other.getByText(/^已试算 \d{2,} 件。/).waitFor();
    const tried = other.getByRole('row').filter({ has: other.getByRole('rowheader', { name: /超时次数/ }) });
    await tried.first().waitFor();
    await other.mouse.move(0, 0);
    await inspect(other);
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

  it('moves the open complaints once it is in force', async () => {
    const { body: before } = await story.as('general-manager').get(`/api/complaints/${waiting}`);
    await part(editor('side.moving')).first().click();
    await page.getByRole('button', { name: editor('moving.act'), exact: true }).click();
    const sure = page.getByRole('dialog');
    await sure.getByText(worded('moving.overdueSure')).waitFor();
    await sure.getByRole('button', { name: editor('moving.act'), exact: true }).click();
    await page.getByText(/^已改 \d+ 件/).waitFor();
    const { body: after } = await story.as('general-manager').get(`/api/complaints/${waiting}`);
    expect(after.policyEditionId).not.toBe(before.policyEditionId);
    await inspect(page);
  });

  it('a complaint registered now has the new limit', async () => {
    const agent = story.as('service-agent');
    const { body } = await agent.get(`/api/complaints/${await register()}`);
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
