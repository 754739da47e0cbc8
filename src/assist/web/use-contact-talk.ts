import { useMemo } from 'react';
import { openQuestions, sheetFor } from '../../complaints/fact-sheet.ts';
import { type Analysis, analyse, type Said } from '../conversation.ts';
import type { Engine } from '../engine.ts';
import type { Library } from '../library.ts';
import { type Contact, type NextStep, nextStep } from '../next-step.ts';
import { useCall } from './call-frame.ts';

export interface Talk {
  readonly analysis: Analysis;
  readonly contact: Contact;
  readonly next: NextStep;
}

/** What the notes of a contact have reached, with what the case knows. Nothing of it leaves the browser. */
export function useContactTalk(engine: Engine, library: Library, said: readonly Said[]): Talk {
  const { pack, file, isFaultFound, isAgreed, soothes = false } = useCall();
  return useMemo(() => {
    const openFacts = openQuestions(pack, file);
    const flags = {
      faultVerified: isFaultFound,
      ...(sheetFor(pack, file.category) && { factsComplete: openFacts.length === 0 }),
    };
    const analysis = analyse(engine, { utterances: said, channel: 'call', case: flags });
    const contact = {
      analysis,
      openFacts,
      flags,
      isAccepted: isAgreed ? true : null,
      soothes,
      fields: pack.fields.map(({ key }) => key),
    };
    return { analysis, contact, next: nextStep(library, contact) };
  }, [engine, library, said, pack, file, isFaultFound, isAgreed, soothes]);
}
