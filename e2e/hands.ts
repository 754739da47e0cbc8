import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Account } from './browser.ts';
import { zh } from './words.ts';

/** The box under this label; the mark of what is required belongs to the label's text. */
export const field = (inside: Page | Locator, label: string): Locator =>
  inside.getByLabel(new RegExp(`^${RegExp.escape(label)} *\\*?$`));

/** Types e-mail and password, and waits for the frame around the pages. */
export async function signIn(page: Page, { email, password }: Account): Promise<void> {
  await field(page, zh('people:signIn.email')).fill(email);
  await field(page, zh('people:signIn.password')).fill(password);
  await page.getByRole('button', { name: zh('people:signIn.submit') }).click();
  await page.getByRole('navigation', { name: zh('app:rail.label') }).waitFor();
}

/** A panel of the case's right side by its key, unfolded. */
export async function panel(page: Page, key: string): Promise<Locator> {
  const title = zh(`complaints:case.panels.${key}`);
  const found = page.getByRole('region', { name: title, exact: true });
  const head = found.getByRole('heading', { level: 2 }).getByRole('button');
  // the page itself opens what comes next, perhaps while this hand is on its way to do so
  const unfolded = async () => {
    const isOpen = (await head.getAttribute('aria-expanded')) === 'true';
    if (!isOpen) await head.click();
    return isOpen;
  };
  await expect.poll(unfolded, { timeout: 10_000 }).toBe(true);
  return found;
}

/** The form of an act within its panel: it stands open already, or the key of the same name opens it once it may. */
export async function formOf(inside: Locator, act: string, opener = act): Promise<Locator> {
  const form = inside.locator('form').filter({ has: inside.page().getByRole('button', { name: act, exact: true }) });
  const key = inside.getByRole('button', { name: opener, exact: true, disabled: false });
  await form.or(key).first().waitFor();
  if (!(await form.isVisible())) await key.click();
  await form.waitFor();
  return form;
}

/** Presses the form's key and waits until the server has taken it. */
export async function send(form: Locator, act: string): Promise<void> {
  const page = form.page();
  const taken = page.waitForResponse((answer) => answer.request().method() !== 'GET' && answer.url().includes('/api/'));
  await form.getByRole('button', { name: act, exact: true }).click();
  const answer = await taken;
  if (!answer.ok()) throw new Error(`${act}: ${answer.status()} ${await answer.text()}`);
}

/** One of a few, all in sight. */
export const choose = (form: Locator, label: string, title: string): Promise<void> =>
  form
    .getByRole('group', { name: new RegExp(`^${RegExp.escape(label)}( \\*)?$`) })
    .getByRole('radio', { name: title, exact: true })
    .check();

/** One of a long list that opens below its box. */
export async function pick(form: Locator, label: string, title: string): Promise<void> {
  const box = form.getByRole('combobox', { name: label });
  await box.click();
  if (await box.isEditable()) await box.fill(title);
  await form
    .page()
    .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option', { hasText: title })
    .first()
    .click();
}
