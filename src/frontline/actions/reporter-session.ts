import { createHash, randomBytes } from 'node:crypto';
import type { AnyEndpoint } from '../../base/contract.ts';
import { Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import { timeOf } from '../../base/server/database-time.ts';
import type { RawExchange } from '../../base/server/serve.ts';
import { inTransaction } from '../../base/server/transaction.ts';
import { attempting } from '../../people/actions/attempts.ts';
import { type Staff, theDesk } from '../../people/staff.ts';
import type { openLink } from '../contract.ts';
import { reporterLetIn } from '../facts.ts';
import { standingOf } from '../reporter.ts';
import { letIn, lockReporter, type Reporter, reporterOfLink, reporterOfSession } from '../store.ts';
import { meOf } from './who-reports.ts';

const NAME = 'wanhui.reporter';
const COOKIE = new RegExp(`(?:^|;\\s*)${NAME.replace('.', '\\.')}=([\\w-]{43})(?:;|$)`);
/** The cookie goes nowhere else, so that no other endpoint could even mistake it for somebody's. */
const PATH = '/api/frontline';

export const newSecret = (): string => randomBytes(32).toString('base64url');
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/**
 * The one way in for people without a seat: finds the reporter by their own cookie and hands nothing else to `work`.
 * What it then does on the desk it does for the desk, in the reporter's own store.
 */
export const asReporter =
  <E extends AnyEndpoint, T>(work: (exchange: RawExchange<Staff, E>, reporter: Reporter) => Promise<T>) =>
  async (exchange: RawExchange<Staff, E>): Promise<T> => {
    const secret = exchange.request.headers.cookie?.match(COOKIE)?.[1];
    const reporter = secret === undefined ? null : await reporterOfSession(exchange.sql, hashOf(secret));
    if (!reporter) throw new Refusal('frontline.not-let-in', { status: 401 });
    return work(exchange, reporter);
  };

/** One phone a link: the first that opens it. The same phone may open it again while the link lives. */
export const openReporterLink = (publicUrl: string | null) =>
  async function openReporterLink_({ request, reply, sql, given }: RawExchange<Staff, typeof openLink>) {
    const linkHash = hashOf(given.link);
    const trier = { email: `frontline ${linkHash.toString('hex')}`, address: request.ip };
    return attempting(sql, trier, async () => {
      const known = await reporterOfLink(sql, linkHash);
      if (!known) throw new Refusal('frontline.link-unknown', { status: 404 });
      const secret = newSecret();
      const untilAt = await inTransaction(sql, theDesk(known.orgId), async (tx) => {
        const row = await lockReporter(tx, known.id);
        const standing = row && standingOf(row, tx.now);
        if (!row || standing === 'revoked' || standing === 'over' || row.linkUntil <= tx.now)
          throw new Refusal('frontline.link-over', { status: 410 });
        const deviceHash = hashOf(given.device);
        if (row.deviceHash && !row.deviceHash.equals(deviceHash)) throw new Refusal('frontline.opened-elsewhere');
        const browser = (request.headers['user-agent'] ?? '').slice(0, 300);
        letIn(tx, row.id, { sessionHash: hashOf(secret), deviceHash, browser });
        announce(tx, reporterLetIn, { subjectId: row.id, data: { reporterId: row.id, storeId: row.storeId } });
        return row.untilAt;
      });
      const reporter = await reporterOfSession(sql, hashOf(secret));
      if (!reporter) throw new Refusal('frontline.not-let-in', { status: 401 });
      const seconds = Math.floor((untilAt.getTime() - timeOf(sql).getTime()) / 1000);
      const secure = request.protocol === 'https' || publicUrl?.startsWith('https://') ? '; Secure' : '';
      reply.header(
        'set-cookie',
        `${NAME}=${secret}; Path=${PATH}; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`,
      );
      return { outcome: 'succeeded', value: await meOf(sql, reporter) };
    });
  };
