import { useCallback, useEffect, useRef, useState } from 'react';
import type { ReplyOf, SentInputOf } from '../../base/contract.ts';
import { call } from '../../base/web/call.ts';
import { i18n } from '../../base/web/i18n.ts';
import type { backtestDraft, backtestSheet } from '../backtest-contract.ts';
import { merged, NOTHING, type Sums } from '../backtest-sums.ts';

export interface TrialAsked {
  readonly from: string;
  readonly to: string;
  readonly storeId: string | null;
}

export interface TrialRun {
  readonly asked: TrialAsked;
  readonly sums: Sums;
  /** Complaints of the period; null: not known yet. */
  readonly total: number | null;
  readonly state: 'running' | 'done' | 'stopped' | 'changed' | 'failed';
  readonly error: unknown;
}

/** Tries a draft on past complaints batch by batch, so that one sees how far it is, and may stop. */
export function useBacktest(draftId: string) {
  const [run, setRun] = useState<TrialRun | null>(null);
  const stopping = useRef<AbortController>(undefined);
  const stop = useCallback(() => stopping.current?.abort(), []);
  // whoever leaves the page stops it
  useEffect(() => stop, [stop]);

  const start = useCallback(
    async (asked: TrialAsked) => {
      stopping.current?.abort();
      const { signal } = (stopping.current = new AbortController());
      let now: TrialRun = { asked, sums: NOTHING, total: null, state: 'running', error: null };
      const show = (changes: Partial<TrialRun>): void => {
        now = { ...now, ...changes };
        if (stopping.current?.signal === signal) setRun(now);
      };
      show({});
      let version: number | null = null;
      try {
        for (let after: string | null = null, more = true; more; ) {
          const batch: ReplyOf<typeof backtestDraft> = await call<typeof backtestDraft>(
            'POST /api/policy/drafts/:id/backtest',
            { params: { id: draftId }, input: { ...asked, after }, signal },
          );
          if (version !== null && version !== batch.version) return show({ state: 'changed' });
          version = batch.version;
          show({ sums: merged(now.sums, batch), total: now.total ?? batch.total });
          after = batch.next;
          more = after !== null;
        }
        show({ state: 'done' });
      } catch (error) {
        show(signal.aborted ? { state: 'stopped' } : { state: 'failed', error });
      }
    },
    [draftId],
  );
  return { run, start, stop };
}

/** The figures as a file, in the language of the page. */
export async function sheetOf(draftId: string, { asked, sums }: TrialRun, format: 'csv' | 'xlsx'): Promise<Blob> {
  const input: SentInputOf<typeof backtestSheet> = { ...asked, ...sums, lines: [...sums.lines], format };
  const reply = await fetch(`/api/policy/drafts/${draftId}/backtest/sheet`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': i18n.language },
    body: JSON.stringify(input),
  });
  if (!reply.ok) throw new Error(`${reply.status}`);
  return reply.blob();
}
