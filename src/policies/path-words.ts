/** A path of a finding as people read it: 时限 › 首次联系 › 时限. */
import { entryKey, isMap, type Json } from './canonical.ts';
import { titleOf } from './difference.ts';

export interface PathNames {
  readonly section: (name: string) => string;
  readonly field: (name: string) => string;
  /** An entry without a name, by its place from 1. */
  readonly nth: (place: string) => string;
}

/** `flat`: the whole pack, for the titles of its entries; null while it cannot be read. */
export function pathInWords(path: string, flat: Json | null, names: PathNames): string {
  // a text that cannot be read is told by its name
  if (/\.ya?ml$/.test(path)) return path;
  const [first = '', ...rest] = path.split('.');
  const sections = isMap(flat) && isMap(flat['sections']) ? flat['sections'] : {};
  const inSection = Object.hasOwn(sections, first);
  let here: Json | undefined = inSection ? sections[first] : (flat ?? undefined);
  const said = inSection ? [names.section(first)] : [];
  const steps = inSection ? rest : [first, ...rest];
  for (const [nth, step] of steps.entries()) {
    const list = KEYED_BY[nth - 1 - steps.indexOf('cells')];
    if (list && steps.includes('cells')) {
      said.push(titleIn(sections, list, step));
    } else if (Array.isArray(here)) {
      const entry: Json | undefined = here.find((one) => entryKey(one) === step) ?? here[Number(step) - 1];
      said.push(
        isMap(entry) && entryKey(entry) !== null ? titleOf(entry) : /^\d+$/.test(step) ? names.nth(step) : step,
      );
      here = entry;
    } else {
      // the list has the name of its section: said once
      const word = names.field(step);
      if (word !== said.at(-1) && step !== 'cells') said.push(word);
      here = isMap(here) && Object.hasOwn(here, step) ? here[step] : undefined;
    }
  }
  return said.join(' › ');
}

/** The keys of a table of limits are those of other lists: category, then severity. */
const KEYED_BY = ['categories', 'severities'] as const;

function titleIn(sections: { readonly [name: string]: Json }, list: string, wanted: string): string {
  const entries = Object.values(sections).flatMap((section) => {
    const found = isMap(section) ? section[list] : undefined;
    return Array.isArray(found) ? found.filter(isMap) : [];
  });
  const entry = entries.find((one) => entryKey(one) === wanted);
  return entry ? titleOf(entry) : wanted;
}
