import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useWords } from '../../../../base/web/i18n.ts';
import type { Json } from '../../../../policies/canonical.ts';
import { addEntry, removeEntry, setAt } from '../../../../policies/edit-texts.ts';
import { OneOf, Several, Tickbox, Typed } from './controls.tsx';
import { type Entry, entriesAt, type FormProps, freshKey, optionsAt, textIn, textsIn, titleIn } from './form.ts';

/** Why a complaint stands or does not. */
export function GroundsForm({ writing, readOnly, onEdit }: FormProps) {
  const t = useWords('policies');
  const path = 'complaints.grounds';
  const set = (entry: Entry & { key: string }, field: string) => (value: Json) =>
    onEdit((now) => setAt(now, `${path}.${entry.key}.${field}`, value));
  return (
    <div className="stack">
      <ul className="form-rows">
        {entriesAt(writing, path).map((ground) => {
          const name = titleIn(ground);
          return (
            <li className="form-row form-row-ground" key={ground.key}>
              <Typed
                value={textIn(ground, 'title')}
                label={t('editor.titleOf', { title: name })}
                disabled={readOnly}
                onCommit={set(ground, 'title')}
              />
              <OneOf
                value={textIn(ground, 'standing')}
                options={[
                  { value: 'stands', label: t('complaints.groundStands') },
                  { value: 'does-not', label: t('complaints.groundDoesNot') },
                ]}
                label={t('editor.standingOf', { title: name })}
                disabled={readOnly}
                onCommit={set(ground, 'standing')}
              />
              <Typed
                value={textIn(ground, 'evidence')}
                label={t('editor.evidenceOf', { title: name })}
                placeholder={t('editor.evidence')}
                disabled={readOnly}
                onCommit={set(ground, 'evidence')}
              />
              <Tickbox
                checked={ground['secondReader'] === true}
                label={t('complaints.secondReader')}
                disabled={readOnly}
                onCommit={set(ground, 'secondReader')}
              />
              <RemoveKey
                title={name}
                readOnly={readOnly}
                onRemove={() => onEdit((now) => removeEntry(now, path, ground.key))}
              />
            </li>
          );
        })}
      </ul>
      {!readOnly && (
        <Button
          className="form-add"
          icon={<PlusOutlined aria-hidden />}
          onClick={() =>
            onEdit((now) =>
              addEntry(now, path, {
                key: freshKey(now, path, 'ground'),
                title: t('editor.newGround'),
                standing: 'stands',
                evidence: '',
              }),
            )
          }
        >
          {t('editor.addGround')}
        </Button>
      )}
    </div>
  );
}

/** Words that raise a complaint, and what is done first then. */
export function TriggersForm({ writing, readOnly, onEdit }: FormProps) {
  const t = useWords('policies');
  const path = 'complaints.triggers';
  const severities = optionsAt(writing, 'complaints.severities').filter(({ value }) => value !== 'general');
  const set = (entry: Entry & { key: string }, field: string) => (value: Json) =>
    onEdit((now) => setAt(now, `${path}.${entry.key}.${field}`, value));
  return (
    <div className="stack">
      <ul className="form-rows">
        {entriesAt(writing, path).map((trigger) => {
          const name = titleIn(trigger);
          return (
            <li className="form-row form-row-trigger" key={trigger.key}>
              <Typed
                value={textIn(trigger, 'title')}
                label={t('editor.titleOf', { title: name })}
                disabled={readOnly}
                onCommit={set(trigger, 'title')}
              />
              <OneOf
                value={textIn(trigger, 'severity')}
                options={severities}
                label={t('editor.severityOf', { title: name })}
                disabled={readOnly}
                onCommit={set(trigger, 'severity')}
              />
              <Several
                free
                values={textsIn(trigger, 'words')}
                options={[]}
                label={t('editor.wordsOf', { title: name })}
                placeholder={t('editor.words')}
                disabled={readOnly}
                onCommit={set(trigger, 'words')}
              />
              <Tickbox
                checked={trigger['jump'] === true}
                label={t('complaints.jump')}
                disabled={readOnly}
                onCommit={set(trigger, 'jump')}
              />
              <RemoveKey
                title={name}
                readOnly={readOnly}
                onRemove={() => onEdit((now) => removeEntry(now, path, trigger.key))}
              />
            </li>
          );
        })}
      </ul>
      {!readOnly && (
        <Button
          className="form-add"
          icon={<PlusOutlined aria-hidden />}
          onClick={() =>
            onEdit((now) =>
              addEntry(now, path, {
                key: freshKey(now, path, 'trigger'),
                title: t('editor.newTrigger'),
                severity: 'major',
                words: [],
              }),
            )
          }
        >
          {t('editor.addTrigger')}
        </Button>
      )}
    </div>
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
