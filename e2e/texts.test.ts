import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, startDesk } from '../src/app/testing.ts';
import { PASSWORD, type SetUpStory, setUp } from '../src/app/testing-team.ts';
import { letIn, openBrowser, type Seat, sitDown } from './browser.ts';
import { zh } from './words.ts';

const TEXTS = [
  '提车第三天空调就不制冷，店里说要等配件，等到现在也没有人通知我。',
  '保养做完才告诉我要加三百块，事先一句都没提，这钱我不认。',
  '刹车一踩就有尖响，修了两回，回家第二天又响了。',
  '我约的是上午十点，在休息区坐到下午一点，没有一个人过来说明情况。',
  '销售答应送的行车记录仪，提车时说活动结束了，聊天记录我都留着。',
  '车门上多了一道划痕，送进车间前是没有的，你们的接车单上也写着完好。',
  '打了四次电话，每次都说稍后回我，一次都没有回过。',
  '贷款手续费当初说是两千，合同上变成了三千五。',
  '换的轮胎是前年生产的，我要求换成今年的。',
  '系统升级以后，中控屏每天黑两三次，导航到一半就没了🙄',
  'The air conditioner was noisy again one week after the repair.',
  '发票抬头开错了，已经第三个星期，公司报销不了。',
  '师傅把我的座椅踩脏了，连一句对不起都没有。',
  '㐂先生的车在你们那里放了二十天，配件到底什么时候来？',
  '代步车收了我押金，还车都一个月了，还没有退。',
  '前台说话很不耐烦，我问一句，她回一句“不知道”。',
  '机油灯亮着让我开回家，半路熄火了，孩子还在车上。',
  '二手车评估少了八千，理由前后说了三个版本。',
  '年检你们说代办，到期了才发现没有办，被罚了两百。',
  '洗车把后视镜碰歪了，现在倒车时看不清。',
];

describe('twenty texts of customers', () => {
  let desk: Desk;
  let browser: Browser;
  let story: SetUpStory;
  let seat: Seat;
  const email = 'manager@example.invalid';
  const numbers = new Map<string, string>();

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(), openBrowser()]);
    story = await setUp(desk, { email });
    seat = await sitDown(browser, desk.url);
    await letIn(seat, { email, password: PASSWORD });
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  it('are registered through the API, each under a number of its own', async () => {
    const agent = story.as('service-agent');
    const answers = await Promise.all(
      TEXTS.map((ownWords, n) =>
        agent.post('/api/complaints', {
          storeId: story.stores[0]?.id,
          ownWords,
          callerName: `示例客户${n + 1}`,
          callerPhone: `1080000${1001 + n}`,
        }),
      ),
    );
    for (const [n, { status, body }] of answers.entries()) {
      expect([status, body.code]).toEqual([201, undefined]);
      numbers.set(TEXTS[n] as string, body.number);
    }
    expect(new Set(numbers.values()).size).toBe(TEXTS.length);
  });

  it('stand in the list, each beside its number', async () => {
    const { page } = seat;
    await page.goto('/complaints');
    const list = page.getByRole('list', { name: zh('complaints:list.title'), exact: true });
    await list.waitFor();
    const more = page.getByRole('button', { name: zh('complaints:list.more') });
    while (await more.isVisible()) {
      const shown = await list.getByRole('listitem').count();
      await more.click();
      await expect.poll(() => list.getByRole('listitem').count(), { timeout: 10_000 }).toBeGreaterThan(shown);
    }
    const rows = list.getByRole('listitem');
    await expect.poll(() => rows.count(), { timeout: 10_000 }).toBe(TEXTS.length);
    const texts = await rows.allTextContents();
    for (const [text, number] of numbers) {
      const row = texts.find((shown) => shown.includes(number));
      // a row shows the beginning of long words
      expect(row).toContain(text.slice(0, 20));
    }
  });

  it('are found by number, by the last digits of the phone and by name', async () => {
    const { page } = seat;
    const box = page.getByRole('combobox', { name: zh('complaints:search.focus') });
    const rows = page.locator('[data-case-list]').getByRole('listitem');
    const seventh = TEXTS[6] as string;
    for (const query of [numbers.get(seventh) as string, '1007', '示例客户7']) {
      await box.fill(query);
      await box.press('Enter');
      await expect.poll(() => rows.count(), { timeout: 10_000 }).toBe(1);
      await rows.filter({ hasText: seventh.slice(0, 20) }).waitFor();
    }
  });
});
