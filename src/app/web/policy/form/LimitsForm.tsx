import { useState } from 'react';
import { useWords } from '../../../../base/web/i18n.ts';
import { SEVERITIES } from '../../../../complaints/complaint.ts';
import { isMap, type Json } from '../../../../policies/canonical.ts';
import { setAt } from '../../../../policies/edit-texts.ts';
import { WideTable } from '../../../../ui/WideTable.tsx';
import { LengthField, OneOf } from './controls.tsx';
import { type Entry, entriesAt, type FormProps, optionsAt, textIn, textsIn, titleIn } from './form.ts';

/** How long each clock runs, by which calendar; and the tables of limits. */
export function LimitsForm({ writing, readOnly, onEdit }: FormProps) {
  const t = useWords('policies');
  const [wanted, setWanted] = useState('');
  const calendars = [{ value: 'always', label: t('clocks.always') }, ...optionsAt(writing, 'clocks.calendars')];
  const clocks = entriesAt(writing, 'clocks.clocks').filter((clock) =>
    `${titleIn(clock)} ${clock.key}`.includes(wanted),
  );
  const when = useWhen(writing);
  return (
    <div className="stack">
      <input
        type="search"
        className="select form-search"
        placeholder={t('editor.findClock')}
        aria-label={t('editor.findClock')}
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
      />
      <ul className="form-rows">
        {clocks.map((clock) => (
          <li className="form-row form-row-limit" key={clock.key}>
            <div>
              <strong>{titleIn(clock)}</strong>
              <div className="quiet">{when(clock)}</div>
            </div>
            <LengthField
              value={clock['length']}
              label={t('editor.lengthOf', { title: titleIn(clock) })}
              disabled={readOnly}
              mayBeTyped
              onCommit={(value) => onEdit((now) => setAt(now, `clocks.clocks.${clock.key}.length`, value))}
            />
            <OneOf
              value={textIn(clock, 'calendar') || 'always'}
              options={calendars}
              label={t('editor.calendarOf', { title: titleIn(clock) })}
              disabled={readOnly}
              onCommit={(value) => onEdit((now) => setAt(now, `clocks.clocks.${clock.key}.calendar`, value))}
            />
          </li>
        ))}
      </ul>
      {entriesAt(writing, 'clocks.matrices').map((matrix) => (
        <MatrixForm key={matrix.key} matrix={matrix} writing={writing} readOnly={readOnly} onEdit={onEdit} />
      ))}
    </div>
  );
}

function MatrixForm({ matrix, writing, readOnly, onEdit }: FormProps & { matrix: Entry & { key: string } }) {
  const t = useWords('policies');
  const cells = isMap(matrix['cells']) ? matrix['cells'] : {};
  const categories = new Map(optionsAt(writing, 'complaints.categories').map(({ value, label }) => [value, label]));
  const severities = new Map(optionsAt(writing, 'complaints.severities').map(({ value, label }) => [value, label]));
  return (
    <section>
      <h3>{titleIn(matrix)}</h3>
      <WideTable label={titleIn(matrix)}>
        <table className="table">
          <thead>
            <tr>
              <td />
              {SEVERITIES.map((severity) => (
                <th scope="col" key={severity}>
                  {severities.get(severity) ?? severity}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Object.entries(cells).map(([category, row]) => (
              <tr key={category}>
                <th scope="row">{categories.get(category) ?? category}</th>
                {SEVERITIES.map((severity) => (
                  <td key={severity}>
                    {isMap(row) && Object.hasOwn(row, severity) && (
                      <LengthField
                        value={row[severity]}
                        label={`${categories.get(category) ?? category} ${severities.get(severity) ?? severity}`}
                        disabled={readOnly}
                        onCommit={(value: Json) =>
                          onEdit((now) =>
                            setAt(now, `clocks.matrices.${matrix.key}.cells.${category}.${severity}`, value),
                          )
                        }
                      />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
      <p className="quiet">{t('editor.matrixHint')}</p>
    </section>
  );
}

/** For which cases, in the pack's own titles. */
function useWhen(writing: FormProps['writing']): (clock: Entry) => string {
  const t = useWords('policies');
  const lists = ['kinds', 'severities', 'categories', 'channels', 'sources', 'departments'];
  const titles = new Map(
    lists.flatMap((list) =>
      optionsAt(writing, `complaints.${list}`).map(({ value, label }) => [value, label] as const),
    ),
  );
  return (clock) => {
    const when = isMap(clock['when']) ? clock['when'] : {};
    const parts = Object.keys(when).map((name) =>
      textsIn(when, name)
        .map((key) => titles.get(key) ?? key)
        .join(t('base:common.listComma')),
    );
    return parts.filter(Boolean).join(' · ') || t('clocks.whenAll');
  };
}
