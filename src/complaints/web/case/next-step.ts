import { DAY, MINUTE } from '../../../base/time.ts';
import { fromLocalText, toLocalText } from '../../../base/web/local-text.ts';
import type { ComplaintsSection } from '../../pack.ts';

type When = ComplaintsSection['nextSteps'][number]['when'];

const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10);

/**
 * The instant of a one-tap choice. Weekends are stepped over; public holidays are not known here, so the time is
 * shown before it is kept and can be changed.
 */
export function instantOf(when: When, now: Date): string {
  if ('minutes' in when) return new Date(now.getTime() + when.minutes * MINUTE).toISOString();
  const today = toLocalText(now.toISOString()).slice(0, 10);
  const nextWorkday = (): string => {
    let day = dayAfter(today);
    while (isWeekend(day)) day = dayAfter(day);
    return day;
  };
  if ('today' in when) {
    const at = fromLocalText(`${today}T${when.today}`) as string;
    return Date.parse(at) > now.getTime() ? at : (fromLocalText(`${nextWorkday()}T${when.today}`) as string);
  }
  return fromLocalText(`${nextWorkday()}T${when.nextWorkday}`) as string;
}
