import { useWords } from '../../base/web/i18n.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { useShortcuts } from '../../ui/shortcuts.ts';

/** The keys that work on the page one came from. */
export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const t = useWords('app');
  // a page may name a key again that the frame has: said once
  const shortcuts = [...new Map(useShortcuts().map((each) => [each.keys, each])).values()];
  return (
    <Dialog title={t('keys.title')} onClose={onClose}>
      <dl className="keys">
        {shortcuts.map(({ keys, title }) => (
          <div key={keys + title}>
            <dt>
              {keys.split('+').map((key) => (
                <kbd key={key}>{key.length === 1 ? key.toUpperCase() : key.charAt(0).toUpperCase() + key.slice(1)}</kbd>
              ))}
            </dt>
            <dd>{title}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet">{t('keys.note')}</p>
    </Dialog>
  );
}
