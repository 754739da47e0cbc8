import type { SampleText, StaffTexts } from '../texts.ts';
import { OTHER_STAFF } from './other-staff.ts';
import { OTHER_WORDS } from './other-words.ts';
import { SALES_STAFF } from './sales-staff.ts';
import { SALES_WORDS } from './sales-words.ts';
import { WORKSHOP_STAFF } from './workshop-staff.ts';
import { WORKSHOP_WORDS } from './workshop-words.ts';

export const DEALER_WORDS: readonly SampleText[] = [...WORKSHOP_WORDS, ...SALES_WORDS, ...OTHER_WORDS];
export const DEALER_STAFF: Readonly<Record<string, StaffTexts>> = { ...WORKSHOP_STAFF, ...SALES_STAFF, ...OTHER_STAFF };
