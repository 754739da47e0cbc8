import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { SearchBox } from '../../complaints/web/search/SearchBox.tsx';
import { CallerKey } from '../../crisis/web/CallerKey.tsx';
import { Bell } from '../../notices/web/Bell.tsx';
import { useSession, useStore } from '../../people/web/use-session.ts';
import { useShortcut } from '../../ui/shortcuts.ts';
import { PersonMenu } from './PersonMenu.tsx';
import { ShortcutHelp } from './ShortcutHelp.tsx';
import { Switches } from './Switches.tsx';

export function TopBar() {
  const t = useWords('app');
  const navigate = useNavigate();
  const { may } = useSession();
  const [help, setHelp] = useState(false);
  useShortcut('n', t('keys.register'), () => void navigate({ to: '/register' }), may('complaint.register'));
  useShortcut('?', t('keys.help'), () => setHelp(true));
  return (
    <header className="top no-print">
      {may('complaint.read') && <SearchBox />}
      <div className="top-end">
        <StoreSwitch />
        <CallerKey />
        <Bell />
        <button
          type="button"
          className="icon-button top-keys"
          title={`${t('keys.help')} (?)`}
          onClick={() => setHelp(true)}
        >
          <kbd>?</kbd>
          <span className="visually-hidden"> {t('keys.help')}</span>
        </button>
        <Switches />
        <PersonMenu />
      </div>
      {help && <ShortcutHelp onClose={() => setHelp(false)} />}
    </header>
  );
}

function StoreSwitch() {
  const t = useWords('app');
  const { staff } = useSession();
  const [storeId, choose] = useStore();
  if (staff.stores.length < 2) {
    return staff.stores[0] ? <span className="top-store quiet">{staff.stores[0].name}</span> : null;
  }
  return (
    <select
      className="top-store"
      aria-label={t('top.store')}
      value={storeId ?? ''}
      onChange={(event) => choose(event.target.value || null)}
    >
      <option value="">{t('top.allStores')}</option>
      {staff.stores.map((store) => (
        <option key={store.id} value={store.id}>
          {store.name}
        </option>
      ))}
    </select>
  );
}
