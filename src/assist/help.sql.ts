import type { Given } from '../base/server/serve.ts';
import type { Read } from '../base/server/transaction.ts';
import { speakersFor } from '../complaints/independence.sql.ts';
import { complaintsPart } from '../complaints/pack.ts';
import { mayKnow } from '../complaints/readers.ts';
import { visibleRow } from '../complaints/view.sql.ts';
import { namesOf } from '../people/actions/known-names.ts';
import { holds, may, type Staff } from '../people/staff.ts';
import { editionById } from '../policies/actions/editions.ts';
import { sectionOf } from '../policies/pack.ts';
import { isCovered, isShown, isUnderWay, isWaiting, mayEnd, readersOf } from './help.ts';
import type * as contract from './help-contract.ts';
import { assistPart } from './pack.ts';
import { callsOf, incidentsOf } from './store-help.ts';

/** What the contact panel of a case and the strip above it show, as one person may see it. */
export async function contactHelpOf({ sql, caller, now }: Read<Staff>, { id }: Given<typeof contract.contactHelp>) {
  const { orgId, staffId } = caller;
  const row = await visibleRow(sql, caller, id);
  const edition = await editionById(sql, orgId, row.policyEditionId);
  if (!edition) throw new Error(`policy edition ${row.policyEditionId} is pinned by a case and not there`);
  const pack = sectionOf(edition.pack, complaintsPart);
  const [calls, incidents, [style], { posts }] = await Promise.all([
    callsOf(sql, orgId, id),
    incidentsOf(sql, orgId, id),
    sql<{ style: string; proposed: boolean; byId: string | null; at: Date }[]>`
      select style, proposed, by_id, at from talk_style where org_id = ${orgId} and complaint_id = ${id}`,
    speakersFor(sql, orgId, row, pack, pack.supervisors, now),
  ]);
  const shown = calls.filter((call) => isShown(call, now));
  const names = await namesOf(sql, orgId, [
    ...shown.flatMap(({ askedBy, answeredBy }) => [askedBy, answeredBy]),
    ...incidents.flatMap(({ staffId: said, seenBy }) => [said, seenBy]),
    style?.byId ?? null,
  ]);
  const who = (one: string | null) => (one === null ? null : { id: one, name: names.get(one) ?? '' });
  const mayWork = may(caller, 'complaint.work', row.storeId);
  const supervises = mayWork && posts.some((post) => holds(caller, post, row.storeId));
  const { reception, abuse } = sectionOf(edition.pack, assistPart);
  return {
    calls: shown.map((call) => ({
      id: call.id,
      by: who(call.askedBy),
      at: call.askedAt,
      mine: call.askedBy === staffId,
      answeredBy: who(call.answeredBy),
      answeredAt: call.answeredAt,
      mayAnswer: supervises && call.askedBy !== staffId && isWaiting(call, now),
    })),
    incidents: incidents.toReversed().map((incident) => {
      const mine = incident.staffId === staffId;
      const reads = mine || mayKnow(caller, row.storeId, { investigation: false, readers: readersOf(incident.kind) });
      return {
        id: incident.id,
        kind: reads ? incident.kind : null,
        words: reads ? incident.words : null,
        by: who(incident.staffId),
        mine,
        at: incident.beganAt,
        warnings: incident.warnings,
        underWay: isUnderWay(incident, now),
        mayEnd: mayEnd(incident),
        endedBy: incident.endedBy,
        covered: isCovered(incident),
        breakAt: incident.breakAt,
        seenBy: who(incident.seenBy),
        seenAt: incident.seenAt,
        maySee: supervises && !mine && incident.seenAt === null,
      };
    }),
    style: style ? { key: style.style, proposed: style.proposed, by: who(style.byId), at: style.at } : null,
    reception,
    abuse: { warnings: [...abuse.warnings], ending: abuse.ending, breakMinutes: abuse.breakMinutes },
  };
}
