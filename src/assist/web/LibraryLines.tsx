import { Fragment } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { title, useOptions } from '../../complaints/web/use-options.ts';
import type { Entry, SetEntry } from '../entry.ts';
import './library.css';

type Line = readonly [field: string, lines: readonly string[]];

/** What an entry says, field by field, in the reader's words. */
export function useEntryLines(): (entry: SetEntry) => Line[] {
  const t = useWords('assist');
  const known = useOptions()?.pack.fields;
  return (entry) => {
    const said = linesOf(entry, t, (key) => title(known, key));
    return said.filter(([, lines]) => lines.length > 0).map(([field, lines]) => [t(`library.field.${field}`), lines]);
  };
}

const textOf = (example: string | { text: string; before?: readonly string[] }): string =>
  typeof example === 'string' ? example : [...(example.before ?? []), example.text].join(' / ');

function linesOf(entry: SetEntry, t: (key: string) => string, titleOfField: (key: string) => string): Line[] {
  switch (entry.kind) {
    case 'phrase': {
      const { text, situation, phase, principles, needs, fields, begins, admitsFault } = entry.body;
      return [
        ['text', [text]],
        ['situation', [t(`situation.${situation}`)]],
        ['phase', [t(`phase.${phase}`)]],
        ['principles', principles.map((one) => t(`principle.${one}`))],
        ['needs', needs.map((one) => t(`library.claim.${one}`))],
        ['fields', fields.map(titleOfField)],
        ['begins', begins ? [t(`library.begins.${begins}`)] : []],
        ['admitsFault', admitsFault ? [t('library.yes')] : []],
      ];
    }
    case 'objection': {
      const { kind, title, sign, steps, never } = entry.body;
      return [
        ['kind', [t(`objection.${kind}`)]],
        ['title', [title]],
        ['sign', [sign]],
        ['steps', steps.map((step) => `${step.title}：${step.say}`)],
        ['never', [never]],
      ];
    }
    case 'style': {
      const { title, hint, signs, dos, donts } = entry.body;
      return [
        ['title', [title]],
        ['hint', [hint]],
        ['dos', dos],
        ['donts', donts],
        ['signs', signs],
      ];
    }
    case 'card':
      return [['text', [entry.body.text]]];
    default: {
      const { severity, any, unless, redeemed, hits, misses } = entry.body;
      return [
        ['severity', severity ? [t(`severity.${severity}`)] : []],
        ['hits', hits.map(textOf)],
        ['misses', misses.map(textOf)],
        ['any', any],
        ['unless', unless],
        ['redeemed', redeemed],
      ];
    }
  }
}

export function EntryLines({ entry }: { entry: SetEntry }) {
  const lines = useEntryLines()(entry);
  return (
    <dl className="library-lines">
      {lines.map(([field, values]) => (
        <Fragment key={field}>
          <dt>{field}</dt>
          <dd>
            {values.map((value) => (
              <p key={value}>{value}</p>
            ))}
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}

/** Old and new line by line: what goes, what comes, what stays. */
export function EntryDifference({ before, after }: { before: Entry | null; after: Entry }) {
  const t = useWords('assist');
  const lines = useEntryLines();
  const old = before?.act === 'set' ? lines(before) : [];
  const fresh = after.act === 'set' ? lines(after) : [];
  const fields = [...new Set([...old, ...fresh].map(([field]) => field))];
  const of = (from: readonly Line[], field: string) => from.find(([name]) => name === field)?.[1] ?? [];
  return (
    <>
      {after.act === 'set' && !before && <p className="quiet">{t('library.nothingBefore')}</p>}
      <dl className="library-lines">
        {fields.map((field) => {
          const [was, is] = [of(old, field), of(fresh, field)];
          return (
            <Fragment key={field}>
              <dt>{field}</dt>
              <dd>
                {was
                  .filter((value) => !is.includes(value))
                  .map((value) => (
                    <p key={value}>
                      <del>
                        <span className="visually-hidden">{t('library.before')}：</span>
                        {value}
                      </del>
                    </p>
                  ))}
                {is.map((value) =>
                  was.includes(value) ? (
                    <p key={value} className="quiet">
                      {value}
                    </p>
                  ) : (
                    <p key={value}>
                      <ins>
                        <span className="visually-hidden">{t('library.after')}：</span>
                        {value}
                      </ins>
                    </p>
                  ),
                )}
              </dd>
            </Fragment>
          );
        })}
      </dl>
    </>
  );
}
