import { useEffect, useRef, useState } from 'react';
import { familyOf } from '../sending.ts';
import { sentenceAround } from '../slots.ts';
import { type Checked, UNCHECKED } from './use-checks.ts';
import { useLanguage } from './use-language.ts';

/** A stop counts as seen once it stood that long: words on their way to others are none. */
const SEEN_MS = 1000;
const MOST_WORDS = 1000;

/** What was stopped in a text: the sentences that were let pass, and the rules that led to better words. */
export interface Stops {
  readonly passed: { rule: string; words: string }[];
  readonly mended: string[];
}

/** 发送前拦下: where the policy stops a family for whoever writes, the text waits for better words or for one key. */
export function useSendGate(text: string, onStopped: (stopped: boolean) => void) {
  const { engine, stopped, isAwaited } = useLanguage();
  const [checked, setChecked] = useState<Checked>(UNCHECKED);
  const [passed, setPassed] = useState<string | null>(null);
  const seen = useRef(new Set<string>());
  const isMeant = stopped.length > 0 && engine !== null;
  const hits =
    isMeant && checked.text === text ? checked.findings.filter(({ family }) => stopped.includes(family)) : [];
  const isHit = hits.length > 0 && passed !== text;
  const isComing = isAwaited && text.trim() !== '' && passed !== text;
  // what was not looked over yet does not slip through
  const isStopped = isHit || isComing || (isMeant && text.trim() !== '' && checked.text !== text);
  useEffect(() => onStopped(isStopped), [isStopped, onStopped]);
  const standing = isHit ? [...new Set(hits.map(({ rule }) => rule))].join(' ') : '';
  useEffect(() => {
    if (!standing) return;
    const timer = setTimeout(() => {
      for (const rule of standing.split(' ')) seen.current.add(rule);
    }, SEEN_MS);
    return () => clearTimeout(timer);
  }, [standing]);

  return {
    isMeant,
    isHit,
    /** Whether anything would be stopped is not known yet. */
    isComing,
    /** It was stopped, and goes as it is. */
    isPassed: hits.length > 0 && !isHit,
    checked,
    setChecked,
    pass: () => setPassed(text),
    /** What to tell of the text that has just gone out; the next one begins anew. */
    takeStops: (): Stops => {
      const went = hits.map((hit) => {
        const { start, end } = sentenceAround(text, hit);
        const sentence = text.slice(start, end).trim();
        return {
          rule: hit.rule,
          words: sentence.length <= MOST_WORDS ? sentence : text.slice(hit.start, hit.end).trim().slice(0, MOST_WORDS),
        };
      });
      const mended = [...seen.current].filter(
        (rule) => !went.some((one) => one.rule === rule) && stopped.includes(familyOf(rule)),
      );
      seen.current.clear();
      setPassed(null);
      return { passed: went, mended };
    },
  };
}
