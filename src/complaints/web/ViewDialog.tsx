import { Button, Checkbox, Input } from 'antd';
import { useId, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { useSession } from '../../people/web/use-session.ts';
import { confirmAct, useAct } from '../../ui/confirm-act.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import { type Filter, labelsOf, type Order } from '../filter.ts';
import type { SavedView } from '../views-contract.ts';
import { Choices } from './Choices.tsx';
import { spokenWith } from './filter-names.ts';
import { useOptions } from './use-options.ts';
import { useKeepView } from './use-views.ts';
import './row-dialogs.css';

const MINE = 'mine';

interface ViewDialogProps {
  /** Null: a new one. */
  view: SavedView | null;
  filter: Filter;
  order: Order;
  onClose: () => void;
}

/** Saves what the list shows under a name, or renames and deletes what was saved. */
export function ViewDialog({ view, filter, order, onClose }: ViewDialogProps) {
  const t = useWords('complaints');
  const base = useWords('base');
  const form = useId();
  const { staff, may } = useSession();
  const labels = labelsOf(filter, spokenWith(t, useOptions()));
  const keep = useKeepView();
  const [name, setName] = useState(
    view?.name ??
      labels
        .map(({ text }) => text)
        .join(' ')
        .slice(0, 40),
  );
  const [isDefault, setDefault] = useState(view?.isDefault ?? false);
  const [place, setPlace] = useState<string>(view?.storeId ?? MINE);
  const stores = staff.stores.filter(({ id }) => may('complaint.assign', id) && may('complaint.read', id));
  const act = useAct(async () => {
    const given = { name: name.trim(), filter, order, isDefault };
    await (view ? keep.change(view.id, given) : keep.save(given, place === MINE ? null : place));
    say(t('views.saved', { name: given.name }));
    onClose();
  });
  const remove = useAct(async () => {
    if (!view) return;
    const question = { title: t('views.removeTitle'), text: t('views.removeText', { name: view.name }) };
    if (!(await confirmAct({ ...question, act: t('views.remove'), danger: true }))) return;
    await keep.remove(view.id);
    onClose();
  });
  const isReady = name.trim() !== '';
  return (
    <Dialog
      title={t(view ? 'views.change' : 'views.save')}
      onClose={onClose}
      foot={
        <>
          {view && (
            <Button danger type="text" loading={remove.busy} onClick={() => void remove.run()}>
              {t('views.remove')}
            </Button>
          )}
          <Button onClick={onClose}>{base('common.cancel')}</Button>
          <Button type="primary" htmlType="submit" form={form} loading={act.busy} disabled={!isReady}>
            {t('views.keep')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="row-dialog"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) void act.run();
        }}
      >
        <Field label={t('views.name')} required>
          <Input maxLength={40} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <p className="quiet">
          {labels.map(({ label, text }) => `${label}${base('common.colon')}${text}`).join(base('common.semicolon'))}
        </p>
        {!view && stores.length > 0 && (
          <Choices
            label={t('views.forWhom')}
            choices={[
              { key: MINE, title: t('views.mine') },
              ...stores.map(({ id, name: store }) => ({ key: id, title: t('views.forStore', { store }) })),
            ]}
            value={place}
            onChange={(chosen) => setPlace(chosen ?? MINE)}
          />
        )}
        <Checkbox checked={isDefault} onChange={(event) => setDefault(event.target.checked)}>
          {t('views.makeDefault')}
        </Checkbox>
        <ProblemNote error={act.error ?? remove.error} />
      </form>
    </Dialog>
  );
}
