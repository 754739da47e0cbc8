import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ReplyOf } from '../../base/contract.ts';
import { call } from '../../base/web/call.ts';
import type { ModelUse } from '../model.ts';
import type * as contract from '../model-contract.ts';

export type ModelView = ReplyOf<typeof contract.readSettings>;
export type Proposal = ReplyOf<typeof contract.rephrase>;
export type Suggestion = ReplyOf<typeof contract.categorise>;

export const MODEL_SETTINGS = ['model-settings'];
export const MODEL_USES_ON = ['assist-model'];

export const useModelSettings = () =>
  useQuery({
    queryKey: MODEL_SETTINGS,
    queryFn: () => call<typeof contract.readSettings>('GET /api/model-settings'),
  });

/** Where words would go, if the model is switched on for this use; else null, and there is no button. */
export function useModelHost(use: ModelUse): string | null {
  const { data } = useQuery({
    queryKey: MODEL_USES_ON,
    staleTime: 60_000,
    queryFn: () => call<typeof contract.uses>('GET /api/assist/model'),
  });
  return data?.uses.includes(use) ? data.host : null;
}

/** The model is slow: longer than it the server does not wait either. */
const WITHIN_MS = 60_000;

/** One question and what came of it. Nothing of it outlives the panel. */
export function useModelAsk<Reply extends { sent: Proposal['sent']; answer: unknown }>(
  ask: (look: boolean, options: { signal: AbortSignal; within: number }) => Promise<Reply>,
) {
  const [state, setState] = useState<'rest' | 'looking' | 'asking'>('rest');
  const [shown, setShown] = useState<Reply | null>(null);
  const [error, setError] = useState<unknown>(null);
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []);
  const stop = (): void => {
    running.current?.abort();
    running.current = null;
    setState('rest');
  };
  const run = async (look: boolean): Promise<void> => {
    stop();
    const controller = new AbortController();
    running.current = controller;
    setState(look ? 'looking' : 'asking');
    setError(null);
    setShown(null);
    try {
      const reply = await ask(look, { signal: controller.signal, within: WITHIN_MS });
      if (running.current === controller) setShown(reply);
    } catch (fault) {
      // whoever stopped waiting, or went on, is told nothing
      if (running.current === controller) setError(fault);
    } finally {
      if (running.current === controller) stop();
    }
  };
  return { state, shown, error, stop, run, drop: () => setShown(null) };
}
