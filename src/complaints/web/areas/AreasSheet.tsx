import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { ReplyOf } from '../../../base/contract.ts';
import { call } from '../../../base/web/call.ts';
import { useWords } from '../../../base/web/i18n.ts';
import { useSession } from '../../../people/web/use-session.ts';
import { useAct } from '../../../ui/confirm-act.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { Field } from '../../../ui/Field.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { readAreas } from '../../areas-paste.ts';
import type * as contract from '../../routing-contract.ts';
import { popupPlace } from '../case/fields.tsx';
import { useOptions } from '../use-options.ts';

type Areas = ReplyOf<typeof contract.listAreas>;

/** 片区分工: who answers for which area of a store. Typed, picked, or pasted from a spreadsheet. */
export function AreasSheet({ storeId, onClose }: { storeId: string; onClose: () => void }) {
  const t = useWords('complaints');
  const read = useQuery({
    queryKey: ['areas', storeId],
    queryFn: ({ signal }) => call<typeof contract.listAreas>('GET /api/areas', { input: { storeId }, signal }),
  });
  return (
    <Dialog side title={t('areas.title')} onClose={onClose}>
      <ProblemNote error={read.error} />
      {read.data &&
        (read.data.areas.length === 0 ? (
          <Empty title={t('areas.none')} text={t('areas.noneTeach')} />
        ) : (
          <AreasForm key={storeId} storeId={storeId} areas={read.data.areas} onClose={onClose} />
        ))}
    </Dialog>
  );
}

function AreasForm({ storeId, areas, onClose }: { storeId: string; areas: Areas['areas']; onClose: () => void }) {
  const t = useWords('complaints');
  const { may } = useSession();
  const queries = useQueryClient();
  const people = useOptions(storeId)?.people ?? [];
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(
    () => new Map(areas.flatMap(({ key, person }) => (person ? [[key, person.id] as const] : []))),
  );
  const [pasted, setPasted] = useState('');
  const [unknown, setUnknown] = useState<readonly string[]>([]);
  const mayManage = may('people.manage', storeId);
  const put = (key: string, id: string | undefined): void => {
    const next = new Map(chosen);
    if (id) next.set(key, id);
    else next.delete(key);
    setChosen(next);
  };
  const take = (): void => {
    const { found, unknown: lines } = readAreas(pasted, areas, people);
    setChosen(new Map([...chosen, ...found]));
    setUnknown(lines);
    setPasted(lines.join('\n'));
  };
  const save = useAct(async () => {
    const list = [...chosen].map(([area, staffId]) => ({ area, staffId }));
    await call<typeof contract.setAreas>('PUT /api/areas', { input: { storeId, areas: list } });
    await queries.invalidateQueries({ queryKey: ['areas', storeId] });
    onClose();
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save.run();
      }}
    >
      <p className="quiet">{t('areas.lead')}</p>
      {areas.map(({ key, title, person }) => (
        <Field key={key} label={title}>
          <Select
            className="case-wide"
            allowClear
            disabled={!mayManage}
            placeholder={t('areas.nobody')}
            value={chosen.get(key)}
            showSearch={{ optionFilterProp: 'label' }}
            getPopupContainer={popupPlace}
            options={[...(person && !people.some(({ id }) => id === person.id) ? [person] : []), ...people].map(
              ({ id, name }) => ({ value: id, label: name }),
            )}
            onChange={(id) => put(key, id)}
          />
        </Field>
      ))}
      {mayManage && (
        <>
          <Field label={t('areas.paste')} hint={t('areas.pasteHint')}>
            <Input.TextArea
              autoSize={{ minRows: 3, maxRows: 10 }}
              maxLength={20_000}
              value={pasted}
              onChange={(event) => setPasted(event.target.value)}
            />
          </Field>
          {unknown.length > 0 && <p role="status">{t('areas.unknown', { count: unknown.length })}</p>}
          <div className="case-keys">
            <Button disabled={!pasted.trim()} onClick={take}>
              {t('areas.take')}
            </Button>
            <Button type="primary" htmlType="submit" loading={save.busy}>
              {t('areas.save')}
            </Button>
          </div>
        </>
      )}
      <ProblemNote error={save.error} />
    </form>
  );
}
