import { HOUR } from '../base/time.ts';
import type { ComplaintsSection } from '../complaints/pack.ts';

/** A case with one of everything on it, and the people and places around it. */
export interface Furnished {
  readonly id: string;
  readonly number: string;
  readonly clockId: string;
  readonly pauseReason: string;
  readonly workOrderId: string;
  readonly promiseId: string;
  readonly helpId: string;
  readonly demandId: string;
  readonly textId: string;
  readonly noteId: string;
  readonly redactionId: string;
  readonly attachmentId: string;
  readonly planId: string;
  readonly letterId: string;
  readonly callId: string;
  readonly incidentId: string;
}

/** What the sample inputs name. */
export interface World {
  readonly of: Furnished;
  readonly pack: ComplaintsSection;
  readonly storeId: string;
  readonly departmentId: string;
  /** A colleague of the store who does not act in the test. */
  readonly colleagueId: string;
  readonly customerId: string;
  readonly otherCaseId: string;
  readonly holdingId: string;
  readonly tokenId: string;
  readonly editionId: string;
  readonly calendarKey: string;
}

export const WHEN = new Date(Date.now() + 48 * HOUR).toISOString();
export const none = (): undefined => undefined;
export const empty = (): object => ({});
/** What an endpoint is sent, by its route. */
export type Inputs = Readonly<Record<string, (world: World) => object | FormData | undefined>>;

export const groundOf = (pack: ComplaintsSection) => pack.grounds.find(({ standing }) => standing === 'stands')?.key;
export const remedyOf = (pack: ComplaintsSection) => pack.remedies.find(({ needsFault }) => !needsFault)?.key;

export function fileForm(): FormData {
  const form = new FormData();
  form.append('file', new Blob([`示例 ${crypto.randomUUID()}`]), '示例.txt');
  return form;
}

/** A file of two rows, and how its columns are mapped. */
export function tableForm(): FormData {
  const form = new FormData();
  form.append('file', new Blob([`客户原话,电话\n送来时花已经蔫了 ${crypto.randomUUID()},10800001234\n`]), '示例.csv');
  return form;
}
