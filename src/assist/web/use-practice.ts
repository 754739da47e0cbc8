import { useMemo, useState } from 'react';
import { type Analysis, analyse, type Finding, type Said } from '../conversation.ts';
import { scenarioEar } from '../ear.ts';
import type { Engine } from '../engine.ts';
import type { CaseFlag } from '../language.ts';
import type { Library, Scenario } from '../library.ts';
import { type Contact, type NextStep, nextStep } from '../next-step.ts';
import { answer, begin, type Customer, turnOf } from '../practice.ts';
import type { FactCount } from '../review.ts';

export type Flags = Readonly<Partial<Record<CaseFlag, boolean>>>;

interface Talk {
  readonly said: readonly Said[];
  /** As they were when it was said: what is known later excuses nothing. */
  readonly findings: readonly Finding[];
  readonly customer: Customer | null;
  readonly flags: Flags;
  /** Why something was sent that was stopped, by utterance; an empty word while nobody has told. */
  readonly overridden: Readonly<Record<number, string>>;
}

export interface Practice {
  readonly said: readonly Said[];
  readonly customer: Customer | null;
  readonly flags: Flags;
  readonly overridden: Readonly<Record<number, string>>;
  readonly analysis: Analysis;
  readonly contact: Contact;
  readonly next: NextStep;
  readonly factCount: FactCount;
  readonly check: (text: string) => readonly Finding[];
  readonly say: (speaker: Said['speaker'], text: string, isOverride?: boolean) => void;
  readonly giveReason: (utterance: number, reason: string) => void;
  readonly setFlag: (flag: CaseFlag, holds: boolean) => void;
}

const CHANNEL = 'call';

/** A contact with a simulated customer, or one of which both sides are typed. It lives as long as the page does. */
export function usePractice(
  { engine, library }: { engine: Engine; library: Library },
  scenario: Scenario | null,
  { take, pasted }: { take: number; pasted: readonly Said[] },
): Practice {
  const ear = useMemo(() => (scenario ? scenarioEar(engine.language, scenario) : null), [engine, scenario]);
  const [talk, setTalk] = useState<Talk>(() => ({
    said: pasted,
    findings: analyse(engine, { utterances: pasted, channel: CHANNEL, case: {} }).findings,
    customer: scenario && begin(scenario, take),
    flags: {},
    overridden: {},
  }));
  const { said, customer } = talk;
  const openFacts = useMemo(
    () => scenario?.facts.filter(({ key }) => !customer?.told.includes(key)) ?? [],
    [scenario, customer],
  );
  const flags = useMemo<Flags>(
    () => (scenario ? { ...talk.flags, factsComplete: openFacts.length === 0 } : talk.flags),
    [scenario, talk.flags, openFacts],
  );
  const analysis = useMemo<Analysis>(
    () => ({
      utterances: analyse(engine, { utterances: said, channel: CHANNEL, case: {} }).utterances,
      findings: talk.findings,
    }),
    [engine, said, talk.findings],
  );
  const contact = useMemo<Contact>(
    () => ({
      analysis,
      openFacts,
      flags,
      isAccepted: customer && customer.accepted.length > 0,
      ...(scenario && { fields: scenario.fields }),
      ...(ear && { asks: (text: string) => ear(text).flatMap(({ asked }) => asked) }),
    }),
    [analysis, openFacts, flags, scenario, customer, ear],
  );
  const next = useMemo(() => nextStep(library, contact), [library, contact]);

  const heard = (text: string): Analysis =>
    analyse(engine, { utterances: [...said, { speaker: 'agent', text }], channel: CHANNEL, case: flags });
  const check = (text: string): readonly Finding[] =>
    heard(text).findings.filter(({ utterance }) => utterance === said.length);
  const say: Practice['say'] = (speaker, text, isOverride = false) => {
    const now: Said[] = [...said, { speaker, text }];
    if (speaker === 'customer') return setTalk({ ...talk, said: now });
    const reply = scenario && customer && ear ? answer(scenario, customer, turnOf(heard(text), ear)) : null;
    setTalk({
      ...talk,
      said: [...now, ...(reply?.lines ?? []).map((line): Said => ({ speaker: 'customer', text: line }))],
      findings: [...talk.findings, ...check(text)],
      customer: reply?.customer ?? null,
      overridden: isOverride ? { ...talk.overridden, [said.length]: '' } : talk.overridden,
    });
  };
  return {
    said,
    customer,
    flags,
    overridden: talk.overridden,
    analysis,
    contact,
    next,
    factCount: scenario && { told: scenario.facts.length - openFacts.length, all: scenario.facts.length },
    check,
    say,
    giveReason: (utterance, reason) => setTalk({ ...talk, overridden: { ...talk.overridden, [utterance]: reason } }),
    setFlag: (flag, holds) => setTalk({ ...talk, flags: { ...talk.flags, [flag]: holds } }),
  };
}
