import { isMap, type Json } from '../../../../policies/canonical.ts';
import { type Edited, inPack, type Writing } from '../../../../policies/edit-texts.ts';

/** What every part of the form is given. */
export interface FormProps {
  readonly writing: Writing;
  readonly readOnly: boolean;
  /** `edit` is asked with what is written now. */
  readonly onEdit: (edit: (writing: Writing) => Edited) => void;
  /** The same for what takes something away: it is offered back under its title. */
  readonly onRemove: (title: string, edit: (writing: Writing) => Edited) => void;
}

export type Entry = { readonly [name: string]: Json };

/** Entries of a list with keys, however unfinished the pack is. */
export const entriesAt = ({ flat }: Writing, path: string): (Entry & { key: string })[] => {
  const found = inPack(flat, path);
  return Array.isArray(found)
    ? found.filter(
        (entry): entry is { [name: string]: Json; key: string } => isMap(entry) && typeof entry['key'] === 'string',
      )
    : [];
};

export const textIn = (entry: Entry, name: string): string => {
  const value = entry[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};
export const textsIn = (entry: Entry, name: string): string[] => {
  const value = entry[name];
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
};
/** What one calls an entry before it has a title. */
export const titleIn = (entry: Entry & { key: string }): string => textIn(entry, 'title') || entry.key;

export interface Option {
  readonly value: string;
  readonly label: string;
}
export const optionsAt = (writing: Writing, path: string): Option[] =>
  entriesAt(writing, path).map((entry) => ({ value: entry.key, label: titleIn(entry) }));

/** A key that no entry of the list has. */
export function freshKey(writing: Writing, path: string, stem: string): string {
  const taken = new Set(entriesAt(writing, path).map(({ key }) => key));
  let nth = taken.size + 1;
  while (taken.has(`${stem}-${nth}`)) nth += 1;
  return `${stem}-${nth}`;
}
