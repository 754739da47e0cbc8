import { ExportOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import type { Filter } from '../../complaints/filter.ts';
import { useSession } from '../../people/web/use-session.ts';

const ExportDialog = lazy(() => import('./ExportDialog.tsx').then((module) => ({ default: module.ExportDialog })));

/** For the head of a list: exports what the filter shows. Draws nothing for who may not export. */
export function ExportButton({ filter }: { filter: Filter }) {
  const t = useWords('analytics');
  const { may } = useSession();
  const [open, setOpen] = useState(false);
  if (!may('export')) return null;
  return (
    <>
      <Button icon={<ExportOutlined aria-hidden />} onClick={() => setOpen(true)}>
        {t('export.act')}
      </Button>
      {open && (
        <Suspense>
          <ExportDialog filter={filter} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
