import type { useWords } from '../../../base/web/i18n.ts';
import type { ComplaintView, TimelineEntry } from '../../case-contract.ts';
import type { Redactable } from '../../complaint.ts';
import type { ComplaintsSection } from '../../pack.ts';
import type { RecordAct } from '../../records.ts';
import { factSaid, REDACTABLE_FACTS, readable, wordsOf } from '../../redaction.ts';
import type { KeptWord } from '../../words-contract.ts';
import type { PanelKey } from './places.ts';

/** Something on the case that can be redacted, with the words that can still be read. */
export interface ThingSaid {
  of: Redactable;
  thingId: string;
  /** Of a fact. */
  name?: string;
  title: string;
  words: readonly string[];
}

/** The panel in which the words of an act stand. */
const PANELS: Partial<Record<RecordAct, PanelKey>> = {
  investigation: 'investigation',
  finding: 'investigation',
  standing: 'standing',
  responsibility: 'responsibility',
  review: 'standing',
  assessment: 'factSheet',
  'task-done': 'standing',
  'report-up': 'firstRecord',
  form: 'firstRecord',
  apology: 'apology',
  plan: 'plan',
  choice: 'plan',
  meeting: 'plan',
  demanded: 'plan',
  'breach-answer': 'plan',
  special: 'plan',
  signature: 'plan',
  agreement: 'plan',
  decline: 'plan',
  execution: 'execution',
  resolution: 'resolution',
  'follow-up': 'followUp',
  escalation: 'ladder',
  help: 'help',
  'help-answer': 'help',
  checklist: 'checklist',
  lesson: 'lesson',
  'review-written': 'review',
};

/** Everything said on the case, own words first, then the facts registered and what the staff wrote, by where it stands. */
export function thingsSaid(
  view: ComplaintView,
  entries: readonly TimelineEntry[],
  say: {
    words: ReturnType<typeof useWords>;
    sentence: (entry: TimelineEntry) => string;
  },
  pack: Pick<ComplaintsSection, 'fields'>,
  kept: readonly KeptWord[] = [],
): ThingSaid[] {
  const { words: t, sentence } = say;
  const own = view.ownWords.map(({ id, body }) => thing('text', id, t('case.ownWords'), [body]));
  const known = new Set(own.map(({ thingId }) => thingId));
  const texts = entries.flatMap((entry) =>
    entry.texts
      .filter(({ id }) => !known.has(id))
      .map(({ id, body }) =>
        thing('text', id, [entry.by?.name ?? t('case.system'), sentence(entry)].join(' '), [body]),
      ),
  );
  const facts = [
    ...REDACTABLE_FACTS.map((name) => ({ name, title: t(`case.factNames.${name}`) })),
    ...pack.fields.map(({ key, title }) => ({ name: `fields.${key}`, title })),
  ].map(({ name, title }) => {
    const said = factSaid(pack, { ...view, callerPhone: view.phone }, name);
    const answered = typeof view.fields[name.replace('fields.', '')] === 'boolean';
    return { ...thing('fact', view.id, title, [answered ? t(`case.${said === 'true' ? 'yes' : 'no'}`) : said]), name };
  });
  return [
    ...own,
    ...facts,
    ...view.demands.map(({ id, ordinal, body, answerNote }) =>
      thing('demand', id, t('case.demandNumber', { number: ordinal }), [body, answerNote]),
    ),
    ...view.records.map(({ id, act, data }) =>
      thing('record', id, t(`case.panels.${PANELS[act as RecordAct] ?? 'closing'}`), wordsOf(act as RecordAct, data)),
    ),
    ...view.workOrders.map(({ id, ordinal, task, reply }) =>
      thing('work-order', id, `${t('case.panels.workOrders')} ${ordinal}`, [task, reply]),
    ),
    ...view.outsideNumbers.map(({ id, number, sender, contact }) =>
      thing('outside-number', id, t('case.outsideNumber'), [number, sender, contact]),
    ),
    ...view.promises.map(({ id, body }) => thing('promise', id, t('case.panels.promises'), [body])),
    ...kept.map(({ of, thingId, words }) => thing(of, thingId, t(`case.keptThings.${of}`), words)),
    ...texts,
  ].filter(({ words }) => words.length > 0);
}

const SNIPPET = 18;
function thing(of: Redactable, thingId: string, name: string, all: readonly string[]): ThingSaid {
  const words = all.filter(readable);
  const letters = Array.from(words[0] ?? '');
  const begin = letters.slice(0, SNIPPET).join('');
  return { of, thingId, words, title: `${name} · ${begin}${letters.length > SNIPPET ? '…' : ''}` };
}
