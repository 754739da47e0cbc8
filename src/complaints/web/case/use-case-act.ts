import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { AnyEndpoint, ReplyOf, RouteOf, SentInputOf } from '../../../base/contract.ts';
import { newKey, send } from '../../../base/web/call.ts';
import { useCase } from './case-context.ts';

interface Sent<E extends AnyEndpoint> {
  input: SentInputOf<E>;
  /** Beside `id`, which is always the open case. */
  params?: Record<string, string>;
  /** Hears a refusal beside `error`, for those who must act on its code at once. */
  onRefused?: (why: unknown) => void;
}

export interface ActHandle {
  busy: boolean;
  error: unknown;
  clear: () => void;
  /** Does it; true when it was done. The same input sent again is the same request. */
  run: <E extends AnyEndpoint>(route: RouteOf<E>, sent: Sent<E>) => Promise<ReplyOf<E> | null>;
}

/** One act of a form: busy, refused or done; afterwards the case is read again. */
export function useCaseAct(): ActHandle {
  const { view, noteOwnVersion } = useCase();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const request = useRef<{ body: string; key: string } | null>(null);

  return {
    busy,
    error,
    clear: () => setError(null),
    run: async <E extends AnyEndpoint>(route: RouteOf<E>, { input, params, onRefused }: Sent<E>) => {
      const body = JSON.stringify([route, params, input]);
      if (request.current?.body !== body) request.current = { body, key: newKey() };
      setBusy(true);
      setError(null);
      try {
        const { key } = request.current;
        const reply = (await send(route, { params: { id: view.id, ...params }, input, key })) as ReplyOf<E>;
        request.current = null;
        const version = (reply as { version?: number } | undefined)?.version;
        // A look at a number answers with the number alone; it moves the case by one all the same.
        noteOwnVersion(version ?? view.version + 1);
        await Promise.all([
          client.invalidateQueries({ queryKey: ['complaint', view.id] }),
          client.invalidateQueries({ queryKey: ['timeline', view.id] }),
        ]);
        return reply;
      } catch (refused) {
        setError(refused);
        onRefused?.(refused);
        return null;
      } finally {
        setBusy(false);
      }
    },
  };
}
