import { Fragment } from 'react';

export interface Mark {
  readonly start: number;
  readonly end: number;
  /** What of the style sheet it is drawn as: `principle`, `promise`, `fault`, `warning`, `hint`. */
  readonly kind: string;
  readonly title: string;
  /** Stands behind its last word, in small letters. */
  readonly tag?: string;
}

/** Words as they were said, with marks that may overlap; each piece tells on hover what it carries. */
export function MarkedText({ text, marks }: { text: string; marks: readonly Mark[] }) {
  const cuts = [...new Set([0, text.length, ...marks.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  return (
    <>
      {cuts.slice(0, -1).map((start, nth) => {
        const end = cuts[nth + 1] as number;
        const here = marks.filter((mark) => mark.start <= start && mark.end >= end);
        const words = text.slice(start, end);
        if (here.length === 0) return words;
        const tags = [...new Set(here.flatMap((mark) => (mark.tag && mark.end === end ? [mark.tag] : [])))];
        return (
          <Fragment key={start}>
            <span
              className={['said-mark', ...new Set(here.map(({ kind }) => `said-${kind}`))].join(' ')}
              title={[...new Set(here.map(({ title }) => title))].join(' · ')}
            >
              {words}
            </span>
            {tags.length > 0 && <small className="said-tag">{tags.join(' · ')}</small>}
          </Fragment>
        );
      })}
    </>
  );
}
