import { isDeepStrictEqual } from 'node:util';
import { sleep } from '../src/app/processes.ts';
import type { Chance } from './chance.ts';
import { type KillableDesk, Lost, type Reply } from './desk.ts';
import { type Case, type Ledger, tokenOf, type Write } from './ledger.ts';
import { type KindOfWrite, WRITES } from './writes.ts';

/** One person at work: a session of their own, opened before the first kill. */
export interface Seat {
  readonly client: number;
  readonly cookie: string;
}

/** What clients noticed at once; everything else is found out by looking. */
export interface Noticed {
  readonly problems: string[];
  /** Answers of a living desk that it cannot: 5xx. */
  troubles: number;
  repeated: number;
}

interface Work {
  readonly desk: KillableDesk;
  readonly ledger: Ledger;
  readonly noticed: Noticed;
}

/** The next write, noted before it is sent. */
export function planned(
  { ledger }: Pick<Work, 'ledger'>,
  chance: Chance,
  round: number,
  seat: Seat,
  only?: KindOfWrite,
): Write {
  const token = tokenOf(ledger.writes.length);
  for (;;) {
    const kind = only ?? chance.weighed(WRITES);
    const draft = kind.draft(chance, token, ledger.choices, ledger.cases);
    if (!draft) {
      if (only) throw new Error(`there is no case to ${only.what} yet`);
      continue;
    }
    const key = kind.keyless || chance.happens(0.35) ? null : `${token}-${chance.bytes(8).toString('hex')}`;
    const write: Write = {
      token,
      round,
      client: seat.client,
      what: kind.what,
      request: { ...draft.request, key },
      caseId: draft.caseId,
      again: key !== null || kind.keyless === true ? chance.happens(0.7) : false,
      outcome: 'unknown',
      status: 0,
      reply: null,
      attempts: 0,
    };
    ledger.writes.push(write);
    return write;
  }
}

/** Sends a write once and notes what came back. False when nothing did, or only that the desk cannot. */
export async function sendOnce(work: Work, seat: Seat, write: Write): Promise<boolean> {
  write.attempts++;
  let reply: Reply;
  try {
    reply = await work.desk.send(write.request, seat.cookie);
  } catch (error) {
    if (!(error instanceof Lost)) throw error;
    if (error.hung) work.noticed.problems.push(`answers: ${write.token} ${write.what} hung while the desk was alive`);
    return false;
  }
  if (reply.status >= 500) {
    work.noticed.troubles++;
    return false;
  }
  settle(work, write, reply);
  return true;
}

function settle({ ledger, noticed }: Work, write: Write, reply: Reply): void {
  const problem = (what: string): void => {
    noticed.problems.push(`replies: ${write.token} ${write.what}: ${what}`);
  };
  if (reply.status === 401 || reply.status === 429 || reply.status === 400 || reply.status === 422) {
    problem(`${reply.status} ${JSON.stringify(reply.body).slice(0, 300)}`);
  }
  const done = reply.status < 300;
  if (write.outcome === 'acknowledged') {
    noticed.repeated++;
    if (reply.status !== write.status || !isDeepStrictEqual(reply.body, write.reply)) {
      problem(
        `first ${write.status} ${JSON.stringify(write.reply)}, then ${reply.status} ${JSON.stringify(reply.body)}`,
      );
    }
    return;
  }
  if (write.outcome === 'refused' && done) problem(`refused with ${write.status}, then done under the same key`);
  write.outcome = done ? 'acknowledged' : 'refused';
  write.status = reply.status;
  write.reply = reply.body;
  if (done) remember(ledger, write);
}

function remember({ cases }: Ledger, { what, reply, caseId }: Write): void {
  const one = cases.find(({ id }) => id === caseId);
  if (what.startsWith('register')) {
    if (what === 'register-spot') return;
    const { id, number } = reply as Pick<Case, 'id' | 'number'>;
    cases.push({ id, number, small: what === 'register-small', closed: false });
  } else if (one && what === 'close') one.closed = true;
  else if (one && what === 'reopen') one.closed = false;
}

/** Writes one after the other until it is over, or the desk is gone. */
export async function atWork(
  work: Work,
  seat: Seat,
  chance: Chance,
  round: number,
  isOver: () => boolean,
): Promise<void> {
  while (!isOver()) {
    const write = planned(work, chance, round, seat);
    // the same asked twice at once, as by an impatient browser
    const twice = write.request.key && chance.happens(0.08);
    const came = await Promise.all(
      twice ? [sendOnce(work, seat, write), sendOnce(work, seat, write)] : [sendOnce(work, seat, write)],
    );
    if (!came.includes(true) && !work.desk.isAlive()) return;
    if (write.outcome === 'acknowledged' && write.again && chance.happens(0.1)) await sendOnce(work, seat, write);
  }
}

const AGAIN_MS = 30_000;

/** After the kill: what nobody answered is told again by some, never by others. */
export async function tellAgain(work: Work, seats: readonly Seat[], round: number): Promise<void> {
  const open = work.ledger.writes.filter(
    (write) => write.round === round && write.outcome === 'unknown' && write.again,
  );
  await Promise.all(
    seats.map(async (seat) => {
      for (const write of open.filter(({ client }) => client === seat.client)) {
        const end = Date.now() + AGAIN_MS;
        while (!(await sendOnce(work, seat, write)) && work.desk.isAlive() && Date.now() < end) await sleep(50);
        if (write.outcome === 'unknown')
          work.noticed.problems.push(`answers: ${write.token} ${write.what} found no answer after the desk was back`);
      }
    }),
  );
}
