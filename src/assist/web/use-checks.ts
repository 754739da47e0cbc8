import { useEffect, useState } from 'react';
import { analyse, type Finding, type Said } from '../conversation.ts';
import type { CaseFlag, Channel } from '../language.ts';
import { useLanguage } from './use-language.ts';

/** The same list each time, so that nobody thinks that something has changed. */
const NOTHING: readonly Finding[] = [];

/** Hints wait until typing rests. */
const REST_MS = 350;

export interface Around {
  readonly before: readonly Said[];
  readonly channel: Channel;
  readonly flags: Readonly<Partial<Record<CaseFlag, boolean>>>;
}

/** What to mend in a text that is being written; empty until the language is there and typing rests. Nothing is sent. */
export function useChecks(text: string, around: Around): readonly Finding[] {
  const { engine } = useLanguage();
  const [found, setFound] = useState<{ text: string; findings: readonly Finding[] }>({ text: '', findings: [] });
  // whoever renders may make these anew each time; what they say is what counts
  const said = JSON.stringify(around);
  useEffect(() => {
    if (!engine) return;
    const { before, channel, flags } = JSON.parse(said) as Around;
    const timer = setTimeout(() => {
      const utterances: Said[] = [...before, { speaker: 'agent', text }];
      const { findings } = analyse(engine, { utterances, channel, case: flags });
      setFound({ text, findings: findings.filter(({ utterance }) => utterance === before.length) });
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [engine, text, said]);
  // offsets of another text would underline the wrong words
  return found.text === text ? found.findings : NOTHING;
}
