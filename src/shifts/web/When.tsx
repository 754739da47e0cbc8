import { formatExact, formatTime } from '../../base/web/when.ts';

const LONG_AGO = new Date(0);

/** 今天 16:20 on screen, the whole date on paper, where “today” means nothing. */
export function When({ at }: { at: string }) {
  return (
    <time className="number" dateTime={at} title={formatExact(at)}>
      <span className="no-print">{formatTime(at)}</span>
      <span className="shift-print-only">{formatTime(at, LONG_AGO)}</span>
    </time>
  );
}
