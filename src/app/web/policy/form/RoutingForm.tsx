import { PlusOutlined } from '@ant-design/icons';
import { Button, InputNumber } from 'antd';
import { useWords } from '../../../../base/web/i18n.ts';
import type { Json } from '../../../../policies/canonical.ts';
import { addEntry, inPack, removeEntry, setAt } from '../../../../policies/edit-texts.ts';
import { OneOf, Several } from './controls.tsx';
import { type Entry, entriesAt, type FormProps, freshKey, optionsAt, textIn, textsIn } from './form.ts';
import { RemoveKey } from './ReasonsForm.tsx';

/** Which department answers for which categories. */
export function RoutingForm({ writing, readOnly, onEdit, onRemove }: FormProps) {
  const t = useWords('policies');
  const path = 'complaints.routing.departments';
  const departments = optionsAt(writing, 'complaints.departments');
  const categories = optionsAt(writing, 'complaints.categories');
  const posts = optionsAt(writing, 'posts.posts');
  const flows = optionsAt(writing, 'complaints.routing.flows');
  const set = (entry: Entry & { key: string }, field: string) => (value: Json) =>
    onEdit((now) => setAt(now, `${path}.${entry.key}.${field}`, value));
  const rows = entriesAt(writing, path);
  const usual = inPack(writing.flat, 'complaints.routing.default');
  const first = departments[0];
  return (
    <div className="stack">
      {flows.length > 0 && (
        <div className="week-day">
          <span>{t('editor.usualFlow')}</span>
          <OneOf
            value={typeof usual === 'string' ? usual : 'seat'}
            options={flows}
            label={t('editor.usualFlow')}
            disabled={readOnly}
            onCommit={(value) => onEdit((now) => setAt(now, 'complaints.routing.default', value))}
          />
        </div>
      )}
      {rows.length === 0 && <p className="quiet">{t('editor.routingNone')}</p>}
      <ul className="form-rows">
        {rows.map((row) => {
          const name = departments.find(({ value }) => value === row['department'])?.label ?? row.key;
          return (
            <li className="form-row form-row-routing" key={row.key}>
              <OneOf
                value={textIn(row, 'department')}
                options={departments}
                label={t('editor.departmentOf', { title: name })}
                disabled={readOnly}
                onCommit={set(row, 'department')}
              />
              <Several
                values={textsIn(row, 'categories')}
                options={categories}
                label={t('editor.categoriesOf', { title: name })}
                placeholder={t('complaints.categories')}
                disabled={readOnly}
                onCommit={set(row, 'categories')}
              />
              <Several
                values={textsIn(row, 'posts')}
                options={posts}
                label={t('editor.postsOf', { title: name })}
                placeholder={t('editor.posts')}
                disabled={readOnly}
                onCommit={set(row, 'posts')}
              />
              <InputNumber
                value={typeof row['minutes'] === 'number' ? row['minutes'] : null}
                min={1}
                max={525_600}
                suffix={t('editor.units.minutes')}
                aria-label={t('editor.minutesOf', { title: name })}
                disabled={readOnly}
                changeOnWheel={false}
                onBlur={(event) => {
                  const typed = Number.parseInt(event.target.value, 10);
                  const value = Number.isNaN(typed) ? null : typed;
                  if (value !== (row['minutes'] ?? null)) set(row, 'minutes')(value);
                }}
              />
              <RemoveKey
                title={name}
                readOnly={readOnly}
                onRemove={() => onRemove(name, (now) => removeEntry(now, path, row.key))}
              />
            </li>
          );
        })}
      </ul>
      {!readOnly && first && (
        <Button
          className="form-add"
          icon={<PlusOutlined aria-hidden />}
          onClick={() =>
            onEdit((now) =>
              addEntry(now, path, { key: freshKey(now, path, 'route'), categories: [], department: first.value }),
            )
          }
        >
          {t('editor.addRoute')}
        </Button>
      )}
    </div>
  );
}
