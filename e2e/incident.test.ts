import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, startDesk } from '../src/app/testing.ts';
import { PASSWORD, type SetUpStory, setUp } from '../src/app/testing-team.ts';
import { letIn, openBrowser, type Seat, SOON, sitDown } from './browser.ts';
import { zh } from './words.ts';

const EMAIL = 'manager@example.invalid';

describe('somebody who looks at an incident', () => {
  let desk: Desk;
  let browser: Browser;
  let seat: Seat;
  let page: Page;
  let colleague: ReturnType<SetUpStory['as']>;
  let storeId: string;
  let id: string;
  const of = (what = ''): string => `/api/incidents/${id}${what}`;

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(), openBrowser()]);
    const story = await setUp(desk, { email: EMAIL });
    storeId = story.stores[0]?.id ?? '';
    colleague = story.as('service-manager');
    const opened = await colleague.post('/api/incidents', { title: '同一批次漏水', storeId });
    expect(opened.status).toBe(201);
    id = opened.body.id;
    seat = await sitDown(browser, desk.url);
    ({ page } = seat);
    await letIn(seat, { email: EMAIL, password: PASSWORD });
    await page.goto(`/incidents/${id}`);
    await heading('同一批次漏水').waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });
  const heading = (title: string): Locator => page.getByRole('heading', { level: 1, name: new RegExp(title) });

  it('sees within two seconds what a colleague changes of it, and the history with it', async () => {
    const { body: before } = await colleague.get(of());
    const changed = await colleague.put(of(), {
      version: before.version,
      title: '同一批次漏水，已停售',
      known: '供应商周三换货。',
      ownerId: before.owner.id,
      spokespersonId: null,
      spokespersonContact: '',
      representative: null,
    });
    expect(changed.status).toBe(200);
    await heading('已停售').waitFor(SOON);
    await page.getByText('供应商周三换货。').waitFor(SOON);
    await expect.poll(() => page.locator('.incident-history li').count(), SOON).toBe(2);
  });

  it('sees a new wording and a new case, and keeps what they are writing', async () => {
    const note = page.getByRole('textbox', { name: new RegExp(zh('incidents:round.body')) });
    const words = '我们周三起免费更换。';
    const { status } = await colleague.put(of('/wording'), { from: 0, body: words });
    expect(status).toBeLessThan(300);
    await page.getByText(words).waitFor(SOON);

    const made = await colleague.post('/api/complaints', { storeId, ownWords: '大灯里全是水。' });
    await colleague.post(of('/cases'), { ids: [made.body.id], numbers: [] });
    await page.getByText('大灯里全是水。').waitFor(SOON);
    await note.fill('请各店今天');
    await colleague.put(of('/wording'), { from: 1, body: '我们周二起免费更换。' });
    await page.getByText('我们周二起免费更换。').waitFor(SOON);
    expect(await note.inputValue()).toBe('请各店今天');
    expect(seat.complaints).toEqual([]);
  });

  it('sees in the list of cases which belong to it, until it is over', async () => {
    const { body } = await colleague.get(of());
    await page.goto('/complaints');
    const chip = page
      .locator('.case-row', { hasText: '大灯里全是水。' })
      .getByText(zh('incidents:case.incident', { number: body.number }));
    await chip.waitFor(SOON);
    expect((await colleague.post(of('/closing'), { result: '已全部更换' })).status).toBeLessThan(300);
    await chip.waitFor({ ...SOON, state: 'detached' });
    expect(seat.complaints).toEqual([]);
  });
});
