import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, ok, startDesk } from '../src/app/testing.ts';
import { stopFor } from '../src/app/testing-stopped.ts';
import { PASSWORD, type SetUpStory, setUp } from '../src/app/testing-team.ts';
import type { PostsSection } from '../src/people/pack.ts';
import { aPersonWithPassword } from '../src/people/samples.ts';
import { DESKTOP, letIn, openBrowser, PHONE, type Seat, sitDown } from './browser.ts';
import { choose, field, formOf, panel, send } from './hands.ts';
import { cutOff, inspect } from './inspect.ts';
import { zh } from './words.ts';

const EMAIL = 'manager@example.invalid';
const t = (name: string, values?: Record<string, string | number>): string => zh(`assist:${name}`, values);
const TABOO = '您听不懂人话吗，我都说几遍了';

describe('a new agent who practises', () => {
  let desk: Desk;
  let browser: Browser;
  let seat: Seat;
  let page: Page;
  let story: SetUpStory;
  const key = (name: string): Locator => page.getByRole('button', { name, exact: true });
  const box = (): Locator => page.getByLabel(t('practice.yourWords'));
  const log = (): Locator => page.getByRole('log');
  const next = (): Locator => page.getByRole('region', { name: t('practice.next') });
  /** Says it, and waits for the customer's answer. */
  const say = async (words: string, answer: string | RegExp): Promise<void> => {
    await box().fill(words);
    await box().press('Enter');
    await log().getByText(answer).last().waitFor();
    expect(await box().inputValue()).toBe('');
  };
  const fitsPhone = async (): Promise<void> => {
    await page.setViewportSize(PHONE);
    expect(await cutOff(page)).toEqual([]);
    await page.setViewportSize(DESKTOP);
  };

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(), openBrowser()]);
    story = await setUp(desk, { email: EMAIL });
    await stopFor(desk, story, { families: ['belittle_understanding'], posts: ['service-agent'] });
    seat = await sitDown(browser, desk.url);
    ({ page } = seat);
    await letIn(seat, { email: EMAIL, password: PASSWORD });
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  it('finds the page in the rail, and that nothing of it is stored', async () => {
    await page.goto('/calendars');
    await page
      .getByRole('navigation')
      .getByRole('link', { name: zh('app:rail.practice') })
      .click();
    await page.getByRole('heading', { name: '花果礼盒脱落' }).waitFor();
    await page.getByText(t('practice.note')).waitFor();
    await inspect(page);
    await fitsPhone();
  });

  it('takes the call: a phrase is at hand, and a place in it that is still empty holds it back', async () => {
    await key(t('practice.startWith', { title: '花果礼盒脱落' })).click();
    await next().getByText(t('step.greet')).waitFor();
    await next()
      .getByRole('button', { name: t('practice.use') })
      .click();
    await expect.poll(() => box().inputValue()).toContain('【工号】');
    await box().press('Enter');
    await page.getByRole('alert').getByText('【工号】').waitFor();
    await say((await box().inputValue()).replace('【工号】', '0712'), '草莓');
    await next().getByText(t('step.sympathise')).waitFor();
  });

  it('is stopped before a taboo line is sent, with a better one a key away', async () => {
    await box().fill(TABOO);
    await box().press('Enter');
    await page
      .getByRole('alert')
      .getByText(t('practice.held.grave', { what: '贬低客户的理解力' }))
      .waitFor();
    await box().press('Enter');
    expect(await log().getByText(TABOO).count()).toBe(0);
    const better = page.locator('.checked-card-better');
    await better.waitFor();
    const first = (await better.textContent()) ?? '';
    await box().press('Alt+Enter');
    await expect.poll(() => box().inputValue()).toBe(first);
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('may send it all the same by one key, and is asked why; the customer takes it badly', async () => {
    await box().fill(TABOO);
    await box().press('Control+Enter');
    await log().getByText(TABOO).waitFor();
    await key(t('practice.reason.trying')).click();
    await page.getByText(t('practice.mood.4')).waitFor();
    await next().getByText(t('step.mend')).waitFor();
  });

  it('is led through the facts to an offer, a promise, and a good end', async () => {
    await key(t('practice.unfold')).click();
    await inspect(page);
    await fitsPhone();
    await say('真抱歉让您遇到这样的事，您的心情我理解，这件事由我负责跟进。请问订单号是多少，怎么称呼您？', /0618/);
    await next()
      .getByText(t('step.askFor', { fact: '什么时候发现' }))
      .waitFor();
    await say('请问您是什么时候发现的？配送员还在您身边吗？', /也没来得及当面看/);
    await say('请问掉的是什么，一共几颗？', /掉了五颗草莓/);
    await say('麻烦您看一下，外包装有没有破损？', /包装是好的/);
    await say('请问固定用的签子是折断了，还是松开掉下来了？', /一根没断/);
    await say('掉下来的草莓看上去还完整吗？', /没摔烂/);
    await say('请问您今天几点要用？', /今晚七点/);
    expect(await page.getByLabel(t('help.open'), { exact: true }).count()).toBe(0);
    await next().getByText(t('step.offer')).waitFor();
    await say('为了不耽误您今晚使用，我请花艺师带新鲜草莓上门为您补好，您看可以吗？', /能有人来补好/);
    await next().getByText(t('step.promise')).waitFor();
    await say('好的，我安排花艺师今天下午五点前上门补好，补好以后我给您回电。', /想想办法就好|听你说|谢谢你|还像句话/);
    await next().getByText(t('step.read-back')).waitFor();
    await say('我跟您复述一遍：花艺师今天五点前上门补好草莓，补好我给您回电，您看对吗？', /您接着说|怎么安排/);
    await say('请问还有什么可以帮您的吗？', /再见|辛苦你们了/);
    await page.getByText(t('practice.isOver')).waitFor();
    await box().fill('谢谢您的来电，祝您爱人生日快乐，再见。');
    await box().press('Enter');
    await next().getByText(t('step.done')).waitFor();
  });

  it('sees afterwards what a supervisor would sign', async () => {
    await key(t('practice.end')).click();
    await page.getByRole('heading', { name: t('review.title', { title: '花果礼盒脱落' }) }).waitFor();
    const region = (name: string): Locator => page.getByRole('region', { name: t(name), exact: true });
    const promises = await region('review.promises').getByRole('listitem').allTextContents();
    // what is read back at the end is promised once more
    expect(new Set(promises.map((text) => text.slice(0, 3).trim()))).toEqual(
      new Set([t('promise.time'), t('promise.result'), t('promise.callback')]),
    );
    expect(promises[0]).toContain('今天下午五点前');
    const coverage = (await region('review.coverage').textContent()) ?? '';
    for (const phase of ['invite', 'listen', 'acknowledge', 'inform', 'close'])
      expect(coverage).toContain(`✓ ${t(`phase.${phase}`)}`);
    for (const name of ['selfEsteem', 'facts', 'customerBenefit', 'responsibility'])
      expect(coverage).not.toContain(t('review.times', { what: t(`principle.${name}`), count: 0 }));
    expect(coverage).toContain(t('help.apologies', { feeling: 1, fault: 0 }));
    const promised = page.locator('.said-promise', { hasText: '今天下午五点前' });
    expect(await promised.getAttribute('title')).toContain(t('promise.time'));
    const close = region('review.scores')
      .getByRole('listitem')
      .filter({ hasText: t('item.read-back') })
      .first();
    expect(await close.textContent()).toContain(t('review.score', { score: 100 }));
    await page.keyboard.press('Alt+ArrowDown');
    const finding = page.locator('.practice-finding:focus');
    expect(await finding.textContent()).toContain('听不懂人话');
    expect(await finding.textContent()).toContain(t('review.better', { text: '' }));
    await page.getByText(t('review.overridden', { reason: t('practice.reason.trying') })).waitFor();
    await page.emulateMedia({ colorScheme: 'dark' });
    await inspect(page);
    await fitsPhone();
  });

  it('practises once more with other words, and reads a pasted conversation', async () => {
    await key(t('review.again')).click();
    await say('您好，请问有什么可以帮您？', /水果花束散了/);
    await key(t('practice.others')).click();
    await key(t('practice.paste')).click();
    const text = page.getByRole('dialog').getByRole('textbox');
    await text.fill('没有说话的人');
    await key(t('practice.analyse')).click();
    await page
      .getByRole('alert')
      .getByText(zh('assist:refusals.unknown-speaker', { line: 1 }))
      .waitFor();
    await text.fill('客服：您好，请问有什么可以帮您？\n客户：花还没到！\n客服：您着急我理解，请问订单号是多少？');
    await key(t('practice.analyse')).click();
    await page.getByRole('heading', { name: t('review.title', { title: t('practice.free') }) }).waitFor();
    expect(await page.locator('.practice-line').count()).toBe(3);
  });

  it('keeps a call on a case, sees what was heard in it, marks a good example, and disputes a finding', async () => {
    const { id } = await ok(
      story.as('service-agent').post('/api/complaints', { storeId: story.stores[0]?.id, ownWords: '空调不凉' }),
    );
    await page.goto(`/complaints/${id}`);
    const talks = await panel(page, 'talks');
    await talks.getByText(t('talk.none')).waitFor();
    const form = await formOf(talks, t('talk.keep'), zh('complaints:case.acts.keepConversation'));
    await field(form, t('talk.startedAt')).fill('2026-11-20T09:30');
    await field(form, t('practice.pasteLabel')).fill(
      `客服：[00:00] 您好，请问有什么可以帮您？\n客户：[00:06] 空调修了两回还是不凉！\n客服：[00:12] ${TABOO}\n客服：[00:30] 您着急我理解，请问车牌号是多少？`,
    );
    await send(form, t('talk.keep'));
    await talks.getByText(t('talk.count', { count: 4 })).waitFor();
    await talks.getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: t('talk.title', { channel: t('talk.channel.call') }) }).waitFor();
    const finding = page.locator('.practice-finding', { hasText: '听不懂人话' }).first();
    await finding.getByRole('button', { name: t('talk.dispute.act') }).click();
    await field(finding, t('talk.dispute.reason')).fill('我在重复客户的话');
    await finding.getByRole('button', { name: t('talk.dispute.act') }).click();
    await finding.getByText(t('talk.dispute.open')).waitFor();
    const last = page.locator('.practice-line').last();
    await last.getByRole('button', { name: t('talk.example.mark') }).click();
    await field(last, t('talk.example.note')).fill('先认可再问');
    await last.getByRole('button', { name: t('talk.example.mark') }).click();
    await last.getByText('先认可再问').waitFor();
    await inspect(page);
    await fitsPhone();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button', { name: t('talk.example.takeBack') }).isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
  });

  it('is stopped in the case reply, sends it all the same, and is asked why afterwards; a promise is kept with it', async () => {
    const agent = await sitDown(browser, desk.url);
    const { email } = await aPersonWithPassword(desk.sql, story.orgId, {
      post: 'service-agent',
      storeId: story.stores[0]?.id ?? null,
      password: PASSWORD,
      section: story.pack.sections['posts'] as PostsSection,
    });
    await letIn(agent, { email, password: PASSWORD });
    const { id } = await ok(
      story.as('service-agent').post('/api/complaints', { storeId: story.stores[0]?.id, ownWords: '空调还是不凉' }),
    );
    const on = agent.page;
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await on.route('**/api/assist/language', async (route) => {
      await held;
      await route.continue();
    });
    await on.goto(`/complaints/${id}`);
    await on.getByRole('tab', { name: zh('complaints:case.tabs.reply') }).click();
    const composer = on.getByRole('tabpanel', { name: zh('complaints:case.tabs.reply') });
    const words = composer.getByLabel(zh('complaints:case.replyLabel'), { exact: true });
    const sendKey = composer.getByRole('button', { name: zh('complaints:case.acts.sendReply'), exact: true });
    await choose(composer, zh('complaints:case.sentBy'), zh('complaints:means.wechat'));
    await words.fill(TABOO);
    // the checks are still on their way: nothing slips out before them
    await composer
      .getByRole('status')
      .filter({ hasText: t('check.coming') })
      .waitFor();
    await words.press('Control+Enter');
    expect(await sendKey.isDisabled()).toBe(true);
    expect(await words.inputValue()).toBe(TABOO);
    await inspect(on);
    letGo();
    const stop = composer.getByRole('alert').filter({ hasText: t('check.stopped') });
    await stop.waitFor();
    expect(await sendKey.isDisabled()).toBe(true);
    await words.press('Alt+p');
    await expect.poll(() => sendKey.isEnabled()).toBe(true);
    await words.press('Control+Enter');
    const why = composer.getByRole('region', { name: t('sending.open', { count: 1 }) });
    await why.locator('q', { hasText: TABOO }).waitFor();
    await expect.poll(() => words.inputValue()).toBe('');

    // the reason may wait: the next answer goes out first, with what it promises
    await words.fill('我核实后明天下午五点前给您回电，退您900元。');
    const offers = composer.getByRole('region', { name: t('promised.title') });
    await offers.getByRole('button', { name: t('contact.askAuthority') }).waitFor();
    await inspect(on);
    await on.setViewportSize(PHONE);
    expect(await cutOff(on)).toEqual([]);
    await on.setViewportSize(DESKTOP);
    await words.fill('我核实后明天下午五点前给您回电。');
    await choose(composer, zh('complaints:case.sentBy'), zh('complaints:means.wechat'));
    await offers.getByRole('checkbox', { name: t('promised.record') }).check();
    await offers.getByRole('checkbox', { name: t('promised.step') }).check();
    await words.press('Control+Enter');
    await expect.poll(() => words.inputValue()).toBe('');
    const { promises, nextStep } = await ok(story.as('service-agent').get(`/api/complaints/${id}`));
    expect(promises).toMatchObject([{ body: '我核实后明天下午五点前给您回电。' }]);
    expect(nextStep).toBe(t('promised.stepName'));
    await why.getByRole('button', { name: t('sending.reason.quoted') }).click();
    await why.waitFor({ state: 'detached' });
    expect(agent.complaints).toEqual([]);
    await agent.context.close();

    await page.goto('/my-talks');
    const rules = page.getByRole('region', { name: t('sending.title') });
    const judged = rules.getByRole('listitem').filter({ hasText: TABOO });
    await judged.first().getByText(t('sending.reason.quoted')).waitFor();
    await inspect(page);
    await fitsPhone();
    const before = await judged.count();
    await judged
      .first()
      .getByRole('button', { name: t('sending.stopRight') })
      .click();
    await expect.poll(() => judged.count()).toBe(before - 1);
  });

  it('proposes a phrase: what is wrong is said by its field, and once another approves it everybody has it', async () => {
    const GOOD = '您说的我都记下了，办好以后我给您回话。';
    await page.goto('/calendars');
    await page
      .getByRole('navigation')
      .getByRole('link', { name: zh('app:rail.language') })
      .click();
    await page.getByRole('heading', { level: 1, name: t('library.title') }).waitFor();
    await inspect(page);
    await fitsPhone();
    await key(t('library.add', { what: t('library.kind.phrase') })).click();
    const form = page.getByRole('dialog');
    await field(form, t('library.field.text')).fill('{折扣}已经为您留好了。');
    await field(form, t('library.why')).fill('本店常用');
    await form.getByRole('button', { name: t('library.propose'), exact: true }).click();
    await form.getByRole('alert').getByText(t('library.problem.unknown-slot')).waitFor();
    expect(seat.complaints.splice(0)).toEqual([expect.stringContaining('/api/assist/library/changes')]);
    // the key under the pointer is drawn lighter
    await page.mouse.move(0, 0);
    await inspect(page);
    await fitsPhone();
    await field(form, t('library.field.text')).fill(GOOD);
    await form.getByRole('button', { name: t('library.propose'), exact: true }).click();
    await form.waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { name: GOOD }).count()).toBe(0);
    const { items } = await ok(story.as('service-supervisor').get('/api/assist/library/changes', { state: 'open' }));
    await page.getByRole('tab', { name: t('library.changes') }).click();
    await page.getByRole('button', { name: new RegExp(GOOD) }).click();
    await form.getByText(t('library.ownProposal')).waitFor();
    expect(await form.getByRole('button', { name: t('library.approve') }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: t('library.kind.phrase') }).click();
    await ok(
      story.as('service-supervisor').post(`/api/assist/library/changes/${items[0].id}/answer`, { approved: true }),
    );
    // the open page hears of it by itself
    await page.getByRole('button', { name: GOOD }).waitFor();
  });

  it('approves a rule of an agent once it is seen what it would have flagged, and takes it back', async () => {
    const agent = story.as('service-agent');
    const { id } = await ok(agent.post('/api/complaints', { storeId: story.stores[0]?.id, ownWords: '空调不凉' }));
    await ok(agent.post(`/api/complaints/${id}/replies`, { means: 'wechat', body: '我们都忙着呢，您等着吧。' }));
    const body = {
      ...{ key: 'own-busy', family: 'impatience', any: ['忙着呢 ~4 等'] },
      ...{ hits: ['我们都忙着呢，等着吧。'], misses: ['请稍等，我马上为您查。'] },
    };
    await ok(
      agent.post('/api/assist/library/changes', { entry: { act: 'set', kind: 'rule', body }, why: '有同事这样说' }),
    );
    await page.goto('/language?show=changes');
    const open = page.getByRole('button', { name: /忙着呢/ });
    await open.click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('button', { name: t('library.trialStart') }).click();
    await sheet.getByText(t('library.trialFound', { flagged: 1, fresh: 1 })).waitFor();
    expect(await sheet.locator('mark').textContent()).toContain('忙着呢');
    await page.mouse.move(0, 0);
    await inspect(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await inspect(page);
    await fitsPhone();
    await page.emulateMedia({ colorScheme: 'light' });
    await sheet.getByRole('button', { name: t('library.approve') }).click();
    await sheet.waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: t('library.kind.rule') }).click();
    await open.waitFor();
    await page.getByRole('tab', { name: t('library.changes') }).click();
    await open.first().click();
    await sheet.getByRole('button', { name: t('library.undo') }).click();
    await field(sheet, t('library.undoWhy')).fill('再想想');
    await sheet.getByRole('button', { name: t('library.undo') }).click();
    await sheet.waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: t('library.kind.rule') }).click();
    await page.getByLabel(t('library.whose')).selectOption('own');
    await page.getByText(t('library.none')).waitFor();
    // one that comes with the desk, in full
    await page.getByLabel(t('library.whose')).selectOption('shipped');
    // a rule, not what was learned: that has no lines of its own
    await page
      .locator('.library-open')
      .filter({ hasNotText: /^学到的/ })
      .first()
      .click();
    await sheet.getByText(t('library.field.hits')).waitFor();
    await sheet.getByText(t('library.historyNone')).waitFor();
    await inspect(page);
    await sheet.getByRole('button', { name: t('library.copyRule') }).click();
    await sheet.getByLabel(t('library.field.any')).waitFor();
    await page.mouse.move(0, 0);
    await fitsPhone();
  });

  it('finds the figures on a page of their own, and nobody else’s before the rule is recorded', async () => {
    await page.goto('/my-talks');
    await page.getByRole('cell', { name: '贬低客户的理解力', exact: true }).waitFor();
    await page.getByText(t('talk.rule.off')).waitFor();
    await page.getByLabel(t('talk.mine.whose')).selectOption({ index: 1 });
    await page.getByText(t('refusals.rule-missing')).waitFor();
    await page.getByLabel(t('talk.mine.whose')).selectOption({ index: 0 });
    await page.getByRole('cell', { name: '贬低客户的理解力', exact: true }).waitFor();
    await inspect(page);
    await fitsPhone();
    // the refusal of another's figures is an answer, not a fault
    expect(seat.complaints.filter((one) => !one.includes('/talk-figures') && !one.includes('403'))).toEqual([]);
  });
});
