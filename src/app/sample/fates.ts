import type { CloseKind, Stage } from '../../complaints/complaint.ts';
import type { Random } from './random.ts';
import type { SampleText } from './texts.ts';
import type { Trade } from './trade.ts';

/** How far a case came: an open stage, a way of closing, or closed in the first breath or with one answer. */
export type End = Exclude<Stage, 'closed'> | CloseKind | 'on-the-spot' | 'answered';

export interface Fate {
  readonly end: End;
  readonly text: SampleText;
  /** How often these words were used before: the next caller says them a little differently. */
  readonly turn: number;
  readonly store: number;
  /** Behind its clocks now. */
  readonly late: boolean;
  /** Rungs climbed above the handler. */
  readonly rungs: number;
  readonly urges: number;
  readonly again: 'dissatisfied' | 'reopened' | null;
  readonly wasGrievance: boolean;
  /** For a duplicate: into which case it was merged. */
  readonly into: number | null;
}

const OPEN: readonly (readonly [End, count: number, late: number])[] = [
  ['registered', 3, 1],
  ['triaged', 2, 1],
  ['investigating', 6, 2],
  ['judged', 3, 1],
  ['planning', 8, 2],
  ['agreed', 4, 0],
  ['executing', 8, 2],
  ['resolved', 7, 1],
  ['followed-up', 7, 0],
];
const CLOSED: readonly (readonly [End, count: number])[] = [
  ['on-the-spot', 37],
  ['answered', 31],
  ['satisfied', 62],
  ['accepted', 17],
  ['unresolved', 8],
  ['does-not-stand', 12],
  ['withdrawn', 8],
  ['not-ours', 5],
  ['duplicate', 5],
  ['voided', 4],
  ['not-reached', 3],
];

export const isOpen = ({ end }: Fate): boolean => OPEN.some(([known]) => known === end);

/** A bag that is shuffled anew when it is empty, counting the rounds. */
function bagOf(
  random: Random,
  texts: readonly SampleText[],
): (fits?: (text: SampleText) => boolean) => { text: SampleText; turn: number } {
  let bag: SampleText[] = [];
  const turns = new Map<SampleText, number>();
  return (fits = () => true) => {
    // an office writes each letter once
    if (!bag.some(fits))
      bag = [...bag, ...random.shuffled(texts.filter((text) => text.sender === undefined || !turns.has(text)))];
    const at = bag.findIndex(fits);
    if (at < 0) throw new Error('no text fits this case');
    const [text] = bag.splice(at, 1) as [SampleText];
    const turn = turns.get(text) ?? 0;
    turns.set(text, turn + 1);
    return { text, turn };
  };
}

/** Grave cases get a plan at once. */
const WITHOUT_PLAN: readonly End[] = ['investigating', 'judged', 'planning'];
const isGrave = (text: SampleText): boolean => text.severity !== undefined;
/** Sorts of trouble in which the customer may be wrong. */
const DISPUTABLE = new Set(['price', 'promise', 'wait', 'refund', 'picture', 'fresh']);

/** The 240 fates, crises included; the same for the same trade. */
export function fatesOf(trade: Trade, random: Random): Fate[] {
  const crises = trade.words.filter((text) => text.severity === 'crisis');
  const serious = bagOf(
    random,
    trade.words.filter((text) => text.kind === undefined && text.severity !== 'crisis'),
  );
  const small = bagOf(
    random,
    trade.words.filter((text) => text.kind !== undefined),
  );
  const grievances = bagOf(
    random,
    trade.words.filter((text) => text.kind === 'grievance'),
  );
  const fates: Fate[] = [];
  const add = (end: End, chosen: { text: SampleText; turn: number }, rest: Partial<Fate> = {}): void => {
    const { text, turn } = chosen;
    fates.push({
      end,
      text,
      turn,
      store: fates.length % 3,
      late: false,
      rungs: 0,
      urges: 0,
      again: null,
      wasGrievance: false,
      into: null,
      ...rest,
    });
  };

  for (const [end, count, late] of OPEN) {
    for (let n = 0; n < count; n++) {
      const isSmall = end === 'registered' && n === count - 1;
      const crisis = n === count - 1 && (end === 'investigating' || end === 'planning') ? crises.pop() : undefined;
      const chosen = crisis
        ? { text: crisis, turn: 0 }
        : isSmall
          ? small()
          : serious(n < late || WITHOUT_PLAN.includes(end) ? (text) => !isGrave(text) : undefined);
      const again = end === 'planning' && n >= 3 && n < 6 ? 'reopened' : null;
      add(end, chosen, {
        late: n < late,
        again,
        rungs: crisis ? 2 : ['planning', 'executing', 'resolved'].includes(end) && n % 5 === 4 ? 1 + (n % 2) : 0,
        urges: urgesOf(end, n, n < late),
      });
    }
  }
  const mains = fates.flatMap((fate, n) =>
    ['planning', 'executing'].includes(fate.end) && !fate.late && fate.again === null && fate.text.severity !== 'crisis'
      ? [n]
      : [],
  );
  for (const [end, count] of CLOSED) {
    for (let n = 0; n < count; n++) {
      if (end === 'on-the-spot' || end === 'answered') {
        add(
          end,
          end === 'on-the-spot' && n % 6 === 5
            ? serious((text) => !isGrave(text))
            : small((text) => end === 'on-the-spot' || text.kind !== 'grievance'),
        );
      } else if (end === 'duplicate') {
        const into = mains[n + 2] as number;
        const main = fates[into] as Fate;
        add(end, { text: main.text, turn: main.turn }, { into, store: main.store });
      } else if (end === 'satisfied' || end === 'accepted') {
        const crisis = end === 'satisfied' && [6, 14, 22, 30].includes(n) ? crises.pop() : undefined;
        const wasGrievance = n === 3 || n === 8;
        add(end, crisis ? { text: crisis, turn: 0 } : wasGrievance ? grievances() : serious(), {
          wasGrievance,
          rungs: crisis ? 2 : n % 5 === 2 ? (n % 10 === 2 ? 1 : n % 15 === 7 ? 3 : 2) : 0,
          urges: n % 9 === 4 ? 1 + (n % 3) : 0,
          again:
            end === 'satisfied' && [5, 17, 29].includes(n)
              ? 'dissatisfied'
              : end === 'satisfied' && [12, 24].includes(n)
                ? 'reopened'
                : null,
        });
      } else {
        add(
          end,
          serious((text) => !isGrave(text) && (end !== 'does-not-stand' || DISPUTABLE.has(text.theme))),
          { rungs: end === 'unresolved' ? 1 : 0 },
        );
      }
    }
  }
  return fates;
}

function urgesOf(end: End, n: number, isLate: boolean): number {
  if (isLate && end !== 'registered') return 1 + (n % 4);
  return ['investigating', 'planning', 'executing'].includes(end) && n % 7 === 5 ? 1 + (n % 3) : 0;
}
