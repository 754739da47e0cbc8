/** Milliseconds that the server's clock is ahead of this browser's, whose own may be hours off. */
let ahead = 0;
let known = false;
const listeners = new Set<() => void>();
/** A smaller change is not worth drawing anew for. */
const STEP_MS = 500;

/** `told` is the header of an answer, in ms since 1970, asked for and heard at these times of our own. */
export function noteServerTime(told: string | null, askedAt: number, heardAt: number): void {
  const at = Number(told);
  if (!told || !Number.isFinite(at)) return;
  // it was said somewhere in between: what is known already stands as long as it is possible
  if (known && ahead >= at - heardAt && ahead <= at - askedAt) return;
  const before = ahead;
  ahead = at - (askedAt + heardAt) / 2;
  known = true;
  if (Math.abs(ahead - before) > STEP_MS) for (const listener of listeners) listener();
}

/** The server's time in ms since 1970; our own until it has answered once. */
export const serverNow = (): number => Date.now() + ahead;

/** The clocks were found to differ by more than before. */
export const onClockStep = (listener: () => void): void => void listeners.add(listener);
