import { EditOutlined, PlusOutlined, PushpinOutlined, TeamOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { countFields, type Filter, type Order } from '../filter.ts';
import type { SavedView } from '../views-contract.ts';
import { shows, useViews } from './use-views.ts';
import './list-filters.css';

const ViewDialog = lazy(() => import('./ViewDialog.tsx').then(({ ViewDialog }) => ({ default: ViewDialog })));

/** 保存的视图: filters under a name, one's own and the team's, each an address. */
export function SavedViews({ filter, order }: { filter: Filter; order: Order }) {
  const t = useWords('complaints');
  const views = useViews() ?? [];
  const [open, setOpen] = useState<SavedView | 'new' | null>(null);
  const shown = views.find((view) => shows(view, filter, order));
  const mayKeep = countFields(filter) > 0 && !shown;
  return (
    <nav className="saved-views" aria-label={t('views.title')}>
      {views.map((view) => (
        <Link
          key={view.id}
          to="/complaints"
          search={view.filter}
          className="saved-view"
          aria-current={view === shown ? 'true' : undefined}
        >
          {view.storeId && <TeamOutlined aria-label={t('views.ofTeam')} />}
          {view.name}
          {view.isDefault && <PushpinOutlined aria-label={t('views.isDefault')} />}
        </Link>
      ))}
      {shown?.mine && (
        <Button size="small" type="text" icon={<EditOutlined />} onClick={() => setOpen(shown)}>
          {t('views.change')}
        </Button>
      )}
      {mayKeep && (
        <Button size="small" type="text" icon={<PlusOutlined />} onClick={() => setOpen('new')}>
          {t('views.save')}
        </Button>
      )}
      {open && (
        <Suspense>
          <ViewDialog view={open === 'new' ? null : open} filter={filter} order={order} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </nav>
  );
}
