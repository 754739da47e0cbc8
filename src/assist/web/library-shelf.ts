import { KINDS, type Kind, learnedFamily, learnedName, type SetEntry } from '../entry.ts';
import type { Principle } from '../language.ts';
import type { Situation } from '../library.ts';
import type { LibraryChange, LibraryView } from './use-library.ts';

/** One line of the library: as it comes with the desk, or as the organisation has it. */
export interface Shown {
  readonly kind: Kind;
  readonly name: string;
  /** What it says, in a line; of what was learned for a family its title. */
  readonly text: string;
  readonly family: string | null;
  /** As it counts now; of a rule that comes with the desk only its first example is known here. */
  readonly entry: SetEntry | null;
  readonly isShipped: boolean;
  /** The organisation's own of that name. */
  readonly own: (LibraryChange & { readonly broken: boolean }) | null;
}

export const WHOSE = ['own', 'shipped', 'off'] as const;
export interface Filter {
  readonly q: string;
  readonly situation: Situation | '';
  readonly principle: Principle | '';
  readonly family: string;
  readonly whose: (typeof WHOSE)[number] | '';
}

/** What was learned for a family, not a rule of it. */
export const isLearned = ({ kind, name }: Pick<Shown, 'kind' | 'name'>): boolean => learnedFamily(kind, name) !== null;

export const isOff = ({ own }: Shown): boolean => own?.act === 'off';

export function textOfEntry(entry: SetEntry): string {
  switch (entry.kind) {
    case 'phrase':
    case 'card':
      return entry.body.text;
    case 'rule': {
      const [first = ''] = entry.body.hits;
      return typeof first === 'string' ? first : first.text;
    }
    default:
      return entry.body.title;
  }
}

/** All of a kind, the organisation's own first. */
export function shelfOf(kind: Kind, { shipped, own }: LibraryView): Shown[] {
  const ours = new Map(own.filter((one) => one.kind === kind).map((one) => [one.name, one]));
  const known = shippedOf(kind, shipped).map((one): Shown => {
    const mine = ours.get(one.name) ?? null;
    ours.delete(one.name);
    const entry = mine?.entry?.act === 'set' ? mine.entry : one.entry;
    const text = mine?.entry?.act === 'set' ? textOfEntry(mine.entry) : one.text;
    return { ...one, text, entry, own: mine };
  });
  const added = [...ours.values()].map((mine): Shown => {
    const entry = mine.entry?.act === 'set' ? mine.entry : null;
    const [family] = mine.name.split('/');
    return {
      kind,
      name: mine.name,
      text: entry ? textOfEntry(entry) : mine.name,
      family: kind === 'card' || kind === 'rule' ? (family ?? null) : null,
      entry,
      isShipped: false,
      own: mine,
    };
  });
  return [...added, ...known];
}

function shippedOf(kind: Kind, shipped: LibraryView['shipped']): Shown[] {
  const plain = (entry: SetEntry, name: string, family: string | null = null): Shown => ({
    kind,
    name,
    text: textOfEntry(entry),
    family,
    entry,
    isShipped: true,
    own: null,
  });
  switch (kind) {
    case 'phrase':
      return shipped.phrases.map((body) => plain({ act: 'set', kind, body }, body.key));
    case 'objection':
      return shipped.objectionCards.map((body) => plain({ act: 'set', kind, body }, body.kind));
    case 'style':
      return shipped.styles.map((body) => plain({ act: 'set', kind, body }, body.key));
    case 'card':
      return shipped.families.flatMap(({ key: family, cards }) =>
        cards.map((card) => plain({ act: 'set', kind, body: { ...card, family } }, `${family}/${card.key}`, family)),
      );
    default:
      return shipped.families.flatMap(({ key: family, title, isLearned, rules }) =>
        [
          ...(isLearned ? [{ name: learnedName(family), text: title }] : []),
          ...rules.map(({ key, example }) => ({ name: `${family}/${key}`, text: example || key })),
        ].map((one) => ({ ...one, kind, family, entry: null, isShipped: true, own: null })),
      );
  }
}

export function filtered(items: readonly Shown[], { q, situation, principle, family, whose }: Filter): Shown[] {
  const wanted = q.trim().toLowerCase();
  return items.filter((one) => {
    const { entry, own, isShipped, text, name } = one;
    const phrase = entry?.kind === 'phrase' ? entry.body : null;
    if (situation && phrase?.situation !== situation) return false;
    if (principle && !phrase?.principles.includes(principle)) return false;
    if (family && one.family !== family) return false;
    if (whose === 'own' && !(own && !isOff(one))) return false;
    if (whose === 'shipped' && !(isShipped && !own)) return false;
    if (whose === 'off' && !isOff(one)) return false;
    return !wanted || `${text} ${name} ${entry ? JSON.stringify(entry.body) : ''}`.toLowerCase().includes(wanted);
  });
}

export const isKind = (name: string | undefined): name is Kind => KINDS.some((kind) => kind === name);
