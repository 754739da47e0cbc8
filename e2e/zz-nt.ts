import { openBrowser, sitDown, letIn, PHONE } from './browser.ts';
const A = 'http://127.0.0.1:18978', S = 'http://127.0.0.1:18977';
const account = { email: 'admin@example.com', password: 'only for pictures' };
const client = () => { let cookie = ''; return async (method: string, path: string, body?: object) => {
  const a = await fetch(S + path, { method, headers: { cookie, ...(body ? { 'content-type': 'application/json' } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}) });
  if (!a.ok) throw new Error(`${path} ${a.status} ${await a.text()}`);
  const set = a.headers.getSetCookie().map((c) => c.split(';', 1)[0]).join('; '); if (set) cookie = set;
  return a.status === 204 ? null : a.json();
}; };
const admin = client(); await admin('POST', '/api/session', account);
const me = await admin('GET', '/api/session');
if (!me.posts.some((p: any) => p.post === 'service-director')) await admin('POST', `/api/people/${me.staff.id}/posts`, { post: 'service-director', storeId: null });
await admin('POST', '/api/session', account);
const other = client(); await other('POST', '/api/session', { email: 'colleague@example.com', password: 'only for pictures 2' });
const browser = await openBrowser();
const seat = await sitDown(browser, A, { permissions: ['notifications'] } as any);
await seat.context.addInitScript(() => {
  (window as any).shown = [];
  class Fake { static permission = 'granted'; static requestPermission = async () => 'granted'; onclick = null; constructor(t: string, o: any) { (window as any).shown.push([t, o?.tag, o?.body]); } close() {} }
  (window as any).Notification = Fake;
});
await letIn(seat, account);
const second = await seat.context.newPage();
await second.goto(A + '/'); await seat.page.goto(A + '/');
await seat.page.waitForTimeout(3000);
const began = Date.now();
const c = await other('POST', '/api/complaints', { storeId: me.stores[0].id, ownWords: '机密原话示例', callerName: '示例', severity: 'crisis' });
const count = async (p: any) => p.evaluate(() => (window as any).shown);
for (let i = 0; i < 60; i++) { const n = (await count(seat.page)).length + (await count(second)).length; if (n) break; await seat.page.waitForTimeout(50); }
console.log('first after', Date.now() - began, 'ms');
await seat.page.waitForTimeout(2500);
console.log(JSON.stringify([await count(seat.page), await count(second)]), c.number);
await seat.page.bringToFront();
await seat.page.locator('.bell > button').click(); await seat.page.waitForTimeout(900);
await seat.page.screenshot({ path: '/tmp/nt/crisis.png' });
await seat.page.getByRole('button', { name: /已知晓 危机投诉/ }).first().click(); await seat.page.waitForTimeout(800);
console.log('crises now', (await admin('GET', '/api/notices/news')).crises, seat.complaints);
await seat.page.setViewportSize(PHONE); await seat.page.goto(A + '/notice-settings'); await seat.page.waitForTimeout(1500);
await seat.page.locator('#log').scrollIntoViewIfNeeded(); await seat.page.waitForTimeout(300);
await seat.page.screenshot({ path: '/tmp/nt/log-p.png' });
console.log('overflow', await seat.page.evaluate(() => document.documentElement.scrollWidth - innerWidth));
await browser.close();
