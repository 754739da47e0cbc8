import { MARK } from '../people/mask.ts';
import type { ComplaintsSection } from './pack.ts';
import type { CaseRecord, RecordAct } from './records.ts';

/** The parts of each act's record that are words; everything else is keys, ids, amounts and times. */
const WORDS: Record<RecordAct, readonly string[]> = {
  investigation: ['question'],
  finding: ['cause', 'statements', 'ours', 'theirs'],
  standing: ['evidence', 'reason', ...['name', 'number', 'quote', 'ref', 'item', 'clause', 'improvement', 'text']],
  responsibility: ['evidence', 'reason'],
  assessment: ['reason'],
  unsettled: [],
  task: [],
  'task-done': ['note'],
  'report-up': ['note'],
  form: ['text'],
  apology: ['words'],
  review: ['note'],
  plan: ['need', 'outline', 'benefit', 'details', 'immediate', 'ableWho'],
  choice: ['remark'],
  meeting: ['others', 'words'],
  demanded: ['words'],
  'breach-answer': ['words'],
  special: ['satisfaction', 'words'],
  decision: ['words'],
  'closing-paper': ['by', 'words', 'reference', 'place', 'note', 'what', 'who'],
  'review-written': ['insight', 'quality', 'fit', 'overlooked', 'lesson'],
  signature: ['note'],
  agreement: ['by', 'note'],
  decline: ['reason'],
  execution: ['what'],
  resolution: ['result', 'delivered'],
  'follow-up': ['note'],
  escalation: ['tried', 'whyNot'],
  help: ['question'],
  'help-answer': ['answer'],
  checklist: ['note'],
  'approval-request': ['note', 'what'],
  flow: ['reason'],
  approval: ['note'],
  'not-applicable': [],
  lesson: ['lesson', 'prevention'],
  withdrawal: ['ownWords'],
  closing: ['note', 'what', 'how'],
  reopening: ['note'],
  conversion: [],
  'authority-letter': [],
  crisis: [],
  merger: [],
  voiding: ['note'],
  redaction: [],
};

/** Facts of a case that can be redacted, beside its pack's fields, `fields.<key>`. */
export const REDACTABLE_FACTS = [
  'callerName',
  'callerPhone',
  'expectedFeeling',
  'expectedProcess',
  'expectedResult',
] as const;
export type RedactableFact = (typeof REDACTABLE_FACTS)[number] | `fields.${string}`;

interface Registered extends Readonly<Record<(typeof REDACTABLE_FACTS)[number], string>> {
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What stands there and can be redacted, a choice by its title; '' for none. */
export function factSaid(pack: Pick<ComplaintsSection, 'fields'>, row: Registered, name: string): string {
  const plain = REDACTABLE_FACTS.find((fact) => fact === name);
  if (plain) return row[plain];
  const field = pack.fields.find(({ key }) => name === `fields.${key}`);
  const value = field ? row.fields[field.key] : null;
  return field?.choices?.find(({ key }) => key === value)?.title ?? String(value ?? '');
}

/** It names the customer or their things: copies of it are hidden too. What they want, or a choice, is said of many. */
export function isPersonal(pack: Pick<ComplaintsSection, 'fields'>, name: string): boolean {
  const field = pack.fields.find(({ key }) => name === `fields.${key}`);
  return (
    name.startsWith('caller') || Boolean(field && (field.personal || field.type === 'vin' || field.type === 'plate'))
  );
}

/** Acts whose records only those see who may read investigation notes. */
export const INVESTIGATION_ACTS: readonly string[] = ['investigation', 'finding'] satisfies RecordAct[];

/**
 * The text without these passages, exactly as given and wherever they occur, overlapping ones as one; without
 * passages all of it goes. An empty text stays empty.
 */
export function hidden(text: string, passages: readonly string[]): string {
  if (!passages.length) return text && MARK;
  const spans = passages.flatMap((passage) => placesOf(text, passage)).sort(([a], [b]) => a - b);
  let kept = '';
  let at = 0;
  for (const [from, to] of spans) {
    if (from > at || at === 0) kept += text.slice(at, from) + MARK;
    at = Math.max(at, to);
  }
  return kept + text.slice(at);
}

function placesOf(text: string, passage: string): [number, number][] {
  const places: [number, number][] = [];
  if (!passage) return places;
  for (let at = text.indexOf(passage); at >= 0; at = text.indexOf(passage, at + 1))
    places.push([at, at + passage.length]);
  return places;
}

/** What was said in a record and can still be read. */
export function wordsOf(act: RecordAct, data: unknown): string[] {
  const found: string[] = [];
  mapWords(act, data, (text) => {
    if (readable(text)) found.push(text);
    return text;
  });
  return found;
}

export const readable = (text: string): boolean => text !== '' && text !== MARK;

/** The data of a record with its words hidden. */
export const hiddenData = (record: Pick<CaseRecord, 'act' | 'data'>, passages: readonly string[]): unknown =>
  mapWords(record.act, record.data, (text) => hidden(text, passages));

function mapWords(act: RecordAct, data: unknown, map: (text: string) => string): unknown {
  const names = WORDS[act];
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [
        name,
        typeof inner === 'string' && names.includes(name) ? map(inner) : walk(inner),
      ]),
    );
  };
  return walk(data);
}
