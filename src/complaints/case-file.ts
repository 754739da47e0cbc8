import type { ContactOutcome, DemandAnswer, Kind, Severity, Stage, WorkOrderState } from './complaint.ts';
import type { CaseRecord } from './records.ts';

/** A case as the rules see it: what stands in its rows, loaded once under the lock (or for a screen). */
export interface CaseFile {
  readonly id: string;
  readonly number: string;
  readonly storeId: string;
  readonly kind: Kind;
  readonly category: string | null;
  readonly severity: Severity;
  readonly stage: Stage;
  readonly channel: string;
  readonly triggers: readonly string[];
  readonly fields: Readonly<Record<string, string | number | boolean | null>>;
  readonly ownerId: string | null;
  readonly registeredBy: string | null;
  readonly involvedIds: readonly string[];
  readonly excludedIds: readonly string[];
  readonly respondentIds: readonly string[];
  readonly rung: number;
  /** The ladder it goes up; absent: the usual one. */
  readonly ladderKey?: string | null;
  /** The flow decided for it, and what the customer is after. */
  readonly flow?: string | null;
  readonly purpose?: string | null;
  readonly mergedInto: string | null;
  readonly expectedResult: string;
  /** The customer's first words, cut short; and who called. */
  readonly excerpt?: string;
  readonly callerName?: string;
  readonly callerPhone?: string;
  readonly handOverOpen: boolean;
  readonly demands: readonly {
    id: string;
    ordinal: number;
    type: string;
    answer: DemandAnswer;
    /** What it asks for, in fen; absent or null: no amount was named. */
    claimedFen?: number | null;
  }[];
  readonly records: readonly CaseRecord[];
  readonly contacts: readonly { outcome: ContactOutcome; counts: boolean }[];
  readonly workOrders: readonly {
    id: string;
    ordinal: number;
    state: WorkOrderState;
    departmentId: string;
    assigneeId: string | null;
    repliedBy: string | null;
    /** Posts that see the answer first; none: everybody on the case. */
    heldFor: string[];
    releasedAt: Date | null;
  }[];
}
