import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import type * as contract from '../contract.ts';
import { PlaceName } from './PlaceName.tsx';
import { useDepartments, useStores } from './use-people.ts';
import { useSession } from './use-session.ts';

interface Place {
  /** Null: the whole organisation. */
  id: string | null;
  name: string;
}

const addStore = (name: string) => call<typeof contract.addStore>('POST /api/stores', { input: { name } });

/** Stores, and the departments of each and of all; whoever manages people there names them. */
export function PlacesSheet({ onClose }: { onClose: () => void }) {
  const t = useWords('people');
  const { may } = useSession();
  const stores = useStores();
  const departments = useDepartments();
  const [adding, setAdding] = useState(false);
  const places: Place[] = [{ id: null, name: t('stores.wholeOrganisation') }, ...(stores.data?.items ?? [])];
  return (
    <Dialog
      side
      title={t('stores.title')}
      onClose={onClose}
      foot={
        may('people.manage', null) &&
        !adding && (
          <Button type="primary" onClick={() => setAdding(true)}>
            {t('stores.addStore')}
          </Button>
        )
      }
    >
      <div className="stack">
        <ProblemNote error={stores.error ?? departments.error} />
        {adding && <PlaceName label={t('stores.store')} onDone={() => setAdding(false)} save={addStore} />}
        {stores.data &&
          departments.data &&
          places.map((place) => (
            <PlacePanel
              key={place.id}
              place={place}
              departments={departments.data.items.filter(({ storeId }) => storeId === place.id)}
            />
          ))}
      </div>
    </Dialog>
  );
}

function PlacePanel({
  place,
  departments,
}: {
  place: Place;
  departments: readonly { id: string; name: string; storeId: string | null }[];
}) {
  const t = useWords('people');
  const { may } = useSession();
  /** The store's or a department's id that is being renamed, or `new`. */
  const [open, setOpen] = useState<string | null>(null);
  const shut = () => setOpen(null);
  const mayManage = may('people.manage', place.id);
  const storeId = place.id;
  const rename = (id: string, name: string, said: string) =>
    mayManage && (
      <Button size="small" type="text" aria-label={`${said} ${name}`} onClick={() => setOpen(id)}>
        {t('people.rename')}
      </Button>
    );
  return (
    <Panel level={3} title={place.name} extra={storeId && rename(storeId, place.name, t('stores.renameStore'))}>
      {storeId && open === storeId && (
        <PlaceName
          label={t('stores.renameStore')}
          before={place.name}
          onDone={shut}
          save={(name) =>
            call<typeof contract.renameStore>('PUT /api/stores/:id/name', { params: { id: storeId }, input: { name } })
          }
        />
      )}
      <ul className="places">
        {departments.map(({ id, name }) => (
          <li key={id}>
            {open === id ? (
              <PlaceName
                label={t('page.renameDepartment')}
                before={name}
                onDone={shut}
                save={(next) =>
                  call<typeof contract.renameDepartment>('PUT /api/departments/:id/name', {
                    params: { id },
                    input: { name: next },
                  })
                }
              />
            ) : (
              <>
                <span>{name}</span>
                {rename(id, name, t('page.renameDepartment'))}
              </>
            )}
          </li>
        ))}
      </ul>
      {departments.length === 0 && <p className="quiet">{t('page.noDepartment')}</p>}
      {open === 'new' ? (
        <PlaceName
          label={t('stores.department')}
          onDone={shut}
          save={(name) =>
            call<typeof contract.addDepartment>('POST /api/departments', { input: { name, storeId, key: null } })
          }
        />
      ) : (
        mayManage && (
          <Button size="small" onClick={() => setOpen('new')} aria-label={`${t('stores.addDepartment')} ${place.name}`}>
            {t('stores.addDepartment')}
          </Button>
        )
      )}
    </Panel>
  );
}
