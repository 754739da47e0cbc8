import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useQueued } from '../../complaints/web/use-outbox.ts';
import type { Outcome } from '../../complaints/web/use-submit.ts';
import { useSession } from '../../people/web/use-session.ts';
import { handOver, type NotesDraft, type Urgent, useLooseNotes } from './use-contact-notes.ts';

/** A call that begins on the register page: its notes go to the case as soon as there is one, and are told as `moved`. */
export function useRegisterCall(outcome: Outcome | null) {
  const { staff } = useSession();
  const navigate = useNavigate();
  const queued = useQueued(staff.id);
  const notes = useLooseNotes();
  const [asked, onAsk] = useState(0);
  const [moved, setMoved] = useState(0);
  const [waiting, setWaiting] = useState<readonly { readonly id: string; readonly draft: NotesDraft }[]>([]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each case that comes of it
  useEffect(() => {
    onAsk(0);
    setMoved(outcome ? notes.notes.length : 0);
    if (!outcome || notes.notes.length === 0) return;
    notes.clear();
    if (outcome.kind === 'registered') handOver(staff.id, outcome.made.id, notes);
    else setWaiting((before) => [...before, { id: outcome.id, draft: notes }]);
  }, [outcome]);

  // the server was away: there is a case when the queue has been sent
  useEffect(() => {
    const left = waiting.filter(({ id, draft }) => {
      const made = queued.find((one) => one.id === id)?.made;
      if (made) handOver(staff.id, made.id, draft);
      return !made;
    });
    if (left.length < waiting.length) setWaiting(left);
  }, [queued, waiting, staff.id]);

  /** It was about a case that runs already; how many lines went there. */
  const moveTo = (caseId: string): number => {
    const count = notes.notes.length;
    if (count === 0) return 0;
    handOver(staff.id, caseId, notes);
    notes.clear();
    onAsk(0);
    return count;
  };
  /** Help or a warning belongs to a case: the call goes on in the one it has just become. */
  const goOn = async (caseId: string, urgent: Urgent): Promise<void> => {
    handOver(staff.id, caseId, notes, urgent);
    await navigate({ to: '/complaints/$id', params: { id: caseId } });
  };
  const heard = notes.notes.flatMap(({ speaker, text }) => (speaker === 'customer' ? [text] : [])).join('\n');
  return { notes, heard, goOn, asked, onAsk, moved, isWaiting: waiting.length > 0, moveTo };
}
