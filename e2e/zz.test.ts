import { it } from 'vitest';
import { startDesk } from '../src/app/testing.ts';
import { PASSWORD, setUp } from '../src/app/testing-team.ts';
import { letIn, openBrowser, sitDown } from './browser.ts';
import { zh } from './words.ts';
it('x', async () => {
  const desk = await startDesk(); const browser = await openBrowser();
  await setUp(desk, { email: 'a@example.invalid' });
  for (const reducedMotion of ['reduce', 'no-preference'] as const) for (const fill of [true, false]) {
    const seat = await sitDown(browser, desk.url, { reducedMotion });
    await letIn(seat, { email: 'a@example.invalid', password: PASSWORD });
    const { page } = seat;
    await page.goto('/register');
    const box = page.locator('form.sheet').getByRole('combobox', { name: zh('complaints:register.store') });
    await box.click();
    if (fill) await box.fill('城西店');
    await page.waitForTimeout(1500);
    const d = page.locator('.ant-select-dropdown');
    console.log(reducedMotion, fill, await d.count(), await d.first().getAttribute('class'), await d.first().getAttribute('style'), await d.first().boundingBox());
    await page.screenshot({ path: `/tmp/z-${reducedMotion}-${fill}.png` });
  }
  await browser.close(); await desk.close();
});
