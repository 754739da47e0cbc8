import { letIn, openBrowser, sitDown, DESKTOP, PHONE } from './browser.ts';
const A = 'http://127.0.0.1:18932';
const who = process.argv[2] ?? 'admin@example.com';
const session = async (email: string, password: string) => {
  const a = await fetch(`${A}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email, password }) });
  if (!a.ok) throw new Error(await a.text());
  return a.headers.getSetCookie().map((c) => c.split(';', 1)[0]).join('; ');
};
const ask = async (cookie: string, method: string, path: string, body?: object) => {
  const a = await fetch(`${A}${path}`, { method, headers: { cookie, ...(body ? { 'content-type': 'application/json' } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}) });
  if (!a.ok) throw new Error(`${path} ${a.status} ${await a.text()}`);
  return a.status === 204 ? null : a.json();
};
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
let account: { email: string; password: string };
if (existsSync('/tmp/wb/account.json')) account = JSON.parse(readFileSync('/tmp/wb/account.json', 'utf8'));
else {
  const admin = await session('admin@example.com', 'only for pictures');
  const { items } = await ask(admin, 'GET', '/api/people?post=service-agent');
  const person = items.filter((p: any) => p.sample).sort((a: any, b: any) => (a.email < b.email ? -1 : 1))[0];
  await ask(admin, 'POST', `/api/people/${person.id}/posts`, { post: 'service-supervisor', storeId: person.posts[0].storeId });
  const { temporaryPassword } = await ask(admin, 'POST', `/api/people/${person.id}/password`, {});
  account = { email: person.email, password: 'chosen for pictures' };
  const c = await session(person.email, temporaryPassword);
  await ask(c, 'POST', '/api/password', { current: temporaryPassword, next: account.password });
  writeFileSync('/tmp/wb/account.json', JSON.stringify(account));
}
const browser = await openBrowser();
const shots: [string, string, object, ((page: any) => Promise<void>)?][] = JSON.parse('[]');
for (const [name, viewport, colorScheme] of [['d-light', DESKTOP, 'light'], ['d-dark', DESKTOP, 'dark'], ['p-light', PHONE, 'light'], ['p-dark', PHONE, 'dark']] as const) {
  const seat = await sitDown(browser, A, { viewport, colorScheme });
  await letIn(seat, account);
  const { page, complaints } = seat;
  for (const [place, path] of [['wb', '/'], ['list', '/complaints?state=open&severity=major,crisis']] as const) {
    await page.goto(path);
    await page.locator('[data-case]').first().waitFor();
    await page.waitForTimeout(900);
    await page.screenshot({ path: `/tmp/wb/${place}-${name}.png`, fullPage: false });
  }
  if (name === 'd-light' || name === 'p-dark') {
    await page.locator('button[aria-expanded]', { hasText: '更多条件' }).click();
    const boxes = page.locator('[data-choose]');
    await boxes.nth(0).click();
    await boxes.nth(2).click({ modifiers: ['Shift'] });
    await page.waitForTimeout(400);
    await page.screenshot({ path: `/tmp/wb/bulk-${name}.png` });
    await page.keyboard.press('Escape');
    await boxes.nth(0).click(); await boxes.nth(1).click();
    await page.locator('.bulk-bar button').nth(1).click();
    await page.locator('dialog .choice').nth(1).click();
    await page.waitForTimeout(900);
    await page.screenshot({ path: `/tmp/wb/next-${name}.png` });
  }
  if (complaints.length) console.log(name, complaints);
}
await browser.close();
