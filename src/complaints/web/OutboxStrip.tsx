import { CheckCircleOutlined, CloudUploadOutlined, ExclamationCircleOutlined } from '@ant-design/icons';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { newKey } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { useSession } from '../../people/web/use-session.ts';
import { confirmAct } from '../../ui/confirm-act.tsx';
import { saveDraft } from './drafts.ts';
import { dropQueued, type QueuedRegistration } from './outbox.ts';
import { sessionKey } from './sealed.ts';
import { useOutbox } from './use-outbox.ts';
import './register-strips.css';

const ICONS = {
  waiting: <CloudUploadOutlined />,
  refused: <ExclamationCircleOutlined />,
  sent: <CheckCircleOutlined />,
};

/** What was registered while the server was away: waiting, sent with its number, or refused with the reason. */
export function OutboxStrip() {
  const t = useWords('complaints');
  const { staff } = useSession();
  const queued = useOutbox(staff.id);
  if (queued.length === 0) return null;
  return (
    <section className="strip" aria-label={t('register.queue.title')} aria-live="polite">
      <h2 className="strip-title">{t('register.queue.title')}</h2>
      <ul>
        {queued.map((one) => (
          <Queued key={one.id} one={one} staffId={staff.id} />
        ))}
      </ul>
    </section>
  );
}

function Queued({ one, staffId }: { one: QueuedRegistration; staffId: string }) {
  const t = useWords('complaints');
  const navigate = useNavigate();
  const drop = async () => {
    if (one.state === 'sent') return dropQueued(one.id);
    const name = one.title || t('register.drafts.noWords');
    if (
      await confirmAct({
        title: t('register.queue.dropTitle'),
        text: t('register.queue.dropText', { name }),
        act: t('register.queue.drop'),
        danger: true,
      })
    ) {
      await dropQueued(one.id);
    }
  };
  const revive = async () => {
    const key = await sessionKey(staffId);
    if (!key) return;
    await saveDraft(key, staffId, newKey(), one.draft, Date.now());
    await dropQueued(one.id);
    await navigate({ to: '/register' });
  };
  return (
    <li className={`strip-item strip-${one.state}`}>
      <span aria-hidden>{ICONS[one.state]}</span>
      <span className="strip-words">{one.title || t('register.drafts.noWords')}</span>
      <span className="quiet">
        {one.state === 'waiting' && t('register.queue.waiting', { time: formatTime(new Date(one.queuedAt)) })}
        {one.state === 'refused' && t('register.queue.refused', { why: one.why })}
      </span>
      {one.made && (
        <Link to="/complaints/$id" params={{ id: one.made.id }} className="number">
          {one.made.number}
        </Link>
      )}
      {one.state === 'refused' && !one.made && (
        <Button size="small" onClick={revive}>
          {t('register.queue.revive')}
        </Button>
      )}
      {one.state !== 'waiting' && (
        <Button size="small" type="text" onClick={drop}>
          {t(one.state === 'sent' ? 'register.queue.seen' : 'register.queue.drop')}
        </Button>
      )}
    </li>
  );
}
