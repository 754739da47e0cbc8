import { useWords } from '../../base/web/i18n.ts';
import type { Tested } from './use-notices.ts';

/** What the other side really answered. */
export function TestAnswer({ tested, sent }: { tested: Tested | null; sent: string }) {
  const t = useWords('notices');
  if (!tested) return null;
  return (
    <p className={tested.sent ? 'note' : 'note note-warn'} role="status">
      {tested.sent ? sent : t('settings.testFailed', { why: t(`faults.${tested.code}`) })}
      {tested.said && <code className="notice-said as-typed">{tested.said}</code>}
    </p>
  );
}
