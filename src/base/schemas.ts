import * as z from 'zod';

const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/;
/** Embeddings, overrides and isolates that can make one name look like another. */
const BIDI_CONTROL = /[\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/;

/** Everything that begins a new line somewhere. */
const BREAK = /[\r\n\t\u0085\u2028\u2029]/;

const wellFormed = (text: string): boolean => text.isWellFormed() && !CONTROL.test(text);

/** Several lines of words. Counted in UTF-16 units; rare Han and emoji count two. */
export const words = (max: number) =>
  z
    .string()
    .max(max)
    .refine(wellFormed, { error: 'control-characters' })
    .transform((text) => text.replace(/\r\n?/g, '\n').trim());

/** Words that must not be empty. */
export const someWords = (max: number) => words(max).pipe(z.string().min(1));

/** One line: a name, a title, a number. No line breaks, no marks that turn the reading direction. */
export const line = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => wellFormed(text) && !BREAK.test(text) && !BIDI_CONTROL.test(text), {
      error: 'control-characters',
    })
    .transform((text) => text.trim());

export const someLine = (max: number) => line(max).pipe(z.string().min(1));

export const id = () => z.uuid();

const FIRST = Date.UTC(1990, 0, 1);
const LAST = Date.UTC(2100, 0, 1);
/** An instant with its offset, between 1990 and 2100. */
export const instant = () =>
  z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text))
    .refine((date) => date.getTime() >= FIRST && date.getTime() < LAST, { error: 'out-of-range' });

/** An instant in a reply. */
export const time = () => z.iso.datetime();

/** A calendar day, YYYY-MM-DD. */
export const day = () => z.iso.date();

/** A key in a pack: lower-case words joined by hyphens. */
export const key = () =>
  z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(64);

/** One page of a list: opaque cursor and size. */
export const page = {
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), next: z.string().nullable() });

export const done = z.strictObject({ ok: z.literal(true) });
