import { birthOf, sleep } from '../src/app/processes.ts';
import { openDatabase, type Sql } from '../src/base/server/db.ts';
import { SECOND } from '../src/base/time.ts';
import { type Chance, chance } from './chance.ts';
import { lookAtEverything } from './checks.ts';
import { atWork, type Noticed, planned, type Seat, sendOnce, tellAgain } from './clients.ts';
import { type KillableDesk, killableDesk, type Seen } from './desk.ts';
import { footprints } from './footprint.sql.ts';
import { KILLS } from './kills.ts';
import type { Ledger } from './ledger.ts';
import { leftIncoming } from './look-files.ts';
import { hearsNews, lookThroughDoor } from './look-through-door.ts';
import { killHard } from './process-tree.ts';
import { setUpChaos } from './set-up.ts';
import { WRITES } from './writes.ts';

export interface Settings {
  readonly seed: number;
  readonly clients: number;
  /** The kill comes somewhere between these, in milliseconds after the clients began. */
  readonly drive: readonly [from: number, to: number];
}

export interface Chaos {
  readonly desk: KillableDesk;
  readonly ledger: Ledger;
  readonly seats: readonly Seat[];
  readonly settings: Settings;
  /** When the desk last became able to work: what was due before it had time since. */
  upSince: number;
}

export interface RoundReport {
  readonly round: number;
  readonly kill: string;
  readonly hit: string;
  readonly afterMs: number;
  /** The start that brought it back was killed too, after so many milliseconds. */
  readonly againMs: number | null;
  readonly acknowledged: number;
  readonly refused: number;
  /** Nobody was told, and nobody asked again. */
  readonly unknown: number;
  /** Answered a second time under the same key or with the same bytes. */
  readonly repeated: number;
  /** Answered only when they were told again after the kill. */
  readonly toldAgain: number;
  readonly troubles: number;
  readonly recoveryMs: number;
  readonly incoming: number;
  readonly problems: readonly string[];
}

/** What the worker may need for what is due, for sealing and notices: it rests five seconds after a lost connection. */
const SETTLING = 9 * SECOND;
const GONE_MS = 60 * SECOND;
const RECOVERING_MS = 60 * SECOND;
const ORPHAN_MS = 15 * SECOND;

/** A desk on a folder of its own, set up, with a specimen of every kind of write made in peace. */
export async function openChaos(dataDir: string, settings: Settings): Promise<Chaos> {
  const desk = killableDesk(dataDir);
  await desk.start();
  const { seats, ledger } = await setUpChaos(desk, settings.clients);
  const chaos: Chaos = { desk, ledger, seats, settings, upSince: Date.now() };
  const noticed: Noticed = { problems: [], troubles: 0, repeated: 0 };
  const first = seats[0] as Seat;
  for (const kind of WRITES) {
    const write = planned({ ledger }, chance(settings.seed, 'specimen', kind.what), 0, first, kind);
    await sendOnce({ desk, ledger, noticed }, first, write);
    if (write.outcome !== 'acknowledged')
      throw new Error(`no specimen of ${kind.what}: ${write.status} ${JSON.stringify(write.reply)}`);
  }
  if (noticed.problems.length) throw new Error(noticed.problems.join('\n'));
  const whatOf = new Map(ledger.writes.map(({ token, what }) => [token, what]));
  await withDatabase(chaos, async (sql) => {
    for (const { token, left } of await footprints(sql, [...whatOf.keys()]))
      ledger.specimens.set(whatOf.get(token) as string, left);
  });
  if (ledger.specimens.size !== WRITES.length) throw new Error('a kind of write left nothing behind');
  return chaos;
}

/** PostgreSQL's superuser sees every row and every session. */
export function openOwnEyes({ desk }: Pick<Chaos, 'desk'>): Sql {
  const url = new URL(desk.urls().adminUrl);
  url.pathname = '/wanhui';
  return openDatabase(url.toString(), { max: 2, name: 'chaos' });
}

async function withDatabase<T>(chaos: Chaos, work: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = openOwnEyes(chaos);
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Ends what is left of it without asking. */
export function endHard({ desk }: Chaos): void {
  const postmaster = desk.postmaster();
  desk.killServer();
  if (postmaster) killHard(postmaster);
}

export async function playRound(chaos: Chaos, round: number): Promise<RoundReport> {
  const { desk, ledger, seats, settings } = chaos;
  const luck = chance(settings.seed, round);
  const kill = luck.weighed(KILLS);
  const afterMs = luck.within(...settings.drive);
  const goOnMs = luck.within(50, 300);
  const againMs = kill.endsServer && luck.happens(0.15) ? luck.within(50, 900) : null;
  const noticed: Noticed = { problems: [], troubles: 0, repeated: 0 };
  const work = { desk, ledger, noticed };

  let over = false;
  const clients = seats.map((seat) => atWork(work, seat, chance(settings.seed, round, seat.client), round, () => over));
  await sleep(afterMs);
  const before = desk.everything();
  const hit = (await kill.strike(desk, luck)) ?? 'nothing';
  const killedAt = performance.now();
  if (!kill.endsServer) await sleep(goOnMs);
  over = true;
  const problems: string[] = [];
  if (kill.endsServer && !(await desk.gone(GONE_MS))) {
    problems.push(`end: the server was still there a minute after ${hit} was killed`);
    desk.killServer();
  }
  await Promise.all(clients);
  const unanswered = ledger.writes.filter((write) => write.round === round && write.outcome === 'unknown').length;

  if (kill.endsServer) {
    if (againMs !== null) await killedStart(desk, againMs, before);
    await desk.start();
  }
  problems.push(...(await waitUntilWell(chaos)));
  const recoveryMs = performance.now() - killedAt;
  chaos.upSince = Date.now();

  const troublesBefore = noticed.troubles;
  await tellAgain(work, seats, round);
  problems.push(...(await orphans(before, desk)));
  if (!kill.endsServer) problems.push(...(await newsStillCome(chaos, luck, round, work)));
  problems.push(...(await lookAt(chaos, round)));
  problems.push(...(await lookThroughDoor(desk, ledger, seats, luck, round)));

  const writes = ledger.writes.filter((write) => write.round === round);
  const counted = (outcome: string): number => writes.filter((write) => write.outcome === outcome).length;
  return {
    round,
    kill: kill.name,
    hit,
    afterMs,
    againMs,
    acknowledged: counted('acknowledged'),
    refused: counted('refused'),
    unknown: counted('unknown'),
    repeated: noticed.repeated,
    toldAgain: unanswered - counted('unknown'),
    troubles: noticed.troubles - troublesBefore,
    recoveryMs,
    incoming: leftIncoming(desk.dataDir),
    problems: [...noticed.problems, ...problems],
  };
}

/** A second kill hits while the desk is coming back. */
async function killedStart(desk: KillableDesk, afterMs: number, seen: Seen[]): Promise<void> {
  desk.begin();
  for (const end = Date.now() + afterMs; desk.isAlive() && Date.now() < end; ) await sleep(10);
  seen.push(...desk.everything());
  desk.killServer();
  await desk.gone(GONE_MS);
}

/** Until it says that it is ready and somebody's request is served. */
async function waitUntilWell(chaos: Chaos): Promise<string[]> {
  const { desk, seats } = chaos;
  const end = Date.now() + RECOVERING_MS;
  const fine = async (path: string, cookie?: string): Promise<boolean> =>
    desk.send({ method: 'GET', path }, cookie).then(
      ({ status }) => status === 200,
      () => false,
    );
  const takesConnections = (): Promise<boolean> =>
    withDatabase(chaos, (sql) => sql`select`.then(() => true)).catch(() => false);
  while (Date.now() < end) {
    if (
      (await takesConnections()) &&
      (await fine('/readyz')) &&
      (await fine('/api/complaints?state=open', seats[0]?.cookie))
    )
      return [];
    if (!desk.isAlive()) return [`end: the server went away by itself:\n${desk.said()}`];
    await sleep(20);
  }
  return ['recovery: not ready within a minute'];
}

/** Processes from before the kill that are no part of what runs now. */
async function orphans(before: readonly Seen[], desk: KillableDesk): Promise<string[]> {
  let left: Seen[] = [];
  for (const end = Date.now() + ORPHAN_MS; Date.now() < end; ) {
    const now = new Set(desk.everything().map(({ pid }) => pid));
    left = before.filter(({ pid, birth }) => !now.has(pid) && birthOf(pid) === birth);
    if (!left.length) return [];
    await sleep(50);
  }
  return left.map(({ pid }) => `orphans: process ${pid} of before the kill is still there`);
}

async function newsStillCome(
  { desk, ledger, seats }: Chaos,
  luck: Chance,
  round: number,
  work: Parameters<typeof sendOnce>[0],
): Promise<string[]> {
  const seat = luck.pick(seats);
  const note = WRITES.find(({ what }) => what === 'note');
  return hearsNews(desk, ledger, seat, async () => {
    await sendOnce(work, seat, planned({ ledger }, luck, round, seat, note));
  });
}

/** Everything, or with a round only its writes and what may have changed since. */
export const lookAt = (chaos: Chaos, round: number | null): Promise<string[]> =>
  withDatabase(chaos, (sql) =>
    lookAtEverything({
      sql,
      dataDir: chaos.desk.dataDir,
      ledger: chaos.ledger,
      round,
      // a desk that has just come back gets its time
      settledBefore: new Date(Date.now() - chaos.upSince < SETTLING ? 0 : Date.now() - SETTLING),
      signedIn: chaos.seats.length,
    }),
  );

/** Leaves the desk in peace until all that was due must have been done, and looks at everything there is. */
export async function rest(chaos: Chaos): Promise<string[]> {
  await sleep(Math.max(0, chaos.upSince + SETTLING + SECOND - Date.now()));
  // promises of the last round fall due within four seconds
  await sleep(4 * SECOND);
  return lookAt(chaos, null);
}
