import { describe, expect, it } from 'vitest';
import type { Analysis, Finding, Heard } from './conversation.ts';
import { librarySchema } from './library.ts';
import { type Contact, claimsOf, fittingPhrases, nextStep, type Step } from './next-step.ts';
import { reviewOf, transcriptOf } from './review.ts';
import { readTranscript } from './transcript.ts';

type Line = Partial<Omit<Heard, 'promises' | 'principles'>> & {
  readonly promises?: Heard['promises'][number]['kind'][];
  readonly principles?: Heard['principles'][number]['principle'][];
  readonly fault?: boolean;
};

/** Agent and customer by turns unless told. */
function analysisOf(lines: readonly Line[]): Analysis {
  const utterances = lines.map(({ promises = [], principles = [], fault: _, ...line }, index): Heard => {
    const text = line.text ?? '好的';
    const span = { start: 0, end: text.length };
    return {
      index,
      speaker: index % 2 === 0 ? 'agent' : 'customer',
      at: null,
      phase: 'listen',
      apology: null,
      objection: null,
      signals: [],
      ...line,
      text,
      promises: promises.map((kind) => ({ ...span, kind })),
      principles: principles.map((principle) => ({ ...span, principle })),
    };
  });
  const findings = lines.flatMap(({ fault }, utterance): Finding[] =>
    fault
      ? [
          {
            utterance,
            start: 0,
            end: 1,
            rule: 'argue/wrong',
            family: 'argue',
            severity: 'fault',
            message: '',
            suggestion: '',
            isGrave: false,
            isDisguised: false,
          },
        ]
      : [],
  );
  return { utterances, findings };
}

const aPhrase = (key: string, text: string, situation: string, phase: string, more: object = {}) => ({
  key,
  text,
  situation,
  phase,
  ...more,
});
const library = librarySchema.parse({
  phrases: [
    aPhrase('open-known', '{称呼}您好，请问今天有什么可以帮您？', 'listen', 'invite', {
      principles: ['selfEsteem'],
      needs: ['name-known'],
    }),
    aPhrase('open', '您好，这里是{单位}，有什么可以帮您？', 'listen', 'invite', { principles: ['selfEsteem'] }),
    aPhrase('feel', '您的心情我理解。', 'displeased', 'acknowledge', { principles: ['selfEsteem'] }),
    aPhrase('ask-when', '请问什么时候发现的？', 'listen', 'listen', { principles: ['facts'] }),
    aPhrase('ask-plate', '请问车牌号是多少？', 'listen', 'listen', { principles: ['facts'], fields: ['plate', 'vin'] }),
    aPhrase('ask-number', '请问单号是多少？', 'listen', 'listen', { principles: ['facts'] }),
    aPhrase('own-fault', '是我们的失误，我们负责。', 'our-fault', 'inform', { needs: ['fault-verified'] }),
    aPhrase('two-ways', '一是{办法}，二是{备选}，您看呢？', 'propose', 'inform', { principles: ['compensationCost'] }),
    aPhrase('by-time', '{时间}前办好，可以吗？', 'propose', 'inform', {
      principles: ['responsibility'],
      begins: 'commitment',
    }),
    aPhrase('read-back', '跟您确认一遍：{办法}。', 'close', 'close', {
      principles: ['facts'],
      needs: ['follow-up-set'],
    }),
    aPhrase('more', '请问还有什么可以帮您？', 'close', 'close'),
    aPhrase('praised', '谢谢您的夸奖。', 'close', 'close'),
    aPhrase('bye', '{称呼}，谢谢您的来电，再见。', 'close', 'close', { needs: ['name-known'] }),
  ],
});

const greeted: Line = { phase: 'invite', text: '您好，有什么可以帮您？', signals: ['open-offer', 'ph-intro'] };
const told: Line = { text: '我姓吴，花没到！' };
const kind: Line = { phase: 'acknowledge', principles: ['selfEsteem'] };
const asked: Line = { principles: ['facts'], signals: ['asks-facts'] };
const offered: Line = { phase: 'inform', principles: ['customerBenefit'] };
const promised: Line = { phase: 'inform', promises: ['time', 'callback'] };
const readBack: Line = { phase: 'close', signals: ['ph-reads-back'] };
const more: Line = { phase: 'close', text: '请问还有什么可以帮您？' };
const bye: Line = { phase: 'close', text: '谢谢您，再见。', signals: ['ph-bye'] };

const when = { key: 'when', title: '什么时候' };
const number = { key: 'number', title: '单号' };
const contact = (lines: readonly Line[], more: Partial<Contact> = {}): Contact => ({
  analysis: analysisOf(lines),
  openFacts: [],
  flags: {},
  isAccepted: false,
  asks: (text) => (text.includes('单号') ? ['number'] : ['when']),
  ...more,
});
const yes = { isAccepted: true };

describe('the next best step', () => {
  it.each<[name: string, contact: Contact, step: Step, phrase: string | null]>([
    ['is to greet and offer help', contact([]), 'greet', 'open'],
    ['is to let them tell', contact([greeted, { signals: ['only-greeting'] }]), 'let-tell', null],
    ['is sympathy once the matter is told', contact([greeted, told]), 'sympathise', 'feel'],
    [
      'is sympathy once more where the mood weighs more than the matter',
      contact([greeted, told, kind, {}], { soothes: true, openFacts: [when] }),
      'sympathise',
      'feel',
    ],
    [
      'is the facts after that, as for anybody',
      contact([greeted, told, kind, {}, kind, {}], { soothes: true, openFacts: [when] }),
      'ask',
      'ask-when',
    ],
    ['is to mend what was said wrong', contact([greeted, told, { fault: true, phase: 'inform' }, {}]), 'mend', 'feel'],
    ['is the next open fact', contact([greeted, told, kind, {}], { openFacts: [number, when] }), 'ask', 'ask-number'],
    ['is an offer when all facts are known', contact([greeted, told, kind, {}]), 'offer', 'two-ways'],
    [
      'is to answer what stands against the offer',
      contact([greeted, told, kind, {}, offered, { objection: 'reasonable' }]),
      'answer-objection',
      'two-ways',
    ],
    ['is a promise with a time', contact([greeted, told, kind, {}, offered, {}], yes), 'promise', 'by-time'],
    [
      'is a promise even with facts still open',
      contact([greeted, told, kind, {}, offered, {}], { ...yes, openFacts: [when] }),
      'promise',
      'by-time',
    ],
    ['is to read back', contact([greeted, told, kind, {}, promised, {}], yes), 'read-back', 'read-back'],
    [
      'is to ask for more',
      contact([greeted, told, kind, {}, promised, {}, readBack, {}], yes),
      'anything-else',
      'more',
    ],
    ['is thanks', contact([greeted, told, kind, {}, promised, {}, readBack, {}, more, {}], yes), 'thank', 'bye'],
    [
      'is nothing more',
      contact([greeted, told, kind, {}, promised, {}, readBack, {}, more, {}, bye], yes),
      'done',
      null,
    ],
    ['asks once where nobody knows the facts', contact([greeted, told, kind, {}], { isAccepted: null }), 'ask', null],
    [
      'goes on to an offer there',
      contact([greeted, told, kind, {}, asked, {}], { isAccepted: null }),
      'offer',
      'two-ways',
    ],
    [
      'and to a promise',
      contact([greeted, told, kind, {}, asked, {}, offered, {}], { isAccepted: null }),
      'promise',
      'by-time',
    ],
  ])('%s', (_, given, step, phrase) => {
    const next = nextStep(library, given);
    // where no fact is named any question of the library will do
    const wanted = step === 'ask' && phrase === null ? 'ask-when' : phrase;
    expect([next.step, next.phrase?.key ?? null]).toEqual([step, wanted]);
  });

  it('offers no sentence that claims what is not so', () => {
    const keys = (given: Contact) => fittingPhrases(library, given).map(({ key }) => key);
    expect(keys(contact([greeted, told]))).not.toContain('own-fault');
    expect(keys(contact([greeted, told], { flags: { faultVerified: true } }))).toContain('own-fault');
    expect(keys(contact([greeted, { text: '花没到' }]))).not.toContain('open-known');
    expect([...claimsOf(contact([greeted, told, kind, {}, promised, {}], yes))].sort()).toEqual([
      'alternative-offered',
      'customer-yielded',
      'facts-complete',
      'follow-up-set',
      'matter-told',
      'name-known',
    ]);
  });

  it('offers no sentence about what another trade has', () => {
    const keys = (fields?: string[]) =>
      fittingPhrases(library, contact([greeted, told], fields && { fields })).map(({ key }) => key);
    expect(keys(['order', 'vin'])).toContain('ask-plate');
    expect(keys(['order'])).not.toContain('ask-plate');
    expect(keys()).not.toContain('ask-plate');
    expect(keys()).toContain('ask-number');
  });

  it('repeats no sentence that was said', () => {
    expect(nextStep(library, contact([greeted, told, { text: '您的心情我理解。' }, {}])).phrase).toBe(null);
  });
});

describe('the look back', () => {
  const scores = (lines: readonly Line[], facts: { told: number; all: number } | null) =>
    Object.fromEntries(reviewOf(analysisOf(lines), facts).sections.map(({ section, score }) => [section, score]));

  it('is full where everything was done', () => {
    const all = [greeted, told, kind, {}, asked, {}, offered, {}, promised, {}, readBack, {}, more, {}, bye];
    expect(scores(all, { told: 2, all: 2 })).toEqual({
      invite: 100,
      listen: 100,
      acknowledge: 100,
      inform: 100,
      close: 100,
      language: 100,
    });
  });

  it('tells what is missing, section by section', () => {
    expect(scores([greeted, told, offered, {}, kind, {}, { fault: true }], { told: 1, all: 2 })).toEqual({
      invite: 100,
      listen: 0,
      acknowledge: 50,
      inform: 67,
      close: 0,
      language: 50,
    });
  });

  it('asks nothing that nobody can know', () => {
    expect(reviewOf(analysisOf([]), null).sections.find(({ section }) => section === 'listen')?.items).toEqual([
      { item: 'asked', isDone: false },
    ]);
  });

  it('counts promises with their words, principles and apologies', () => {
    const review = reviewOf(analysisOf([greeted, told, kind, {}, { ...promised, apology: 'feeling' }]), null);
    expect(review.promises).toEqual([
      { utterance: 4, kind: 'time', words: '好的' },
      { utterance: 4, kind: 'callback', words: '好的' },
    ]);
    expect(review.apologies).toEqual({ feeling: 1, fault: 0 });
    expect(review.principles).toMatchObject({ selfEsteem: 1, facts: 0 });
    expect(review.phases).toEqual(['invite', 'acknowledge', 'inform']);
  });

  it('is copied as a transcript that can be read again', () => {
    const { utterances } = analysisOf([greeted, { text: '花呢？\n没到！' }]);
    expect(readTranscript(transcriptOf(utterances, { agent: '客服', customer: '客户' }))).toEqual([
      { speaker: 'agent', text: '您好，有什么可以帮您？', at: null },
      { speaker: 'customer', text: '花呢？ 没到！', at: null },
    ]);
  });
});
