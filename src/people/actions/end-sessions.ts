import { announce } from '../../base/server/announce.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { type SessionsEndedBy, sessionsEnded } from '../facts.ts';
import { deleteSessions } from '../store.ts';
import { rightsChanged } from './session-staff.ts';

/** Signs a person out everywhere; what they may do is asked anew in every process. */
export async function endSessions(tx: Tx, staffId: string, by: SessionsEndedBy): Promise<void> {
  const count = await deleteSessions(tx, staffId);
  rightsChanged(tx, staffId);
  if (count > 0) announce(tx, sessionsEnded, { subjectId: staffId, data: { staffId, by, count } });
}
