import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { InviteForm } from '../../../frontline/web/InviteForm.tsx';
import { ReporterTable } from '../../../frontline/web/ReporterTable.tsx';
import { useReporters } from '../../../frontline/web/use-reporters.ts';
import { useSession, useStore } from '../../../people/web/use-session.ts';
import { Empty } from '../../../ui/Empty.tsx';
import { Page } from '../../../ui/Page.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { Loading } from '../Loading.tsx';

/** 一线上报: who of the staff without a seat may report. */
export function Frontline() {
  const t = useWords('frontline');
  const { staff, may } = useSession();
  const [storeId] = useStore();
  const reporters = useReporters(storeId);
  const [inviting, setInviting] = useState(false);
  const stores = staff.stores.filter(({ id }) => may('frontline.invite', id));
  const items = reporters.data?.items;
  return (
    <Page
      title={t('list.title')}
      lead={t('list.lead')}
      actions={
        stores.length > 0 && (
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setInviting(true)}>
            {t('invite.title')}
          </Button>
        )
      }
    >
      <ProblemNote error={reporters.error} />
      {reporters.isPending && !reporters.error && <Loading />}
      {items?.length === 0 && <Empty title={t('list.none')} text={t('list.noneText')} />}
      {items && items.length > 0 && <ReporterTable items={items} manyStores={staff.stores.length > 1} />}
      {inviting && (
        <InviteForm
          stores={stores}
          storeId={stores.some(({ id }) => id === storeId) ? storeId : null}
          onClose={() => setInviting(false)}
        />
      )}
    </Page>
  );
}
