import { useEffect, useState } from 'react';
import { analyse, type Finding, type Heard, type Said } from '../conversation.ts';
import type { CaseFlag, Channel } from '../language.ts';
import { useLanguage } from './use-language.ts';

/** The same lists each time, so that nobody thinks that something has changed. */
export const UNCHECKED: Checked = { text: null, findings: [], promises: [] };

/** Hints wait until typing rests. */
const REST_MS = 350;

export interface Around {
  readonly before: readonly Said[];
  readonly channel: Channel;
  readonly flags: Readonly<Partial<Record<CaseFlag, boolean>>>;
}

export interface Checked {
  /** What was looked over; null: nothing yet. Offsets are of it. */
  readonly text: string | null;
  readonly findings: readonly Finding[];
  readonly promises: Heard['promises'];
}

/** A text that is being written, looked over once the language is there and typing rests. Nothing is sent. */
export function useChecks(text: string, around: Around, restMs = REST_MS): Checked {
  const { engine } = useLanguage();
  const [checked, setChecked] = useState(UNCHECKED);
  // whoever renders may make these anew each time; what they say is what counts
  const said = JSON.stringify(around);
  useEffect(() => {
    if (!engine) return;
    const { before, channel, flags } = JSON.parse(said) as Around;
    const timer = setTimeout(() => {
      const utterances: Said[] = [...before, { speaker: 'agent', text }];
      const heard = analyse(engine, { utterances, channel, case: flags });
      const findings = heard.findings.filter(({ utterance }) => utterance === before.length);
      setChecked({ text, findings, promises: heard.utterances[before.length]?.promises ?? [] });
    }, restMs);
    return () => clearTimeout(timer);
  }, [engine, text, said, restMs]);
  return checked;
}
