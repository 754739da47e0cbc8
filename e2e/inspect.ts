import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Language, ROOMS, wordsOf } from './words.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Nothing bars the way, nothing is cut off, nothing is untranslated. */
export async function inspect(page: Page): Promise<void> {
  expect(await barriers(page)).toEqual([]);
  expect(await keysShown(page)).toEqual([]);
  expect(await cutOff(page)).toEqual([]);
}

/** What stands beyond the right edge of the window, out of reach unless the page is slid sideways. */
export function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const edge = document.documentElement.clientWidth + 1;
    // tables and comparisons may slide within the page, the page's own frame may not
    const slides = (element: Element | null): boolean =>
      element !== null &&
      !element.matches('main, dialog, body') &&
      (/auto|scroll/.test(getComputedStyle(element).overflowX) || slides(element.parentElement));
    const beyond = [...document.body.querySelectorAll('*')].filter((element) => {
      const box = element.getBoundingClientRect();
      return element.checkVisibility() && box.width > 1 && box.height > 1 && box.right > edge && !slides(element);
    });
    const wide = document.documentElement.scrollWidth > edge ? ['the page itself'] : [];
    return [...wide, ...beyond.map((element) => element.outerHTML.slice(0, 120))];
  });
}

/** What axe finds that is serious or critical, each with where it stands. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }).axe.run({
      resultTypes: ['violations'],
    }),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, any }) => `${id} ${target.join(' ')} ${any.map(({ message }) => message).join('; ')}`),
    );
}

/** Keys of words that stand where the words should, and places in sentences that nobody filled. */
export async function keysShown(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const told = ['aria-label', 'title', 'placeholder', 'alt', 'aria-description'];
    return [
      document.title,
      ...[...document.querySelectorAll('body :not(script, style)')].flatMap((element) =>
        [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.nodeValue ?? ''),
      ),
      ...[...document.querySelectorAll('*')].flatMap((element) =>
        told.map((name) => element.getAttribute(name) ?? '').filter(Boolean),
      ),
    ];
  });
  return texts.filter((text) => KEY.test(text) || text.includes('{{'));
}

const groups = ROOMS.flatMap((room) => Object.keys(wordsOf(room, 'zh' satisfies Language)));
const KEY = new RegExp(`(^|\\s)((${ROOMS.join('|')}):\\w|(${[...new Set(groups)].join('|')})\\.(?!yaml\\b)[a-z]\\w*)`);
