import { maskGeneric, maskPhone, maskPlate, maskVin } from '../people/mask.ts';
import { fold } from '../search/fold.ts';
import { type Snippet, snippetOf } from '../search/snippet.ts';
import { numberForm, type Term } from '../search/typed.ts';
import type { Piece, Place, Searched } from './searched.ts';

export interface Match extends Snippet {
  readonly place: Place;
}

const MOST = 3;
const MASKS = { phone: maskPhone, vin: maskVin, plate: maskPlate, generic: maskGeneric } as const;

/** Where the terms stand in a case, numbers and names first, a place for each term; what is masked stays masked. */
export function matchesOf({ numbers, names, words }: Searched, terms: readonly Term[], readsNotes: boolean): Match[] {
  const left = new Set(terms);
  const found: Match[] = [];
  for (const piece of [...numbers, ...names, ...words]) {
    if (found.length === MOST || (left.size === 0 && found.length > 0)) break;
    if (piece.class === 'investigation' && !readsNotes) continue;
    const isNumber = numbers.includes(piece);
    const here = terms.filter((term) => holds(piece, isNumber, term));
    if (!here.some((term) => left.has(term))) continue;
    for (const term of here) left.delete(term);
    found.push({ place: piece.place, ...shown(piece, isNumber, here) });
  }
  return found;
}

function holds(piece: Piece, isNumber: boolean, { text, number }: Term): boolean {
  if (isNumber) return number !== null && numberForm(piece.text).includes(number);
  return fold(piece.text).includes(text);
}

function shown(piece: Piece, isNumber: boolean, terms: readonly Term[]): Snippet {
  const text = piece.mask ? MASKS[piece.mask](piece.text) : piece.text;
  const sought = terms.map((term) => (isNumber ? (term.number ?? term.text) : term.text));
  return snippetOf(text, sought) ?? { text, spans: [] };
}
