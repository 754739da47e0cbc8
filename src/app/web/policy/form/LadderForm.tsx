import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, InputNumber } from 'antd';
import { useWords } from '../../../../base/web/i18n.ts';
import { addEntry, moveEntry, removeEntry, setAt } from '../../../../policies/edit-texts.ts';
import { Several, Typed } from './controls.tsx';
import { entriesAt, type FormProps, freshKey, optionsAt, textIn, textsIn, titleIn } from './form.ts';

/** The way up, rung by rung, and the ladders beside it. */
export function LadderForm(props: FormProps) {
  const t = useWords('policies');
  const ladders = entriesAt(props.writing, 'complaints.ladders');
  return (
    <div className="stack">
      <Rungs {...props} path="complaints.ladder" title={t('complaints.ladder')} />
      {ladders.map((ladder) => (
        <Rungs key={ladder.key} {...props} path={`complaints.ladders.${ladder.key}.rungs`} title={titleIn(ladder)} />
      ))}
    </div>
  );
}

function Rungs({ writing, readOnly, onEdit, onRemove, path, title }: FormProps & { path: string; title: string }) {
  const t = useWords('policies');
  const rungs = entriesAt(writing, path);
  const posts = optionsAt(writing, 'posts.posts');
  return (
    <section>
      <h3>{title}</h3>
      <ol className="form-rows">
        {rungs.map((rung, nth) => {
          const name = titleIn(rung);
          return (
            <li className="form-row form-row-rung" key={rung.key}>
              <span className="form-place" aria-hidden>
                {nth + 1}
              </span>
              <Typed
                value={textIn(rung, 'title')}
                label={t('editor.titleOf', { title: name })}
                disabled={readOnly}
                onCommit={(value) => onEdit((now) => setAt(now, `${path}.${rung.key}.title`, value))}
              />
              <Several
                values={textsIn(rung, 'posts')}
                options={posts}
                label={t('editor.postsOf', { title: name })}
                placeholder={t('editor.posts')}
                disabled={readOnly}
                onCommit={(value) => onEdit((now) => setAt(now, `${path}.${rung.key}.posts`, value))}
              />
              <Several
                values={textsIn(rung, 'signOffs')}
                options={posts}
                label={t('editor.signOffsOf', { title: name })}
                placeholder={t('complaints.signOffs')}
                disabled={readOnly}
                onCommit={(value) => onEdit((now) => setAt(now, `${path}.${rung.key}.signOffs`, value))}
              />
              <InputNumber
                value={Number(rung['evidencePercent']) || null}
                min={0}
                max={100}
                precision={0}
                suffix="%"
                placeholder={t('editor.rungEvidence')}
                aria-label={t('editor.rungEvidenceOf', { title: name })}
                title={t('editor.rungEvidenceHint')}
                disabled={readOnly}
                changeOnWheel={false}
                onBlur={(event) => {
                  const value = Math.min(100, Number.parseInt(event.target.value, 10) || 0);
                  if (value !== (rung['evidencePercent'] ?? 0))
                    onEdit((now) => setAt(now, `${path}.${rung.key}.evidencePercent`, value));
                }}
              />
              {!readOnly && (
                <span className="form-keys">
                  <button
                    type="button"
                    className="icon-button"
                    aria-label={t('editor.moveUp', { title: name })}
                    disabled={nth === 0}
                    onClick={() => onEdit((now) => moveEntry(now, path, rung.key, -1))}
                  >
                    <ArrowUpOutlined aria-hidden />
                  </button>
                  <button
                    type="button"
                    className="icon-button"
                    aria-label={t('editor.moveDown', { title: name })}
                    disabled={nth === rungs.length - 1}
                    onClick={() => onEdit((now) => moveEntry(now, path, rung.key, 1))}
                  >
                    <ArrowDownOutlined aria-hidden />
                  </button>
                  <button
                    type="button"
                    className="icon-button"
                    aria-label={t('editor.remove', { title: name })}
                    onClick={() => onRemove(name, (now) => removeEntry(now, path, rung.key))}
                  >
                    <DeleteOutlined aria-hidden />
                  </button>
                </span>
              )}
            </li>
          );
        })}
      </ol>
      {!readOnly && (
        <Button
          icon={<PlusOutlined aria-hidden />}
          onClick={() =>
            onEdit((now) =>
              addEntry(now, path, {
                key: freshKey(now, path, 'rung'),
                title: t('editor.newRung'),
                posts: posts[0] ? [posts[0].value] : [],
              }),
            )
          }
        >
          {t('editor.addRung')}
        </Button>
      )}
    </section>
  );
}
