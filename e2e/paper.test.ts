import { inflateSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, startDesk } from '../src/app/testing.ts';
import { PASSWORD, setUp } from '../src/app/testing-team.ts';
import { letIn, openBrowser, type Seat, sitDown } from './browser.ts';
import { zh } from './words.ts';

const EMAIL = 'manager@example.invalid';

/** Pages of a PDF as Chromium writes it: each has an object of its own. */
const pagesIn = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

/** What the fonts of a PDF are mapped to: the letters that are printed (ISO 32000, 9.10.3). */
function lettersIn(pdf: Buffer): string[] {
  const text = pdf.toString('latin1');
  const streams = [...text.matchAll(/(?<!end)stream\r?\n/g)].map(({ index, 0: begin }) => {
    try {
      const end = text.indexOf('endstream', index);
      return inflateSync(pdf.subarray(index + begin.length, end)).toString('latin1');
    } catch {
      // pictures and the like
      return '';
    }
  });
  const maps = streams.flatMap((stream) => stream.match(/beginbfchar[\s\S]*?endbfchar/g) ?? []).join('');
  return [...maps.matchAll(/<[0-9A-F]+> <([0-9A-F]{4})>/g)].map(([, code = '']) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

describe('a case on paper', () => {
  let desk: Desk;
  let browser: Browser;
  let seat: Seat;
  let page: Page;
  let id: string;

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(), openBrowser()]);
    const story = await setUp(desk, { email: EMAIL });
    const { body } = await story.as('service-manager').post('/api/complaints', {
      storeId: story.stores[0]?.id,
      ownWords: `${'漏水修了三次还没好。'.repeat(160)}${'A'.repeat(300)}`,
      callerName: '示例女士',
      callerPhone: '10800001234',
    });
    id = body.id;
    seat = await sitDown(browser, desk.url);
    ({ page } = seat);
    await letIn(seat, { email: EMAIL, password: PASSWORD });
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  it('is opened from its page, and prints on A4 with its pages counted and nothing cut off', async () => {
    await page.goto(`/complaints/${id}`);
    const panel = page.getByRole('region', { name: zh('complaints:case.panels.papers'), exact: true });
    await panel.getByRole('heading', { level: 2 }).getByRole('button').click();
    const line = panel.getByRole('listitem').filter({ hasText: '投诉案卷' });
    await line.getByRole('link', { name: zh('papers:panel.preview') }).click();
    const sheet = page.getByRole('article', { name: '投诉案卷' });
    await sheet.waitFor();
    expect(await sheet.textContent()).toContain('108****1234');

    await page.emulateMedia({ media: 'print' });
    // A4 less its margins at 96 dots an inch
    await page.setViewportSize({ width: 642, height: 990 });
    const shown = await sheet.evaluate((element) => ({
      wide: [...element.querySelectorAll('*')].filter(
        (one) => one.getBoundingClientRect().right > window.innerWidth + 1,
      ).length,
      bar: [...document.querySelectorAll('.paper-bar, .rail')].every((one) => getComputedStyle(one).display === 'none'),
      colours: [...new Set([...element.querySelectorAll('h1, p, dd, td')].map((one) => getComputedStyle(one).color))],
    }));
    expect([shown.wide, shown.bar]).toEqual([0, true]);
    expect(shown.colours.every((colour) => /^rgb\((\d+), \1, \1\)$/.test(colour))).toBe(true);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    const text = pdf.toString('latin1');
    expect(pagesIn(pdf)).toBeGreaterThan(1);
    expect(text).toMatch(/\/MediaBox\s*\[\s*0 0 59[45](\.\d+)? 84[12](\.\d+)?\s*\]/);
    // 第…页/共…页: the sheet itself has neither 第 nor 共
    expect(await sheet.textContent()).not.toMatch(/[第共]/);
    expect(lettersIn(pdf)).toEqual(expect.arrayContaining(['第', '共']));
    expect(seat.complaints).toEqual([]);
  });
});
