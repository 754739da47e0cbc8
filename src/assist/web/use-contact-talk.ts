import { useMemo } from 'react';
import { openQuestions, sheetFor } from '../../complaints/fact-sheet.ts';
import { faultFound } from '../../complaints/judging.ts';
import { useCase } from '../../complaints/web/case/case-context.ts';
import { asRecords, standingRecord } from '../../complaints/web/case/standing-records.ts';
import { type Analysis, analyse, type Said } from '../conversation.ts';
import type { Engine } from '../engine.ts';
import type { Library } from '../library.ts';
import { type Contact, type NextStep, nextStep } from '../next-step.ts';

export interface Talk {
  readonly analysis: Analysis;
  readonly contact: Contact;
  readonly next: NextStep;
}

/** What the notes of a contact have reached, with what the case knows. Nothing of it leaves the browser. */
export function useContactTalk(engine: Engine, library: Library, said: readonly Said[]): Talk {
  const { view, pack } = useCase();
  return useMemo(() => {
    const openFacts = openQuestions(pack, view);
    const flags = {
      faultVerified: faultFound(asRecords(view)),
      ...(sheetFor(pack, view.category) && { factsComplete: openFacts.length === 0 }),
    };
    const analysis = analyse(engine, { utterances: said, channel: 'call', case: flags });
    const isAccepted = standingRecord(view, 'agreement') ? true : null;
    const contact = { analysis, openFacts, flags, isAccepted };
    return { analysis, contact, next: nextStep(library, contact) };
  }, [engine, library, said, view, pack]);
}
