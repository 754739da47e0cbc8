import { Button } from 'antd';
import { type ReactNode, useState, useSyncExternalStore } from 'react';
import { useWords } from '../base/web/i18n.ts';
import { Dialog } from './Dialog.tsx';

export interface Question {
  title: string;
  /** Destructive acts name their object here. */
  text?: ReactNode;
  /** The word on the button that does it. */
  act: string;
  danger?: boolean;
}

interface Asked extends Question {
  answer: (yes: boolean) => void;
}

let asked: Asked | null = null;
const listeners = new Set<() => void>();

function show(next: Asked | null): void {
  asked = next;
  for (const listener of listeners) listener();
}

/** Asks before an act that cannot be taken back: `if (!(await confirmAct({ … }))) return;`. */
export function confirmAct(question: Question): Promise<boolean> {
  asked?.answer(false);
  return new Promise((answer) => show({ ...question, answer }));
}

/** Stands once under the shell and draws the question. */
export function ConfirmHost() {
  const t = useWords('base');
  const question = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => asked,
  );
  if (!question) return null;
  const answer = (yes: boolean) => {
    show(null);
    question.answer(yes);
  };
  return (
    <Dialog
      title={question.title}
      onClose={() => answer(false)}
      foot={
        <>
          <Button onClick={() => answer(false)}>{t('common.cancel')}</Button>
          <Button type="primary" danger={question.danger ?? false} onClick={() => answer(true)}>
            {question.act}
          </Button>
        </>
      }
    >
      {question.text}
    </Dialog>
  );
}

/** A promise's state for a button: pressed once, busy until done, the error kept for a ProblemNote. */
export function useAct<Given extends unknown[]>(act: (...given: Given) => Promise<unknown>) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = async (...given: Given): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    setError(null);
    try {
      await act(...given);
      return true;
    } catch (fault) {
      setError(fault);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { run, busy, error, forget: () => setError(null) };
}
