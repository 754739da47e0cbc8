import { useWords } from '../../base/web/i18n.ts';
import type { Options } from '../../complaints/web/use-options.ts';
import { WideTable } from '../../ui/WideTable.tsx';
import type { RunView } from '../contract.ts';
import { PLACES } from '../mapping.ts';
import { choicesOf } from './choices-of.ts';
import type { SettingsInHand } from './use-settings.ts';

interface Props {
  run: RunView;
  hand: SettingsInHand;
  options: Options | undefined;
  /** Values that mean nothing yet, by column. */
  notUnderstood: ReadonlyMap<number, readonly string[]>;
}

const EXAMPLES = 3;

/** Each column of the file: what stands there, where it goes, and what its values mean. */
export function MappingTable({ run, hand, options, notUnderstood }: Props) {
  const t = useWords('imports');
  const fields = options?.pack.fields ?? [];
  return (
    <WideTable label={t('mapping.title')}>
      <table className="table import-mapping">
        <thead>
          <tr>
            <th scope="col">{t('mapping.column')}</th>
            <th scope="col">{t('mapping.goesTo')}</th>
            <th scope="col">{t('mapping.examples')}</th>
          </tr>
        </thead>
        <tbody>
          {run.columns.map(({ name }, column) => {
            const chosen = hand.columns[column] ?? { to: 'ignore', values: {} };
            const examples = run.sample.map(({ cells }) => cells[column] ?? '').filter(Boolean);
            return (
              <tr key={name}>
                <th scope="row" className="as-typed">
                  {name}
                </th>
                <td>
                  <select
                    className="select"
                    aria-label={t('mapping.goesToOf', { column: name })}
                    value={chosen.to}
                    onChange={(event) => hand.send(column, event.target.value)}
                  >
                    {PLACES.map((place) => (
                      <option key={place} value={place}>
                        {t(`places.${place}`)}
                      </option>
                    ))}
                    <optgroup label={t('mapping.packFields')}>
                      {fields.map(({ key, title }) => (
                        <option key={key} value={`field:${key}`}>
                          {title}
                        </option>
                      ))}
                    </optgroup>
                  </select>
                  <Matches
                    column={column}
                    texts={[...new Set([...(notUnderstood.get(column) ?? []), ...Object.keys(chosen.values)])]}
                    {...{ chosen, hand, options }}
                  />
                </td>
                <td className="quiet import-examples">
                  {[...new Set(examples)].slice(0, EXAMPLES).map((example) => (
                    <div key={example} className="as-typed">
                      {example.slice(0, 60)}
                    </div>
                  ))}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </WideTable>
  );
}

interface MatchesProps {
  column: number;
  texts: readonly string[];
  chosen: { to: string; values: Record<string, string> };
  hand: SettingsInHand;
  options: Options | undefined;
}

/** Words of the file that the desk does not know, each with a choice of what it means. */
function Matches({ column, texts, chosen, hand, options }: MatchesProps) {
  const t = useWords('imports');
  const choices = choicesOf(chosen.to, options, hand.stores, t);
  if (!choices || texts.length === 0) return null;
  return (
    <div className="import-matches">
      <div className="quiet">{t('mapping.notUnderstood')}</div>
      {texts.map((text) => (
        <label key={text} className="import-match">
          <span className="as-typed">{text}</span>
          <select
            className="select"
            value={chosen.values[text] ?? ''}
            onChange={(event) => hand.match(column, text, event.target.value)}
          >
            <option value="">{t('mapping.refuse')}</option>
            {choices.map(({ key, title }) => (
              <option key={key} value={key}>
                {title}
              </option>
            ))}
          </select>
        </label>
      ))}
    </div>
  );
}
