import { sayIn } from '../../base/server/room-words.ts';
import type { Sayer } from '../record.ts';

const formats = new Map<string, { whole: Intl.DateTimeFormat; day: Intl.DateTimeFormat }>();

/** Paper speaks as the packs do, whatever language its reader has on screen: 2026年11月23日 09:05. */
export function sayingIn(timeZone: string): Sayer {
  const date = { timeZone, year: 'numeric', month: 'long', day: 'numeric' } as const;
  const known = formats.get(timeZone) ?? {
    whole: new Intl.DateTimeFormat('zh-CN', { ...date, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    day: new Intl.DateTimeFormat('zh-CN', date),
  };
  formats.set(timeZone, known);
  const say = sayIn('zh');
  return {
    words: (room, key) => say(room, key),
    when: (at) => known.whole.format(new Date(at)),
    day: (at) => known.day.format(new Date(at)),
  };
}
