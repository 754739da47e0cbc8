import type { CaseFile } from './case-file.ts';
import { allOf, current } from './records.ts';

/** 短 · 平 · 快: through how many hands, what it cost us, from when till when. */
export interface Tally {
  readonly handOvers: number;
  /** Of the agreed option and a special solution, else of the answered demands; null: no amount is known. */
  readonly costFen: number | null;
  readonly from: Date;
  readonly to: Date | null;
}

export function tallyOf(
  file: Pick<CaseFile, 'records'>,
  row: { receivedAt: Date; closedAt: Date | null; demands: readonly { amountFen: number | null }[]; assigned: number },
): Tally {
  const climbed = allOf(file.records, 'escalation').filter(({ data }) => data.toStaffId !== null).length;
  const agreement = current(file.records, 'agreement');
  const plan = allOf(file.records, 'plan').find(({ id }) => id === agreement?.data.planId);
  const option = agreement ? plan?.data.options[agreement.data.option] : undefined;
  const planned = [option?.costFen ?? option?.amountFen, current(file.records, 'special')?.data.costFen];
  const paid = row.demands.map(({ amountFen }) => amountFen);
  return {
    handOvers: row.assigned + climbed,
    costFen: sum(planned) ?? sum(paid),
    from: row.receivedAt,
    to: row.closedAt,
  };
}

function sum(amounts: readonly (number | null | undefined)[]): number | null {
  const known = amounts.filter((amount): amount is number => typeof amount === 'number');
  return known.length ? known.reduce((total, amount) => total + amount, 0) : null;
}
