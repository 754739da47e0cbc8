import type { Permission } from '../people/permissions.ts';
import type { CaseFile } from './case-file.ts';
import { hasReached, isOpen, type Stage } from './complaint.ts';
import { sheetFor } from './fact-sheet.ts';
import { rungsOf } from './ladder.ts';
import type { ComplaintsSection } from './pack.ts';
import { choiceOf, signaturesMissing } from './plan.ts';
import { allOf, current } from './records.ts';
import { specialIsOpen } from './special.ts';

/** When an act makes sense. `why` gives the code of the refusal, also shown on the grey button. */
interface ActRule {
  readonly permission: Permission;
  /** Open cases only, closed ones only, or both. */
  readonly on: 'open' | 'closed' | 'any';
  readonly why?: (file: CaseFile, pack: ComplaintsSection) => string | null;
}

const standing = (act: Parameters<typeof current>[1], code: string) => (file: CaseFile) =>
  current(file.records, act) ? null : code;

/** Every act on a case: who may, and what must be there first. Steps of talk are never locked. */
export const ACT_RULES = {
  correctFacts: { permission: 'complaint.work', on: 'open' },
  addWords: { permission: 'complaint.work', on: 'any' },
  correctWords: { permission: 'complaint.work', on: 'open' },
  redact: { permission: 'complaint.redact', on: 'any' },
  triage: { permission: 'complaint.triage', on: 'open' },
  assign: { permission: 'complaint.work', on: 'open' },
  acknowledge: {
    permission: 'complaint.work',
    on: 'open',
    why: (file) => (file.handOverOpen ? null : 'complaints.nothing-to-acknowledge'),
  },
  setNextStep: { permission: 'complaint.work', on: 'open' },
  logContact: { permission: 'complaint.work', on: 'any' },
  urge: { permission: 'complaint.register', on: 'open' },
  writeNote: { permission: 'complaint.work', on: 'any' },
  keepConversation: { permission: 'complaint.work', on: 'any' },
  sendReply: { permission: 'complaint.work', on: 'any' },
  promise: { permission: 'complaint.work', on: 'open' },
  askHelp: { permission: 'complaint.work', on: 'open' },
  // a contact about a closed case may turn bad too
  callSupervisor: { permission: 'complaint.work', on: 'any' },
  recordAbuse: { permission: 'complaint.work', on: 'any' },
  noteStyle: { permission: 'complaint.work', on: 'open' },
  sendWorkOrder: { permission: 'work-order.send', on: 'open' },
  decideFlow: {
    permission: 'complaint.work',
    on: 'open',
    why: (_, { routing }) =>
      routing.flows.length || routing.purposes.length || routing.departments.length ? null : 'complaints.no-flows',
  },
  turnInto: {
    permission: 'complaint.work',
    on: 'any',
    why: (file) => (file.kind === 'complaint' || file.mergedInto ? 'complaints.nothing-to-turn' : null),
  },
  nameRespondent: { permission: 'complaint.work', on: 'open' },
  clearRespondent: {
    permission: 'complaint.correct',
    on: 'any',
    why: (file) => (file.respondentIds.length ? null : 'complaints.not-named'),
  },
  hearPerson: {
    permission: 'complaint.investigate',
    on: 'open',
    why: (file) => (file.respondentIds.length ? null : 'complaints.name-first'),
  },
  proposePenalty: { permission: 'accountability.propose', on: 'any' },
  startInvestigation: { permission: 'complaint.investigate', on: 'open' },
  finishInvestigation: {
    permission: 'complaint.investigate',
    on: 'open',
    why: standing('investigation', 'complaints.investigation-not-started'),
  },
  judgeStanding: {
    permission: 'complaint.judge',
    on: 'open',
    why: (file, pack) => (pack.standingFirst || current(file.records, 'finding') ? null : 'complaints.finding-first'),
  },
  judgeResponsibility: {
    permission: 'complaint.judge',
    on: 'open',
    why: standing('finding', 'complaints.finding-first'),
  },
  assess: {
    permission: 'complaint.triage',
    on: 'open',
    why: (file, pack) => (sheetFor(pack, file.category) ? null : 'complaints.no-fact-sheet'),
  },
  finishTask: { permission: 'complaint.work', on: 'open' },
  reportUp: {
    permission: 'complaint.work',
    on: 'open',
    why: (file, pack) =>
      !pack.reportUp
        ? 'complaints.no-report-up'
        : current(file.records, 'report-up')
          ? 'complaints.already-reported-up'
          : null,
  },
  fillForm: {
    permission: 'complaint.work',
    on: 'open',
    why: standing('report-up', 'complaints.report-up-first'),
  },
  apologise: { permission: 'complaint.work', on: 'open' },
  review: { permission: 'complaint.review', on: 'open', why: standing('standing', 'complaints.nothing-to-review') },
  draftPlan: { permission: 'complaint.plan', on: 'open' },
  signPlan: {
    permission: 'complaint.plan',
    on: 'open',
    why: (file) => (current(file.records, 'plan')?.data.joint ? null : 'complaints.no-joint-plan'),
  },
  choosePlan: {
    permission: 'complaint.approve',
    on: 'open',
    why: (file, pack) =>
      pack.plan.chooser.length === 0
        ? 'complaints.no-chooser'
        : current(file.records, 'plan')
          ? null
          : 'complaints.plan-first',
  },
  holdMeeting: { permission: 'complaint.work', on: 'open' },
  provideRecord: { permission: 'complaint.work', on: 'open' },
  answerBreach: { permission: 'complaint.work', on: 'open' },
  chooseSpecial: {
    permission: 'complaint.plan',
    on: 'open',
    why: (file) => (specialIsOpen(file) ? null : 'complaints.special-closed'),
  },
  writeClosingPaper: { permission: 'complaint.work', on: 'open' },
  decide: { permission: 'complaint.close', on: 'open' },
  agreePlan: { permission: 'complaint.plan', on: 'open', why: standing('plan', 'complaints.plan-first') },
  declinePlan: { permission: 'complaint.plan', on: 'open', why: standing('plan', 'complaints.plan-first') },
  execute: { permission: 'complaint.execute', on: 'open', why: standing('agreement', 'complaints.agreement-first') },
  resolve: {
    permission: 'complaint.execute',
    on: 'open',
    why: (file) =>
      hasReached(file.stage, 'resolved') && file.stage !== 'closed' && !wasSentBack(file)
        ? 'complaints.already-resolved'
        : null,
  },
  addDemand: { permission: 'complaint.work', on: 'open' },
  correctDemand: { permission: 'complaint.work', on: 'open' },
  answerDemand: { permission: 'complaint.work', on: 'open' },
  followUp: {
    permission: 'complaint.follow-up',
    on: 'open',
    why: standing('resolution', 'complaints.resolution-first'),
  },
  escalate: {
    permission: 'complaint.escalate',
    on: 'open',
    why: (file, pack) => (file.rung >= rungsOf(pack, file.ladderKey).length - 1 ? 'complaints.top-of-ladder' : null),
  },
  tickChecklist: {
    permission: 'complaint.work',
    on: 'open',
    why: (file) => (file.severity === 'crisis' ? null : 'complaints.no-checklist'),
  },
  askApproval: { permission: 'complaint.work', on: 'open' },
  approve: { permission: 'complaint.approve', on: 'open' },
  notApplicable: { permission: 'complaint.work', on: 'open' },
  writeLesson: { permission: 'complaint.close', on: 'any' },
  writeReview: { permission: 'complaint.close', on: 'any' },
  referToLegal: { permission: 'customer.history-facts', on: 'open' },
  close: { permission: 'complaint.close', on: 'open' },
  reopen: {
    permission: 'complaint.reopen',
    on: 'closed',
    why: (file) => (file.mergedInto ? 'complaints.merged-away' : null),
  },
  convert: { permission: 'complaint.triage', on: 'open' },
  merge: { permission: 'complaint.merge', on: 'open' },
  link: { permission: 'complaint.merge', on: 'any' },
  withdraw: { permission: 'complaint.work', on: 'open' },
  voidEntry: { permission: 'complaint.void', on: 'open' },
  draftLetter: { permission: 'complaint.work', on: 'any' },
  sealLetter: { permission: 'letter.seal', on: 'any' },
  addOutsideNumber: { permission: 'complaint.work', on: 'open' },
  receiveLetter: { permission: 'complaint.work', on: 'open' },
  // what was answered before the closing may be accepted after it
  handleLetter: { permission: 'complaint.work', on: 'any' },
  attach: { permission: 'complaint.work', on: 'any' },
  reveal: { permission: 'contact.reveal', on: 'any' },
  pauseClock: { permission: 'clock.pause', on: 'open' },
  confirmLateRecord: { permission: 'complaint.correct', on: 'any' },
} as const satisfies Record<string, ActRule>;
export type ActName = keyof typeof ACT_RULES;

/** A resolution that the customer did not accept no longer stands: the case went back to planning. */
const wasSentBack = (file: CaseFile): boolean => !current(file.records, 'resolution');

/** Why this act is refused now, as the code of the refusal; null when it may be done. Permission is asked apart. */
export function whyNot(name: ActName, file: CaseFile, pack: ComplaintsSection): string | null {
  const rule: ActRule = ACT_RULES[name];
  if (rule.on === 'open' && !isOpen(file.stage)) return 'complaints.closed';
  if (rule.on === 'closed' && isOpen(file.stage)) return 'complaints.still-open';
  return rule.why?.(file, pack) ?? null;
}

/** The next move that a case usually makes from here: the one primary button. */
export function primaryAct(
  file: CaseFile,
  pack: ComplaintsSection,
  viewerId: string | null = file.ownerId,
): ActName | null {
  if (!isOpen(file.stage)) return null;
  if (file.handOverOpen && file.ownerId === viewerId) return 'acknowledge';
  const small = file.kind !== 'complaint' && file.kind !== 'grievance';
  const next: Record<Exclude<Stage, 'closed'>, ActName> = {
    registered: small ? 'resolve' : 'triage',
    triaged: small ? 'resolve' : pack.without.includes('investigating') ? 'draftPlan' : 'startInvestigation',
    investigating: current(file.records, 'finding')
      ? current(file.records, 'standing')
        ? 'judgeResponsibility'
        : 'judgeStanding'
      : 'finishInvestigation',
    judged: 'draftPlan',
    planning: !current(file.records, 'plan')
      ? 'draftPlan'
      : signaturesMissing(pack, file).length
        ? 'signPlan'
        : pack.plan.chooser.length && !choiceOf(file)
          ? 'choosePlan'
          : 'agreePlan',
    agreed: 'execute',
    executing: 'resolve',
    resolved: small ? 'close' : 'followUp',
    'followed-up': allOf(file.records, 'lesson').length ? 'close' : 'writeLesson',
  };
  return next[file.stage as Exclude<Stage, 'closed'>];
}
