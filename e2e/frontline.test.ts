import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, startDesk } from '../src/app/testing.ts';
import { type SetUpStory, setUp } from '../src/app/testing-team.ts';
import type { PostsSection } from '../src/people/pack.ts';
import { aPersonWithPassword } from '../src/people/samples.ts';
import { type Account, letIn, openBrowser, PHONE, type Seat, sitDown } from './browser.ts';
import { field } from './hands.ts';
import { zh } from './words.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const t = (name: string, values?: Record<string, string | number>): string => zh(`frontline:${name}`, values);
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

describe('a courier without a seat', () => {
  let desk: Desk;
  let browser: Browser;
  let story: SetUpStory;
  let office: Seat;
  let phone: Seat;
  let link: string;
  const supervisor: Account = { email: 'supervisor@example.invalid', password: 'supervisor of the story' };

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(), openBrowser()]);
    story = await setUp(desk, { pack: 'gift-delivery' });
    const section = story.pack.sections['posts'] as PostsSection;
    const storeId = story.stores[0]?.id ?? null;
    await aPersonWithPassword(desk.sql, story.orgId, { post: 'service-supervisor', storeId, section, ...supervisor });
    const options = { viewport: PHONE, hasTouch: true, isMobile: true };
    [office, phone] = await Promise.all([sitDown(browser, desk.url), sitDown(browser, desk.url, options)]);
    await letIn(office, supervisor);
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  const write = async (page: Page, what: string, urgency: 'danger' | 'today' | 'calm'): Promise<void> => {
    await page.getByLabel(t('report.what')).fill(what);
    await page.getByText(t(`report.urgencies.${urgency}`), { exact: true }).click();
  };

  it('is invited by a link that is shown once, as a picture too', async () => {
    const { page } = office;
    await page.goto('/frontline');
    await page
      .getByRole('button', { name: t('invite.title') })
      .first()
      .click();
    await field(page, t('invite.name')).fill('周师傅');
    await field(page, t('invite.trade')).fill('配送');
    await page.getByRole('button', { name: t('invite.make') }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(t('invite.picture')).waitFor();
    link = /http\S+#[\w-]{43}/.exec((await dialog.textContent()) ?? '')?.[0] ?? '';
    expect(new URL(link).pathname).toBe('/report');
    await dialog.getByRole('button', { name: t('invite.taken') }).click();
    await page.getByRole('rowheader', { name: '周师傅' }).waitFor();
  });

  it('opens it on the phone: the secret leaves the address, nothing is cut off, nothing bars the way', async () => {
    const { page } = phone;
    await page.goto(link.replace(/^https?:\/\/[^/]+/, desk.url));
    await page.getByLabel(t('report.what')).waitFor();
    expect(new URL(page.url()).hash).toBe('');
    expect(await page.evaluate(() => document.cookie)).not.toContain('reporter');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.getByText(t('report.urgencies.danger'), { exact: true }).click();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
      await page.evaluate(AXE);
      const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
      const small = await page
        .locator('main :is(button, a, input:not([type="radio"]):not([type="file"]), textarea, label:has(input))')
        .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.outerHTML));
      expect(small).toEqual([]);
    }
    for (const number of ['110', '119', '120'])
      expect(await page.getByRole('link', { name: number }).getAttribute('href')).toBe(`tel:${number}`);
  });

  it('reports with a photo, and sees number and stage', async () => {
    const { page } = phone;
    await write(page, '客户当面拆开，花蔫了，要求今天重送。', 'today');
    await page.getByLabel('订单号', { exact: true }).last().fill('SO-20261122-01');
    await page.getByLabel(t('report.did')).fill('已当面道歉');
    await page
      .locator('input[type=file][multiple]')
      .setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: PNG });
    await page.getByRole('img', { name: `${t('report.photo')}1` }).waitFor();
    await page.getByRole('button', { name: t('report.send') }).click();
    await page.getByRole('heading', { name: t('done.sent') }).waitFor();
    const number = (await page.locator('.report-number').textContent())?.trim() ?? '';
    expect(number).toMatch(/^\d{6,}$/);
    const line = page.getByRole('listitem').filter({ hasText: number });
    expect(await line.textContent()).toContain(t('own.places.received'));

    await office.page.goto('/complaints');
    await office.page.getByRole('link', { name: number, exact: true }).first().click();
    const reported = office.page.getByRole('region', { name: t('case.title'), exact: true });
    await reported.getByText('已当面道歉').waitFor();
    expect(await reported.textContent()).toContain('周师傅');
  });

  it('without a network keeps the report, and sends it once when there is one', async () => {
    const { page, context } = phone;
    await page.getByRole('button', { name: t('done.another') }).click();
    await context.setOffline(true);
    await write(page, '电梯里没有信号，客户拒收。', 'calm');
    await page.getByRole('button', { name: t('report.send') }).click();
    await page.getByRole('heading', { name: t('done.kept') }).waitFor();
    const before = await desk.sql`select 1 from frontline_report`;
    await context.setOffline(false);
    await page.getByRole('heading', { name: t('done.sent') }).waitFor();
    await page.reload();
    await page.getByLabel(t('report.what')).waitFor();
    expect(await page.getByText(t('own.waiting')).count()).toBe(0);
    expect((await desk.sql`select 1 from frontline_report`).length).toBe(before.length + 1);
  });

  it('is out the moment the supervisor ends it, and told what to do', async () => {
    await office.page.goto('/frontline');
    await office.page.getByRole('button', { name: t('list.revokeOf', { name: '周师傅' }) }).click();
    await office.page
      .getByRole('dialog')
      .getByRole('button', { name: t('list.revoke'), exact: true })
      .click();
    await office.page.getByText(t('list.standings.revoked'), { exact: true }).waitFor();
    await phone.page.reload();
    await phone.page.getByText(t('report.askForLink')).waitFor();
    expect(await phone.page.getByRole('button', { name: t('report.send') }).count()).toBe(0);
  });
});
