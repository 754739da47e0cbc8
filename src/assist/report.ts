import type { Analysis, Finding, Heard } from './conversation.ts';
import { PHASES, PRINCIPLES, PROMISE_KINDS } from './language.ts';

/** What `wanhui lint --format json` prints: offsets are UTF-16 units of the utterance's text. */
export function reportOf({ utterances, findings }: Analysis) {
  const agent = utterances.filter(({ speaker }) => speaker === 'agent');
  return {
    utterances: utterances.map(({ index, speaker, text, at, phase, principles, promises, apology, objection }) => ({
      index,
      speaker,
      text,
      ...(at === null ? {} : { at }),
      phase,
      principles: principles.map(({ principle, start, end }) => ({ principle, start, end })),
      promises: promises.map(({ kind, start, end }) => ({ kind, start, end })),
      apology,
      ...(objection === null ? {} : { objection }),
    })),
    findings: findings.map(({ utterance, start, end, rule, family, severity, message, suggestion }) => ({
      utterance,
      start,
      end,
      rule,
      family,
      severity,
      message,
      suggestion,
    })),
    summary: {
      utterances: utterances.length,
      faults: findings.filter(({ severity }) => severity === 'fault').length,
      warnings: findings.filter(({ severity }) => severity === 'warning').length,
      hints: findings.filter(({ severity }) => severity === 'hint').length,
      phases: PHASES.filter((phase) => agent.some((one) => one.phase === phase)),
      principles: tally(agent, PRINCIPLES, ({ principles }) => principles.map(({ principle }) => principle)),
      promises: tally(agent, PROMISE_KINDS, ({ promises }) => promises.map(({ kind }) => kind)),
      apologies: {
        feeling: agent.filter(({ apology }) => apology === 'feeling').length,
        fault: agent.filter(({ apology }) => apology === 'fault').length,
      },
    },
  };
}

function tally<Name extends string>(
  agent: readonly Heard[],
  names: readonly Name[],
  of: (heard: Heard) => readonly Name[],
): Record<Name, number> {
  const said = agent.flatMap(of);
  return Object.fromEntries(names.map((name) => [name, said.filter((one) => one === name).length])) as Record<
    Name,
    number
  >;
}

/** One line a finding, as compilers print them: utterance and column count from one. */
export function lineOf(finding: Finding, text: string): string {
  const column = [...text.slice(0, finding.start)].length + 1;
  const words = text.slice(finding.start, finding.end).replaceAll('\n', ' ');
  return `${finding.utterance + 1}:${column}  ${finding.severity}  ${finding.family}  “${words}”  ${finding.message} → ${finding.suggestion}`;
}
