import { serverNow } from '../../base/web/server-clock.ts';
import { useComposerDraft } from '../../complaints/web/case/composer-draft.ts';

export interface Note {
  readonly speaker: 'agent' | 'customer';
  readonly text: string;
  /** When it was kept. */
  readonly at: string;
}

interface Draft {
  place: 'phone' | 'counter';
  startedAt: string | null;
  notes: readonly Note[];
  /** Steps of the reception that are done, by key. */
  received: readonly string[];
}
const EMPTY: Draft = { place: 'phone', startedAt: null, notes: [], received: [] };

/** What is noted while a customer talks: in this browser alone, under the session's key, until it is saved or dropped. */
export function useContactNotes(caseId: string) {
  const { value, put, clear } = useComposerDraft(caseId, 'call', EMPTY, (draft) => draft.notes.length === 0);
  const now = (): string => new Date(serverNow()).toISOString();
  return {
    ...value,
    clear,
    setPlace: (place: Draft['place']) => put({ place }),
    keep: (speaker: Note['speaker'], text: string) =>
      put({ startedAt: value.startedAt ?? now(), notes: [...value.notes, { speaker, text, at: now() }] }),
    drop: (nth: number) => put({ notes: value.notes.filter((_, other) => other !== nth) }),
    receive: (key: string, isDone: boolean) =>
      put({ received: isDone ? [...value.received, key] : value.received.filter((one) => one !== key) }),
  };
}
export type ContactNotes = ReturnType<typeof useContactNotes>;
