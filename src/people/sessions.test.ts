import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, startDesk } from '../app/testing.ts';
import { inTransaction } from '../base/server/transaction.ts';
import { openSessions, rightsChanged, type Sessions } from './actions/session-staff.ts';
import { adoptPosts, aMember, anOrganisation, type Member, SAMPLE_POSTS } from './samples.ts';
import { theDesk } from './staff.ts';

let desk: Desk;
let orgId: string;
let member: Member;
let sessions: Sessions;
let asked = 0;

beforeAll(async () => {
  desk = await startDesk();
  ({ orgId } = await anOrganisation(desk.sql));
  await adoptPosts(desk.sql, orgId);
  member = await aMember(desk.sql, orgId, { post: 'agent' });
  const postsOf = async () => {
    asked++;
    return SAMPLE_POSTS;
  };
  // as in another process: told by the database alone
  sessions = await openSessions({ sql: desk.sql, secret: 'x'.repeat(32), postsOf });
});
afterAll(async () => {
  await sessions.stop();
  await desk.close();
});
const staffOf = () => sessions.staffOf({ authorization: `Bearer ${member.token}` });

/** The news of earlier tests has been heard: what was sent before this came before it on the same line. */
async function drained(): Promise<void> {
  await new Promise<void>((heard) => {
    void desk.sql
      .listen('wanhui_people', (news) => news === 'drained' && heard())
      .then(() => desk.sql.notify('wanhui_people', 'drained'));
  });
}

describe('resolving a request to its sender', () => {
  it('asks the database once for many requests', async () => {
    asked = 0;
    for (let n = 0; n < 20; n++) expect((await staffOf())?.staffId).toBe(member.staffId);
    expect(asked).toBe(1);
  });

  it('a change made by another process bites at once', async () => {
    expect(await staffOf()).not.toBeNull();
    await desk.ownerSql`update staff set state = 'suspended' where id = ${member.staffId}`;
    await desk.ownerSql.notify('wanhui_people', member.staffId);
    await expect.poll(staffOf, { timeout: 1000, interval: 10 }).toBeNull();
    await desk.ownerSql`update staff set state = 'active' where id = ${member.staffId}`;
    expect(await staffOf()).not.toBeNull();
  });

  it('a new edition of the posts bites for everybody', async () => {
    await staffOf();
    asked = 0;
    await inTransaction(desk.sql, theDesk(orgId), async (tx) => rightsChanged(tx, null));
    await staffOf();
    expect(asked).toBe(1);
  });

  it('a change that fails to commit forgets nobody', async () => {
    await drained();
    await staffOf();
    asked = 0;
    await inTransaction(desk.sql, theDesk(orgId), async (tx) => {
      rightsChanged(tx, member.staffId);
      throw new Error('rolled back');
    }).catch(() => {});
    await staffOf();
    expect(asked).toBe(0);
  });

  it('what changes while it is being read is not kept', async () => {
    let changed: Promise<void> | null = null;
    const slow = await openSessions({
      sql: desk.sql,
      secret: 'x'.repeat(32),
      postsOf: async () => {
        changed ??= inTransaction(desk.sql, theDesk(orgId), async (tx) => rightsChanged(tx, member.staffId));
        await changed;
        asked++;
        return SAMPLE_POSTS;
      },
    });
    asked = 0;
    const ask = () => slow.staffOf({ authorization: `Bearer ${member.token}` });
    await ask();
    await ask();
    expect(asked).toBeGreaterThan(1);
    await slow.stop();
  });
});
