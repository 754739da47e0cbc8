/** The noun: a sheet of paper as it will be printed, whatever it is printed with: a page in the browser or a DOCX. */

export const SORTS = ['form', 'letter', 'report'] as const;
/** `form`: filled from one case. `letter`: a draft that is approved, sealed and sent. `report`: over many cases. */
export type Sort = (typeof SORTS)[number];

/** Null: nothing is known, a line to write on. */
export type Run = string | null;

export interface Signer {
  readonly title: string;
  readonly value: string | null;
}

export type PaperPart =
  | { readonly is: 'heading'; readonly text: string }
  | { readonly is: 'text'; readonly paragraphs: Run[][] }
  | {
      readonly is: 'fields';
      readonly columns: 1 | 2;
      /** `lines`: room to write, where nothing is known. */
      readonly fields: { title: string; value: string | null; lines: number }[];
    }
  | { readonly is: 'table'; readonly columns: string[]; readonly rows: string[][] }
  | { readonly is: 'sign'; readonly seal: boolean; readonly signers: Signer[]; readonly date: string | null }
  | { readonly is: 'break' };

export interface Letterhead {
  readonly name: string;
  readonly address: string;
  readonly phone: string;
  /** As a data address. */
  readonly logo: string | null;
}

export interface Paper {
  readonly form: string;
  readonly title: string;
  readonly number: string | null;
  readonly head: Letterhead;
  readonly parts: PaperPart[];
  /** Personal data is hidden but for its ends. */
  readonly masked: boolean;
  readonly printedAt: Date;
  readonly printedBy: string;
}

/** Between several values of one place. */
export const SEPARATOR = '、';
/** Room to write within a text that is kept as text. */
export const BLANK = '＿＿＿＿＿＿';
