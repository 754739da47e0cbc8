import type { Chance } from './chance.ts';
import type { Seat } from './clients.ts';
import type { KillableDesk } from './desk.ts';
import type { Ledger, Write } from './ledger.ts';

const SAMPLED = 4;
const LIVE_MS = 10_000;

/** A few acknowledged writes of the round as their people see them, and that every old cookie still opens the door. */
export async function lookThroughDoor(
  desk: KillableDesk,
  ledger: Ledger,
  seats: readonly Seat[],
  chance: Chance,
  round: number,
): Promise<string[]> {
  const found: string[] = [];
  const get = async (path: string, { cookie }: Seat): Promise<unknown> => {
    const { status, body } = await desk.send({ method: 'GET', path }, cookie);
    if (status !== 200) found.push(`door: GET ${path}: ${status} ${JSON.stringify(body).slice(0, 200)}`);
    return body;
  };
  for (const seat of seats) await get('/api/session', seat);
  const acknowledged = ledger.writes.filter((write) => write.round === round && write.outcome === 'acknowledged');
  const sampled = acknowledged.length ? Array.from({ length: SAMPLED }, () => chance.pick(acknowledged)) : [];
  for (const write of new Set(sampled)) found.push(...(await seen(desk, write, chance.pick(seats), get)));
  return found;
}

async function seen(
  desk: KillableDesk,
  write: Write,
  seat: Seat,
  get: (path: string, seat: Seat) => Promise<unknown>,
): Promise<string[]> {
  const { token, what, request, reply } = write;
  const id = write.caseId ?? (reply as { id: string }).id;
  const page = JSON.stringify(await get(`/api/complaints/${id}`, seat));
  const timeline = JSON.stringify(await get(`/api/complaints/${id}/timeline?order=newest`, seat));
  const lines: string[] = [];
  if (!page.includes(id)) lines.push(`door: ${token} ${what}: its case does not open`);
  if (!page.includes(token) && !timeline.includes(token)) lines.push(`door: ${token} ${what} is not on its case`);
  if (what.startsWith('register')) {
    const hits = JSON.stringify(await get(`/api/complaints?state=any&q=${token}`, seat));
    if (!hits.includes(id)) lines.push(`door: ${token} ${what} is not found by its words`);
  }
  if (request.file) {
    const [item] = (reply as { items: { id: string }[] }).items;
    const bytes = await desk.bytes(`/api/complaints/${id}/attachments/${item?.id}`, seat.cookie);
    if (!bytes?.equals(request.file.bytes)) lines.push(`door: ${token} ${what} downloads as other bytes`);
  }
  return lines;
}

/** News still reaches an open page after the process has lost its listening connection. */
export async function hearsNews(
  desk: KillableDesk,
  ledger: Ledger,
  seat: Seat,
  write: () => Promise<void>,
): Promise<string[]> {
  const one = ledger.cases.at(-1);
  if (!one) return [];
  let sent: Promise<void> | null = null;
  const heard = await desk.listen(
    '/api/live',
    seat.cookie,
    (text) => {
      if (text.includes('event: hello')) sent ??= write();
      return text.includes('event: case');
    },
    LIVE_MS,
  );
  await sent;
  return heard ? [] : ['live: a page heard nothing of a note within 10 s'];
}
