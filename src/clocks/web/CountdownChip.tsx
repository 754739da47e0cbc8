import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  ExclamationCircleOutlined,
  PauseCircleOutlined,
  WarningOutlined,
} from '@ant-design/icons';
import { memo } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { formatExact, formatLength, useNow } from '../../base/web/when.ts';
import { type ChipClock, lookOf } from './countdown.ts';
import './countdown.css';

const ICONS = {
  good: <ClockCircleOutlined />,
  steady: <ClockCircleOutlined />,
  warn: <ExclamationCircleOutlined />,
  bad: <WarningOutlined />,
  paused: <PauseCircleOutlined />,
  done: <CheckCircleOutlined />,
};

/** 首次联系 剩1小时20分. Ticks by itself: the list around it is not drawn again. */
export const CountdownChip = memo(function CountdownChip({ clock, source }: { clock: ChipClock; source?: string }) {
  const t = useWords('clocks');
  const running = clock.state === 'running' || clock.state === 'breached';
  const now = useNow(running ? 1000 : 60_000);
  const look = lookOf(clock, now);
  const length = formatLength(look.ms);
  const saying = t(`page.chip.${look.says}`, { length });
  const exact = t('page.chip.exact', { title: clock.title, due: formatExact(clock.dueAt), saying });
  // where it comes from, on lines of its own
  const tip = source ? `${exact}\n${source}` : exact;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the exact time must be reachable by keyboard
    <span className={`countdown countdown-${look.tone}`} tabIndex={0} role="timer" aria-label={tip} data-tip={tip}>
      <span aria-hidden className="countdown-icon">
        {ICONS[look.tone]}
      </span>
      <span aria-hidden className="countdown-title">
        {clock.title}
      </span>
      <span aria-hidden className="countdown-left">
        {saying}
      </span>
    </span>
  );
});
