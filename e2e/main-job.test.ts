import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueSetUpToken } from '../src/app/setup-token.ts';
import { type Desk, startDesk } from '../src/app/testing.ts';
import { addMs, HOUR, MINUTE } from '../src/base/time.ts';
import { DESKTOP, openBrowser, PHONE, type Seat, sitDown } from './browser.ts';
import { choose, field, formOf, panel, pick, send, signIn } from './hands.ts';
import { cutOff, inspect } from './inspect.ts';
import { zh } from './words.ts';

const ADMINISTRATOR = { email: 'first@example.invalid', password: 'only for this story' };
const STORE = '云帆示例城南店';
const act = (name: string): string => zh(`complaints:case.acts.${name}`);
const label = (name: string): string => zh(`complaints:case.${name}`);

/** A person who has never seen it, from the printed link to a closed complaint. */
describe('the main job', () => {
  let desk: Desk;
  let browser: Browser;
  let administrator: Seat;
  let manager: Seat;
  let number = '';

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(), openBrowser()]);
    [administrator, manager] = await Promise.all([sitDown(browser, desk.url), sitDown(browser, desk.url)]);
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  it('sets the desk up by its one-time link, with the dealer pack and the sample data', async () => {
    const { page } = administrator;
    await page.goto(`/setup?token=${issueSetUpToken(desk.dataDir)}`);
    await field(page, zh('app:setUp.organisation.name')).fill('云帆示例汽车');
    await field(page, zh('app:setUp.organisation.store', { number: 1 })).fill(STORE);
    await field(page, zh('app:setUp.administrator.name')).fill('示例管理员');
    await field(page, zh('app:setUp.administrator.email')).fill(ADMINISTRATOR.email);
    await field(page, zh('app:setUp.administrator.password')).fill(ADMINISTRATOR.password);
    await field(page, zh('app:setUp.administrator.again')).fill(ADMINISTRATOR.password);
    await page.locator('input[type=radio][value=auto-dealer-network]').check();
    expect(await page.getByRole('switch', { name: zh('app:setUp.sample.label') }).getAttribute('aria-checked')).toBe(
      'true',
    );
    await page.getByRole('button', { name: zh('app:setUp.act') }).click();
    // 240 complaints are worked through their whole lives meanwhile
    await page.getByRole('navigation', { name: zh('app:rail.label') }).waitFor({ timeout: 100_000 });

    await page.getByRole('button', { name: zh('app:person.menu') }).click();
    await page.getByRole('button', { name: zh('app:person.signOut') }).click();
    await field(page, zh('people:signIn.email')).waitFor();
    await page.goto('/');
    await signIn(page, ADMINISTRATOR);
    await page.goto('/complaints');
    await page.locator('[data-case]').nth(20).waitFor();
  });

  it('registers a complaint', async () => {
    const { page } = administrator;
    await page.goto('/');
    await page.getByRole('button', { name: zh('complaints:workbench.register') }).click();
    await field(page, zh('complaints:register.ownWords')).fill(
      '空调修了两回还是不凉，每回都说修好了。请给我一个准话，到底哪天能修好。',
    );
    await page.getByRole('textbox', { name: zh('complaints:register.phone'), exact: true }).fill('10800004321');
    await field(page, zh('complaints:register.name')).fill('示例女士');
    // nine minutes of the two hours are left, so that the chip counts seconds
    await field(page, zh('complaints:register.receivedAt')).fill(shanghai(addMs(new Date(), 9 * MINUTE - 2 * HOUR)));
    await pick(page.locator('form.sheet'), zh('complaints:register.store'), STORE);
    await page.getByRole('button', { name: '返修、免费维修' }).click();
    await field(page, zh('complaints:register.demandBody', { place: 1 })).fill('这次一次修好');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: zh('complaints:register.done.registered'), exact: true }).waitFor();
    number = (await page.locator('[data-number]').getAttribute('data-number')) ?? '';
    expect(number).toMatch(/\d{4,}/);
    await page.getByRole('link', { name: zh('complaints:register.done.open') }).click();
    await page.getByRole('article', { name: zh('complaints:case.pageTitle', { number }) }).waitFor();
  });

  it('sees the two-hour contact clock run, through an attempt and to the contact that stops it', async () => {
    const { page } = administrator;
    const clock = page.getByRole('timer', { name: /^首次联系：剩/ });
    await clock.waitFor();
    const before = await clock.getAttribute('aria-label');
    await expect.poll(() => clock.getAttribute('aria-label'), { timeout: 5000 }).not.toBe(before);

    await page.getByRole('tab', { name: zh('complaints:case.tabs.contact') }).click();
    const composer = page.getByRole('tabpanel', { name: zh('complaints:case.tabs.contact') });
    await choose(composer, label('outcomeLabel'), zh('complaints:contactOutcomes.no-answer'));
    await send(composer, act('logContact'));
    await timeline(page).getByText('尝试联系（电话）：无人接听').waitFor();
    await clock.waitFor();

    await choose(composer, label('outcomeLabel'), zh('complaints:contactOutcomes.reached'));
    await field(composer, label('summary')).fill('向客户致歉，说明今天请技术主管一起检查。');
    await send(composer, act('logContact'));
    await timeline(page).getByText('联系上客户（电话）').waitFor();
    await clock.waitFor({ state: 'detached' });
    await page.getByText(/^其他时限/).click();
    await page.getByRole('timer', { name: /^首次联系：按时完成/ }).waitFor();
  });

  it('has help at hand while the customer talks: notes, a promise within one’s authority, a supervisor, abuse', async () => {
    const { page } = administrator;
    const help = (name: string, values?: Record<string, string | number>): string => zh(`assist:${name}`, values);
    await page.keyboard.press('F2');
    const contact = page.getByRole('complementary', { name: help('contact.title') });
    const next = contact.getByRole('region', { name: help('practice.next') });
    await next.getByText(help('step.greet')).waitFor();
    const note = contact.getByLabel(help('contact.note'));
    await expect.poll(() => note.evaluate((box) => box === document.activeElement)).toBe(true);
    await note.fill('空调又不凉了，你们到底会不会修');
    await note.press('Enter');
    await note.fill('您着急我理解，我今天下午五点前给您回电');
    await note.press('Control+Enter');
    expect(
      await contact
        .getByRole('list', { name: help('contact.notes') })
        .getByRole('listitem')
        .count(),
    ).toBe(2);
    await next.getByText(help('step.greet')).waitFor({ state: 'detached' });

    // also while the cursor stands in the notes
    await note.press('F4');
    const promise = contact.getByRole('region', { name: help('contact.promise') });
    expect(await field(promise, help('contact.promiseBody')).inputValue()).toContain('五点前给您回电');
    await field(promise, help('contact.promiseDue')).fill(shanghai(addMs(new Date(), 3 * HOUR)));
    await send(promise, help('contact.promiseKeep'));
    await promise.waitFor({ state: 'detached' });

    await note.press('F8');
    await contact.getByRole('button', { name: help('contact.withdraw') }).click();
    await timeline(page).getByText(zh('complaints:case.facts.supervisor-call-withdrawn')).waitFor();

    await note.press('F9');
    for (const nth of [1, 2]) await contact.getByRole('button', { name: help('abuse.said', { nth }) }).click();
    await contact.getByText(help('abuse.mayEnd')).waitFor();
    await contact.getByRole('radio', { name: help('abuse.ended.nobody') }).check();
    await contact.getByRole('button', { name: help('abuse.record') }).click();
    await contact.getByRole('button', { name: help('abuse.rest', { minutes: 10 }) }).click();
    await contact.getByRole('region', { name: help('abuse.key') }).waitFor({ state: 'detached' });
    await contact.getByRole('button', { name: help('practice.unfold') }).click();
    await inspect(page);
    await page.setViewportSize(PHONE);
    expect(await cutOff(page)).toEqual([]);
    await page.setViewportSize(DESKTOP);

    await contact.getByRole('button', { name: help('contact.finish') }).click();
    await contact.getByRole('button', { name: help('contact.asNote') }).click();
    await contact.waitFor({ state: 'detached' });
    await timeline(page).getByText('客户：空调又不凉了').waitFor();
  });

  it('triages it and takes it up the ladder twice, to the general manager', async () => {
    const { page } = administrator;
    const triage = await formOf(await panel(page, 'triage'), act('triage'));
    await pick(triage, label('category'), '维修反复');
    await send(triage, act('triage'));

    const ladder = await panel(page, 'ladder');
    const here = ladder.getByRole('listitem').filter({ hasText: label('hereNow') });
    for (const [rung, tried, whyNot] of [
      ['服务总监、服务经理支持', '两次更换部件，均未解决。', '本店技术上没有找到原因。'],
      ['总经理亲自处理', '请技术主管复查，提出第三次维修。', '客户不再相信本店，要求总经理给答复。'],
    ] as const) {
      const form = await formOf(ladder, act('escalate'));
      await field(form, label('tried')).fill(tried);
      await field(form, label('whyNotSolved')).fill(whyNot);
      await field(form, label('customerToldLabel')).check();
      await send(form, act('escalate'));
      await here.filter({ hasText: rung }).waitFor();
      await form.waitFor({ state: 'detached' });
    }
  });

  it('lets the sample general manager in by a temporary password, who takes the case over', async () => {
    const { page } = administrator;
    const holder =
      (await page
        .locator('header')
        .getByText(/已移交给/)
        .textContent()) ?? '';
    const name = /已移交给(.+?)，/.exec(holder)?.[1] ?? '';
    expect(name).not.toBe('');
    await page
      .getByRole('navigation', { name: zh('app:rail.label') })
      .getByRole('link', { name: zh('app:rail.people') })
      .click();
    await field(page, zh('people:people.search')).fill(name);
    await page.getByRole('button', { name }).first().click();
    const sheet = page.getByRole('dialog', { name });
    const email = (await sheet.getByText(/@/).first().textContent()) ?? '';
    await sheet.getByRole('button', { name: zh('people:people.reset') }).click();
    await page
      .getByRole('dialog', { name: zh('people:page.ask.reset', { name }) })
      .getByRole('button', { name: zh('people:people.reset') })
      .click();
    const secret = await sheet.getByRole('code').textContent();
    const password = (secret ?? '').replace(zh('people:people.temporary'), '').trim();

    await manager.page.goto('/');
    await signIn(manager.page, { email, password });
    const search = manager.page.getByRole('combobox', { name: zh('complaints:search.focus') });
    await search.fill(number);
    await search.press('Enter');
    // the workbench behind may show the case as well
    await manager.page.locator('.hit').getByRole('link', { name: number, exact: true }).click();
    await manager.page
      .locator('header')
      .getByRole('button', { name: act('acknowledge'), exact: true })
      .click();
    await timeline(manager.page).getByText('确认接手').waitFor();
  });

  it('investigates and judges', async () => {
    const { page } = manager;
    const investigation = await panel(page, 'investigation');
    const start = await formOf(investigation, act('startInvestigation'));
    await field(start, label('question')).fill('两次维修为什么都没有找到漏点？');
    await send(start, act('startInvestigation'));
    const finding = await formOf(investigation, act('finishInvestigation'));
    await choose(finding, label('truthLabel'), zh('complaints:case.truth.true'));
    await field(finding, label('cause')).fill('管路接头有微漏，前两次都只补了制冷剂，没有保压检漏。');
    await send(finding, act('finishInvestigation'));
    const standing = await formOf(await panel(page, 'standing'), act('judgeStanding'));
    await choose(standing, label('standingLabel'), zh('complaints:case.standing.stands'));
    await send(standing, act('judgeStanding'));
    await timeline(page)
      .getByText(/^.*判定投诉成立/)
      .waitFor();
  });

  it('drafts a plan with two options, has one agreed, carries it out and records the result', async () => {
    const { page } = manager;
    const plans = await panel(page, 'plan');
    const plan = await formOf(plans, act('draftPlan'));
    await plan.getByRole('button', { name: label('addOption') }).click();
    for (const [place, outline, remedy] of [
      [1, '总经理督办，明天保压检漏并修好，修车期间提供代步车', '代步车、交通补助'],
      [2, '免费更换整条管路', '按保修政策更换配件'],
    ] as const) {
      const option = plan.getByRole('group', { name: zh('complaints:case.optionNumber', { number: place }) });
      await field(option, label('outline')).fill(outline);
      await pick(option, label('remedy'), remedy);
    }
    await field(plan, label('planDue')).fill(shanghai(addMs(new Date(), 72 * HOUR)));
    await send(plan, act('draftPlan'));
    const agreement = await formOf(plans, act('agreePlan'));
    await agreement.getByRole('radio', { name: /^1\. 总经理督办/ }).check();
    await send(agreement, act('agreePlan'));
    await plans.getByText(label('chosen')).waitFor();

    const execution = await formOf(await panel(page, 'execution'), act('execute'));
    expect(await field(execution, label('toDo')).inputValue()).toContain('保压检漏');
    await send(execution, act('execute'));

    const result = await formOf(await panel(page, 'resolution'), act('resolve'));
    await field(result, label('result')).fill('更换接头密封圈，保压两小时合格，出风口温度正常。');
    await choose(result, label('answerLabel'), zh('complaints:case.answer.met'));
    await send(result, act('resolve'));
  });

  it('records the follow-up, the root cause and the lesson', async () => {
    const { page } = manager;
    const followUp = await formOf(await panel(page, 'followUp'), act('followUp'));
    await choose(followUp, label('satisfactionLabel'), zh('complaints:case.satisfaction.satisfied'));
    await send(followUp, act('followUp'));
    const lesson = await formOf(await panel(page, 'lesson'), act('writeLesson'));
    await pick(lesson, label('rootCause'), '维修技术不足');
    await field(lesson, label('lesson')).fill('空调报修一律先保压检漏，再补制冷剂。');
    await send(lesson, act('writeLesson'));
  });

  it('answers what is missing by "not applicable" with a reason, and closes', async () => {
    const { page } = manager;
    const closing = await panel(page, 'closing');
    const missing = closing.getByRole('region', { name: label('missingTitle') });
    const close = closing.getByRole('button', { name: zh('complaints:case.closeNow', { number }), exact: true });
    await expect.poll(() => missing.getByRole('listitem').allTextContents()).toHaveLength(4);
    expect(await close.isDisabled()).toBe(true);
    await missing
      .getByRole('listitem')
      .filter({ hasText: zh('complaints:case.needs.responsibility') })
      .getByRole('button', { name: act('notApplicable') })
      .click();
    await page.getByRole('tooltip').getByRole('button', { name: '不涉及责任' }).click();
    for (const [need, box, text] of [
      ['corrective-action', 'correctiveReference', 'JZ-2026-017'],
      ['insight', 'insightWhat', '同一处报修第二次，就该换人、换办法查。'],
      ['archive', 'archiveReference', 'TS-2026-0431'],
    ] as const) {
      const title = zh(`complaints:case.needs.${need}`);
      const line = missing.getByRole('listitem').filter({ hasText: title });
      await line.getByRole('button', { name: title, exact: true }).click();
      await field(line, label(box)).fill(text);
      await send(line.locator('form'), zh('complaints:case.paperWrite', { need: title }));
    }
    await missing.getByText(label('nothingMissing')).waitFor();
    await close.click();
    await page.locator('header').getByText(zh('complaints:closeKinds.satisfied')).first().waitFor();
    await timeline(page).getByText('办结：满意办结').waitFor();

    await administrator.page.goto('/complaints?state=closed&order=newest');
    await administrator.page.getByRole('link', { name: number, exact: true }).waitFor();
  });

  it('solves a second one on the spot in under a minute', async () => {
    const { page } = administrator;
    await page.goto('/');
    await page.getByRole('heading', { name: zh('complaints:workbench.title'), exact: true }).waitFor();
    const began = performance.now();
    await page.keyboard.press('n');
    await field(page, zh('complaints:register.ownWords')).fill('发票抬头写错了一个字，请重开一张。');
    await page.getByRole('button', { name: zh('complaints:register.spot.title'), exact: true }).click();
    const spot = page.getByRole('region', { name: zh('complaints:register.spot.title') });
    await field(spot, zh('complaints:register.spot.how')).fill('已重开发票，发到客户邮箱。');
    await field(spot, zh('complaints:register.spot.agreed')).check();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: zh('complaints:register.done.closed') }).waitFor();
    expect(performance.now() - began).toBeLessThan(60_000);
  });

  it('has help at hand before there is a case; what was noted goes to it', async () => {
    const { page } = administrator;
    const help = (name: string, values?: Record<string, string | number>): string => zh(`assist:${name}`, values);
    await page.goto('/');
    await page.getByRole('button', { name: zh('complaints:workbench.register') }).click();
    await field(page, zh('complaints:register.ownWords')).waitFor();
    await page.keyboard.press('F2');
    const contact = page.getByRole('complementary', { name: help('contact.title') });
    const next = contact.getByRole('region', { name: help('practice.next') });
    await next.getByText(help('step.greet')).waitFor();
    const note = contact.getByLabel(help('contact.note'));
    await note.fill('您好，请问有什么可以帮您？');
    await note.press('Control+Enter');
    await field(page, zh('complaints:register.ownWords')).fill('保养完车门上多了一道划痕，昨天还没有。');
    await next.getByText(help('step.sympathise')).waitFor();
    await note.fill('划痕在左前门');
    await note.press('Enter');
    await contact.getByRole('button', { name: help('practice.unfold') }).click();
    await inspect(page);
    await page.setViewportSize(PHONE);
    expect(await cutOff(page)).toEqual([]);
    await page.setViewportSize(DESKTOP);
    await field(page, zh('complaints:register.ownWords')).press('Control+Enter');
    await page.getByText(help('contact.moved', { count: 2 })).waitFor();
    await page.getByRole('link', { name: zh('complaints:register.done.open') }).click();
    await contact.getByText('划痕在左前门').waitFor();
    await contact.getByRole('button', { name: help('contact.finish') }).click();
    await contact.getByRole('button', { name: help('contact.asNote') }).click();
    await timeline(page).getByText('客户：划痕在左前门').waitFor();
  });

  it('has said nothing unexpected meanwhile', () => {
    const { complaints } = administrator;
    // not being signed in (any more) is told by the first answer, and by each that was on its way
    const signedOut = / 401 .*\/api\//;
    const unexpected = [...complaints, ...manager.complaints].filter((text) => !signedOut.test(text));
    expect(unexpected).toEqual([]);
  });
});

const timeline = (page: Page): Locator => page.getByRole('region', { name: zh('complaints:case.timeline') });

/** As a date-and-time box takes it. */
const shanghai = (at: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })
    .format(at)
    .replace(' ', 'T');
