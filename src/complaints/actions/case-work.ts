import type { FactKind } from '../../base/facts.ts';
import { forbidden, notFound, Refusal } from '../../base/refusal.ts';
import { announce } from '../../base/server/announce.ts';
import { newId } from '../../base/server/ids.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { earliest } from '../../base/time.ts';
import { playClocks } from '../../clocks/actions/play-clocks.ts';
import type { Happening } from '../../clocks/moves.ts';
import { may, postsIn, type Staff } from '../../people/staff.ts';
import { ACT_RULES, type ActName, whyNot } from '../acts.ts';
import type { CaseFile } from '../case-file.ts';
import type { Stage } from '../complaint.ts';
import { responsibilityJudged } from '../facts.ts';
import type { RecordAct, Records } from '../records.ts';
import { placeOf, wordsInRecord } from '../searched.sql.ts';
import type { Searched } from '../searched.ts';
import {
  type ComplaintRecord,
  insertRecord,
  insertText,
  lockComplaint,
  readCaseFile,
  updateComplaint,
} from '../store.ts';
import { HELD } from '../work-order.ts';
import { attributesOf } from './case-attributes.ts';
import { type CasePolicy, policyOf } from './case-policy.ts';
import { placedAnew } from './climb.ts';
import { hearing } from './fire-clocks.ts';
import { addFindable, makeFindableAnew } from './keep-findable.ts';

/** What a told fact may carry beside its data. */
interface Telling {
  occurredAt?: Date;
  /** Words that belong to it: stored beside the fact, sealed by digest. */
  text?: { role: string; body: string; class?: 'case' | 'investigation' };
  lateReason?: string | null;
  /** Of words that a higher room keeps beside the fact. */
  digest?: Buffer;
}

/**
 * One act on one locked case: look at `row`, `file` and `policy`, decide, then `record`, `tell`, `change`, and
 * finish with `done`, which writes the row, lets the told facts move the clocks and answers with the new place.
 */
export interface CaseWork {
  readonly tx: Tx<Staff>;
  readonly row: ComplaintRecord;
  readonly file: CaseFile;
  readonly policy: CasePolicy;
  tell<Kind extends string, Data extends object>(
    kind: FactKind<Kind, Data>,
    data: Data,
    with_?: Telling,
  ): { factId: string; textId: string | null };
  record<Act extends RecordAct, Kind extends string, Data extends object>(
    act: Act,
    data: Records[Act],
    fact: readonly [FactKind<Kind, Data>, Data | ((recordId: string) => Data)],
    with_?: Telling,
  ): string;
  /** A record beside a fact that is told already. */
  note<Act extends RecordAct>(act: Act, data: Records[Act], factId: string): void;
  change(columns: Partial<ComplaintRecord>): void;
  /** Words without a text or record of their own, to be found from now on. */
  findable(pieces: Partial<Searched>): void;
  /** What was found by before has been hidden or corrected. */
  findableAnew(): void;
  /** Clocks end with the case. */
  endClocks(): void;
  involve(...staffIds: (string | null | undefined)[]): void;
  done(): Promise<{ id: string; stage: Stage; version: number }>;
}

/** Locks the case for an act: 404 for what one may not see, 403 without the permission in its store, 409 with the reason. */
export async function openCase(tx: Tx<Staff>, id: string, act: ActName): Promise<CaseWork> {
  const row = await lockComplaint(tx, id);
  if (!row) throw notFound();
  const { permission } = ACT_RULES[act];
  if (!may(tx.caller, permission, row.storeId)) throw forbidden(permission);
  const work = await workOn(tx, row);
  const code = whyNot(act, work.file, work.policy.pack);
  if (code) throw new Refusal(code, { values: { number: row.number } });
  return work;
}

/** The same for acts that hang on being asked (help, own work order) and check by themselves. */
export async function openAnyCase(tx: Tx<Staff>, id: string): Promise<CaseWork> {
  const row = await lockComplaint(tx, id);
  if (!row) throw notFound();
  return workOn(tx, row);
}

export async function workOn(tx: Tx<Staff>, row: ComplaintRecord): Promise<CaseWork> {
  const [policy, file] = await Promise.all([
    policyOf(tx.sql, tx.caller.orgId, row.policyEditionId, row.calendarEditions),
    readCaseFile(tx.sql, tx.caller.orgId, row),
  ]);
  const changes: Partial<ComplaintRecord> = {};
  const posts = postsIn(tx.caller, row.storeId);
  const happenings: Happening[] = [];
  let ending = false;
  let anew = false;
  const findable: CaseWork['findable'] = (pieces) => addFindable(tx, row, pieces);

  const tell: CaseWork['tell'] = (kind, data, with_ = {}) => {
    const factId = newId();
    const text = with_.text?.body
      ? insertText(tx, { complaintId: row.id, factId, sample: row.sample, ...with_.text })
      : null;
    if (with_.text?.body && with_.text.role !== HELD) {
      const { role, body, class: class_ = 'case' } = with_.text;
      findable({ words: [{ place: placeOf(role), text: body, class: class_ }] });
    }
    const filled = text && 'textId' in data ? { ...data, textId: text.id } : data;
    announce(tx, kind, {
      id: factId,
      subjectId: row.id,
      data: filled,
      occurredAt: with_.occurredAt,
      digest: text?.digest ?? with_.digest,
      sample: row.sample,
    });
    happenings.push({
      id: factId,
      kind: kind.kind,
      occurredAt: with_.occurredAt ?? tx.now,
      recordedAt: tx.now,
      by: tx.caller.staffId,
      posts,
      lateReason: with_.lateReason ?? null,
      data: data as Readonly<Record<string, unknown>>,
    });
    return { factId, textId: text?.id ?? null };
  };

  return {
    tx,
    row,
    file,
    policy,
    tell,
    record(act, data, [kind, factData], with_) {
      const id = newId();
      const { factId } = tell(kind, typeof factData === 'function' ? factData(id) : factData, with_);
      insertRecord(tx, { id, complaintId: row.id, act, factId, data });
      findable({ words: wordsInRecord({ act, data } as never) });
      return id;
    },
    note: (act, data, factId) => insertRecord(tx, { id: newId(), complaintId: row.id, act, factId, data }),
    change: (columns) => void Object.assign(changes, columns),
    findable,
    findableAnew: () => void (anew = true),
    endClocks: () => void (ending = true),
    involve(...staffIds) {
      const known = new Set(changes.involvedIds ?? row.involvedIds);
      for (const staffId of staffIds) if (staffId) known.add(staffId);
      changes.involvedIds = [...known];
    },
    async done() {
      const place = await placedAnew(tx, row, { ...row, ...changes }, policy);
      if (place) {
        const { holders, happenings: told, ...standing } = place;
        Object.assign(changes, standing);
        happenings.push(...told);
        if (holders.length)
          changes.involvedIds = [...new Set([...(changes.involvedIds ?? row.involvedIds), ...holders])];
      }
      const after = { ...row, ...changes };
      const judged = happenings.some(({ kind }) => kind === responsibilityJudged.kind);
      const { nextDueAt, fired } = await playClocks(tx, {
        subjectId: row.id,
        facts: happenings,
        rules: policy.clocks,
        calendars: policy.calendars,
        attributes: await attributesOf(tx, policy, after, file, happenings),
        reconsider:
          after.kind !== row.kind ||
          after.severity !== row.severity ||
          after.category !== row.category ||
          after.source !== row.source ||
          after.ladderKey !== row.ladderKey ||
          after.flow !== row.flow ||
          (judged && policy.clocks.some(({ when }) => when.responsible || when.department)),
        // a note or call on a closed case starts nothing anew
        end: ending || after.stage === 'closed',
        sample: row.sample,
      });
      if (fired.length) Object.assign(changes, await hearing(tx, after, policy, fired));
      const nextStepAt = after.stage === 'closed' ? null : after.nextStepAt;
      updateComplaint(tx, row, {
        ...changes,
        nextStepAt,
        clockDueAt: nextDueAt,
        attentionAt: earliest(nextStepAt, nextDueAt),
      });
      if (anew) await makeFindableAnew(tx, [row.id]);
      return { id: row.id, stage: after.stage, version: row.version + 1 };
    },
  };
}
