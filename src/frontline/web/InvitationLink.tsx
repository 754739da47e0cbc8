import { Button, QRCode } from 'antd';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Secret } from '../../ui/Secret.tsx';
import type { Invitation } from '../contract.ts';

/** The link as it is handed over: shown once, to be scanned from the screen or sent to the phone. */
export function InvitationLink({ name, made, onClose }: { name: string; made: Invitation; onClose: () => void }) {
  const t = useWords('frontline');
  const link = made.link.startsWith('/') ? location.origin + made.link : made.link;
  const isLocal = /^(localhost|127\.|\[::1\])/.test(new URL(link).host);
  return (
    <Dialog
      title={t('invite.made', { name })}
      onClose={onClose}
      foot={
        <Button type="primary" onClick={onClose}>
          {t('invite.taken')}
        </Button>
      }
    >
      <div className="stack">
        <p>{t('invite.once', { name, until: formatTime(made.linkUntil) })}</p>
        {isLocal && <p className="note note-warn">{t('invite.local')}</p>}
        {/* a phone needs dark on light, in the dark theme too */}
        <QRCode type="svg" value={link} size={208} color="#000000" bgColor="#ffffff" aria-label={t('invite.picture')} />
        <Secret text={link} label={t('invite.link')} />
      </div>
    </Dialog>
  );
}
