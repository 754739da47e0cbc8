import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { type Client, type Desk, ok, startDesk } from '../app/testing.ts';
import { type SetUpStory, setUp } from '../app/testing-team.ts';
import { addDays, instantOf, localOf } from '../people/duty.ts';
import { aMember } from '../people/samples.ts';
import { currentEdition } from './actions/editions.ts';

const ZONE = 'Asia/Shanghai';
const today = localOf(new Date(), ZONE).day;

interface File {
  name: string;
  text: string;
}
interface Draft {
  id: string;
  version: number;
  files: File[];
  state: string;
  acts: string[];
}

let desk: Desk;
let dealer: SetUpStory;
let manager: Client;
let author: Client;
let approver: Client;
beforeAll(async () => {
  desk = await startDesk();
  dealer = await setUp(desk);
  manager = dealer.as('general-manager');
  author = desk.client((await aMember(desk.sql, dealer.orgId, { post: 'service-manager' })).token);
  approver = desk.client((await aMember(desk.sql, dealer.orgId, { post: 'general-manager' })).token);
});
afterAll(() => desk?.close());

const read = (client: Client, id: string): Promise<Draft> => ok(client.get(`/api/policy/drafts/${id}`));

/** A draft of the edition in force, with what one file says changed. */
async function aDraft(
  change: (text: string) => string = (text) => text,
  { file = 'clocks.yaml', by = author, storeId = null as string | null } = {},
): Promise<Draft> {
  const current = await currentEdition(desk.sql, dealer.orgId);
  const { id } = await ok(by.post('/api/policy/drafts', { from: 'edition', editionId: current?.id, storeId }));
  const made = await read(by, id);
  const files = made.files.map((one) => (one.name === file ? { ...one, text: change(one.text) } : one));
  await ok(by.put(`/api/policy/drafts/${id}`, { version: made.version, files }));
  return read(by, id);
}

async function approved(draft: Draft): Promise<Draft> {
  const { version } = await ok(author.post(`/api/policy/drafts/${draft.id}/asking`, { version: draft.version }));
  await ok(approver.post(`/api/policy/drafts/${draft.id}/approval`, { version, approved: true }));
  return read(author, draft.id);
}

const publish = (draft: Draft, input: object = {}) =>
  manager.post(`/api/policy/drafts/${draft.id}/publication`, { version: draft.version, ...input });

/** The contact limit of the pack, whatever it is now. */
const within =
  (minutes: number) =>
  (text: string): string => {
    const changed = text.replace(/(key: first-contact[\s\S]*?length: )\{[^}]*\}/, `$1{ minutes: ${minutes} }`);
    expect(changed).not.toBe(text);
    return changed;
  };

describe('from a copy to the edition in force', () => {
  it('one limit is changed, checked, approved and published from a day on; cases before that day keep the old one', async () => {
    const before = await currentEdition(desk.sql, dealer.orgId);
    const draft = await aDraft(within(45));
    expect(draft).toMatchObject({ state: 'drafting', acts: ['save', 'ask', 'discard'], version: 2 });
    expect(draft.files.find(({ name }) => name === 'clocks.yaml')?.text).toContain('#');

    const checked = await ok(author.post(`/api/policy/drafts/${draft.id}/check`, {}));
    expect(checked.findings.filter(({ stops }: { stops: boolean }) => stops)).toEqual([]);
    expect(checked.mayPublish).toBe(true);

    const { sections } = await ok(author.get(`/api/policy/drafts/${draft.id}/difference`));
    const said = sections.flatMap(({ changes }: { changes: { zh: string; en: string }[] }) => changes);
    expect(said).toHaveLength(1);
    expect(said[0].zh).toMatch(/“首次联系” · 时限 .+ → 45分钟$/);
    expect(said[0].en).toMatch(/→ 45 min$/);

    const asked = await ok(author.post(`/api/policy/drafts/${draft.id}/asking`, { version: 2, note: '缩短首次联系' }));
    expect((await read(approver, draft.id)).acts).toEqual(['answer', 'withdraw', 'discard']);
    const yes = { version: asked.version, approved: true, note: '同意' };
    expect(await ok(approver.post(`/api/policy/drafts/${draft.id}/approval`, yes))).toEqual({
      version: 4,
      alone: false,
    });

    const from = addDays(today, 3);
    const done = await ok(publish({ ...draft, version: 4 }, { from }));
    const midnight = instantOf(from, '00:00', ZONE);
    expect(done).toMatchObject({ edition: 2, validFrom: midnight.toISOString() });
    const at = async (when: Date) => (await currentEdition(desk.sql, dealer.orgId, null, when))?.id;
    expect(await at(new Date(midnight.getTime() - 1))).toBe(before?.id);
    expect(await at(midnight)).toBe(done.editionId);
    const { body: edition } = await manager.get(`/api/policy/editions/${done.editionId}`);
    expect(edition.pack).toMatchObject({ edition: 2, effectiveFrom: from });

    const facts = await desk.sql`
      select kind, digest is not null as sealed from fact
      where org_id = ${dealer.orgId} and (subject_id = ${draft.id} or subject_id = ${done.editionId}) order by kind`;
    expect(facts).toEqual([
      { kind: 'pack-published', sealed: false },
      { kind: 'pack-put-in-force', sealed: false },
      { kind: 'policy-draft-approved', sealed: true },
      { kind: 'policy-draft-asked', sealed: true },
      { kind: 'policy-draft-published', sealed: false },
    ]);
    expect(await ok(manager.get(`/api/policy/editions/${done.editionId}/difference`))).toMatchObject({
      before: { id: before?.id },
      sections: [{ section: 'clocks', changes: [{ kind: 'changed' }] }],
    });

    // until then it can be taken back
    const withdrawal = { version: 5, confirmed: true, note: '再等等' };
    await ok(author.post(`/api/policy/drafts/${draft.id}/withdrawal`, withdrawal));
    expect(await at(midnight)).toBe(before?.id);
    expect((await read(author, draft.id)).state).toBe('drafting');
  });

  it('today is at once, and what has begun cannot be withdrawn', async () => {
    const draft = await approved(await aDraft(within(45)));
    const done = await ok(publish(draft, { from: today }));
    expect((await currentEdition(desk.sql, dealer.orgId))?.id).toBe(done.editionId);
    const late = await author.post(`/api/policy/drafts/${draft.id}/withdrawal`, {
      version: draft.version + 1,
      confirmed: true,
      note: '晚了',
    });
    expect([late.status, late.body.code]).toEqual([409, 'policies.already-begun']);
    // its texts live on in the next copy, comments too
    const next = await aDraft((text) => text);
    expect(next.files.find(({ name }) => name === 'clocks.yaml')?.text).toMatch(/#[\s\S]*minutes: 45/);
  });

  it('neither a past day nor one that another edition has taken', async () => {
    const one = await approved(await aDraft());
    expect((await publish(one, { from: addDays(today, -1) })).body.code).toBe('policies.day-past');
    const two = await approved(await aDraft());
    const from = addDays(today, 9);
    const answers = await Promise.all([publish(one, { from }), publish(two, { from })]);
    expect(answers.map(({ status, body }) => body.code ?? status).sort()).toEqual([201, 'policies.day-taken']);
  });

  it('for one store the others keep theirs', async () => {
    const store = dealer.stores[0]?.id ?? '';
    const draft = await approved(await aDraft(within(30), { storeId: store }));
    const done = await ok(publish(draft));
    expect((await currentEdition(desk.sql, dealer.orgId, store))?.id).toBe(done.editionId);
    expect((await currentEdition(desk.sql, dealer.orgId, dealer.stores[1]?.id))?.id).not.toBe(done.editionId);
  });
});

describe('two at one draft', () => {
  it('the later one is refused with both versions, and nothing is lost', async () => {
    const draft = await aDraft();
    const files = [{ name: 'pack.yaml', text: 'title: 第二人的\n' }];
    await ok(manager.put(`/api/policy/drafts/${draft.id}`, { version: draft.version, files: draft.files }));
    const late = await author.put(`/api/policy/drafts/${draft.id}`, { version: draft.version, files });
    expect([late.status, late.body.code]).toEqual([409, 'policies.draft-changed']);
    expect(late.body.details).toMatchObject({
      yours: { version: draft.version, files },
      theirs: { version: draft.version + 1, changedBy: expect.any(String) },
    });
    expect(late.body.details.theirs.files).toEqual(draft.files);
    expect((await read(author, draft.id)).files).toEqual(draft.files);
  });

  it('an approval of what has changed since is refused', async () => {
    const draft = await aDraft();
    await ok(author.post(`/api/policy/drafts/${draft.id}/asking`, { version: draft.version }));
    const late = await approver.post(`/api/policy/drafts/${draft.id}/approval`, {
      version: draft.version,
      approved: true,
    });
    expect(late.body.code).toBe('policies.draft-changed');
  });
});

describe('who approves', () => {
  const asked = async (by: Client) => {
    const draft = await aDraft((text) => text, { by });
    const { version } = await ok(by.post(`/api/policy/drafts/${draft.id}/asking`, { version: draft.version }));
    return { id: draft.id, version };
  };

  it('only a post that the policy in force names, whatever the draft says', async () => {
    const draft = await aDraft((text) => text.replace('approvers: [general-manager]', 'approvers: [auditor]'), {
      file: 'pack.yaml',
    });
    const { version } = await ok(author.post(`/api/policy/drafts/${draft.id}/asking`, { version: draft.version }));
    const answer = await dealer
      .as('auditor')
      .post(`/api/policy/drafts/${draft.id}/approval`, { version, approved: true });
    expect([answer.status, answer.body.code]).toEqual([403, 'policies.not-an-approver']);
    expect((await read(author, draft.id)) as object).toMatchObject({ approvers: [{ key: 'general-manager' }] });
  });

  it('not its author while another may; alone when nobody else may', async () => {
    const { id, version } = await asked(manager);
    const yes = { version, approved: true };
    const own = await manager.post(`/api/policy/drafts/${id}/approval`, yes);
    expect([own.status, own.body.code]).toEqual([403, 'policies.approve-by-another']);
    expect(await ok(approver.post(`/api/policy/drafts/${id}/approval`, yes))).toMatchObject({ alone: false });

    const small = await setUp(desk, { org: '只有一位总经理' });
    const [only, edition] = [small.as('general-manager'), await currentEdition(desk.sql, small.orgId)];
    const made = await ok(only.post('/api/policy/drafts', { from: 'edition', editionId: edition?.id }));
    const sent = await ok(only.post(`/api/policy/drafts/${made.id}/asking`, { version: 1 }));
    // what is all approvers' own work goes before the post named for matters about them, while somebody holds it
    const first = await only.post(`/api/policy/drafts/${made.id}/approval`, { ...sent, approved: true });
    expect([first.status, first.body.code]).toEqual([403, 'policies.approve-by-another']);
    expect((await read(only, made.id)) as object).toMatchObject({
      approvers: [{ key: 'general-manager' }, { key: 'auditor' }],
    });
    await desk.ownerSql`update post_holding set ended_at = now() where org_id = ${small.orgId} and post = 'auditor'`;
    const alone = await ok(only.post(`/api/policy/drafts/${made.id}/approval`, { ...sent, approved: true }));
    expect(alone.alone).toBe(true);
    const { notes } = (await read(only, made.id)) as never as { notes: { kind: string; alone: boolean }[] };
    expect(notes.find(({ kind }) => kind === 'approved')?.alone).toBe(true);
  });

  it('a no needs its reason, and the draft can be written on again', async () => {
    const { id, version } = await asked(author);
    const no = await approver.post(`/api/policy/drafts/${id}/approval`, { version, approved: false });
    expect(no.body.code).toBe('policies.decline-needs-reason');
    await ok(approver.post(`/api/policy/drafts/${id}/approval`, { version, approved: false, note: '请再核对' }));
    expect(await read(author, id)).toMatchObject({ state: 'declined', acts: ['save', 'ask', 'discard'] });
  });

  it('what is asked for cannot be written on, what is not approved not published', async () => {
    const { id, version } = await asked(author);
    const { files } = await read(author, id);
    expect((await author.put(`/api/policy/drafts/${id}`, { version, files })).body.code).toBe('policies.draft-not-now');
    expect((await manager.post(`/api/policy/drafts/${id}/publication`, { version })).body.code).toBe(
      'policies.draft-not-now',
    );
    await ok(author.delete(`/api/policy/drafts/${id}`, { version, confirmed: true }));
    const { items } = await ok(author.get('/api/policy/drafts'));
    expect(items.some((one: Draft) => one.id === id)).toBe(false);
    const all = await ok(author.get('/api/policy/drafts', { all: 'true' }));
    expect(all.items.find((one: Draft) => one.id === id)).toMatchObject({ state: 'discarded' });
  });

  it('nobody without a part in it sees drafts, and nobody of another organisation', async () => {
    const { id } = await aDraft();
    expect((await dealer.as('service-agent').get(`/api/policy/drafts/${id}`)).status).toBe(404);
    expect((await ok(dealer.as('service-agent').get('/api/policy/drafts'))).items).toEqual([]);
    const far = await setUp(desk, { org: '远方示例企业' });
    expect((await far.as('general-manager').get(`/api/policy/drafts/${id}`)).status).toBe(404);
    expect((await far.as('general-manager').get(`/api/policy/drafts/${id}/file`)).status).toBe(404);
  });
});

describe('what stops a publication', () => {
  it('an unknown key is told with file and line, and nobody can ask for it', async () => {
    const draft = await aDraft((text) => `${text}\nclockz: []\n`);
    const { findings, mayPublish } = await ok(author.post(`/api/policy/drafts/${draft.id}/check`, {}));
    expect(mayPublish).toBe(false);
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'unknown-entry', path: 'clocks', file: 'clocks.yaml' }),
    );
    const asking = await author.post(`/api/policy/drafts/${draft.id}/asking`, { version: draft.version });
    expect([asking.status, asking.body.code]).toEqual([422, 'policies.not-ready']);
    expect(asking.body.details).toMatchObject([{ code: 'unknown-entry', stops: true }]);
  });

  it('a post that nobody holds; one that comes with the edition may wait, when that is said', async () => {
    const draft = await approved(
      await aDraft(
        (text) => {
          const posts = parse(text);
          posts.posts.push({
            key: 'night-manager',
            title: '夜班经理',
            sight: 'store',
            permissions: ['complaint.read'],
          });
          return stringify(posts);
        },
        { file: 'posts.yaml' },
      ),
    );
    // held by nobody, and nothing counts on it
    const counted = await aDraft((text) => text, {});
    const handling = (files: File[]) =>
      files.map((file) => {
        const content = parse(file.text);
        if (file.name === 'posts.yaml') {
          content.posts.push({
            key: 'night-manager',
            title: '夜班经理',
            sight: 'store',
            permissions: ['complaint.read'],
          });
        } else if (Array.isArray(content.secondReaders)) content.secondReaders = ['night-manager'];
        else return file;
        return { ...file, text: stringify(content) };
      });
    const saved = await ok(
      author.put(`/api/policy/drafts/${counted.id}`, { version: counted.version, files: handling(counted.files) }),
    );
    const ready = await approved({ ...counted, ...saved });
    const refused = await publish(ready);
    expect([refused.status, refused.body.code]).toEqual([422, 'policies.not-ready']);
    expect(refused.body.details).toMatchObject([
      { code: 'nobody-in-post', path: 'complaints.secondReaders', values: { name: '夜班经理' } },
    ]);
    expect((await publish(ready, { newPostsLater: true, from: addDays(today, 30) })).status).toBe(201);
    expect((await publish(draft, { from: addDays(today, 31) })).status).toBe(201);
  });

  it('a law that has ended by the day from which it would count', async () => {
    const ends = addDays(today, 10);
    const draft = await aDraft();
    const law = stringify({
      rows: [{ key: 'own-rule', title: '示例条文', rule: '《示例办法》', until: ends, length: { days: 1 } }],
    });
    const files = draft.files
      .filter(({ name }) => name !== 'law.yaml')
      .map((file) =>
        file.name === 'clocks.yaml'
          ? {
              ...file,
              text: file.text.replace(/( +)(- )?key: first-contact\n/, '$1$2key: first-contact\n$1  law: own-rule\n'),
            }
          : file,
      );
    const saved = await ok(
      author.put(`/api/policy/drafts/${draft.id}`, {
        version: draft.version,
        files: [...files, { name: 'law.yaml', text: law }],
      }),
    );
    const ready = await approved({ ...draft, ...saved });
    const late = await publish(ready, { from: addDays(ends, 1) });
    expect([late.status, late.body.code]).toEqual([422, 'policies.not-ready']);
    expect(late.body.details).toMatchObject([{ code: 'law-past-its-end', values: { until: ends } }]);
    const { findings } = await ok(author.post(`/api/policy/drafts/${draft.id}/check`, { from: addDays(ends, 1) }));
    expect(findings).toContainEqual(expect.objectContaining({ code: 'law-past-its-end' }));
    expect((await publish(ready, { from: ends })).status).toBe(201);
  });
});
