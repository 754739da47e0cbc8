import { useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';

interface Props {
  label: string;
  /** Given: it is renamed; otherwise something new gets its name. */
  before?: string;
  save: (name: string) => Promise<unknown>;
  onDone: () => void;
}

/** The name of a store or a department. */
export function PlaceName({ label, before, save, onDone }: Props) {
  const t = useWords('people');
  const queries = useQueryClient();
  const [name, setName] = useState(before ?? '');
  const isReady = name.trim() !== '' && name.trim() !== before;
  const act = useAct(async () => {
    await save(name.trim());
    say(t(before === undefined ? 'page.added' : 'page.renamed', { name: name.trim() }));
    for (const key of ['stores', 'departments', 'session', 'options']) {
      void queries.invalidateQueries({ queryKey: [key] });
    }
    onDone();
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) void act.run();
  };
  return (
    <form className="note stack" onSubmit={send} noValidate>
      <ProblemNote error={act.error} />
      <Field label={label} required>
        <Input autoFocus maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <div className="wrap">
        <Button type="primary" htmlType="submit" loading={act.busy} disabled={!isReady}>
          {t('base:common.save')}
        </Button>
        <Button onClick={onDone}>{t('base:common.cancel')}</Button>
      </div>
    </form>
  );
}
