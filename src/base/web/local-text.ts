import { zone } from './zone.ts';

const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const two = '2-digit';
  const made =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: two,
      day: two,
      hour: two,
      minute: two,
      hourCycle: 'h23',
    });
  formats.set(timeZone, made);
  return made;
}

/** `2026-11-22T16:20`, as a native input wants it, in the organisation's zone. */
export function toLocalText(iso: string | null | undefined): string {
  if (!iso) return '';
  const found = Object.fromEntries(
    formatOf(zone())
      .formatToParts(new Date(iso))
      .map((part) => [part.type, part.value]),
  );
  return `${found['year']}-${found['month']}-${found['day']}T${found['hour']}:${found['minute']}`;
}

const FIRST = Date.UTC(1990, 0, 2);
const LAST = Date.UTC(2099, 11, 31);

/** The instant of a local text; null when it is empty, cannot be read or lies outside 1990 to 2099. */
export function fromLocalText(text: string): string | null {
  const asUtc = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? Date.parse(`${text}:00Z`) : Number.NaN;
  // A year being typed passes through 0002 and 0020.
  if (Number.isNaN(asUtc) || asUtc < FIRST || asUtc > LAST) return null;
  // The zone's distance is asked twice, so that a shift of the clocks between the guess and the answer is met.
  const distance = (at: number): number => Date.parse(`${toLocalText(new Date(at).toISOString())}:00Z`) - at;
  const guess = asUtc - distance(asUtc);
  return new Date(asUtc - distance(guess)).toISOString();
}
