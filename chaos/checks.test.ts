import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeEmbedded } from '../src/app/embedded.ts';
import { sleep } from '../src/app/processes.ts';
import { openDatabase, type Sql } from '../src/base/server/db.ts';
import { placeOf } from '../src/base/server/files-incoming.ts';
import { chance } from './chance.ts';
import { CHECKS, lookAtEverything } from './checks.ts';
import { type Noticed, planned, sendOnce } from './clients.ts';
import type { KillableDesk, Reply } from './desk.ts';
import type { Write } from './ledger.ts';
import { type Chaos, endHard, openChaos, openOwnEyes } from './round.ts';

/** The checker bites: each check names the damage that somebody made by hand in a desk that was whole before. */

let chaos: Chaos;
let sql: Sql;

beforeAll(async () => {
  chaos = await openChaos(mkdtempSync(join(tmpdir(), 'wanhui-chaos-')), { seed: 1, clients: 1, drive: [0, 1] });
  sql = openOwnEyes(chaos);
  const happened = async (): Promise<boolean> => {
    const [row] = await sql<{ done: boolean }[]>`
      select exists (select from notice join fact on fact.id = fact_id where kind = 'clock-breached')
        and not exists (select from fact where xid >= coalesce((select max(to_xid) from fact_block), '0')) 
          and not exists (select from clock where next_at < now() + interval '10 seconds') as done`;
    return row?.done ?? false;
  };
  for (const end = Date.now() + 60_000; !(await happened()); await sleep(200)) expect(Date.now()).toBeLessThan(end);
  // its PostgreSQL goes on without it, and nothing changes any more but what is damaged here
  chaos.desk.killServer();
  expect(await chaos.desk.gone(10_000)).toBe(true);
}, 120_000);

afterAll(async () => {
  await sql?.end({ timeout: 1 });
  if (!chaos) return;
  endHard(chaos);
  removeEmbedded(chaos.desk.dataDir);
});

const look = (settledBefore = new Date(0)): Promise<string[]> =>
  lookAtEverything({
    sql,
    dataDir: chaos.desk.dataDir,
    ledger: chaos.ledger,
    round: null,
    settledBefore,
    signedIn: 1,
  });
const ofCheck = async (name: string): Promise<string> => {
  const check = CHECKS.find((one) => one.name === name);
  if (!check) throw new Error(`there is no check ${name}`);
  const problems = await lookAtEverything(
    { sql, dataDir: chaos.desk.dataDir, ledger: chaos.ledger, round: null, settledBefore: new Date(), signedIn: 1 },
    [check],
  );
  return problems.join('\n');
};
const written = (what: string): Write => {
  const write = chaos.ledger.writes.find((one) => one.what === what);
  if (!write) throw new Error(`nobody wrote ${what}`);
  return write;
};
const caseOf = (what: string): string => (written(what).reply as { id: string }).id;
const factOf = (token: string) => sql`(select fact_id from complaint_text where body like ${`${token}%`})`;

it('a desk that nobody damaged passes every check', async () => {
  expect(await look()).toEqual([]);
});

/** In this order, since some damage hides other damage of the same thing: what, done how, seen by which check, as what. */
const DAMAGES: readonly (readonly [string, () => Promise<unknown>, string, () => string | RegExp])[] = [
  [
    'a note’s words removed',
    () => sql`delete from complaint_text where body like ${`${written('note').token}%`}`,
    'once',
    () => `${written('note').token} note, acknowledged, is not there`,
  ],
  ['a fact left without its words', async () => {}, 'facts and rows pair', () => /note-written \S+ has lost its words/],
  [
    'a fact removed',
    () => sql`delete from fact where id = ${factOf(written('urge').token)}`,
    'once',
    () => `${written('urge').token} urge, acknowledged, is not there`,
  ],
  ['words left without their fact', async () => {}, 'rows have a fact', () => /text \S+/],
  ['a sealed fact gone', async () => {}, 'chain', () => /block \d+ does not hold: count/],
  ['an urge that is counted and was not', async () => {}, 'counts', () => /1 urges and rung \d; facts say 0/],
  [
    'a breach doubled',
    () => sql`
      insert into clock_event select org_id, subject_id, clock_id, kind, ordinal + 1, at, recorded_at, by, data from clock_event
      where kind = 'breach' limit 1`,
    'clocks fire once',
    () => /2 breaches, 1 told/,
  ],
  [
    'a breach told twice',
    () => sql`
      insert into fact (org_id, id, kind, subject_id, occurred_at, recorded_at, data)
      select org_id, gen_random_uuid(), kind, subject_id, occurred_at, recorded_at, data from fact
      where kind = 'clock-breached' and data->>'clockId' not in (
        select clock_id::text from clock_event where kind = 'breach' group by clock_id having count(*) > 1) limit 1`,
    'clocks fire once',
    () => /1 breaches, 2 told/,
  ],
  [
    'a clock that should have fired',
    () => sql`
      update clock set next_at = now() - interval '1 minute'
      where id = (select id from clock where state = 'running' and next_at > now() + interval '1 hour' limit 1)`,
    'clocks fire once',
    () => /0 breaches, 0 told, marked never/,
  ],
  [
    'a clock without its case',
    () => sql`update clock set subject_id = gen_random_uuid() where rule_key = 'outside'`,
    'clocks are whole',
    () => /clock \S+ outside without its case/,
  ],
  [
    'a promise without its clock',
    () => sql`delete from clock where rule_key = 'promise'`,
    'things have a clock',
    () => /promise \S+ has 0 clocks/,
  ],
  [
    'a search entry removed',
    () => sql`delete from search_entry where id = ${caseOf('register-small')}`,
    'cases have a beginning',
    () => /has 1 beginnings, 0 main search entries/,
  ],
  [
    'a note of a case no longer found',
    () => sql`delete from search_entry where words like ${`%${written('reached').token}%`}`,
    'whole',
    () => `${written('reached').token} reached left`,
  ],
  [
    'a demand removed',
    () => sql`delete from demand where ordinal = 2`,
    'whole',
    () => `${written('register-demands').token} register-demands left`,
  ],
  [
    'an outside number removed',
    () => sql`delete from outside_number where number like 'EY-%'`,
    'facts and rows pair',
    () => 'names a missing outside_number',
  ],
  [
    'a contact removed',
    () => sql`delete from contact where outcome = 'no-answer'`,
    'facts and rows pair',
    () => 'names a missing contact',
  ],
  [
    'a write done twice',
    async () => {
      const { token } = written('reply');
      await sql`
        with again as (
          insert into fact (org_id, id, kind, subject_id, actor_id, occurred_at, recorded_at, data)
          select org_id, gen_random_uuid(), kind, subject_id, actor_id, now(), now(), '{}' from fact
          where id = ${factOf(token)} returning org_id, id)
        insert into complaint_text (org_id, id, complaint_id, fact_id, role, written_at, body, salt)
        select text.org_id, gen_random_uuid(), complaint_id, again.id, role, now(), body, salt
        from complaint_text text, again where body like ${`${token}%`}`;
    },
    'once',
    () => `${written('reply').token} reply is there 2 times`,
  ],
  [
    'an acknowledged case dropped',
    () => sql`delete from complaint where id = ${caseOf('register-spot')}`,
    'once',
    () => `${written('register-spot').token} register-spot, acknowledged, is not there`,
  ],
  ['facts of a case that is gone', async () => {}, 'facts have a case', () => caseOf('register-spot')],
  [
    'a case without its first fact',
    () => sql`delete from fact where kind = 'complaint-registered' and subject_id = ${caseOf('register-crisis')}`,
    'cases have a beginning',
    () => /has 0 beginnings/,
  ],
  [
    'a kept reply removed',
    () => sql`delete from idempotency where key = (select min(key) from idempotency)`,
    'kept replies',
    () => /its reply is not kept, its effect is there/,
  ],
  [
    'a kept reply changed',
    () => sql`update idempotency set reply = '{"id": "another"}' where key = (select max(key) from idempotency)`,
    'kept replies',
    () => /kept \{"id":"another"\}, answered/,
  ],
  [
    'an attachment’s bytes changed',
    async () => {
      const [row] = await sql<{ sha256: Buffer }[]>`select sha256 from attachment`;
      const path = join(chaos.desk.dataDir, 'files', placeOf(row?.sha256 as Buffer));
      const bytes = readFileSync(path);
      bytes[0] = 255 - (bytes[0] ?? 0);
      writeFileSync(path, bytes);
    },
    'attachments',
    () => /KN\d+\.bin: the \d+ bytes are not those of/,
  ],
  [
    'a stray file',
    async () => writeFileSync(join(chaos.desk.dataDir, 'files', 'upload.tmp'), ''),
    'files',
    () => 'files/upload.tmp is no place of a content',
  ],
  [
    'an attachment’s row removed',
    () => sql`delete from attachment`,
    'uploads',
    () => `${written('attach').token} attach: no row`,
  ],
  [
    'a breach that nobody heard of',
    () => sql`delete from notice`,
    'notices are made',
    () => /a breach was told to nobody/,
  ],
  [
    'facts that are told to nobody',
    () => sql`update notice_cursor set to_xid = '0'`,
    'notices are made',
    () => /facts are old and no notices were made/,
  ],
  ['a chain that stands still', () => sql`delete from fact_block`, 'chain', () => /\d+ facts are old and not sealed/],
  [
    'a session that leaked',
    () =>
      sql`insert into auth_session (user_id, token, expires_at, updated_at) select user_id, 'leaked', now(), now() from auth_session`,
    'sessions',
    () => '2 sessions for 1 who signed in',
  ],
  [
    'a job that nobody takes',
    () => sql`select graphile_worker.add_job('nobody', run_at => now() - interval '1 hour')`,
    'queue',
    () => /job \d+ nobody: not begun/,
  ],
];

describe('damage is named:', () => {
  it.each(DAMAGES)('%s', async (_what, damage, check, seen) => {
    await damage();
    expect(await ofCheck(check)).toMatch(seen());
  });

  it('what was refused and is there all the same', async () => {
    const write = written('register');
    write.outcome = 'refused';
    expect(await ofCheck('once')).toContain(`${write.token} register, refused, is there all the same`);
    write.outcome = 'acknowledged';
  });

  it('what was never sent', async () => {
    const [gone] = chaos.ledger.writes.splice(chaos.ledger.writes.indexOf(written('register-outside')), 1);
    expect(await ofCheck('once')).toContain(`${gone?.token} is there and was never sent`);
  });

  it('connections that pile up', async () => {
    const many = openDatabase(chaos.desk.urls().url, { max: 25 });
    const held = await Promise.all(Array.from({ length: 25 }, () => many.reserve()));
    expect(await ofCheck('connections')).toMatch(/connections: \d+ sessions of the desk/);
    for (const one of held) one.release();
    await many.end();
  });
});

describe('clients notice at once', () => {
  const answers = (...replies: (Reply | Error)[]): KillableDesk =>
    ({
      send: async () => {
        const next = replies.shift();
        if (next instanceof Error) throw next;
        return next;
      },
    }) as unknown as KillableDesk;
  const played = async (...replies: Reply[]): Promise<string> => {
    const noticed: Noticed = { problems: [], troubles: 0, repeated: 0 };
    const ledger = { ...chaos.ledger, writes: [], cases: [] };
    const seat = { client: 0, cookie: '' };
    const write = planned({ ledger }, chance('played'), 1, seat);
    const work = { desk: answers(...replies), ledger, noticed };
    for (const _ of replies) await sendOnce(work, seat, write);
    return noticed.problems.join('\n');
  };

  it('another reply under the same key', async () => {
    expect(await played({ status: 201, body: { id: 'a' } }, { status: 201, body: { id: 'b' } })).toMatch(
      /first 201 \{"id":"a"\}, then 201 \{"id":"b"\}/,
    );
    expect(await played({ status: 201, body: { id: 'a' } }, { status: 201, body: { id: 'a' } })).toBe('');
  });

  it('a refusal of what was done before, and the other way round', async () => {
    expect(await played({ status: 201, body: { id: 'a' } }, { status: 409, body: {} })).toMatch(
      /first 201 .* then 409/,
    );
    expect(await played({ status: 409, body: {} }, { status: 201, body: { id: 'a' } })).toMatch(
      /refused with 409, then done/,
    );
  });

  it('a request called wrong because the database went away', async () => {
    expect(await played({ status: 400, body: { code: 'base.bad-request' } })).toMatch(/400 .*base.bad-request/);
  });
});
