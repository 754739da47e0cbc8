import { AlertFilled, BellOutlined, ExclamationCircleFilled } from '@ant-design/icons';
import { useWords } from '../../base/web/i18n.ts';
import { Chip } from '../../ui/Chip.tsx';
import type { Severity } from '../complaint.ts';

/** Nothing for a general case: only what is out of the ordinary is marked. */
export function SeverityMark({ severity }: { severity: Severity }) {
  const t = useWords('complaints');
  if (severity === 'general') return null;
  const icon = severity === 'crisis' ? <AlertFilled /> : <ExclamationCircleFilled />;
  return <Chip tone={severity === 'crisis' ? 'bad' : 'warn'} icon={icon} text={t(`severities.${severity}`)} />;
}

/** How often the customer has rung about it: quiet once, marked from `markAt` on. */
export function UrgeMark({ urges, markAt = 2 }: { urges: number; markAt?: number }) {
  const t = useWords('complaints');
  if (urges === 0) return null;
  return (
    <Chip tone={urges >= markAt ? 'warn' : 'quiet'} icon={<BellOutlined />} text={t('row.urges', { count: urges })} />
  );
}
