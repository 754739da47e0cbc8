import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { call } from '../../base/web/call.ts';
import type * as contract from '../bulk-contract.ts';
import type { BulkReport } from '../bulk-contract.ts';

/** An assignment that can be taken back while the page is open. */
export interface Assigned {
  readonly to: string;
  readonly items: readonly { readonly id: string; readonly version: number }[];
}

type Assign = { ids: string[]; ownerId: string; reason: string | null; note: string };
type NextStep = { ids: string[]; step: string; at: string };

export const assignMany = (input: Assign & { preview: boolean }) =>
  call<typeof contract.assignMany>('POST /api/complaints/bulk/owner', { input });
export const setNextStepMany = (input: NextStep & { preview: boolean }) =>
  call<typeof contract.setNextStepMany>('POST /api/complaints/bulk/next-step', { input });
export const undoAssignMany = (items: Assigned['items']) =>
  call<typeof contract.undoAssignMany>('POST /api/complaints/bulk/owner/undo', { input: { items: [...items] } });

export const withOutcome = (report: BulkReport | null, outcome: BulkReport['items'][number]['outcome']) =>
  report?.items.filter((item) => item.outcome === outcome) ?? [];

/** Lists and cases are read again after an act on several. */
export function useReadAgain(): () => Promise<unknown> {
  const queries = useQueryClient();
  return () =>
    Promise.all(
      [['complaints'], ['counts'], ['complaint'], ['timeline']].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    );
}

/** What would be skipped, asked once the form rests; null until answered, or while the form is not complete. */
export function usePreview(ask: (() => Promise<BulkReport>) | null, of: string): BulkReport | null {
  const [answer, setAnswer] = useState<{ of: string; report: BulkReport } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `of` says what is asked
  useEffect(() => {
    if (!ask) return;
    let isOver = false;
    const timer = setTimeout(() => {
      // a refusal of the whole is said when it is sent
      ask().then(
        (report) => isOver || setAnswer({ of, report }),
        () => undefined,
      );
    }, 250);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [of]);
  return ask && answer?.of === of ? answer.report : null;
}
