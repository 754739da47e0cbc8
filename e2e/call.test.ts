import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, startDesk } from '../src/app/testing.ts';
import { PASSWORD, setUp } from '../src/app/testing-team.ts';
import { DESKTOP, letIn, openBrowser, PHONE, type Seat, sitDown } from './browser.ts';
import { choose, field, panel } from './hands.ts';
import { cutOff, inspect } from './inspect.ts';
import { zh } from './words.ts';

const EMAIL = 'manager@example.invalid';
const help = (name: string, values?: Record<string, string | number>): string => zh(`assist:${name}`, values);

describe('a call that turns bad before there is a case', () => {
  let desk: Desk;
  let browser: Browser;
  let seat: Seat;
  let page: Page;
  let contact: Locator;

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(), openBrowser()]);
    await setUp(desk, { email: EMAIL });
    seat = await sitDown(browser, desk.url);
    ({ page } = seat);
    await letIn(seat, { email: EMAIL, password: PASSWORD });
    contact = page.getByRole('complementary', { name: help('contact.title') });
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  const begin = async (): Promise<void> => {
    await page.goto('/register');
    await field(page, zh('complaints:register.ownWords')).waitFor();
    await page.keyboard.press('F2');
    await contact.getByLabel(help('contact.note')).waitFor();
  };

  it('asks for one sentence or a number before anything can be recorded', async () => {
    await begin();
    await page.keyboard.press('F9');
    await page.getByRole('status').getByText(help('contact.firstWords')).waitFor();
    await page.setViewportSize(PHONE);
    expect(await cutOff(page)).toEqual([]);
    await page.setViewportSize(DESKTOP);
  });

  it('is registered by the key for abuse, with what was noted, and the sentence to say stands there', async () => {
    const note = contact.getByLabel(help('contact.note'));
    await note.fill('您好，请问有什么可以帮您？');
    await note.press('Control+Enter');
    await note.fill('洗车把我天线折断了，你们全是废物');
    await note.press('Enter');
    await contact.getByText('洗车把我天线折断了，你们全是废物').waitFor();
    await page.keyboard.press('F9');
    await page.waitForURL(/\/complaints\/[0-9a-f-]{36}/);
    const abuse = contact.getByRole('region', { name: help('abuse.key') });
    await abuse.getByText(help('abuse.sayNow', { nth: 1 })).waitFor();
    await contact.getByText('洗车把我天线折断了，你们全是废物').first().waitFor();
    await inspect(page);
    await abuse.getByRole('button', { name: help('abuse.said', { nth: 1 }) }).click();
    await abuse.getByText(help('abuse.sayNow', { nth: 2 })).waitFor();
  });

  it('opens without the form when it is asked for again, and leaves no draft behind', async () => {
    await page.reload();
    await page.getByRole('button', { name: new RegExp(help('contact.key')) }).waitFor();
    await page.keyboard.press('F2');
    await contact.getByLabel(help('contact.note')).waitFor();
    expect(await contact.getByRole('region', { name: help('abuse.key') }).count()).toBe(0);
    await begin();
    expect(await field(page, zh('complaints:register.ownWords')).inputValue()).toBe('');
  });

  it('is registered by 求助, and the supervisor is called at once', async () => {
    await field(page, zh('complaints:register.ownWords')).fill('玻璃水换完喷不出来，客户要主管接电话。');
    await contact.getByRole('button', { name: help('contact.call') }).click();
    await page.waitForURL(/\/complaints\/[0-9a-f-]{36}/);
    await contact
      .getByRole('status')
      .getByRole('button', { name: help('contact.withdraw') })
      .waitFor();
  });

  it('is led to the facts while nothing is agreed, and to the answer of an objection', async () => {
    const next = contact.getByRole('region', { name: help('practice.next') });
    const note = contact.getByLabel(help('contact.note'));
    const noted = async (text: string, key: string): Promise<void> => {
      await note.fill(text);
      await note.press(key);
      await contact.getByText(text).waitFor();
    };
    await noted('玻璃水喷不出来，跑了两趟都没弄好，真受不了！', 'Enter');
    await noted('跑了两趟还没好，换谁都着急，实在抱歉让您受累。', 'Control+Enter');
    await next.getByText(help('step.ask')).waitFor();
    await noted('请问是哪天换的玻璃水？我马上查施工记录。', 'Control+Enter');
    await noted('前天下午换的。', 'Enter');
    await noted('查到了，我们今天下午三点前免费给您疏通喷嘴，办好给您回电，您看行吗？', 'Control+Enter');
    await noted('不行，下午三点我要上班，来不了。', 'Enter');
    await next.getByText(help('step.answer-objection')).waitFor();
    // whoever has unfolded the help finds the card open
    await contact.getByRole('button', { name: help('practice.unfold') }).click();
    await contact.getByLabel(help('help.objectionKind')).waitFor();
    await contact.getByRole('button', { name: help('practice.fold') }).click();
  });

  it('is kept as a conversation when it is over, with who hung up', async () => {
    const note = contact.getByLabel(help('contact.note'));
    await note.fill('主管已经接过电话，明天上午给您答复。');
    await note.press('Control+Enter');
    await contact.getByRole('button', { name: help('contact.finish') }).click();
    await choose(contact, help('talk.figure.ending'), help('talk.ending.customer'));
    await contact.getByRole('button', { name: help('contact.asConversation') }).click();
    const talks = await panel(page, 'talks');
    await talks.getByRole('link').click();
    await page.getByText(help('talk.ending.customer')).waitFor();
    expect(seat.complaints).toEqual([]);
  });
});
