import { EditOutlined, PlusOutlined, PushpinOutlined, TeamOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { kept } from '../../base/web/kept.ts';
import { countFields, type Filter, type Order } from '../filter.ts';
import type { SavedView } from '../views-contract.ts';
import { shows, useViews } from './use-views.ts';
import './list-filters.css';

const ViewDialog = lazy(() => import('./ViewDialog.tsx').then(({ ViewDialog }) => ({ default: ViewDialog })));

/** Whether there were views the last time: their line keeps its place while they are read. */
const hadViews = kept<'yes'>('wanhui.had-views');

interface Shown {
  filter: Filter;
  order: Order;
}

/** 保存的视图: filters under a name, one's own and the team's, each an address. Draws nothing where there are none. */
export function SavedViews({ filter, order }: Shown) {
  const t = useWords('complaints');
  const views = useViews();
  const [open, setOpen] = useState<SavedView | null>(null);
  const shown = views?.find((view) => shows(view, filter, order));
  const hasViews = views ? views.length > 0 : hadViews.get() === 'yes';
  useEffect(() => {
    if (views) hadViews.set(views.length > 0 ? 'yes' : null);
  }, [views]);
  if (!hasViews) return null;
  return (
    <nav className="saved-views" aria-label={t('views.title')}>
      {views?.map((view) => (
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
      {open && (
        <Suspense>
          <ViewDialog view={open} filter={filter} order={order} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </nav>
  );
}

/** Beside the filters that it would keep. */
export function SaveView({ filter, order }: Shown) {
  const t = useWords('complaints');
  const views = useViews();
  const [isOpen, setOpen] = useState(false);
  if (!views || countFields(filter) === 0 || views.some((view) => shows(view, filter, order))) return null;
  return (
    <>
      <Button size="small" type="text" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
        {t('views.save')}
      </Button>
      {isOpen && (
        <Suspense>
          <ViewDialog view={null} filter={filter} order={order} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
