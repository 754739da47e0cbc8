import type { Kind, Severity } from './complaint.ts';
import { normalMark } from './marks.ts';

/** A case as it was kept before; every value has been checked against the pack of its store. */
export interface CaseToImport {
  readonly storeId: string;
  readonly ownWords: string;
  readonly callerName: string;
  /** As `normalPhone` writes it. */
  readonly callerPhone: string;
  readonly receivedAt: Date;
  /** Null: not known. */
  readonly closedAt: Date | null;
  readonly kind: Kind;
  /** Null: nobody said. A running case is then proposed one by its words, a past one is general. */
  readonly severity: Severity | null;
  readonly channel: string | null;
  readonly source: string | null;
  readonly category: string | null;
  readonly fields: Readonly<Record<string, string | number | boolean | null>>;
  readonly outsideNumber: string;
  /** Its number in the system it comes from. */
  readonly externalId: string;
  /** What the customer asked for in money, in fen; null: nobody named an amount. */
  readonly claimedFen: number | null;
  /** What became of it. */
  readonly result: string;
  /** Still running: registered as a new case, with clocks. Otherwise it is closed as imported and calls nobody. */
  readonly runs: boolean;
}

export interface Twin {
  readonly id: string;
  readonly number: string;
}
export interface Imported {
  /** Null: it is there already and was left out. */
  readonly id: string | null;
  readonly twin: Twin | null;
}

/** What is done with a row that is there already: left out, made and linked, or made as any other. */
export const ON_TWINS = ['skip', 'link', 'keep'] as const;
export type OnTwins = (typeof ON_TWINS)[number];

/** By what a case is known again: the name of the sign and its value. */
export interface Sign {
  readonly by: 'external' | 'outside' | 'said';
  readonly value: string;
  /** Of what was said. */
  readonly words: string;
}
export const signText = ({ by, value, words }: Sign): string => `${by}\n${value}\n${words}`;

export const signsOf = (
  given: Pick<CaseToImport, 'externalId' | 'outsideNumber' | 'callerPhone' | 'ownWords'>,
): Sign[] => [
  ...(given.externalId ? [{ by: 'external' as const, value: normalMark(given.externalId), words: '' }] : []),
  ...(given.outsideNumber ? [{ by: 'outside' as const, value: normalMark(given.outsideNumber), words: '' }] : []),
  ...(given.callerPhone && given.ownWords
    ? [{ by: 'said' as const, value: given.callerPhone, words: given.ownWords }]
    : []),
];
