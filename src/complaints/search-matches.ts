import { maskGeneric, maskPhone, maskPlate, maskVin } from '../people/mask.ts';
import { fold } from '../search/fold.ts';
import { type Snippet, snippetOf } from '../search/snippet.ts';
import { numberForm, type Term } from '../search/typed.ts';
import type { Piece, Place, Searched } from './searched.ts';

export interface Match extends Snippet {
  readonly place: Place;
  /** Where it was said in a conversation; null: it stands on the case. */
  readonly utterance: { readonly conversationId: string; readonly place: number } | null;
}

const MOST = 3;
const MASKS = { phone: maskPhone, vin: maskVin, plate: maskPlate, generic: maskGeneric } as const;

export interface Matches {
  readonly matches: Match[];
  /** Whether every term stands in what was looked through. */
  readonly all: boolean;
}

/** Where the terms stand in a case, numbers and names first, a place for each term; what is masked stays masked. */
export function matchesOf({ numbers, names, words }: Searched, terms: readonly Term[], readsNotes: boolean): Matches {
  const left = new Set(terms);
  const matches: Match[] = [];
  const look = (pieces: readonly Piece[], isNumber: boolean): void => {
    for (const piece of pieces) {
      if (matches.length === MOST || left.size === 0) return;
      if (piece.class === 'investigation' && !readsNotes) continue;
      const here = termsIn(piece.text, isNumber, terms);
      if (!here.some((term) => left.has(term))) continue;
      for (const term of here) left.delete(term);
      matches.push({ place: piece.place, utterance: piece.utterance ?? null, ...shown(piece, isNumber, here) });
    }
  };
  look(numbers, true);
  look(names, false);
  look(words, false);
  return { matches, all: left.size === 0 };
}

function termsIn(written: string, isNumber: boolean, terms: readonly Term[]): Term[] {
  const text = isNumber ? numberForm(written) : fold(written);
  return terms.filter((term) =>
    isNumber ? term.number !== null && text.includes(term.number) : text.includes(term.text),
  );
}

function shown(piece: Piece, isNumber: boolean, terms: readonly Term[]): Snippet {
  const text = piece.mask ? MASKS[piece.mask](piece.text) : piece.text;
  const sought = terms.map((term) => (isNumber ? (term.number ?? term.text) : term.text));
  return snippetOf(text, sought) ?? { text, spans: [] };
}
