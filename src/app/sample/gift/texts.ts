import type { SampleText, StaffTexts } from '../texts.ts';
import { DELIVERY_WORDS } from './delivery-words.ts';
import { OTHER_STAFF } from './other-staff.ts';
import { OTHER_WORDS } from './other-words.ts';
import { PRODUCT_STAFF } from './product-staff.ts';
import { PRODUCT_WORDS } from './product-words.ts';

export const GIFT_WORDS: readonly SampleText[] = [...PRODUCT_WORDS, ...DELIVERY_WORDS, ...OTHER_WORDS];
export const GIFT_STAFF: Readonly<Record<string, StaffTexts>> = { ...PRODUCT_STAFF, ...OTHER_STAFF };
