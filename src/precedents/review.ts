import { OUTCOME_CLASSES } from '../complaints/records.ts';

/** What a case became: 转机, 危机, 灾难. */
export const OUTCOMES = OUTCOME_CLASSES;

/** Is the quality what it should be, does what we do fit the customer, what did we overlook? */
export const QUESTIONS = ['quality', 'fit', 'overlooked'] as const;
