import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, startDesk } from '../src/app/testing.ts';
import { type FourPacks, fourPacks, OWN_CLOCKS, PLACES, type Place } from '../src/app/testing-four-packs.ts';
import { openBrowser, sitDown } from './browser.ts';
import { field } from './hands.ts';
import { zh } from './words.ts';

const WORDS = '东西送来修了三次还是坏的，说好回电也没人回，今天给我个说法';
/** What the register page announces before anything is registered, and the topmost rung. */
const SEEN: Readonly<Record<Place, { clock: string; top: RegExp }>> = {
  车行: { clock: '首次联系', top: /厂家/ },
  洗美店: { clock: '即时受理', top: /责任领导选定方案/ },
  客服部: { clock: '主管确认答复', top: /相关部门按规定时间解决/ },
  整机厂: { clock: '首次答复', top: /品管部组织各部门商定/ },
};

describe('one complaint, four packs', () => {
  let desk: Desk;
  let browser: Browser;
  let four: FourPacks;
  const ladders: string[] = [];

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(), openBrowser()]);
    four = await fourPacks(desk);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  const seatOf = async (place: Place): Promise<{ page: Page; complaints: string[] }> => {
    const { token } = four.member(place, 'service-agent');
    return sitDown(browser, desk.url, { extraHTTPHeaders: { authorization: `Bearer ${token}` } });
  };
  const foreign = (place: Place): string[] =>
    PLACES.filter((other) => other !== place).flatMap((other) => OWN_CLOCKS[other]);

  it.each(PLACES)('%s: the same words start its own clocks, and its own ladder stands above', async (place) => {
    const { page, complaints } = await seatOf(place);
    await page.goto('/register');
    await field(page, zh('complaints:register.ownWords')).fill(WORDS);
    const hints = page.getByRole('complementary', { name: zh('complaints:register.aside') });
    await hints.getByText(SEEN[place].clock).first().waitFor();
    const promised = await hints.textContent();
    for (const title of foreign(place)) expect(promised).not.toContain(title);

    await page.keyboard.press('Control+Enter');
    await page.getByRole('link', { name: zh('complaints:register.done.open') }).click();
    await page.getByText(SEEN[place].clock).first().waitFor();
    const rungs = page.locator('.case-rungs');
    if (!(await rungs.isVisible()))
      await page
        .getByRole('region', { name: zh('complaints:case.panels.ladder'), exact: true })
        .getByRole('button')
        .first()
        .click();
    await rungs.waitFor();
    const ladder = await rungs.textContent();
    expect(ladder).toMatch(SEEN[place].top);
    ladders.push((ladder ?? '').replace(/\s+/g, ' '));
    const shown = await page.locator('body').textContent();
    for (const title of foreign(place)) expect(shown).not.toContain(title);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('no two of the ladders are alike', () => {
    expect(new Set(ladders).size).toBe(PLACES.length);
  });
});
