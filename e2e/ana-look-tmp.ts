import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { DESKTOP, PHONE, letIn, openBrowser, sitDown } from './browser.ts';
const ADDRESS = 'http://127.0.0.1:18777';
const WEB = '/tmp/ana-web';
const CSP = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:";
const TYPE: Record<string, string> = { js: 'text/javascript', css: 'text/css', html: 'text/html', svg: 'image/svg+xml' };
async function ask(cookie: string, method: string, path: string, body?: unknown) {
  const a = await fetch(ADDRESS + path, { method, headers: { cookie, ...(body ? { 'content-type': 'application/json' } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}) });
  const t = await a.text();
  if (!a.ok) throw new Error(`${method} ${path} ${a.status} ${t}`);
  return t ? JSON.parse(t) : null;
}
async function session(email: string, password: string) {
  const a = await fetch(`${ADDRESS}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email, password }) });
  if (!a.ok) throw new Error(`sign in ${email} ${a.status} ${await a.text()}`);
  return a.headers.getSetCookie().map((c) => c.split(';')[0]).join('; ');
}
const marker = '/tmp/ana-person.json';
let account: { email: string; password: string };
if (existsSync(marker)) account = JSON.parse(readFileSync(marker, 'utf8'));
else {
  const admin = await session('admin@example.com', 'only for looking');
  const { items } = await ask(admin, 'GET', '/api/people?post=general-manager');
  const person = items.filter((p: { sample: boolean }) => p.sample)[0];
  const { temporaryPassword } = await ask(admin, 'POST', `/api/people/${person.id}/password`, {});
  const cookie = await session(person.email, temporaryPassword);
  account = { email: person.email, password: 'chosen for looking' };
  await ask(cookie, 'POST', '/api/password', { current: temporaryPassword, next: account.password });
  (await import('node:fs')).writeFileSync(marker, JSON.stringify(account));
}
const browser = await openBrowser();
for (const [name, options] of Object.entries({ desk: { viewport: DESKTOP }, phone: { viewport: PHONE, isMobile: true, hasTouch: true }, dark: { viewport: DESKTOP, colorScheme: 'dark' as const } })) {
  const seat = await sitDown(browser, ADDRESS, { ...options, acceptDownloads: true });
  await seat.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: ADDRESS });
  await seat.context.route((url) => !url.pathname.startsWith('/api'), async (route) => {
    const path = new URL(route.request().url()).pathname;
    const file = join(WEB, path);
    const found = path !== '/' && existsSync(file) ? file : join(WEB, 'index.html');
    await route.fulfill({ body: readFileSync(found), contentType: TYPE[found.split('.').at(-1) ?? ''] ?? 'application/octet-stream', headers: { 'content-security-policy': CSP } });
  });
  await letIn(seat, account);
  const { page } = seat;
  await page.goto('/day?span=week');
  await page.locator('.report').waitFor();
  await page.screenshot({ path: `/tmp/ana-${name}-week.png`, fullPage: true });
  if (name === 'desk') {
    await page.getByRole('button', { name: '前一周' }).click();
    await page.waitForTimeout(800);
    await page.screenshot({ path: `/tmp/ana-${name}-week-before.png` });
    await page.getByRole('button', { name: '复制文字' }).click();
    await page.waitForTimeout(300);
    console.log(await page.evaluate(() => navigator.clipboard.readText()));
    const [down] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '保存图片' }).click()]);
    await down.saveAs('/tmp/ana-report.png');
    console.log(down.suggestedFilename());
    await page.emulateMedia({ media: 'print' });
    await page.pdf({ path: '/tmp/ana-print.pdf', format: 'A4' });
    await page.screenshot({ path: `/tmp/ana-print.png`, fullPage: true });
    await page.emulateMedia({ media: 'screen' });
  }
  await page.goto('/day/figures?days=90');
  await page.locator('.chart-canvas canvas').nth(3).waitFor();
  await page.waitForTimeout(700);
  await page.evaluate(() => { document.querySelector('.shell')?.setAttribute('style', 'height:auto;overflow:visible'); document.querySelector('.shell-main')?.setAttribute('style', 'overflow:visible;height:auto'); });
  await page.screenshot({ path: `/tmp/ana-${name}-figures.png`, fullPage: true });
  if (name === 'desk') {
    const [down] = await Promise.all([page.waitForEvent('download'), page.locator('.panel').first().getByRole('button', { name: '保存图片' }).click()]);
    await down.saveAs('/tmp/ana-chart.png');
    const [csv] = await Promise.all([page.waitForEvent('download'), page.locator('.panel').nth(1).getByRole('button', { name: '保存数据' }).click()]);
    await csv.saveAs('/tmp/ana-chart.csv');
    console.log(csv.suggestedFilename());
    const box = await page.locator('.chart-canvas').nth(3).boundingBox();
    if (box) await page.mouse.click(box.x + box.width * 0.93, box.y + box.height - 60);
    await page.waitForTimeout(800);
    console.log(page.url());
  }
  await page.goto('/complaints?state=open');
  await page.getByRole('button', { name: '导出' }).click();
  await page.getByRole('button', { name: '开始导出' }).click();
  await page.getByRole('link', { name: '下载' }).first().waitFor();
  await page.screenshot({ path: `/tmp/ana-${name}-export.png` });
  if (name === 'desk') {
    const [down] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载' }).first().click()]);
    await down.saveAs('/tmp/ana-export.xlsx');
    console.log(down.suggestedFilename());
  }
  console.log(name, seat.complaints);
  await seat.context.close();
}
await browser.close();
