import type { Course } from './course.ts';
import type { Reading } from './engine.ts';
import type { Phase } from './language.ts';

/** Signals of the language that say that something is being done about the matter. */
const HELPS = ['real-step', 'asks-facts'];
export const doesHelp = ({ asks, signals }: Reading): boolean => asks || HELPS.some((name) => signals.has(name));

type Act = Reading['acts'][number];

/** The phase in which the utterance ends: its last sentence that does anything, and what has come of the contact. */
export function phaseOf(reading: Reading, course: Course): Phase {
  if (course.isFirst && !course.isTold) return 'invite';
  if (takesOver(reading, course)) return 'invite';
  if (endsContact(reading, course)) return 'close';
  return byLastSentence(reading, course) ?? withoutActs(reading, course);
}

/** Whoever comes first or takes the contact over begins by asking what it is about. */
const takesOver = ({ signals }: Reading, { isFirst }: Course): boolean =>
  signals.has('ph-offers') && (isFirst || signals.has('ph-intro'));

/** What was agreed is read back, goodbye is said, or the customer has nothing else and nothing is asked. */
function endsContact({ signals, asks }: Reading, course: Course): boolean {
  if (signals.has('ph-bye')) return true;
  if (!course.isAnswered) return false;
  if (signals.has('ph-reads-back')) return true;
  return !asks && (course.isDone || (course.isAgreed && signals.has('ph-settles')));
}

function byLastSentence(reading: Reading, course: Course): Phase | null {
  const sentences = sentencesOf(reading);
  const isOpenQuestion = reading.asks && sentences.at(-1)?.acts.length === 0;
  let isFeeling = false;
  let isMore = false;
  for (const { acts, end, length } of sentences.reverse()) {
    const last = endOf(acts, reading, course);
    if (!last) isMore ||= length >= SAYS_SOMETHING;
    else if (last.phase === 'acknowledge') {
      isFeeling = true;
      isMore ||= end - last.end >= SAYS_SOMETHING;
    } else if (isOpenQuestion) return last.phase === 'listen' ? 'listen' : null;
    else return last.phase === 'close' && isMore ? 'inform' : last.phase;
  }
  if (reading.asks || !isFeeling) return null;
  return isMore && course.isAnswered ? 'inform' : 'acknowledge';
}
/** Characters from which on a sentence without any known act says something all the same. */
const SAYS_SOMETHING = 8;

interface Sentence {
  readonly acts: readonly Act[];
  readonly end: number;
  readonly length: number;
}

/** Its sentences with the acts in them, told apart as in a normal text; without the name under a letter. */
function sentencesOf({ text, acts }: Reading): Sentence[] {
  const all = [...text.matchAll(/[^。！!？?｡\n\r]+[。！!？?｡\n\r]*/gu)].map(({ index, 0: sentence }) => ({
    acts: acts.filter(({ end }) => end > index && end <= index + sentence.length),
    end: index + sentence.length,
    length: sentence.length,
    isOpen: !/[。！!？?｡]/u.test(sentence),
  }));
  if (!text.includes('\n')) return all;
  return all.slice(0, 1 + all.findLastIndex((one) => one.acts.length > 0 || !one.isOpen));
}

/** Of what fits, the last; sympathy stands behind whatever is done, of two that end together the longer one goes. */
function endOf(acts: readonly Act[], reading: Reading, course: Course): Act | null {
  const fitting = acts.filter((act) => fits(act, reading, course));
  const doing = fitting.filter(({ phase }) => phase !== 'acknowledge');
  return (doing.length > 0 ? doing : fitting).reduce<Act | null>(
    (best, act) => (best && !isLater(act, best) ? best : act),
    null,
  );
}

function isLater(act: Act, than: Act): boolean {
  if (act.end !== than.end) return act.end > than.end;
  if ((act.phase === 'close') !== (than.phase === 'close')) return act.phase === 'close';
  return act.start < than.start;
}

function fits({ phase }: Act, { acts, signals }: Reading, course: Course): boolean {
  if (phase === 'close') return course.isAnswered || acts.some((act) => act.phase === 'inform');
  // a colleague who takes over begins anew
  if (phase === 'invite') return !course.isTold || course.isFirst || signals.has('ph-intro');
  return true;
}

function withoutActs(reading: Reading, course: Course): Phase {
  if (!course.isTold) return 'invite';
  if (reading.asks) return course.isAnswered ? 'inform' : 'listen';
  if (reading.apologies.length > 0) return 'acknowledge';
  if (!course.isAnswered && reading.signals.has('ph-warm')) return 'acknowledge';
  if (reading.text.length < SAYS_SOMETHING) return course.phase;
  return course.phase === 'close' && course.isAgreed ? 'close' : 'inform';
}
