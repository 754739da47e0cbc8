import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Desk, startDesk } from '../src/app/testing.ts';
import { type SetUpStory, setUp } from '../src/app/testing-team.ts';
import { jobsOf } from '../src/app/wiring.ts';
import { startWorker, type Worker } from '../src/app/worker.ts';
import { addMs, DAY, MINUTE } from '../src/base/time.ts';
import type { PostsSection } from '../src/people/pack.ts';
import { aPersonWithPassword } from '../src/people/samples.ts';
import { openBrowser, type Seat, sitDown } from './browser.ts';
import { field } from './hands.ts';
import { zh } from './words.ts';

const NEXT = '蒋先生只在午休时接电话，别错过。';
const ME = { email: 'morning@example.invalid', password: 'hands on the keys' };
const KNOWN = { phone: '10800005501', words: '保养后机油灯一直亮，打了两次电话没有人回。' };
const SMELL = '提车一个星期，车里异味很重，孩子坐了头晕。';

/** A morning's work, from signing in to handing over, without a hand on the mouse. */
describe('a morning with the keyboard only', () => {
  let desk: Desk;
  let browser: Browser;
  let worker: Worker;
  let seat: Seat;
  let page: Page;
  let story: SetUpStory;
  let storeId: string;
  let known: { id: string; number: string };

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(), openBrowser()]);
    story = await setUp(desk);
    storeId = story.stores[0]?.id ?? '';
    const section = story.pack.sections['posts'] as PostsSection;
    await aPersonWithPassword(desk.sql, story.orgId, { post: 'service-supervisor', storeId, section, ...ME });
    worker = await startWorker(desk.services, jobsOf(desk.services));
    const body = { storeId, ownWords: KNOWN.words, callerName: '示例先生', callerPhone: KNOWN.phone };
    known = ok(await story.as('service-agent').post('/api/complaints', body));
    seat = await sitDown(browser, desk.url);
    ({ page } = seat);
  });
  afterAll(async () => {
    await browser?.close();
    await worker?.stop();
    await desk?.close();
  });

  const ok = (answer: Answer): Answer['body'] => {
    if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const list = async (): Promise<{ number: string; nextStep: string; urges: number }[]> =>
    ok(await story.as('service-manager').get('/api/complaints', { state: 'open', order: 'oldest' })).items;
  const press = (...keys: string[]): Promise<void> =>
    keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
  const address = (): URL => new URL(page.url());
  const shown = (): Promise<string[]> => page.locator('[data-case]').allTextContents();
  const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '');
  const rail = async (word: string): Promise<void> => {
    const there = page.getByRole('navigation', { name: zh('app:rail.label') });
    await tabTo(there.getByRole('link', { name: zh(`app:rail.${word}`), exact: true }));
    await press('Enter');
  };

  it('signs in', async () => {
    await page.goto('/');
    await field(page, zh('people:signIn.email')).waitFor();
    await tabTo(field(page, zh('people:signIn.email')));
    await page.keyboard.type(ME.email);
    await press('Tab');
    await page.keyboard.type(ME.password);
    await press('Enter');
    await page.getByRole('navigation', { name: zh('app:rail.label') }).waitFor();
  });

  it('imports a table: looks at the columns, matches a word, says from when cases are still open', async () => {
    await rail('imports');
    const file = page.locator('input[type=file]');
    await file.waitFor({ state: 'attached' });
    await tabTo(file);
    await file.setInputFiles({ name: '十一月台账.csv', mimeType: 'text/csv', buffer: Buffer.from(table()) });

    const mapping = page.locator('.import-mapping');
    const place = (column: string): Locator =>
      mapping.getByLabel(zh('imports:mapping.goesToOf', { column }), { exact: true });
    await place('补充').waitFor();
    expect(await Promise.all(HEADINGS.map((name) => chosen(place(name))))).toEqual(
      ['external-id', 'received-at', 'customer-name', 'phone', 'own-words', 'ignore', 'state', 'result'].map((to) =>
        zh(`imports:places.${to}`),
      ),
    );
    await tabTo(place('补充'));
    await arrowTo(place('补充'), zh('imports:places.own-words'));
    const answered = mapping.getByLabel('等客户回话');
    await tabTo(answered);
    await arrowTo(answered, zh('imports:mapping.open'));

    const cutOff = field(page, zh('imports:settings.cutOff'));
    await tabTo(cutOff);
    await typeNine(cutOff, shanghai(addMs(new Date(), -DAY)).slice(0, 10));
    const outcomes = page.locator('.import-preview');
    const count = (outcome: string): Promise<number> =>
      outcomes.getByText(zh(`imports:preview.${outcome}`), { exact: true }).count();
    await expect
      .poll(() => Promise.all(['runs', 'past', 'twin.skip', 'refused'].map(count)), { timeout: 10_000 })
      .toEqual([3, 7, 1, 1]);

    await tabTo(page.getByRole('button', { name: zh('imports:mapping.start', { count: 10 }) }));
    await press('Enter');
    const result = page.getByRole('region', { name: zh('imports:result.title') });
    await result.getByText(zh('imports:states.done'), { exact: true }).waitFor();
    const counts = await result.locator('dl > div').allTextContents();
    expect(counts).toEqual(
      Object.entries({ made: 10, running: 3, skipped: 1, refused: 1 }).map(
        ([name, n]) => `${zh(`imports:result.counts.${name}`)}${n}`,
      ),
    );
    await tabTo(result.getByRole('link', { name: zh('imports:result.toList') }));
    await press('Enter');
    await expect.poll(async () => (await shown()).length).toBe(11);
  });

  it('filters the list down to what is open, oldest first', async () => {
    await tabTo(page.getByRole('combobox', { name: zh('complaints:list.fields.state') }));
    await press('Enter', 'Enter');
    await expect.poll(() => address().searchParams.get('state')).toBe('open');
    await tabTo(page.getByRole('combobox', { name: zh('complaints:list.order') }));
    await press('Enter');
    const choice = page.getByRole('option', { name: zh('complaints:list.orders.oldest') });
    await expect.poll(() => choice.count()).toBe(1);
    await press('ArrowDown', 'ArrowDown', 'Enter');
    await expect.poll(() => address().searchParams.get('order')).toBe('oldest');
    await page.locator('[data-count="4"]').waitFor();
    await expect.poll(async () => (await shown()).length).toBe(4);
    expect((await shown()).at(-1)).toBe(known.number);
  });

  it('finds by two characters what a customer said, and opens it with arrow and Enter', async () => {
    await press('/');
    await page.keyboard.type('异味');
    const hit = page.getByRole('listbox', { name: zh('complaints:search.found') }).getByRole('option');
    await expect.poll(() => hit.count()).toBe(1);
    expect(await hit.locator('mark').allTextContents()).toEqual(['异味']);
    await press('ArrowDown', 'Enter');
    const sheet = page.getByRole('article');
    await sheet.getByText(SMELL).first().waitFor();
    // the browser's own key for it is not heard without the browser's frame
    await page.goBack();
    await expect.poll(async () => (await shown()).length).toBe(4);
  });

  it('sets the next step of one case and of two together, and urges the last', async () => {
    const step = async (count: number): Promise<void> => {
      await press('t');
      const dialog = page.getByRole('dialog');
      const tap = dialog.getByRole('radio').first();
      await tap.waitFor();
      await tabTo(tap);
      await press('Space');
      await dialog.getByText(zh('complaints:bulk.preview', { done: count, same: 0, skipped: 0 })).waitFor();
      await press('Control+Enter');
      await dialog.waitFor({ state: 'detached' });
    };
    await press('j');
    expect(await focused()).toBe((await shown())[0]);
    await step(1);
    await press('j', 'x', 'j', 'Shift+X');
    await step(2);
    await press('Escape', 'j');
    expect(await focused()).toBe(known.number);
    await press('u');
    await page.getByRole('dialog').getByRole('radio').first().waitFor();
    await press('Control+Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect
      .poll(async () => (await list()).map(({ nextStep, urges }) => [nextStep !== '', urges]))
      .toEqual([
        [true, 0],
        [true, 0],
        [true, 0],
        [false, 1],
      ]);
  });

  it('hands the shift over with words for the next, who acknowledges it', async () => {
    await rail('shift');
    const whose = field(page, zh('shifts:shift.whose'));
    await whose.waitFor();
    await tabTo(whose);
    await arrowTo(whose, zh('shifts:shift.whole'));
    const entries = page.locator('.shift-entries > li');
    await expect.poll(() => entries.count()).toBe(4);
    await tabTo(page.getByRole('combobox', { name: zh('shifts:shift.takers') }));
    await page.keyboard.type(story.staff['service-agent']?.name ?? '');
    await press('Enter');
    const words = field(page, zh('shifts:shift.words'));
    await tabTo(words);
    await page.keyboard.type(NEXT);
    await tabTo(entries.first().getByRole('textbox'));
    await page.keyboard.type('试车前先打电话。');
    await tabTo(page.getByRole('button', { name: zh('shifts:shift.hand'), exact: true }));
    await press('Enter');
    const sheet = page.getByRole('article');
    await sheet.getByText(NEXT).waitFor();
    await sheet.getByText(zh('shifts:shift.waiting')).waitFor();

    const next = story.as('service-agent');
    const [waiting] = ok(await next.get('/api/shifts', { storeId, open: true })).items;
    expect(waiting.mayAcknowledge).toBe(true);
    const { words: said, entries: told } = ok(await next.get(`/api/shifts/${waiting.id}`));
    expect(said).toBe(NEXT);
    expect(told.map((entry: { words: string }) => entry.words).filter(Boolean)).toEqual(['试车前先打电话。']);
    expect(ok(await next.post(`/api/shifts/${waiting.id}/acknowledgement`))).toEqual({ cases: 4 });
    const taken = new RegExp(`^${story.staff['service-agent']?.name}.*${zh('shifts:shift.acknowledge')}$`);
    await sheet.locator('.chip-text', { hasText: taken }).waitFor();
    // refused answers are told on the page: before signing in, and of a mapping half made
    expect(seat.complaints.filter((line) => !/status of 4\d\d/.test(line))).toEqual([]);
  });
});

/** Presses Tab until the focus stands there: what cannot be reached so is not found. */
async function tabTo(target: Locator): Promise<void> {
  const page = target.page();
  const isThere = () => target.evaluate((element) => element === document.activeElement);
  for (let tabs = 0; !(await isThere()); tabs++) {
    if (tabs > 150) throw new Error(`Tab does not lead to ${target}`);
    await page.keyboard.press('Tab');
  }
}

const chosen = (select: Locator): Promise<string> =>
  select.evaluate((element) => (element as HTMLSelectElement).selectedOptions[0]?.text ?? '');

/** In a list of the browser's own the arrows choose. */
async function arrowTo(select: Locator, title: string): Promise<void> {
  await select.press('Home');
  for (let steps = 0; (await chosen(select)) !== title; steps++) {
    if (steps > 50) throw new Error(`there is no ${title} to choose`);
    await select.press('ArrowDown');
  }
}

/** Nine in the morning of a day, in the order of year, month and day that the browser's own language has. */
async function typeNine(box: Locator, day: string): Promise<void> {
  const [year = '', month = '', date = ''] = day.split('-');
  for (const digits of [year + month + date, month + date + year, date + month + year]) {
    for (let parts = 0; parts < 6; parts++) await box.press('ArrowLeft');
    await box.pressSequentially(`${digits}0900A`);
    if ((await box.inputValue()) === `${day}T09:00`) return;
  }
  throw new Error(`the box does not take ${day}`);
}

const shanghai = (at: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' }).format(at);

const HEADINGS = ['原编号', '投诉时间', '客户姓名', '联系电话', '问题描述', '补充', '处理状态', '处理结果'];

/** What another desk kept in a table: seven past, three open since yesterday, one that is here already, one without a day. */
function table(): string {
  const ago = (minutes: number): string => shanghai(addMs(new Date(), -minutes * MINUTE));
  const days = (count: number): number => count * 24 * 60;
  const rows: string[][] = [
    ['T-01', ago(days(40)), '陈女士', '10800005511', SMELL, '', '已办结', '更换脚垫并做了检测'],
    ['T-02', ago(days(35)), '周先生', '10800005512', '约好的试驾车临时被开走，白跑一趟。', '', '已办结', '另约并致歉'],
    ['T-03', ago(days(31)), '吴女士', '10800005513', '交车时说好送的行车记录仪一直没给。', '', '已办结', '已补寄'],
    ['T-04', ago(days(20)), '郑先生', '10800005514', '结算单比报价多了四百元，没有人解释。', '', '已办结', '退还差额'],
    ['T-05', ago(days(12)), '冯女士', '10800005515', '洗完车发现右后门有一道新划痕。', '', '已办结', '补漆'],
    ['T-06', ago(days(9)), '褚先生', '10800005516', '空调只有副驾驶一侧出冷风。', '等配件', '处理中', ''],
    ['T-07', ago(days(6)), '卫女士', '10800005517', '售后群里问了三天没有人回一句。', '', '等客户回话', ''],
    ['T-08', ago(290), '蒋先生', '10800005518', '刚换的刹车片一踩就尖叫。', '客户要求今天试车', '处理中', ''],
    ['T-09', ago(200), '沈女士', '10800005519', '上门取车迟到两个小时，我误了班。', '', '等客户回话', ''],
    ['T-10', ago(150), '韩先生', '10800005520', '导航升级以后老是重启。', '', '处理中', ''],
    ['T-11', ago(90), '示例先生', KNOWN.phone, KNOWN.words, '', '处理中', ''],
    ['T-12', '上个礼拜三', '杨女士', '10800005522', '车钥匙少了一把，说好一周内补。', '', '处理中', ''],
  ];
  return [HEADINGS, ...rows].map((cells) => cells.join(',')).join('\n');
}
