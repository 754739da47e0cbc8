import { Refusal } from '../../base/refusal.ts';
import type { Tx } from '../../base/server/transaction.ts';
import { HOUR } from '../../base/time.ts';
import { type ClockReading, readClock } from '../clock.ts';
import { add } from '../moves.ts';
import { pauseRefusal } from '../pausing.ts';
import { keepClocks, liveClock } from './live-clocks.ts';

export interface Paused {
  readonly ruleKey: string;
  readonly title: string;
  readonly reading: ClockReading;
}

/** Stands a clock still from now on. Past the pack's hours it runs again by itself. */
export async function pauseClock(
  tx: Tx,
  asked: { subjectId: string; clockId: string; reason: string; evidence: string },
): Promise<Paused> {
  const clock = await liveClock(tx, asked.subjectId, asked.clockId);
  const refusal = pauseRefusal(clock, asked, tx.now);
  if (refusal) {
    throw new Refusal(`clocks.${refusal}`, {
      values: {
        title: clock.rule.title,
        count: clock.rule.pause?.maxCount ?? 0,
        hours: clock.rule.pause?.maxHours ?? 0,
      },
      details: clock.rule.pause,
    });
  }
  const paused = add(clock, { kind: 'pause', at: tx.now, recordedAt: tx.now, reason: asked.reason });
  keepClocks(tx, asked.subjectId, [paused], { by: tx.caller.staffId, evidence: asked.evidence });
  return { ruleKey: clock.rule.key, title: clock.rule.title, reading: readClock(paused, tx.now) };
}

export async function resumeClock(tx: Tx, asked: { subjectId: string; clockId: string }): Promise<Paused> {
  const clock = await liveClock(tx, asked.subjectId, asked.clockId);
  const before = readClock(clock, tx.now);
  if (before.state !== 'paused') {
    throw new Refusal('clocks.not-paused', {
      values: { title: clock.rule.title, hours: Math.round(before.pauseLeft / HOUR) },
    });
  }
  const resumed = add(clock, { kind: 'resume', at: tx.now, recordedAt: tx.now });
  keepClocks(tx, asked.subjectId, [resumed], { by: tx.caller.staffId });
  return { ruleKey: clock.rule.key, title: clock.rule.title, reading: readClock(resumed, tx.now) };
}
