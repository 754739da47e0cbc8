import { useEffect, useState } from 'react';
import { serverNow } from '../../base/web/server-clock.ts';
import { keepDraft, useComposerDraft } from '../../complaints/web/case/composer-draft.ts';

export interface Note {
  readonly speaker: 'agent' | 'customer';
  readonly text: string;
  /** When it was kept. */
  readonly at: string;
}

export interface NotesDraft {
  place: 'phone' | 'counter';
  startedAt: string | null;
  notes: readonly Note[];
  /** Steps of the reception that are done, by key. */
  received: readonly string[];
}
const EMPTY: NotesDraft = { place: 'phone', startedAt: null, notes: [], received: [] };
const TAB = 'call';

interface Place {
  readonly value: NotesDraft;
  readonly put: (some: Partial<NotesDraft>) => void;
  readonly clear: (sent: NotesDraft) => void;
}

function notesIn({ value, put, clear }: Place) {
  const now = (): string => new Date(serverNow()).toISOString();
  return {
    ...value,
    clear: () => clear(value),
    setPlace: (place: NotesDraft['place']) => put({ place }),
    keep: (speaker: Note['speaker'], text: string) =>
      put({ startedAt: value.startedAt ?? now(), notes: [...value.notes, { speaker, text, at: now() }] }),
    drop: (nth: number) => put({ notes: value.notes.filter((_, other) => other !== nth) }),
    receive: (key: string, isDone: boolean) =>
      put({ received: isDone ? [...value.received, key] : value.received.filter((one) => one !== key) }),
  };
}
export type ContactNotes = ReturnType<typeof notesIn>;

/** What is noted while a customer talks: in this browser alone, under the session's key, until it is saved or dropped. */
export function useContactNotes(caseId: string): ContactNotes {
  const draft = useComposerDraft(caseId, TAB, EMPTY, ({ notes }) => notes.length === 0);
  // where the browser has no cipher nothing could be kept on the way
  useEffect(() => {
    const handed = onTheWay.get(caseId);
    if (onTheWay.delete(caseId) && handed) draft.put(handed);
  }, [caseId, draft.put]);
  return notesIn(draft);
}

/** The same before there is a case: in this tab's memory, nowhere else. */
export function useLooseNotes(): ContactNotes {
  const [value, setValue] = useState(EMPTY);
  return notesIn({
    value,
    put: (some) => setValue((before) => ({ ...before, ...some })),
    clear: (sent) => setValue((now) => (now === sent ? EMPTY : now)),
  });
}

const onTheWay = new Map<string, NotesDraft>();

/** What cannot wait until a case is registered in full. */
export type Urgent = 'call' | 'abuse';

/** To the case that the call has become: found there when its panel opens. */
export function handOver(
  staffId: string,
  caseId: string,
  { place, startedAt, notes, received }: NotesDraft,
  urgent: Urgent | null = null,
): void {
  const draft = { place, startedAt, notes, received };
  onTheWay.set(caseId, draft);
  sessionStorage.setItem(GOES_ON, `${caseId} ${urgent ?? ''}`);
  void keepDraft(staffId, caseId, TAB, draft).then((isKept) => isKept && onTheWay.delete(caseId));
}

const GOES_ON = 'wanhui.call-goes-on';
const goesOn = (): string[] => (sessionStorage.getItem(GOES_ON) ?? '').split(' ');
/** The call that became this case is not over: its panel stands open, once. */
export const callGoesOn = (caseId: string): boolean => goesOn()[0] === caseId;
/** With what, if with anything. */
export const goesOnWith = (caseId: string): Urgent | null =>
  callGoesOn(caseId) ? ((goesOn()[1] || null) as Urgent | null) : null;
export const callIsThere = (): void => sessionStorage.removeItem(GOES_ON);
