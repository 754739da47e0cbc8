import type { ActName } from '../../acts.ts';

export type { ActName };

/** The panels of the right side; Panels.tsx has their order. */
export type PanelKey =
  | 'facts'
  | 'firstRecord'
  | 'factSheet'
  | 'apology'
  | 'triage'
  | 'flow'
  | 'checklist'
  | 'investigation'
  | 'standing'
  | 'responsibility'
  | 'plan'
  | 'execution'
  | 'workOrders'
  | 'resolution'
  | 'followUp'
  | 'lesson'
  | 'review'
  | 'precedents'
  | 'historyFacts'
  | 'closing'
  | 'ladder'
  | 'help'
  | 'promises'
  | 'outsideNumbers'
  | 'attachments'
  | 'talks'
  | 'hearing'
  | 'accountability'
  | 'papers'
  | 'links';
export type DialogKey =
  | 'assign'
  | 'nameRespondent'
  | 'clearRespondent'
  | 'convert'
  | 'merge'
  | 'link'
  | 'withdraw'
  | 'voidEntry'
  | 'redact'
  | 'reopen'
  | 'urge';
export type ComposerTab = 'note' | 'contact' | 'reply';

type Place = { panel: PanelKey } | { dialog: DialogKey } | { composer: ComposerTab } | { at: 'header' };

/** Where on the page each act is done: in its panel, in the composer, or in a dialogue of the quiet menu. */
const PLACES: Record<ActName, Place> = {
  correctFacts: { panel: 'facts' },
  addWords: { panel: 'facts' },
  correctWords: { panel: 'facts' },
  redact: { dialog: 'redact' },
  triage: { panel: 'triage' },
  tickChecklist: { panel: 'checklist' },
  startInvestigation: { panel: 'investigation' },
  finishInvestigation: { panel: 'investigation' },
  judgeStanding: { panel: 'standing' },
  judgeResponsibility: { panel: 'responsibility' },
  review: { panel: 'standing' },
  assess: { panel: 'factSheet' },
  finishTask: { panel: 'standing' },
  reportUp: { panel: 'firstRecord' },
  fillForm: { panel: 'firstRecord' },
  apologise: { panel: 'apology' },
  draftPlan: { panel: 'plan' },
  signPlan: { panel: 'plan' },
  choosePlan: { panel: 'plan' },
  holdMeeting: { panel: 'plan' },
  provideRecord: { panel: 'plan' },
  chooseSpecial: { panel: 'plan' },
  answerBreach: { at: 'header' },
  writeClosingPaper: { panel: 'closing' },
  decide: { panel: 'closing' },
  agreePlan: { panel: 'plan' },
  declinePlan: { panel: 'plan' },
  execute: { panel: 'execution' },
  sendWorkOrder: { panel: 'workOrders' },
  decideFlow: { panel: 'flow' },
  turnInto: { panel: 'flow' },
  resolve: { panel: 'resolution' },
  addDemand: { panel: 'resolution' },
  correctDemand: { panel: 'resolution' },
  answerDemand: { panel: 'resolution' },
  followUp: { panel: 'followUp' },
  writeLesson: { panel: 'lesson' },
  writeReview: { panel: 'review' },
  referToLegal: { panel: 'historyFacts' },
  notApplicable: { panel: 'closing' },
  askApproval: { panel: 'closing' },
  approve: { panel: 'closing' },
  close: { panel: 'closing' },
  escalate: { panel: 'ladder' },
  askHelp: { panel: 'help' },
  promise: { panel: 'promises' },
  addOutsideNumber: { panel: 'outsideNumbers' },
  receiveLetter: { panel: 'outsideNumbers' },
  handleLetter: { panel: 'outsideNumbers' },
  draftLetter: { panel: 'papers' },
  sealLetter: { panel: 'papers' },
  attach: { panel: 'attachments' },
  keepConversation: { panel: 'talks' },
  logContact: { composer: 'contact' },
  writeNote: { composer: 'note' },
  sendReply: { composer: 'reply' },
  acknowledge: { at: 'header' },
  setNextStep: { at: 'header' },
  callSupervisor: { at: 'header' },
  recordAbuse: { at: 'header' },
  noteStyle: { at: 'header' },
  pauseClock: { at: 'header' },
  confirmLateRecord: { at: 'header' },
  reveal: { at: 'header' },
  urge: { dialog: 'urge' },
  assign: { dialog: 'assign' },
  nameRespondent: { dialog: 'nameRespondent' },
  clearRespondent: { dialog: 'clearRespondent' },
  hearPerson: { panel: 'hearing' },
  proposePenalty: { panel: 'accountability' },
  convert: { dialog: 'convert' },
  merge: { dialog: 'merge' },
  link: { dialog: 'link' },
  withdraw: { dialog: 'withdraw' },
  voidEntry: { dialog: 'voidEntry' },
  reopen: { dialog: 'reopen' },
};

export const placeOf = (act: ActName): Place => PLACES[act];
export const isAct = (name: string | null): name is ActName => name !== null && Object.hasOwn(PLACES, name);

/** The rest of the acts, in the order of the quiet menu. */
export const MENU: readonly ActName[] = [
  'assign',
  'escalate',
  'askHelp',
  'sendWorkOrder',
  'promise',
  'addOutsideNumber',
  'nameRespondent',
  'clearRespondent',
  'hearPerson',
  'proposePenalty',
  'convert',
  'link',
  'merge',
  'withdraw',
  'close',
  'reopen',
  'voidEntry',
  'redact',
];

/** Where a lack named by "still missing to close" is made good. */
export const NEED_PLACES: Record<string, PanelKey> = {
  result: 'resolution',
  demands: 'resolution',
  fields: 'facts',
  triage: 'triage',
  standing: 'standing',
  responsibility: 'responsibility',
  plan: 'plan',
  agreement: 'plan',
  execution: 'execution',
  'follow-up': 'followUp',
  'work-orders': 'workOrders',
  'root-cause': 'lesson',
  prevention: 'lesson',
  lesson: 'lesson',
  review: 'review',
  checklist: 'checklist',
  approval: 'closing',
  expectation: 'facts',
  records: 'plan',
};

/** The act that makes a lack good, where there is one. */
export const NEED_ACTS: Record<string, ActName> = {
  result: 'resolve',
  demands: 'answerDemand',
  fields: 'correctFacts',
  triage: 'triage',
  contact: 'logContact',
  standing: 'judgeStanding',
  responsibility: 'judgeResponsibility',
  plan: 'draftPlan',
  agreement: 'agreePlan',
  execution: 'execute',
  'follow-up': 'followUp',
  'root-cause': 'writeLesson',
  prevention: 'writeLesson',
  lesson: 'writeLesson',
  review: 'writeReview',
  approval: 'askApproval',
  expectation: 'correctFacts',
};
