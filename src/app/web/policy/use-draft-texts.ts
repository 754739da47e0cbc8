import { useBlocker } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { call, Problem } from '../../../base/web/call.ts';
import type { FindingView } from '../../../policies/contract.ts';
import type { DraftFiles } from '../../../policies/draft.ts';
import type * as contract from '../../../policies/drafts-contract.ts';
import type { DraftView } from '../../../policies/web/use-drafts.ts';
import { confirmAct, type Question } from '../../../ui/confirm-act.tsx';

const SAVES_AFTER_MS = 1200;
const TRIES_AGAIN_MS = 8000;
const MOST_STEPS = 100;
/** Typing within this time is one step back. */
const ONE_STEP_MS = 1500;

/** What somebody else has saved meanwhile. */
export interface Theirs {
  readonly version: number;
  readonly changedBy: string | null;
  readonly changedAt: string;
  readonly files: DraftFiles;
}

export interface DraftTexts {
  readonly files: DraftFiles;
  readonly version: number;
  readonly saved: 'saved' | 'waiting' | 'saving' | 'failed';
  readonly error: unknown;
  readonly theirs: Theirs | null;
  /** Of the server, for what was saved last: it knows who holds a post. */
  readonly serverFindings: readonly FindingView[];
  readonly change: (files: DraftFiles, how?: 'typing') => void;
  readonly undo: (() => void) | null;
  readonly redo: (() => void) | null;
  /** After a conflict: what is to be kept over theirs. */
  readonly settle: (files: DraftFiles) => void;
  /** Saves what waits; the version of all that is saved, or null. */
  readonly flush: () => Promise<number | null>;
}

export const textsIn = (files: readonly { name: string; text: string }[]): DraftFiles =>
  Object.fromEntries(files.map(({ name, text }) => [name, text]));

/** The texts of a draft while somebody writes them: saved by themselves, with steps back, never over another's work. */
export function useDraftTexts(view: DraftView, leave: Question): DraftTexts {
  const { id, base } = view;
  const writable = view.acts.includes('save');
  const [files, setFiles] = useState<DraftFiles>(() => textsIn(view.files));
  const [kept, setKept] = useState<{ version: number; files: DraftFiles }>(() => ({ version: view.version, files }));
  const [steps, setSteps] = useState<{ past: DraftFiles[]; future: DraftFiles[]; at: number }>({
    past: [],
    future: [],
    at: 0,
  });
  const [state, setState] = useState<'idle' | 'saving' | 'failed'>('idle');
  const [error, setError] = useState<unknown>(null);
  const [theirs, setTheirs] = useState<Theirs | null>(null);
  const [serverFindings, setServerFindings] = useState<readonly FindingView[]>([]);
  const running = useRef<Promise<boolean> | null>(null);
  const newest = useRef(files);
  newest.current = files;
  const keptNow = useRef(kept);
  keptNow.current = kept;
  const dirty = files !== kept.files;

  // an act elsewhere on this page raised the version, or another person saved while nothing waited here
  useEffect(() => {
    if (view.version > kept.version && !dirty) {
      const now = textsIn(view.files);
      // a step back from here would undo what another person wrote
      if (!sameTexts(now, kept.files)) setSteps({ past: [], future: [], at: 0 });
      setFiles(now);
      setKept({ version: view.version, files: now });
    }
  }, [view, kept, dirty]);

  const save = (given: DraftFiles, version: number): Promise<boolean> => {
    running.current ??= (async () => {
      setState('saving');
      try {
        const named = Object.entries(given).map(([name, text]) => ({ name, text }));
        const reply = await call<typeof contract.saveDraft>('PUT /api/policy/drafts/:id', {
          params: { id },
          input: { version, base, files: named },
        });
        keptNow.current = { version: reply.version, files: given };
        setKept(keptNow.current);
        setState('idle');
        setError(null);
        return true;
      } catch (fault) {
        const other = theirsOf(fault);
        if (other) setTheirs(other);
        else setError(fault);
        setState('failed');
        return false;
      } finally {
        running.current = null;
      }
    })();
    return running.current;
  };
  const saveNow = useRef(save);
  saveNow.current = save;

  useEffect(() => {
    if (!dirty || !writable || theirs || state === 'saving') return;
    const timer = setTimeout(
      () => void saveNow.current(files, kept.version),
      state === 'failed' ? TRIES_AGAIN_MS : SAVES_AFTER_MS,
    );
    return () => clearTimeout(timer);
  }, [dirty, writable, theirs, state, files, kept.version]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again for each saved version
  useEffect(() => {
    let current = true;
    call<typeof contract.checkDraft>('POST /api/policy/drafts/:id/check', { params: { id }, input: {} })
      .then(({ findings }) => current && setServerFindings(findings))
      // the browser's own check goes on
      .catch(() => current && setServerFindings([]));
    return () => {
      current = false;
    };
  }, [id, kept.version]);

  const flush = async (): Promise<number | null> => {
    if (running.current) await running.current;
    const { files: saved, version } = keptNow.current;
    const all = newest.current === saved || (await saveNow.current(newest.current, version));
    return all ? keptNow.current.version : null;
  };
  useBlocker({
    shouldBlockFn: async () => dirty && writable && (await flush()) === null && !(await confirmAct(leave)),
    enableBeforeUnload: () => dirty && writable,
  });

  const change = (next: DraftFiles, how?: 'typing') => {
    const now = Date.now();
    setSteps(({ past, at }) => ({
      past: how === 'typing' && now - at < ONE_STEP_MS ? past : [...past, newest.current].slice(-MOST_STEPS),
      future: [],
      at: how === 'typing' ? now : 0,
    }));
    setFiles(next);
  };
  const last = steps.past.at(-1);
  const next = steps.future.at(-1);
  return {
    files,
    version: kept.version,
    saved: !dirty ? 'saved' : state === 'idle' ? 'waiting' : state,
    error,
    theirs,
    serverFindings,
    change,
    undo: last
      ? () => {
          setSteps({ past: steps.past.slice(0, -1), future: [...steps.future, files], at: 0 });
          setFiles(last);
        }
      : null,
    redo: next
      ? () => {
          setSteps({ past: [...steps.past, files], future: steps.future.slice(0, -1), at: 0 });
          setFiles(next);
        }
      : null,
    settle: (chosen) => {
      if (!theirs) return;
      setKept({ version: theirs.version, files: theirs.files });
      setTheirs(null);
      setState('idle');
      // a step back leads to theirs, never over it
      setSteps({ past: [theirs.files], future: [], at: 0 });
      setFiles(chosen);
    },
    flush,
  };
}

const sameTexts = (one: DraftFiles, other: DraftFiles): boolean =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].every((name) => one[name] === other[name]);

function theirsOf(fault: unknown): Theirs | null {
  if (!(fault instanceof Problem) || fault.code !== 'policies.draft-changed') return null;
  const { theirs } = fault.details as {
    theirs: Omit<Theirs, 'files'> & { files: { name: string; text: string }[] };
  };
  return { ...theirs, files: textsIn(theirs.files) };
}
