import { postsOf } from '../src/app/in-force.ts';
import { openDatabase } from '../src/base/server/db.ts';
import { inTransaction } from '../src/base/server/transaction.ts';
import type { ComplaintsSection } from '../src/complaints/pack.ts';
import { addPerson } from '../src/people/actions/add-person.ts';
import { hashed } from '../src/people/actions/passwords.ts';
import { theDesk } from '../src/people/staff.ts';
import type { Seat } from './clients.ts';
import type { KillableDesk, Reply } from './desk.ts';
import type { Ledger } from './ledger.ts';

const PASSWORD = 'chaos chaos chaos';
const POSTS = ['service-agent', 'service-supervisor', 'store-manager'];

const ok = ({ status, body }: Reply): unknown => {
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
};

/** Sets a started desk up through its page's door and signs so many people in, who may do everything in its store. */
export async function setUpChaos(desk: KillableDesk, clients: number): Promise<{ seats: Seat[]; ledger: Ledger }> {
  const token = /setup\?token=(\S+)/.exec(desk.said())?.[1] ?? '';
  ok(
    await desk.send({
      method: 'POST',
      path: '/api/setup',
      body: {
        token,
        organisation: '云帆示例企业',
        stores: ['一店'],
        administrator: { name: '管理员', email: 'chaos@example.invalid', password: PASSWORD },
        pack: 'gift-delivery',
        sample: false,
      },
    }),
  );
  const sql = openDatabase(desk.urls().ownerUrl, { max: 2, name: 'chaos' });
  const seats: Seat[] = [];
  try {
    const [org] = await sql<{ orgId: string }[]>`select org_id from organisation`;
    const [store] = await sql<{ id: string }[]>`select id from store`;
    if (!org || !store) throw new Error('nothing was set up');
    const section = await postsOf(sql)(org.orgId);
    const passwordHash = await hashed(PASSWORD);
    for (let client = 0; client < clients; client++) {
      const email = `client-${client}@example.invalid`;
      const posts = POSTS.map((post) => ({ post, storeId: store.id, departmentId: null }));
      await inTransaction(sql, theDesk(org.orgId), (tx) =>
        addPerson(tx, { name: `示例${client}`, email, posts, passwordHash, temporary: false }, section),
      );
      const body = ok(await desk.send({ method: 'POST', path: '/api/session', body: { email, password: PASSWORD } }));
      seats.push({ client, cookie: (body as { cookies: string[] }).cookies.join('; ') });
    }
  } finally {
    await sql.end();
  }
  const first = seats[0] as Seat;
  const given = ok(await desk.send({ method: 'GET', path: '/api/complaints/options' }, first.cookie));
  const { stores, pack } = given as { stores: { id: string }[]; pack: ComplaintsSection };
  return {
    seats,
    ledger: {
      choices: {
        storeId: stores[0]?.id ?? '',
        demandType: pack.demandTypes[0]?.key ?? '',
        remedy: pack.remedies.find(({ needsFault }) => !needsFault)?.key ?? '',
        reopenReason: pack.reasons.reopen[0]?.key ?? '',
      },
      cases: [],
      writes: [],
      specimens: new Map(),
    },
  };
}
