export type TimelineGroup = 'words' | 'contact' | 'decision' | 'work-order' | 'file' | 'system';

/** Under which filter of the timeline a kind of fact stands; everything else is the system's. */
const GROUPS: Record<Exclude<TimelineGroup, 'system'>, readonly string[]> = {
  words: [
    'complaint-registered',
    'complaint-imported',
    'words-added',
    'words-corrected',
    'words-redacted',
    'note-written',
    'help-asked',
    'help-answered',
  ],
  contact: [
    'contact-reached',
    'contact-attempted',
    'urged',
    'reply-sent',
    'promise-made',
    'promise-kept',
    'follow-up-attempted',
    'followed-up',
    'next-step-set',
  ],
  decision: [
    'complaint-triaged',
    'complaint-assigned',
    'hand-over-acknowledged',
    'respondent-named',
    'investigation-started',
    'investigation-finished',
    'standing-judged',
    'responsibility-judged',
    'review-given',
    'plan-drafted',
    'plan-agreed',
    'plan-declined',
    'plan-signed',
    'execution-started',
    'complaint-resolved',
    'demand-answered',
    'escalated',
    'approval-asked',
    'approval-given',
    'lesson-written',
    'complaint-closed',
    'complaint-reopened',
    'complaint-converted',
    'complaint-merged',
    'complaint-linked',
    'incident-case-linked',
    'incident-case-unlinked',
    'incident-wording-changed',
    'incident-closed',
    'not-applicable-said',
    'checklist-ticked',
  ],
  'work-order': [
    'work-order-sent',
    'work-order-accepted',
    'work-order-replied',
    'work-order-verified',
    'work-order-returned',
    'work-order-urged',
    'work-order-cancelled',
  ],
  file: ['attachment-added', 'outside-number-added'],
};
const SYSTEM = [
  'facts-corrected',
  'personal-data-shown',
  'redaction-asked',
  'clock-paused',
  'clock-resumed',
  'clock-warned',
  'clock-breached',
  'duty-called',
  'late-record-confirmed',
  'calendar-adopted',
];

const BY_KIND = new Map(
  Object.entries(GROUPS).flatMap(([group, kinds]) => kinds.map((kind) => [kind, group as TimelineGroup] as const)),
);

export const groupOf = (kind: string): TimelineGroup => BY_KIND.get(kind) ?? 'system';
export const kindsOf = (group: TimelineGroup): string[] => (group === 'system' ? SYSTEM : [...GROUPS[group]]);
