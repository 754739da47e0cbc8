import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../../base/web/call.ts';
import type * as contract from '../contract.ts';
import { type Delivered, sendWaiting } from './send-waiting.ts';
import { type WaitingFile, type WaitingReport, waitingStore } from './waiting.ts';

const AGAIN_MS = 15_000;

function sendFile(reportId: string, { name, type, bytes }: WaitingFile): Promise<unknown> {
  const form = new FormData();
  form.append('file', new File([bytes], name, { type }), name);
  return call<typeof contract.addFile>('POST /api/frontline/reports/:id/files', {
    params: { id: reportId },
    input: form as never,
  });
}

const senders = {
  report: (input: WaitingReport['input']) =>
    call<typeof contract.sendReport>('POST /api/frontline/reports', { input, key: input.key }),
  file: sendFile,
};

/** What waits on this phone: sent at once, when the network is back, and every few seconds until nothing is left. */
export function useWaiting(reporterId: string) {
  const queries = useQueryClient();
  const [waiting, setWaiting] = useState<readonly WaitingReport[]>([]);
  const [delivered, setDelivered] = useState<Delivered | null>(null);
  const going = useRef<Promise<void> | null>(null);

  const look = useCallback(
    async () => setWaiting((await waitingStore.all()).filter((one) => one.reporterId === reporterId)),
    [reporterId],
  );
  const send = useCallback((): Promise<void> => {
    // one after the other: what was kept meanwhile goes with the next round
    const next = (going.current ?? Promise.resolve()).then(async () => {
      const done = await sendWaiting(reporterId, senders, waitingStore);
      const last = done.at(-1);
      if (last) {
        setDelivered(last);
        await queries.invalidateQueries({ queryKey: ['own-reports'] });
      }
      await look();
    });
    going.current = next.catch(() => undefined);
    return next;
  }, [reporterId, queries, look]);

  const pending = waiting.some(({ why }) => !why);
  useEffect(() => {
    void send();
    const again = () => void send();
    window.addEventListener('online', again);
    document.addEventListener('visibilitychange', again);
    return () => {
      window.removeEventListener('online', again);
      document.removeEventListener('visibilitychange', again);
    };
  }, [send]);
  useEffect(() => {
    if (!pending) return undefined;
    const timer = setInterval(() => void send(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [pending, send]);

  return {
    waiting,
    delivered,
    forgetDelivered: () => setDelivered(null),
    async keep(report: WaitingReport): Promise<void> {
      setDelivered(null);
      await waitingStore.put(report);
      await look();
      void send();
    },
    async drop(id: string): Promise<void> {
      await waitingStore.remove(id);
      await look();
    },
  };
}

export const useOwnReports = () =>
  useQuery({
    queryKey: ['own-reports'],
    queryFn: () => call<typeof contract.myReports>('GET /api/frontline/reports'),
    refetchInterval: 60_000,
    retry: false,
  });
