import type { Request } from './desk.ts';

/** Stands in the words of every write, so that its effect is found again in the database whatever was answered. */
export const TOKEN = 'KN[0-9]{6}';
export const tokenOf = (n: number): string => `KN${String(n).padStart(6, '0')}`;

/** What one client sent, and what came back. */
export interface Write {
  readonly token: string;
  readonly round: number;
  readonly client: number;
  /** The kind of write; all of one kind leave the same behind. */
  readonly what: string;
  readonly request: Request;
  readonly caseId: string | null;
  /** Told again when nothing came back, under the same key (an upload: with the same bytes). */
  readonly again: boolean;
  /** `unknown`: nobody was told whether it was done. */
  outcome: 'unknown' | 'acknowledged' | 'refused';
  status: number;
  reply: unknown;
  attempts: number;
}

export interface Case {
  readonly id: string;
  readonly number: string;
  /** A small one, that is closed and reopened; the others are only worked on. */
  readonly small: boolean;
  closed: boolean;
}

/** What the pack in force lets one choose, and where. */
export interface Choices {
  readonly storeId: string;
  readonly demandType: string;
  readonly remedy: string;
  readonly reopenReason: string;
}

export interface Ledger {
  readonly choices: Choices;
  readonly cases: Case[];
  readonly writes: Write[];
  /** What a write of each kind leaves behind on a desk that nobody kills. */
  readonly specimens: Map<string, string>;
}
