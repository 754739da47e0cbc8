import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Client, type Desk, ok, startDesk } from '../app/testing.ts';
import { readDocx } from '../app/testing-papers.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import type { ComplaintsSection } from '../complaints/pack.ts';

let desk: Desk;
let story: SetUpStory;
let pack: ComplaintsSection;
let storeId: string;
let agent: Client;
let supervisor: Client;
let manager: Client;
let director: Client;

beforeAll(async () => {
  desk = await startDesk();
  story = await setUp(desk, { pack: 'auto-dealer-network' });
  pack = story.pack.sections['complaints'] as ComplaintsSection;
  storeId = story.stores[0]?.id ?? '';
  agent = story.as('service-agent');
  supervisor = story.as('service-supervisor');
  manager = story.as('service-manager');
  director = story.as('service-director');
});
afterAll(() => desk.close());

const EVIL = '=cmd|"/c calc"!A1 <w:fldSimple w:instr="DDEAUTO c:\\\\x"/> {{ }} {owner} & 东西';
const refused = ({ status, body }: Answer) => [status, body?.code];

async function aCase(body: object = {}): Promise<{ id: string; number: string }> {
  return ok(
    await agent.post('/api/complaints', {
      storeId,
      ownWords: '修了三次还是漏水，电话13800138000',
      callerName: '示例女士',
      callerPhone: '10800001234',
      demands: [{ type: pack.demandTypes[0]?.key, body: '全额赔偿' }],
      ...body,
    }),
  );
}

async function aDraft(form = 'answer'): Promise<{ caseId: string; id: string; number: string }> {
  const { id: caseId, number } = await aCase();
  const { id } = ok(await agent.post(`/api/complaints/${caseId}/letters`, { form }));
  return { caseId, id, number };
}

/** Submitted, and approved by these. */
async function anApproved(form = 'answer', approvers: readonly Client[] = [manager]) {
  const made = await aDraft(form);
  let { version } = ok(await agent.post(`/api/letters/${made.id}/submission`, { version: 1 }));
  for (const approver of approvers)
    ({ version } = ok(await approver.post(`/api/letters/${made.id}/approval`, { version, approved: true })));
  return { ...made, version };
}

const unzipped = (path: string) => readDocx(desk.url + path, story.staff['service-agent']?.token);

describe('a form', () => {
  it('is offered by the pack of the case and filled from the record, with numbers masked', async () => {
    const { id, number } = await aCase({ fields: { vin: 'LFV2A21K3C3012345' } });
    const { items } = ok(await agent.get(`/api/complaints/${id}/forms`));
    const keys = items.map((form: { key: string }) => form.key);
    expect(keys).toEqual(expect.arrayContaining(['complaint-feedback', 'answer', 'case-file', 'settlement']));
    expect(keys).not.toContain('classification-statistics');
    const paper = ok(await agent.get(`/api/complaints/${id}/forms/case-file`));
    const said = JSON.stringify(paper);
    expect([paper.title, paper.number, paper.head.name, paper.masked]).toEqual(['投诉案卷', number, '城东店', true]);
    expect(said).toContain('108****1234');
    expect(said).toContain('138****8000');
    expect(said).not.toMatch(/10800001234|13800138000/);
    const headings = paper.parts.flatMap((part: { is: string; text: string }) =>
      part.is === 'heading' ? part.text : [],
    );
    expect(headings.filter((text: string) => /^[一二三四]、/.test(text))).toEqual([
      '一、受理',
      '二、调查',
      '三、答复',
      '四、归档',
    ]);
    const feedback = ok(await agent.get(`/api/complaints/${id}/forms/complaint-feedback`));
    const [first] = feedback.parts;
    expect(first.fields[0]).toEqual({ title: '车辆识别号', value: 'LFV**********2345', lines: 1 });
    // nothing known: a line to write on
    expect(first.fields[1].value).toBeNull();
    expect(refused(await agent.get(`/api/complaints/${id}/forms/no-such-form`))).toEqual([404, 'base.not-found']);
  });

  it('shows whole numbers only by the right, for a purpose that stays on record', async () => {
    const { id } = await aCase();
    const url = `/api/complaints/${id}/forms/case-file/whole`;
    expect(refused(await agent.post(url, { purpose: 'out-of-curiosity' }))[0]).toBe(400);
    const paper = ok(await agent.post(url, { purpose: pack.reasons.reveal[0]?.key }));
    expect(JSON.stringify(paper)).toContain('10800001234');
    expect(paper.masked).toBe(false);
    const { items } = ok(await agent.get(`/api/complaints/${id}/timeline`));
    const shown = items.find(({ kind }: { kind: string }) => kind === 'personal-data-shown');
    expect(shown.data).toEqual({ what: 'form.case-file', purpose: pack.reasons.reveal[0]?.key });
    const legal = story.as('legal');
    expect(refused(await legal.post(url, { purpose: pack.reasons.reveal[0]?.key }))).toEqual([403, 'base.forbidden']);
  });

  it('of a case about oneself, or of an investigation that one may not read, tells nothing', async () => {
    const meant = story.staff['sales-consultant'] ?? { staffId: '', token: '' };
    const { id } = await aCase({ respondents: [meant.staffId] });
    for (const path of ['forms', 'forms/case-file', 'forms/case-file/docx', 'letters'])
      expect((await desk.client(meant.token).get(`/api/complaints/${id}/${path}`)).status).toBe(404);
    ok(await supervisor.post(`/api/complaints/${id}/investigation`, { question: '谁修的' }));
    ok(await supervisor.post(`/api/complaints/${id}/investigation/findings`, { truth: 'true', cause: '密封条装反' }));
    expect(JSON.stringify(ok(await supervisor.get(`/api/complaints/${id}/forms/investigation`)))).toContain(
      '密封条装反',
    );
    const helper = story.as('reception');
    ok(
      await supervisor.post(`/api/complaints/${id}/notes`, {
        body: '请协助',
        mentions: [story.staff['reception']?.staffId],
      }),
    );
    expect(JSON.stringify(ok(await helper.get(`/api/complaints/${id}/forms/case-file`)))).not.toContain('密封条装反');
  });

  it('prints words of fault only once our fault is found', async () => {
    const { id } = await aCase();
    const said = async () => JSON.stringify(ok(await supervisor.get(`/api/complaints/${id}/forms/answer`)));
    expect(await said()).not.toContain('赔偿金额');
    ok(await supervisor.post(`/api/complaints/${id}/investigation`, { question: '是否属实' }));
    ok(await supervisor.post(`/api/complaints/${id}/investigation/findings`, { truth: 'true', cause: '装配不当' }));
    ok(
      await supervisor.post(`/api/complaints/${id}/responsibility`, {
        responsible: 'ours',
        departmentId: story.departments[0]?.id,
        evidence: '检测报告',
      }),
    );
    expect(await said()).toContain('赔偿金额');
  });

  it('is a DOCX of plain text: what people wrote is neither field nor mark-up', async () => {
    const { id } = await aCase({ ownWords: EVIL });
    const { xml, text, names, footer } = await unzipped(`/api/complaints/${id}/forms/case-file/docx`);
    expect(names).toContain('[Content_Types].xml');
    expect(text).toContain('投诉案卷');
    expect(text).toContain('&lt;w:fldSimple w:instr=&quot;DDEAUTO');
    expect(text).toContain('{owner}');
    expect(xml).not.toMatch(/<w:fldSimple|<w:instrText|<w:hyperlink/);
    expect(footer).toMatch(/<w:instrText[^>]*>PAGE<[\s\S]*NUMPAGES/);
    expect(text).not.toContain('10800001234');
  });
});

describe('a letter', () => {
  it('goes from draft over approval and seal to the customer, each step with its who and when', async () => {
    const { caseId, id, number } = await aDraft();
    const draft = ok(await agent.get(`/api/letters/${id}`));
    expect(draft.body).toContain('示例女士：');
    expect(draft.body).toContain(`编号${number}`);
    expect(draft.body).toContain('＿＿＿＿＿＿');
    expect([draft.state, draft.number, draft.can]).toEqual(['draft', null, ['change', 'submit', 'withdraw']]);
    const changed = ok(
      await agent.put(`/api/letters/${id}`, {
        version: 1,
        title: '书面答复',
        recipient: '示例女士',
        toward: 'customer',
        copies: 2,
        body: '示例女士：\n　　您好！您要求“全额赔偿”一事，现答复如下。',
      }),
    );
    expect(refused(await agent.post(`/api/letters/${id}/submission`, { version: 1 }))).toEqual([
      409,
      'papers.changed-meanwhile',
    ]);
    const submitted = ok(await agent.post(`/api/letters/${id}/submission`, { version: changed.version }));
    expect(
      refused(await agent.post(`/api/letters/${id}/approval`, { version: submitted.version, approved: true })),
    ).toEqual([403, 'papers.not-the-approver']);
    expect(refused(await manager.post(`/api/letters/${id}/seal`, { version: submitted.version, copies: 1 }))).toEqual([
      409,
      'papers.not-now',
    ]);
    const approved = ok(
      await manager.post(`/api/letters/${id}/approval`, { version: submitted.version, approved: true }),
    );
    expect(approved.state).toBe('approved');
    expect(refused(await agent.post(`/api/letters/${id}/seal`, { version: approved.version, copies: 2 }))).toEqual([
      403,
      'base.forbidden',
    ]);
    const sealed = ok(
      await manager.post(`/api/letters/${id}/seal`, { version: approved.version, copies: 2, note: '公章' }),
    );
    expect(sealed.serial).toMatch(/^\d{4}-\d{4}$/);
    const form = new FormData();
    form.append('file', new Blob(['盖章扫描']), '答复盖章.txt');
    const { items } = ok(await agent.post(`/api/complaints/${caseId}/attachments`, form));
    const scanned = ok(
      await agent.put(`/api/letters/${id}/scan`, { version: sealed.version, attachmentId: items[0].id }),
    );
    ok(
      await manager.post(`/api/letters/${id}/sending`, {
        version: scanned.version,
        means: 'express',
        tracking: 'YT0001',
      }),
    );
    const sent = ok(await agent.get(`/api/letters/${id}`));
    expect([sent.state, sent.scan.name, sent.tracking, sent.sentMeans]).toEqual([
      'sent',
      '答复盖章.txt',
      'YT0001',
      'express',
    ]);
    expect(sent.number).toMatch(/^答复〔\d{4}〕\d+号$/);
    expect(sent.texts.map(({ version }: { version: number }) => version)).toEqual([2, 1]);
    const kinds = ok(await agent.get(`/api/complaints/${caseId}/timeline`, { limit: 200 })).items.map(
      ({ kind }: { kind: string }) => kind,
    );
    for (const kind of ['drafted', 'changed', 'submitted', 'approved', 'sealed', 'scanned', 'sent'])
      expect(kinds).toContain(`letter-${kind}`);
    expect(kinds).toContain('reply-sent');
    const facts = await desk.sql<{ data: object }[]>`select data from fact where kind like 'letter-%'`;
    expect(JSON.stringify(facts)).not.toContain('全额');
    const { text } = await unzipped(`/api/letters/${id}/docx`);
    expect(text).toContain(sent.number);
    expect(text).toContain('（盖章）');
  });

  it('does not speak of damages before our fault is found, but may quote the customer', async () => {
    const { id } = await aDraft();
    const words = (body: string, version: number) =>
      agent.put(`/api/letters/${id}`, {
        version,
        title: '书面答复',
        recipient: '',
        toward: 'customer',
        copies: 1,
        body,
      });
    let { version } = ok(await words('我们赔偿您五百元。', 1));
    expect(ok(await agent.get(`/api/letters/${id}`)).faultWord).toBe('赔偿');
    expect(refused(await agent.post(`/api/letters/${id}/submission`, { version }))).toEqual([
      409,
      'papers.damages-before-fault',
    ]);
    ({ version } = ok(await words('您提出的“赔偿五百元”，我们正在核实，有效期一周。', version)));
    ok(await agent.post(`/api/letters/${id}/submission`, { version }));
  });

  it('of a settlement waits for legal too, and never asks to give up complaining', async () => {
    const { id } = await aDraft('settlement');
    const { body } = ok(await agent.get(`/api/letters/${id}`));
    expect(body).toContain('不影响乙方依法向有关部门反映情况');
    expect(body).not.toMatch(/不得(?:再)?(?:投诉|举报|评价)/);
    let { version } = ok(await agent.post(`/api/letters/${id}/submission`, { version: 1 }));
    const legal = story.as('legal');
    ({ version } = ok(await director.post(`/api/letters/${id}/approval`, { version, approved: true })));
    const waiting = ok(await legal.get(`/api/letters/${id}`));
    expect([waiting.state, waiting.waitsFor, waiting.can]).toEqual([
      'submitted',
      [['法务']],
      expect.arrayContaining(['approve']),
    ]);
    expect(refused(await director.post(`/api/letters/${id}/approval`, { version, approved: true }))[1]).toBe(
      'papers.not-the-approver',
    );
    expect(ok(await legal.post(`/api/letters/${id}/approval`, { version, approved: true })).state).toBe('approved');
  });

  it('that goes back is approved anew, and not by whoever drafted it while somebody else could', async () => {
    const { id: caseId } = await aCase();
    const { id } = ok(await manager.post(`/api/complaints/${caseId}/letters`, { form: 'answer' }));
    let { version } = ok(await manager.post(`/api/letters/${id}/submission`, { version: 1 }));
    expect(refused(await manager.post(`/api/letters/${id}/approval`, { version, approved: true }))).toEqual([
      403,
      'papers.approve-by-another',
    ]);
    expect(refused(await director.post(`/api/letters/${id}/approval`, { version, approved: false }))).toEqual([
      400,
      'papers.say-why',
    ]);
    ({ version } = ok(
      await director.post(`/api/letters/${id}/approval`, { version, approved: false, note: '请写明日期' }),
    ));
    expect(ok(await manager.get(`/api/letters/${id}`)).state).toBe('draft');
    ok(await manager.post(`/api/letters/${id}/withdrawal`, { version, why: '改为电话答复' }));
    expect(ok(await manager.get(`/api/letters/${id}`)).withdrawnWhy).toBe('改为电话答复');
    expect(refused(await manager.post(`/api/letters/${id}/submission`, { version: version + 1 }))[1]).toBe(
      'papers.not-now',
    );
  });

  it('is found by its number and by its case, and hidden with it', async () => {
    const { id, number } = await anApproved();
    const found = async (q: string, client = agent) =>
      ok(await client.get('/api/letters', { q })).items.map((letter: { id: string }) => letter.id);
    expect(await found(number)).toEqual([id]);
    expect(await found('100%_nothing')).toEqual([]);
    const elsewhere = await story.teamFor(story.stores[1]?.id ?? '');
    expect(await found(number, desk.client(elsewhere['service-manager']?.token))).toEqual([]);
    const stranger = desk.client(elsewhere['service-manager']?.token);
    for (const path of [`/api/letters/${id}`, `/api/letters/${id}/paper`, `/api/letters/${id}/docx`])
      expect((await stranger.get(path)).status).toBe(404);
    expect((await stranger.post(`/api/letters/${id}/approval`, { version: 3, approved: true })).status).toBe(404);
  });

  it('loses the words that are hidden on its case', async () => {
    const { id: caseId } = await aCase({ ownWords: '我姓欧阳，身份证在你们柜台' });
    const { id } = ok(await agent.post(`/api/complaints/${caseId}/letters`, { form: 'answer' }));
    expect(ok(await agent.get(`/api/letters/${id}`)).body).toContain('欧阳');
    const view = ok(await supervisor.get(`/api/complaints/${caseId}`));
    const asked = ok(
      await supervisor.post(`/api/complaints/${caseId}/redactions`, {
        of: 'text',
        thingId: view.ownWords[0].id,
        passages: ['欧阳'],
        reason: pack.reasons.redact[0]?.key,
      }),
    );
    ok(await manager.post(`/api/complaints/${caseId}/redactions/${asked.made}/approval`));
    const after = ok(await agent.get(`/api/letters/${id}`));
    expect(JSON.stringify(after)).not.toContain('欧阳');
    expect(after.body).toContain('身份证在你们柜台');
  });
});

describe('the seal register', () => {
  it('counts without gaps in each store, however many seal at once', async () => {
    const approved = await Promise.all([0, 1, 2, 3].map(() => anApproved()));
    const answers = await Promise.all(
      approved.map(({ id, version }) => manager.post(`/api/letters/${id}/seal`, { version, copies: 1 })),
    );
    const serials = answers.map((answer) => ok(answer).serial).sort();
    const numbers = serials.map((serial: string) => Number(serial.slice(5)));
    const [first = 0] = numbers;
    expect(numbers).toEqual([first, first + 1, first + 2, first + 3]);
    const { items } = ok(await manager.get('/api/seals', { storeId, limit: 200 }));
    const all = items
      .map(({ serial }: { serial: string }) => Number(serial.slice(5)))
      .sort((a: number, b: number) => a - b);
    expect(all).toEqual(all.map((_: number, n: number) => n + 1));
    expect(ok(await manager.get('/api/seals', { q: serials[0] })).items).toHaveLength(1);
  });

  it('is sealed once under one key, and its list leaves the house without formulas', async () => {
    const { id, version } = await anApproved();
    const body = { version, copies: 1, note: '=1+1' };
    const key = { 'idempotency-key': `seal-${id}` };
    const [one, two] = [
      await manager.post(`/api/letters/${id}/seal`, body, key),
      await manager.post(`/api/letters/${id}/seal`, body, key),
    ];
    expect(ok(two)).toEqual(ok(one));
    const file = await director.get('/api/seals/file');
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(file.body).toContain(`"${ok(one).serial}"`);
    expect(file.body).toContain(`"'=1+1"`);
    expect((await agent.get('/api/seals')).status).toBe(403);
  });
});

describe('the head of a store’s paper', () => {
  it('is written by whoever may name the store, and stands on its forms', async () => {
    const url = `/api/stores/${storeId}/letterhead`;
    const head = { name: '城东示例服务店', address: '示例路1号', phone: '000-0000' };
    expect((await agent.put(url, head)).status).toBe(403);
    const admin = story.as('administrator');
    const gif = Buffer.from('GIF89a......').toString('base64');
    expect(refused(await admin.put(url, { ...head, logo: gif }))).toEqual([400, 'papers.not-a-picture']);
    const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(8)]);
    ok(await admin.put(url, { ...head, logo: png.toString('base64') }));
    ok(await admin.put(url, head));
    const { id } = await aCase();
    const paper = ok(await agent.get(`/api/complaints/${id}/forms/case-file`));
    expect(paper.head).toEqual({ ...head, logo: `data:image/png;base64,${png.toString('base64')}` });
  });
});

describe('a form over many cases', () => {
  it('lists the feedback forms that went to the manufacturer, by station and day, and no other letter', async () => {
    const other = await anApproved();
    const { id, version, number } = await anApproved('feedback-to-manufacturer');
    const sent = { means: 'express', tracking: '示例单号1' };
    for (const one of [other, { id, version }]) {
      const sealed = ok(await manager.post(`/api/letters/${one.id}/seal`, { version: one.version, copies: 1 }));
      ok(await manager.post(`/api/letters/${one.id}/sending`, { version: sealed.version, ...sent }));
    }
    const today = new Date();
    const day = (days: number) => new Date(today.getTime() + days * 86_400_000).toISOString().slice(0, 10);
    const rows = async (from: number, to: number, by = supervisor) => {
      const asked = { from: day(from), to: day(to) };
      const { parts } = ok(await by.get('/api/reports/feedback-sent', asked));
      const table = parts.find(({ is }: { is: string }) => is === 'table');
      return table.rows.filter((row: string[]) => row.some(Boolean)) as string[][];
    };
    const [row, ...more] = await rows(-1, 1);
    expect([row?.[2], row?.[6], more.length]).toEqual([number, sent.tracking, 0]);
    expect(row?.[1]).toMatch(/^厂反〔\d{4}〕\d+号$/);
    expect(await rows(-3, -2)).toEqual([]);
    const far = (await story.teamFor(story.stores[1]?.id ?? ''))['service-supervisor'];
    expect(await rows(-1, 1, desk.client(far?.token))).toEqual([]);
  });

  it('counts those that stand and do not stand, of the cases one may see', async () => {
    const year = new Date().getFullYear();
    const period = { from: `${year}-01-01`, to: `${year}-12-31`, storeId };
    const { items } = ok(await supervisor.get('/api/reports', { storeId }));
    expect(items.map(({ key }: { key: string }) => key)).toEqual(['classification-statistics', 'feedback-sent']);
    const paper = ok(await supervisor.get('/api/reports/classification-statistics', period));
    const table = paper.parts.find(({ is }: { is: string }) => is === 'table');
    expect(table.columns).toEqual(expect.arrayContaining(['成立', '部分成立', '不成立']));
    expect(JSON.stringify(paper)).not.toMatch(/有效|无效/);
    const received = paper.parts[0].fields.find(({ title }: { title: string }) => title === '收到').value;
    expect(Number(received)).toBeGreaterThan(5);
    const elsewhere = await story.teamFor(story.stores[1]?.id ?? '');
    const other = desk.client(elsewhere['service-supervisor']?.token);
    expect(refused(await other.get('/api/reports/classification-statistics', period))).toEqual([404, 'base.not-found']);
    const { storeId: _, ...everywhere } = period;
    const seen = ok(await other.get('/api/reports/classification-statistics', everywhere));
    expect(seen.parts[0].fields.find(({ title }: { title: string }) => title === '收到').value).toBe('0');
    expect(
      refused(await supervisor.get('/api/reports/classification-statistics', { from: '2026-12-31', to: '2026-01-01' })),
    ).toEqual([400, 'papers.period']);
  });
});
