import { SATISFACTIONS } from './complaint.ts';
import type { Filter, Order } from './filter.ts';

/** The days that the curves show and the shares are counted over, today included. */
export const FIGURE_DAYS = 14;
const PERIOD = '14d';

/** Packs call the clock of the first contact so. */
export const FIRST_CONTACT = 'first-contact';

export const CONTENT = SATISFACTIONS.slice(0, 2);

export const FIGURE_NAMES = ['open', 'overdue', 'today', 'contactOnTime', 'satisfied'] as const;
export type FigureName = (typeof FIGURE_NAMES)[number];

/** The five figures of a manager, each the count of the list behind it; a share has the list that it is a share of. */
export const FIGURES: Readonly<Record<FigureName, Figure>> = {
  open: { filter: { state: 'open' } },
  overdue: { filter: { state: 'open', clock: ['overdue'] } },
  today: { filter: { received: 'today' }, order: 'newest' },
  contactOnTime: {
    filter: { received: PERIOD, contact: ['on-time'] },
    of: { received: PERIOD, contact: ['on-time', 'late'] },
    order: 'newest',
  },
  satisfied: {
    filter: { closed: PERIOD, satisfaction: [...CONTENT] },
    of: { closed: PERIOD, satisfaction: [...SATISFACTIONS] },
    order: 'closed',
  },
};

export interface Figure {
  readonly filter: Readonly<Filter>;
  readonly of?: Readonly<Filter>;
  readonly order?: Order;
}
