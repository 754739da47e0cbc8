/** A table pasted from a spreadsheet: an area and who answers for it, one line each. */

export interface Pasted {
  /** Key of the area → id of the person. */
  readonly found: ReadonlyMap<string, string>;
  /** Lines that name no area or nobody, or somebody twice, as they were typed. */
  readonly unknown: readonly string[];
}

interface Named {
  readonly key: string;
  readonly title: string;
}
interface Person {
  readonly id: string;
  readonly name: string;
}

const clean = (text: string | undefined): string => (text ?? '').normalize('NFKC').trim().replace(/^"|"$/g, '');

/** Two columns with a tab, comma, semicolon or stretch of blanks between; an area by its title or key, a person by their name. */
export function readAreas(text: string, areas: readonly Named[], people: readonly Person[]): Pasted {
  const found = new Map<string, string>();
  const unknown: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (!line.trim()) continue;
    const [first, second] = line.split(/\t|[,，;；]|\s{2,}/).map(clean);
    const area = areas.find(({ key, title }) => key === first || clean(title) === first);
    const named = people.filter(({ name }) => clean(name) === second);
    // two of the same name are not told apart by it
    const [person] = named;
    if (area && person && named.length === 1) found.set(area.key, person.id);
    else unknown.push(line.trim());
  }
  return { found, unknown };
}
