import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Client, ok } from '../app/testing.ts';
import { aNoticeStory, type NoticeStory } from '../app/testing-notices.ts';
import { until } from '../app/testing-stream.ts';
import { HOUR } from '../base/time.ts';

let at: NoticeStory;
let supervisor: Client;
let director: Client;
let general: Client;
let legal: Client;
let auditor: Client;
beforeAll(async () => {
  at = await aNoticeStory();
  const { as } = at.story;
  [supervisor, director, general] = [as('service-supervisor'), as('service-director'), as('general-manager')];
  [legal, auditor] = [as('legal'), as('auditor')];
  await at.work();
});
afterAll(async () => {
  await at.rest();
  await at.desk.close();
});

interface Told {
  id: string;
  happening: string;
  complaintId: string | null;
  number: string;
  path: string;
}
const all = async (client: Client): Promise<Told[]> => ok(await client.get('/api/notices', { limit: 100 })).items;
/** What is told to somebody of one place, the oldest first. */
const heard = async (client: Client, path: string): Promise<string[]> =>
  (await all(client))
    .filter((one) => one.path === path)
    .map(({ happening }) => happening)
    .reverse();
/** Waits until it is told; news arrive in the order in which they happened. */
const hears = (client: Client, path: string, happenings: readonly string[]): Promise<string[]> =>
  until(
    () => heard(client, path),
    (found) => found.length >= happenings.length,
  ).then((found) => expect(found).toEqual(happenings) as never);
const hours = (n: number): string => new Date(Date.now() + n * HOUR).toISOString();
const mailsTo = (post: string) => at.mails.filter(({ to }) => to === at.emailOf(post));

/** Told last, so that whatever came before has been told or will not be. */
async function lastWord(): Promise<void> {
  const { id } = await at.aCase();
  await at.mention(id, 'service-manager');
  await hears(at.manager, `/complaints/${id}`, ['mention']);
}

it('a letter waits for those who may approve it, then for its author, then for those who keep the seal', async () => {
  const { id: caseId, number } = await at.aCase();
  const { id } = ok(await at.agent.post(`/api/complaints/${caseId}/letters`, { form: 'answer' }));
  const path = `/letters/${id}`;
  const submit = async (version: number): Promise<number> =>
    ok(await at.agent.post(`/api${path}/submission`, { version })).version;
  const answer = async (version: number, approved: boolean): Promise<number> =>
    ok(await at.manager.post(`/api${path}/approval`, { version, approved, note: approved ? '' : '语气再缓和些' }))
      .version;

  let version = await submit(1);
  await hears(at.manager, path, ['letter-approval']);
  await hears(director, path, ['letter-approval']);
  version = await answer(version, false);
  await hears(at.agent, path, ['letter-returned']);
  version = await submit(version);
  await hears(at.manager, path, ['letter-approval', 'letter-approval']);
  await answer(version, true);
  await hears(at.agent, path, ['letter-returned', 'letter-approved']);
  await hears(supervisor, path, ['letter-seal']);
  // the one who approved it keeps a seal too and knows; a post without either hears nothing
  await lastWord();
  expect(await heard(at.manager, path)).toEqual(['letter-approval', 'letter-approval']);
  expect(await heard(at.story.as('service-advisor'), path)).toEqual([]);
  const [mail] = mailsTo('service-agent').filter(({ message }) => message.title === `函件被退回 ${number}`);
  expect(mail?.message.link).toBe(`https://desk.example.invalid${path}`);
  expect(JSON.stringify(at.mails)).not.toContain('语气再缓和些');
});

it('a letter on a confidential case is told to no approver who may not see the case', async () => {
  const { id: caseId } = await at.aCase();
  const aside = at.idOf('service-director');
  ok(await supervisor.post(`/api/complaints/${caseId}/respondents`, { staffId: aside }));
  const { id } = ok(await at.agent.post(`/api/complaints/${caseId}/letters`, { form: 'answer' }));
  ok(await at.agent.post(`/api/letters/${id}/submission`, { version: 1 }));
  await hears(at.manager, `/letters/${id}`, ['letter-approval']);
  await lastWord();
  expect(await heard(director, `/letters/${id}`)).toEqual([]);
});

it('a letter of an authority is told to the owner of the case, unless they registered it', async () => {
  const { id } = await at.aCase();
  const { owner } = ok(await supervisor.get(`/api/complaints/${id}`));
  const [post] = Object.keys(at.story.staff).filter((key) => at.idOf(key) === owner.id);
  const owns = at.story.as(post ?? '');
  const letter = (by: Client) =>
    by.post(`/api/complaints/${id}/authority-letters`, {
      number: `来函${crypto.randomUUID().slice(0, 8)}`,
      sender: '市场监管局',
      kind: 'forwarded',
      receivedAt: hours(-1),
      dueAt: hours(48),
    });
  ok(await letter(owns));
  ok(await letter(supervisor));
  await hears(owns, `/complaints/${id}`, ['authority-letter']);
});

it('whoever is asked to state hears of a page of their own, without number or case; whoever leads hears the answer', async () => {
  const { id: caseId, number } = await at.aCase();
  const person = at.story.as('service-advisor');
  ok(await supervisor.post(`/api/complaints/${caseId}/respondents`, { staffId: at.idOf('service-advisor') }));
  const ask = { staffId: at.idOf('service-advisor'), accusation: '反映您交付时态度生硬', dueAt: hours(24) };
  const { id: hearing } = ok(await general.post(`/api/complaints/${caseId}/hearings`, ask));
  await hears(person, '/my-statements', ['statement-asked']);
  const told = (await all(person)).find(({ happening }) => happening === 'statement-asked');
  expect(told).toMatchObject({ complaintId: null, number: '', path: '/my-statements' });
  const [mail] = await until(
    () => mailsTo('service-advisor'),
    (found) => found.length > 0,
  );
  expect(mail?.message).toEqual({
    title: '请您陈述意见',
    lines: ['事项：请您陈述意见'],
    link: 'https://desk.example.invalid/my-statements',
  });
  expect(JSON.stringify(await all(person))).not.toMatch(new RegExp(`${caseId}|${number}`));
  ok(await person.post(`/api/own-hearings/${hearing}/statement`, { statement: '当时顾客很多' }));
  await hears(general, `/complaints/${caseId}`, ['statement-given']);
  await lastWord();
  for (const other of [at.agent, supervisor, director])
    expect((await heard(other, `/complaints/${caseId}`)).filter((one) => one.startsWith('statement'))).toEqual([]);

  // the page is gone, and what told of it with it
  ok(await general.delete(`/api/hearings/${hearing}`));
  expect(await heard(person, '/my-statements')).toEqual([]);
  expect((await person.post(`/api/notices/${told?.id}/acknowledgement`)).status).toBe(404);
  expect(at.robots.filter(({ message }) => message.title.includes('陈述'))).toEqual([]);
});

it('a proposal about a colleague is told to the person, then to those who may decide, and to nobody else', async () => {
  const { id: caseId, number } = await at.aCase();
  const person = at.story.as('reception');
  const propose = async (due: string): Promise<string> => {
    const form = new FormData();
    form.append('file', new Blob(['通话记录']), '录音.txt');
    const { items } = ok(await director.post(`/api/complaints/${caseId}/attachments`, form));
    const body = {
      staffId: at.idOf('reception'),
      rule: '服务规范第三条',
      document: '示例〔2026〕1号',
      event: '交付时态度生硬',
      measure: '书面检讨',
      attachmentIds: [items[0].id],
      statementDueAt: due,
    };
    return ok(await director.post(`/api/complaints/${caseId}/penalties`, body)).id;
  };
  const penalty = await propose(hours(24));
  const path = `/accountability/${penalty}`;
  await hears(person, '/my-statements', ['penalty-proposed']);
  ok(await person.post(`/api/own-penalties/${penalty}/statement`, { words: '我愿意道歉' }));
  await hears(general, path, ['penalty-decision']);
  ok(await general.post(`/api/penalties/${penalty}/decision`, { approved: true, words: '同意' }));
  await hears(person, '/my-statements', ['penalty-proposed', 'penalty-decided']);
  ok(await director.post(`/api/penalties/${penalty}/telling`, { at: new Date().toISOString() }));
  ok(await person.post(`/api/own-penalties/${penalty}/appeal`, { words: '处理过重' }));
  // another than who approved it
  await hears(auditor, path, ['penalty-decision']);
  ok(await auditor.post(`/api/penalties/${penalty}/appeal-decision`, { upheld: false, words: '情节轻微' }));
  await hears(person, '/my-statements', ['penalty-proposed', 'penalty-decided', 'penalty-decided']);
  await lastWord();
  expect(await heard(general, path)).toEqual(['penalty-decision']);
  for (const other of [at.agent, supervisor, at.manager, director, legal, person])
    expect(
      (await all(other)).filter(({ happening, path: to }) => happening === 'penalty-decision' || to === path),
    ).toEqual([]);
  expect(JSON.stringify(await all(person))).not.toMatch(new RegExp(`${caseId}|${number}|${penalty}`));
  expect(at.robots.filter(({ message }) => message.title.includes('处理建议'))).toEqual([]);
});

it('a proposal that the person does not answer waits for a decision once the time is over, told once', async () => {
  const { id: caseId } = await at.aCase();
  const form = new FormData();
  form.append('file', new Blob(['通话记录']), '录音.txt');
  const { items } = ok(await director.post(`/api/complaints/${caseId}/attachments`, form));
  const { id } = ok(
    await director.post(`/api/complaints/${caseId}/penalties`, {
      staffId: at.idOf('reception'),
      rule: '服务规范第三条',
      document: '示例〔2026〕1号',
      event: '未按时回电',
      measure: '口头提醒',
      attachmentIds: [items[0].id],
      statementDueAt: hours(24),
    }),
  );
  await at.desk.runJobs('notices-unanswered');
  expect(await heard(general, `/accountability/${id}`)).toEqual([]);
  await at.desk.ownerSql`update penalty set statement_due_at = now() - interval '1 minute' where id = ${id}`;
  await at.desk.runJobs('notices-unanswered');
  await at.desk.runJobs('notices-unanswered');
  expect(await heard(general, `/accountability/${id}`)).toEqual(['penalty-decision']);
  expect(await heard(director, `/accountability/${id}`)).toEqual([]);
});

it('everybody in the call tree hears when a plan is activated and when it is lowered', async () => {
  const { id } = await at.aCase({ triggers: ['media'] });
  const { plans } = ok(await supervisor.get(`/api/complaints/${id}/crisis`));
  const { id: crisis } = ok(await supervisor.post(`/api/complaints/${id}/crisis`, { plan: plans[0].key }));
  const { calls } = ok(await supervisor.get(`/api/crisis/${crisis}`));
  const ids = calls.flatMap(({ callees }: { callees: { id: string }[] }) => callees.map((one) => one.id));
  const called = Object.keys(at.story.staff).filter((post) => ids.includes(at.idOf(post)));
  expect(called).toEqual(expect.arrayContaining(['store-manager', 'spokesperson', 'legal']));
  const activated = called.filter((post) => post !== 'service-supervisor');
  for (const post of activated)
    await until(
      () => heard(at.story.as(post), `/complaints/${id}`),
      (found) => found.includes('crisis-activated'),
    );
  ok(await general.post(`/api/crisis/${crisis}/lowering`, { to: 'watching', reason: '舆情平稳' }));
  for (const post of called.filter((one) => one !== 'general-manager'))
    await until(
      () => heard(at.story.as(post), `/complaints/${id}`),
      (found) => found.includes('crisis-lowered'),
    );
  expect(await heard(at.story.as('service-advisor'), `/complaints/${id}`)).toEqual([]);
});

it('a dispute waits for those who may answer it there, and its answer is told to whoever raised it', async () => {
  const { id } = await at.aCase();
  const { made: talk } = ok(
    await at.agent.post(`/api/complaints/${id}/conversations`, {
      channel: 'call',
      startedAt: hours(-1),
      staffId: at.idOf('service-agent'),
      transcript: '客户：我的车还没修好。\n客服：说了不行就是不行。',
    }),
  );
  const path = `/complaints/${id}/talks/${talk}`;
  const dispute = { place: null, about: 'phases', reason: '客户先挂了电话' };
  const { id: disputed } = ok(await at.agent.post(`/api/conversations/${talk}/disputes`, dispute));
  await hears(supervisor, path, ['talk-disputed']);
  ok(await supervisor.post(`/api/talk-disputes/${disputed}/answer`, { upheld: true, words: '听了录音，属实' }));
  await hears(at.agent, path, ['talk-dispute-answered']);
  expect(await heard(supervisor, path)).toEqual(['talk-disputed']);
  // who may not answer hears nothing, and no words leave the desk
  expect(await heard(at.story.as('service-advisor'), path)).toEqual([]);
  expect(JSON.stringify([at.mails, at.robots, await all(supervisor)])).not.toMatch(/先挂了电话|属实/);
});

it('a proposal for the library waits for those who approve, a file of them once; its answer is told to whoever made it', async () => {
  const library = (by: Client) => async (): Promise<string[]> =>
    (await all(by)).filter(({ path }) => path.startsWith('/language?')).map(({ happening }) => happening);
  const toldOf = (by: Client, count: number) => until(library(by), (found) => found.length >= count);
  const phrase = (key: string) => `  - { key: ${key}, text: 您慢走，有事随时找我。, situation: close, phase: close }`;
  const text = `phrases:\n${phrase('own-a')}\n${phrase('own-b')}\n`;
  ok(await at.agent.post('/api/assist/library/file', { text, why: '不外传的缘由' }));
  await toldOf(supervisor, 1);
  const [told] = await all(supervisor);
  const changeId = told?.path.split('change=')[1];
  expect(told).toMatchObject({ complaintId: null, number: '', path: `/language?show=changes&change=${changeId}` });
  const [mail] = await until(
    () => mailsTo('service-supervisor').filter(({ message }) => message.title === '用语库的修改待您审批'),
    (found) => found.length > 0,
  );
  expect(mail?.message.link).toBe(`https://desk.example.invalid${told?.path}`);
  ok(await supervisor.post(`/api/notices/${told?.id}/acknowledgement`));
  ok(await supervisor.post(`/api/assist/library/changes/${changeId}/answer`, { approved: true, words: '很好' }));
  expect(await toldOf(at.agent, 1)).toEqual(['language-answered']);
  expect(await library(supervisor)()).toEqual(['language-proposed']);
  expect(await library(at.story.as('service-advisor'))()).toEqual([]);
  expect(JSON.stringify([at.mails, at.robots])).not.toMatch(/不外传|您慢走/);
});
