import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ReplyOf } from '../../base/contract.ts';
import { call, newKey } from '../../base/web/call.ts';
import type * as contract from '../contract.ts';
import type { PackField } from '../pack.ts';
import { queueRegistration } from './outbox.ts';
import { draftTitle, type RegistrationDraft, toRegistration } from './registration-draft.ts';
import { sessionKey } from './sealed.ts';
import { uploadFile } from './upload.ts';

export type Registered = ReplyOf<typeof contract.registerComplaint>;

export interface ChosenFile {
  /** Also the Idempotency-Key of its upload. */
  id: string;
  file: File;
  /** 0 to 1 while it travels; null before. */
  share: number | null;
  state: 'chosen' | 'sending' | 'sent' | 'failed';
  error: string;
}

export type Outcome = { kind: 'registered'; made: Registered } | { kind: 'queued'; id: string };

/** Longer than the server takes to give up. */
const ANSWER_MS = 20_000;

/** No answer from our server: nothing is lost by waiting. Everything else is shown. */
const isAway = (error: unknown): boolean => [0, 502, 503, 504].includes((error as { status?: number }).status ?? -1);

/** Registers what stands on the page, then sends its files; waits in the browser when the server is away. */
export function useSubmit(staffId: string) {
  const queries = useQueryClient();
  const [files, setFiles] = useState<ChosenFile[]>([]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  /** The same words pressed twice are the same request, whatever happened to the first. */
  const pressed = useRef({ body: '', key: '' });

  const change = (id: string, to: Partial<ChosenFile>) =>
    setFiles((all) => all.map((one) => (one.id === id ? { ...one, ...to } : one)));

  const send = async (complaintId: string, { id, file }: ChosenFile) => {
    change(id, { state: 'sending', share: 0, error: '' });
    try {
      await uploadFile(complaintId, file, id, (share) => change(id, { share }));
      change(id, { state: 'sent', share: 1 });
    } catch (fault) {
      change(id, { state: 'failed', share: null, error: (fault as Error).message });
    }
  };

  const submit = async (
    draft: RegistrationDraft,
    fields: readonly PackField[],
    onTheSpot: boolean,
  ): Promise<Outcome | null> => {
    if (busy) return null;
    setBusy(true);
    setError(null);
    const input = toRegistration(draft, fields, onTheSpot);
    const body = JSON.stringify(input);
    if (pressed.current.body !== body) pressed.current = { body, key: newKey() };
    const { key } = pressed.current;
    try {
      const made = await call<typeof contract.registerComplaint>('POST /api/complaints', {
        input,
        key,
        within: ANSWER_MS,
      });
      const outcome: Outcome = { kind: 'registered', made };
      setOutcome(outcome);
      void queries.invalidateQueries({ queryKey: ['complaints'] });
      void queries.invalidateQueries({ queryKey: ['counts'] });
      void (async () => {
        for (const file of files) await send(made.id, file);
      })();
      return outcome;
    } catch (fault) {
      const sealing = isAway(fault) ? await sessionKey(staffId) : null;
      if (!sealing) {
        setError(fault);
        return null;
      }
      const chosen = files.map(({ file }) => file);
      await queueRegistration(sealing, {
        id: key,
        staffId,
        title: draftTitle(draft),
        input,
        draft,
        files: chosen,
        now: Date.now(),
      });
      const outcome: Outcome = { kind: 'queued', id: key };
      setOutcome(outcome);
      return outcome;
    } finally {
      setBusy(false);
    }
  };

  return {
    files,
    addFiles: (added: readonly File[]) =>
      setFiles((all) => [
        ...all,
        ...added.map((file): ChosenFile => ({ id: newKey(), file, share: null, state: 'chosen', error: '' })),
      ]),
    removeFile: (id: string) => setFiles((all) => all.filter((one) => one.id !== id)),
    retry: (file: ChosenFile) => (outcome?.kind === 'registered' ? send(outcome.made.id, file) : undefined),
    submit,
    busy,
    error,
    outcome,
    /** Ready for the next one. */
    reset: () => {
      pressed.current = { body: '', key: '' };
      setFiles([]);
      setError(null);
      setOutcome(null);
    },
  };
}
