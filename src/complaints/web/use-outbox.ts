import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { onServerChange } from '../../base/web/away.ts';
import { call } from '../../base/web/call.ts';
import { onDiskChange } from '../../base/web/disk.ts';
import type * as contract from '../contract.ts';
import { findQueued, pauseBefore, type QueuedRegistration, type Senders, sendQueued } from './outbox.ts';
import { sessionKey } from './sealed.ts';
import { uploadFile } from './upload.ts';
import { onVaultChange } from './vault.ts';

const senders: Senders = {
  register: (input, key) =>
    call<typeof contract.registerComplaint>('POST /api/complaints', { input, key, within: 20_000 }),
  upload: (id, file, key) => uploadFile(id, file, key),
};

/** What waits, what was refused and what has gone meanwhile. */
export function useQueued(staffId: string): QueuedRegistration[] {
  const [queued, setQueued] = useState<QueuedRegistration[]>([]);

  useEffect(() => {
    const read = async () => {
      const key = await sessionKey(staffId);
      if (key) setQueued(await findQueued(key, staffId));
    };
    void read();
    return onVaultChange(() => void read());
  }, [staffId]);
  return queued;
}

/** Registrations that wait for the server, sent by one tab at a time as soon as it answers. */
export function useOutbox(staffId: string): QueuedRegistration[] {
  const queries = useQueryClient();
  const queued = useQueued(staffId);
  const waiting = queued.filter(({ state }) => state === 'waiting').length;
  useEffect(() => {
    if (waiting === 0) return;
    let attempt = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const send = async () => {
      clearTimeout(timer);
      const key = await sessionKey(staffId);
      if (!key || isOver) return;
      const left = await navigator.locks.request('wanhui.outbox', { ifAvailable: true }, (lock) =>
        lock ? sendQueued(key, staffId, senders) : waiting,
      );
      if (left < waiting) void queries.invalidateQueries({ queryKey: ['complaints'] });
      if (left > 0 && !isOver) timer = setTimeout(send, pauseBefore(attempt++));
    };
    // The key lives as long as the tab: closing the last one would lose what waits.
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    const now = () => void send();
    now();
    window.addEventListener('online', now);
    window.addEventListener('beforeunload', warn);
    const stops = [onServerChange(now), onDiskChange(now)];
    return () => {
      isOver = true;
      clearTimeout(timer);
      for (const stop of stops) stop();
      window.removeEventListener('online', now);
      window.removeEventListener('beforeunload', warn);
    };
  }, [staffId, waiting, queries]);
  return queued;
}
