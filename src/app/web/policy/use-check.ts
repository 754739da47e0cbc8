import { useEffect, useRef, useState } from 'react';
import type { DraftFiles } from '../../../policies/draft.ts';
import type { Laid } from '../../../policies/lay-texts.ts';
import { useTextsBelow } from '../../../policies/web/use-drafts.ts';
import { Checker, TooLong } from './checker.ts';

export interface Check {
  /** Of the newest texts that were checked; null before the first answer. */
  readonly laid: Laid | null;
  /** The last that could be read whole, for forms while a text is broken. */
  readonly flat: Laid | null;
  readonly busy: boolean;
  readonly problem: 'too-long' | 'broken' | null;
  readonly checker: Checker;
}

/** Checks the texts in the browser whenever writing rests for `restsMs`. */
export function useCheck(files: DraftFiles, base: string | null, today: string, restsMs: number): Check {
  const checker = useChecker();
  const over = base ?? /^extends:[ \t]*["']?([a-z0-9-]+)/m.exec(files['pack.yaml'] ?? '')?.[1] ?? null;
  const below = useTextsBelow(over).data;
  const [state, setState] = useState<Pick<Check, 'laid' | 'flat' | 'problem'> & { of: DraftFiles | null }>({
    laid: null,
    flat: null,
    problem: null,
    of: null,
  });
  useEffect(() => {
    if (!below) return;
    let current = true;
    const check = async () => {
      try {
        const answer = await checker.ask({ kind: 'check', files, below, base, today });
        if (!current || !('laid' in answer)) return;
        const { laid } = answer;
        setState((before) => ({ laid, flat: laid.flat ? laid : before.flat, problem: null, of: files }));
      } catch (fault) {
        if (current)
          setState((before) => ({ ...before, problem: fault instanceof TooLong ? 'too-long' : 'broken', of: files }));
      }
    };
    const timer = setTimeout(() => void check(), restsMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [files, below, base, today, restsMs, checker]);
  return { ...state, busy: state.of !== files, checker };
}

function useChecker(): Checker {
  const kept = useRef<Checker>(null);
  kept.current ??= new Checker();
  const checker = kept.current;
  useEffect(() => () => checker.close(), [checker]);
  return checker;
}
