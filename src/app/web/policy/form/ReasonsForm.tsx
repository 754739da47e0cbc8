import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../../../../base/web/i18n.ts';
import type { Json } from '../../../../policies/canonical.ts';
import { addEntry, removeEntry, setAt } from '../../../../policies/edit-texts.ts';
import { OneOf, Several, Tickbox, Typed } from './controls.tsx';
import { type Entry, entriesAt, type FormProps, freshKey, optionsAt, textIn, textsIn, titleIn } from './form.ts';

type Row = Entry & { key: string };
interface RowsProps extends FormProps {
  path: string;
  kind: 'ground' | 'trigger';
  /** What the key says that adds one, and what that begins with. */
  add: string;
  begin: { title: string; [field: string]: Json };
  /** What is asked of each besides its title. */
  fields: (row: Row, name: string, set: (field: string) => (value: Json) => void) => ReactNode;
}

function Rows({ writing, readOnly, onEdit, onRemove, path, kind, add, begin, fields }: RowsProps) {
  const t = useWords('policies');
  return (
    <div className="stack">
      <ul className="form-rows">
        {entriesAt(writing, path).map((row) => {
          const name = titleIn(row);
          const set = (field: string) => (value: Json) =>
            onEdit((now) => setAt(now, `${path}.${row.key}.${field}`, value));
          return (
            <li className={`form-row form-row-${kind}`} key={row.key}>
              <Typed
                value={textIn(row, 'title')}
                label={t('editor.titleOf', { title: name })}
                disabled={readOnly}
                onCommit={set('title')}
              />
              {fields(row, name, set)}
              <RemoveKey
                title={name}
                readOnly={readOnly}
                onRemove={() => onRemove(name, (now) => removeEntry(now, path, row.key))}
              />
            </li>
          );
        })}
      </ul>
      {!readOnly && (
        <Button
          className="form-add"
          icon={<PlusOutlined aria-hidden />}
          onClick={() => onEdit((now) => addEntry(now, path, { key: freshKey(now, path, kind), ...begin }))}
        >
          {add}
        </Button>
      )}
    </div>
  );
}

/** Why a complaint stands or does not. */
export function GroundsForm(form: FormProps) {
  const t = useWords('policies');
  const disabled = form.readOnly;
  return (
    <Rows
      {...form}
      path="complaints.grounds"
      kind="ground"
      add={t('editor.addGround')}
      begin={{ title: t('editor.newGround'), standing: 'stands', evidence: '' }}
      fields={(ground, title, set) => (
        <>
          <OneOf
            value={textIn(ground, 'standing')}
            options={[
              { value: 'stands', label: t('complaints.groundStands') },
              { value: 'does-not', label: t('complaints.groundDoesNot') },
            ]}
            label={t('editor.standingOf', { title })}
            disabled={disabled}
            onCommit={set('standing')}
          />
          <Typed
            value={textIn(ground, 'evidence')}
            label={t('editor.evidenceOf', { title })}
            placeholder={t('editor.evidence')}
            disabled={disabled}
            onCommit={set('evidence')}
          />
          <Tickbox
            checked={ground['secondReader'] === true}
            label={t('complaints.secondReader')}
            disabled={disabled}
            onCommit={set('secondReader')}
          />
        </>
      )}
    />
  );
}

/** Words that raise a complaint, and what is done first then. */
export function TriggersForm(form: FormProps) {
  const t = useWords('policies');
  const disabled = form.readOnly;
  const severities = optionsAt(form.writing, 'complaints.severities').filter(({ value }) => value !== 'general');
  return (
    <Rows
      {...form}
      path="complaints.triggers"
      kind="trigger"
      add={t('editor.addTrigger')}
      begin={{ title: t('editor.newTrigger'), severity: 'major', words: [] }}
      fields={(trigger, title, set) => (
        <>
          <OneOf
            value={textIn(trigger, 'severity')}
            options={severities}
            label={t('editor.severityOf', { title })}
            disabled={disabled}
            onCommit={set('severity')}
          />
          <Several
            free
            values={textsIn(trigger, 'words')}
            options={[]}
            label={t('editor.wordsOf', { title })}
            placeholder={t('editor.words')}
            disabled={disabled}
            onCommit={set('words')}
          />
          <Tickbox
            checked={trigger['jump'] === true}
            label={t('complaints.jump')}
            disabled={disabled}
            onCommit={set('jump')}
          />
        </>
      )}
    />
  );
}

export function RemoveKey({ title, readOnly, onRemove }: { title: string; readOnly: boolean; onRemove: () => void }) {
  const t = useWords('policies');
  if (readOnly) return null;
  return (
    <button
      type="button"
      className="icon-button form-remove"
      aria-label={t('editor.remove', { title })}
      onClick={onRemove}
    >
      <DeleteOutlined aria-hidden />
    </button>
  );
}
