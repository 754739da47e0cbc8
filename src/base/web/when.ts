import { useSyncExternalStore } from 'react';
import { language } from './i18n.ts';
import { onClockStep, serverNow } from './server-clock.ts';
import { zone } from './zone.ts';

const LOCALES = { zh: 'zh-CN', en: 'en-GB' } as const;
const formats = new Map<string, Intl.DateTimeFormat>();

function format(asked: Intl.DateTimeFormatOptions, locale: string = LOCALES[language()]): Intl.DateTimeFormat {
  const options = { timeZone: zone(), ...asked };
  const name = locale + JSON.stringify(options);
  const known = formats.get(name);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  formats.set(name, made);
  return made;
}

/** The calendar day of an instant (of now, when none is given), YYYY-MM-DD. */
export const dayOf = (at = new Date(serverNow())): string =>
  format({ year: 'numeric', month: '2-digit', day: '2-digit' }, 'en-CA').format(at);

const daysBetween = (from: Date, to: Date): number =>
  Math.round((Date.parse(`${dayOf(to)}T00:00:00Z`) - Date.parse(`${dayOf(from)}T00:00:00Z`)) / 86_400_000);

const CLOSE_DAYS: Record<'zh' | 'en', Record<number, string>> = {
  zh: { [-1]: '昨天', 0: '今天', 1: '明天' },
  en: { [-1]: 'yesterday', 0: 'today', 1: 'tomorrow' },
};

/** 今天 16:20 · 11月22日 16:20 · 2025年11月22日 16:20. */
export function formatTime(iso: string | Date, now: Date = new Date(serverNow())): string {
  const at = new Date(iso);
  const clock = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
  const close = CLOSE_DAYS[language()][daysBetween(now, at)];
  return `${close ?? formatDay(at, now)} ${clock}`;
}

/** Always with year and seconds: for titles and prints. */
export const formatExact = (iso: string | Date): string =>
  format({
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(iso));

/** 11月22日, with the year when it is another one. Takes an instant or a day YYYY-MM-DD. */
export function formatDay(value: string | Date, now: Date = new Date(serverNow())): string {
  const isDay = typeof value === 'string' && value.length === 10;
  const at = new Date(value);
  const sameYear = (isDay ? value : dayOf(at)).slice(0, 4) === dayOf(now).slice(0, 4);
  return format({
    // a day is read as UTC midnight
    ...(isDay && { timeZone: 'UTC' }),
    ...(sameYear ? {} : { year: 'numeric' }),
    month: language() === 'zh' ? 'long' : 'short',
    day: 'numeric',
  }).format(at);
}

const UNITS = { zh: ['天', '小时', '分', '秒'], en: [' d', ' h', ' min', ' s'] } as const;

/** 2天3小时 · 1小时20分 · 4分30秒: the two largest units, seconds only under ten minutes. The sign is dropped. */
export function formatLength(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const parts = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
    seconds % 60,
  ];
  const units = UNITS[language()];
  const first = parts.findIndex((part) => part > 0);
  if (first === -1) return `0${units[3]}`;
  const last = seconds < 600 ? 3 : Math.min(first + 1, 2);
  return parts
    .map((part, place) => (place >= first && place <= last && part > 0 ? `${part}${units[place]}` : ''))
    .filter(Boolean)
    .join(language() === 'en' ? ' ' : '');
}

interface Ticker {
  readonly now: () => number;
  readonly subscribe: (listener: () => void) => () => void;
}
const tickers = new Map<number, Ticker>();

function ticker(everyMs: number): Ticker {
  const known = tickers.get(everyMs);
  if (known) return known;
  const listeners = new Set<() => void>();
  let now = serverNow();
  let timer: ReturnType<typeof setInterval> | undefined;
  const beat = () => {
    now = serverNow();
    for (const listener of listeners) listener();
  };
  const made: Ticker = {
    now: () => now,
    subscribe: (listener) => {
      listeners.add(listener);
      if (!timer) {
        timer = setInterval(beat, everyMs);
        // nobody asked for a while: what was known is old, but must not change within a drawing
        if (serverNow() - now >= everyMs) queueMicrotask(beat);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
  onClockStep(beat);
  tickers.set(everyMs, made);
  return made;
}

/** The server's now, told again every `everyMs`; all that ask for the same beat share one timer. */
export function useNow(everyMs = 1000): number {
  const beat = ticker(everyMs);
  return useSyncExternalStore(beat.subscribe, beat.now);
}
