import { type Mark, marksOf } from './marks.ts';
import type { PackField } from './pack.ts';

/** Where something of a case was found. */
export const PLACES = [
  'number',
  'phone',
  'mark',
  'name',
  'own-words',
  'expectation',
  'demand',
  'field',
  'note',
  'contact',
  'reply',
  'next-step',
  'promise',
  'work-order',
  'outside',
  'attachment',
  'record',
  'conversation',
] as const;
export type Place = (typeof PLACES)[number];

/** Words in conversations, which a higher room keeps: found by whoever sees the case, in entries apart. */
export const IN_TALKS = 'conversation';

/** Something of a case that can be found. */
export interface Piece {
  readonly place: Place;
  readonly text: string;
  readonly class: 'case' | 'investigation';
  /** Where it was said in a conversation. */
  readonly utterance?: { readonly conversationId: string; readonly place: number };
  /** How it is masked where it is shown. */
  readonly mask?: 'phone' | 'vin' | 'plate' | 'generic';
}

export interface Searched {
  readonly numbers: readonly Piece[];
  readonly names: readonly Piece[];
  readonly words: readonly Piece[];
}

/** What stands on the case itself, as it is registered and corrected. */
export interface OnTheCase {
  readonly callerName: string;
  readonly callerPhone: string;
  /** As the customers room knows them; counts where no name was said. */
  readonly customerName: string;
  readonly fields: Readonly<Record<string, string | number | boolean | null>>;
  readonly expectedFeeling: string;
  readonly expectedProcess: string;
  readonly expectedResult: string;
  readonly outsideNumbers: readonly { number: string; sender: string; contact: string }[];
}

export const NOTHING_ELSE: OnTheCase = {
  callerName: '',
  callerPhone: '',
  customerName: '',
  fields: {},
  expectedFeeling: '',
  expectedProcess: '',
  expectedResult: '',
  outsideNumbers: [],
};

export function searchedOn(pack: { readonly fields: readonly PackField[] }, given: OnTheCase): Searched {
  const marks = marksOf({ fields: [...pack.fields] }, given.fields, given.outsideNumbers);
  const marked = new Set(marks.map(({ field }) => field));
  const free = pack.fields.filter((field) => field.type === 'text' && !field.personal && !marked.has(field.key));
  return {
    numbers: [
      ...some('phone', [given.callerPhone], 'phone'),
      ...marks.filter(isNumber).flatMap((mark) => some('mark', [mark.value], maskOf(pack, mark))),
    ],
    names: [
      ...some('name', [given.callerName || given.customerName]),
      // a recipient is looked for like a customer
      ...marks.filter((mark) => !isNumber(mark)).flatMap((mark) => some('name', [mark.value], maskOf(pack, mark))),
    ],
    words: [
      ...some('expectation', [given.expectedFeeling, given.expectedProcess, given.expectedResult]),
      ...some(
        'field',
        free.map(({ key }) => String(given.fields[key] ?? '')),
      ),
      ...some(
        'outside',
        given.outsideNumbers.flatMap(({ sender, contact }) => [sender, contact]),
      ),
    ],
  };
}

const isNumber = ({ value }: Mark): boolean => /[0-9A-Z]{4}/.test(value);

export const some = (place: Place, texts: readonly string[], mask?: Piece['mask']): Piece[] =>
  texts.filter((text) => text !== '').map((text) => ({ place, text, class: 'case', ...(mask && { mask }) }));

function maskOf(pack: { readonly fields: readonly PackField[] }, { field }: Mark): Piece['mask'] {
  const known = pack.fields.find(({ key }) => key === field);
  if (known?.type === 'vin' || known?.type === 'plate') return known.type;
  return known?.personal ? 'generic' : undefined;
}
