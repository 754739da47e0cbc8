import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useWords } from '../../../base/web/i18n.ts';
import { useSession, useStore } from '../../../people/web/use-session.ts';
import { HandOverForm } from '../../../shifts/web/HandOverForm.tsx';
import { HandOverList } from '../../../shifts/web/HandOverList.tsx';
import { HandOverSheet } from '../../../shifts/web/HandOverSheet.tsx';
import { Page } from '../../../ui/Page.tsx';
import { StoreChoice } from '../StoreChoice.tsx';

/** 交接班. */
export function Shift() {
  const t = useWords('shifts');
  const navigate = useNavigate({ from: '/shift' });
  const { id } = useSearch({ from: '/shell/shift' });
  const { staff, may } = useSession();
  const [chosen] = useStore();
  const storeId = chosen ?? staff.stores[0]?.id ?? null;
  const give = (
    <Button type="primary" onClick={() => void navigate({ search: {} })}>
      {t('shift.give')}
    </Button>
  );
  return (
    <Page title={t('shift.title')} lead={id ? undefined : t('shift.lead')} actions={id ? give : undefined}>
      {id ? (
        <HandOverSheet key={id} id={id} />
      ) : (
        <div className="stack">
          <StoreChoice storeId={storeId} />
          {storeId && may('complaint.work', storeId) && (
            <HandOverForm key={storeId} storeId={storeId} onDone={(made) => void navigate({ search: { id: made } })} />
          )}
          <div className="no-print">
            <HandOverList storeId={storeId} />
          </div>
        </div>
      )}
    </Page>
  );
}
