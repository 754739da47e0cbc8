import { EditOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../../base/web/i18n.ts';
import { SEVERITIES } from '../../../../complaints/complaint.ts';
import { isMap, type Json } from '../../../../policies/canonical.ts';
import { removeWithPointers, setAt } from '../../../../policies/edit-texts.ts';
import { WideTable } from '../../../../ui/WideTable.tsx';
import { AddClock, ClockFields } from './ClockFields.tsx';
import { LengthField, OneOf } from './controls.tsx';
import { type Entry, entriesAt, type FormProps, optionsAt, textIn, textsIn, titleIn } from './form.ts';
import { RemoveKey } from './ReasonsForm.tsx';

/** The clocks: how long each runs and by which calendar, what else they are; and the tables of limits. */
export function LimitsForm(props: FormProps) {
  const { writing, readOnly, onEdit, onRemove } = props;
  const t = useWords('policies');
  const [wanted, setWanted] = useState('');
  const [opened, setOpened] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
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
      {!readOnly &&
        (adding ? (
          <AddClock
            writing={writing}
            onEdit={onEdit}
            onAdded={(key) => {
              setAdding(false);
              setWanted('');
              setOpened(key);
            }}
            onClose={() => setAdding(false)}
          />
        ) : (
          <Button className="form-add" icon={<PlusOutlined aria-hidden />} onClick={() => setAdding(true)}>
            {t('editor.clock.add')}
          </Button>
        ))}
      {clocks.length === 0 && <p className="quiet">{t('editor.clock.none')}</p>}
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
            <span className="form-keys">
              <button
                type="button"
                className="icon-button"
                aria-label={t('editor.clock.more', { title: titleIn(clock) })}
                aria-expanded={opened === clock.key}
                onClick={() => setOpened(opened === clock.key ? null : clock.key)}
              >
                <EditOutlined aria-hidden />
              </button>
              <RemoveKey
                title={titleIn(clock)}
                readOnly={readOnly}
                onRemove={() => onRemove(titleIn(clock), (now) => removeWithPointers(now, 'clocks.clocks', clock.key))}
              />
            </span>
            {opened === clock.key && <ClockFields {...props} clock={clock} />}
          </li>
        ))}
      </ul>
      {entriesAt(writing, 'clocks.matrices').map((matrix) => (
        <MatrixForm key={matrix.key} {...props} matrix={matrix} />
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
