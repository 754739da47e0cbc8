import { AudioOutlined } from '@ant-design/icons';
import { useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { useSession } from '../../people/web/use-session.ts';
import { useShortcut } from '../../ui/shortcuts.ts';

const Card = lazy(async () => ({ default: (await import('./CallerCard.tsx')).CallerCard }));

/** One key on every page, also while somebody types: a journalist, lawyer or officer is on the line. */
export function CallerKey() {
  const t = useWords('crisis');
  const { may } = useSession();
  const [isOpen, setOpen] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const complaintId = /^\/complaints\/([0-9a-f-]{36})$/.exec(path)?.[1] ?? null;
  const allowed = may('complaint.register');
  useShortcut('alt+j', t('caller.key'), () => setOpen(true), allowed);
  if (!allowed) return null;
  return (
    <>
      <button type="button" className="icon-button" title={`${t('caller.key')} (Alt+J)`} onClick={() => setOpen(true)}>
        <AudioOutlined aria-hidden />
        <span className="visually-hidden">{t('caller.key')}</span>
      </button>
      {isOpen && (
        <Suspense>
          <Card complaintId={complaintId} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
