/** What a chip needs of a clock; equal to a part of the views that carry clocks. Times in ISO text. */
export interface ChipClock {
  title: string;
  state: 'running' | 'paused' | 'stopped' | 'breached' | 'replaced' | 'ended';
  startedAt: string;
  dueAt: string;
  warnAt: string | null;
  warned: boolean;
  breachedAt: string | null;
  breachClass: 'plain' | 'attempted' | 'kept-recorded-late' | null;
  stoppedAt: string | null;
}

export interface Look {
  tone: 'good' | 'steady' | 'warn' | 'bad' | 'paused' | 'done';
  says: 'left' | 'over' | 'attempted' | 'late-record' | 'paused' | 'kept' | 'broken' | 'ended';
  /** Left before the due time, or gone since; milliseconds, never negative. */
  ms: number;
}

/** Green over half the time left, amber after warning, red when breached, grey when paused or done. */
export function lookOf(clock: ChipClock, now: number): Look {
  const due = Date.parse(clock.dueAt);
  const left = due - now;
  if (clock.state === 'paused') return { tone: 'paused', says: 'paused', ms: 0 };
  if (clock.state === 'replaced' || clock.state === 'ended') return { tone: 'done', says: 'ended', ms: 0 };
  if (clock.breachClass === 'kept-recorded-late') return { tone: 'done', says: 'late-record', ms: 0 };
  if (clock.state === 'stopped') {
    return clock.breachedAt ? { tone: 'bad', says: 'broken', ms: 0 } : { tone: 'done', says: 'kept', ms: 0 };
  }
  if (clock.state === 'breached' || left < 0) {
    return { tone: 'bad', says: clock.breachClass === 'attempted' ? 'attempted' : 'over', ms: Math.max(0, -left) };
  }
  const whole = due - Date.parse(clock.startedAt);
  const warning = clock.warned || (clock.warnAt !== null && Date.parse(clock.warnAt) <= now);
  if (warning) return { tone: 'warn', says: 'left', ms: left };
  return { tone: left * 2 > whole ? 'good' : 'steady', says: 'left', ms: left };
}
