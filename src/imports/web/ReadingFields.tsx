import { useWords } from '../../base/web/i18n.ts';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import type { RunView } from '../contract.ts';
import { DELIMITERS, ENCODINGS } from '../import-run.ts';
import { useRunActs } from './use-imports.ts';

const NAMES: Record<string, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' };

/** How the file is read, for when the guess was wrong. */
export function ReadingFields({ run }: { run: RunView }) {
  const t = useWords('imports');
  const { read } = useRunActs(run.id);
  const { reading } = run;
  const select = (
    label: string,
    value: string,
    values: readonly string[],
    show: (one: string) => string,
    key: string,
  ) => (
    <Field label={label}>
      <select
        className="select"
        value={value}
        disabled={read.isPending}
        onChange={(event) => read.mutate({ [key]: event.target.value })}
      >
        {values.map((one) => (
          <option key={one} value={one}>
            {show(one)}
          </option>
        ))}
      </select>
    </Field>
  );
  return (
    <>
      <div className="fields">
        {reading.format === 'csv' ? (
          <>
            {select(t('reading.encoding'), reading.encoding, ENCODINGS, (one) => one.toUpperCase(), 'encoding')}
            {select(
              t('reading.delimiter'),
              reading.delimiter,
              DELIMITERS,
              (one) => t(`reading.delimiters.${NAMES[one] ?? 'comma'}`),
              'delimiter',
            )}
          </>
        ) : (
          select(t('reading.sheet'), reading.sheet, reading.sheets, (one) => one, 'sheet')
        )}
      </div>
      <ProblemNote error={read.error} />
    </>
  );
}
