/** 值班: who is on duty and who is off, and what of a roster is still open. Instants are Dates; days and times are local. */
import { addMs, DAY } from '../base/time.ts';

export interface Shift {
  readonly staffId: string;
  readonly fromAt: Date;
  /** Not included. */
  readonly toAt: Date;
  /** While it runs, colleagues without a running shift of their own count as off. */
  readonly takesOver: boolean;
}

export interface Leave {
  readonly staffId: string;
  readonly fromAt: Date;
  /** Not included. */
  readonly toAt: Date;
}

const runs = (at: Pick<Shift, 'fromAt' | 'toAt'>, now: Date): boolean => at.fromAt <= now && now < at.toAt;

/** The shifts of one store that run now. */
export const onDuty = <S extends Pick<Shift, 'fromAt' | 'toAt'>>(shifts: readonly S[], now: Date): S[] =>
  shifts.filter((shift) => runs(shift, now));

export const isOnLeave = (leaves: readonly Leave[], staffId: string, now: Date): boolean =>
  leaves.some((leave) => leave.staffId === staffId && runs(leave, now));

/**
 * Off: on leave, or outside a shift while the roster of the store says so, that is while somebody else's shift takes
 * over. A roster that is silent says nothing about anybody: a store without one works as before.
 */
export function isOff(
  staffId: string | null,
  { shifts, leaves }: { readonly shifts: readonly Shift[]; readonly leaves: readonly Leave[] },
  now: Date,
): boolean {
  if (staffId !== null && isOnLeave(leaves, staffId, now)) return true;
  const present = onDuty(shifts, now).filter((shift) => !isOnLeave(leaves, shift.staffId, now));
  return present.some(({ takesOver }) => takesOver) && !present.some((shift) => shift.staffId === staffId);
}

/** A shift of the same person at the same time; null when there is none. */
export const overlapOf = <S extends Omit<Shift, 'takesOver'>>(
  shift: Omit<Shift, 'takesOver'>,
  others: readonly S[],
): S | null =>
  others.find((other) => other.staffId === shift.staffId && other.fromAt < shift.toAt && shift.fromAt < other.toAt) ??
  null;

// ---- local days and times

const formats = new Map<string, Intl.DateTimeFormat>();

/** 2026-11-22 and 16:20 on the wall clock of a zone. */
export function localOf(at: Date, timeZone: string): { day: string; time: string } {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(timeZone, format);
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return { day: `${part['year']}-${part['month']}-${part['day']}`, time: `${part['hour']}:${part['minute']}` };
}

export function instantOf(day: string, time: string, timeZone: string): Date {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  const distance = (at: number): number => {
    const local = localOf(new Date(at), timeZone);
    return Date.parse(`${local.day}T${local.time}:00Z`) - at;
  };
  // asked twice, so that a change of the clocks between guess and answer is met
  const guess = asUtc - distance(asUtc);
  return new Date(asUtc - distance(guess));
}

export const addDays = (day: string, days: number): string =>
  addMs(new Date(`${day}T00:00:00Z`), days * DAY)
    .toISOString()
    .slice(0, 10);

/** The Monday of a day's week. */
export const mondayOf = (day: string): string => addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));

export const daysFrom = (first: string, count: number): string[] =>
  Array.from({ length: count }, (_, n) => addDays(first, n));

/** A frame of a day; one that ends at or before its beginning runs into the next day. */
export function spanOf(day: string, from: string, to: string, timeZone: string): { fromAt: Date; toAt: Date } {
  return {
    fromAt: instantOf(day, from, timeZone),
    toAt: instantOf(to > from ? day : addDays(day, 1), to, timeZone),
  };
}

// ---- patterns

export const DAY_KINDS = ['weekday', 'weekend', 'holiday'] as const;
/** `holiday`: off by the calendar; `weekday`: Monday to Friday, and make-up days. */
export type DayKind = (typeof DAY_KINDS)[number];

export interface Pattern {
  readonly title: string;
  /** HH:MM. */
  readonly from: string;
  readonly to: string;
  readonly days: readonly DayKind[];
  readonly takesOver: boolean;
}

/** What a store sees until it writes down its own; its words stand under `duty.patterns`. */
export const FIRST_PATTERNS: readonly (Omit<Pattern, 'title'> & { readonly word: 'free' | 'night' })[] = [
  { word: 'free', from: '09:00', to: '18:00', days: ['weekend', 'holiday'], takesOver: true },
  { word: 'night', from: '18:00', to: '09:00', days: ['weekday', 'weekend', 'holiday'], takesOver: true },
];

export interface KnownDay {
  readonly day: string;
  readonly kind: DayKind;
}

export interface PlannedShift {
  readonly day: string;
  readonly from: string;
  readonly to: string;
  readonly staffId: string;
  readonly takesOver: boolean;
}

/** Shifts for every day that the pattern names, the people taking turns. */
export const filled = (pattern: Pattern, days: readonly KnownDay[], staffIds: readonly string[]): PlannedShift[] =>
  days
    .filter(({ kind }) => pattern.days.includes(kind))
    .flatMap(({ day }, n) => {
      const staffId = staffIds[n % staffIds.length];
      return staffId ? [{ day, from: pattern.from, to: pattern.to, staffId, takesOver: pattern.takesOver }] : [];
    });

/** The same shifts some days later, by the wall clock. */
export function moved<S extends Pick<Shift, 'fromAt' | 'toAt'>>(shift: S, days: number, timeZone: string): S {
  const by = (at: Date): Date => {
    const { day, time } = localOf(at, timeZone);
    return instantOf(addDays(day, days), time, timeZone);
  };
  return { ...shift, fromAt: by(shift.fromAt), toAt: by(shift.toAt) };
}

export interface Gap {
  readonly day: string;
  readonly title: string;
  readonly fromAt: Date;
  readonly toAt: Date;
}

/** 周六夜里无人值班: what the patterns want staffed and nobody is there for; a shift of somebody on leave staffs nothing. */
export function gapsIn(
  patterns: readonly Pattern[],
  days: readonly KnownDay[],
  { shifts, leaves }: { readonly shifts: readonly Shift[]; readonly leaves: readonly Leave[] },
  timeZone: string,
): Gap[] {
  const present = shifts.flatMap((shift) =>
    without(
      shift,
      leaves.filter((leave) => leave.staffId === shift.staffId),
    ),
  );
  return days.flatMap(({ day, kind }) =>
    patterns
      .filter((pattern) => pattern.days.includes(kind))
      .flatMap(({ title, from, to }) =>
        without(spanOf(day, from, to, timeZone), present).map((open) => ({ day, title, ...open })),
      ),
  );
}

interface Span {
  readonly fromAt: Date;
  readonly toAt: Date;
}

/** What is left of a span when others are taken out, in order. */
function without(span: Span, others: readonly Span[]): Span[] {
  let left: Span[] = [{ fromAt: span.fromAt, toAt: span.toAt }];
  for (const other of others) {
    left = left.flatMap(({ fromAt, toAt }) => {
      if (other.toAt <= fromAt || toAt <= other.fromAt) return [{ fromAt, toAt }];
      return [
        { fromAt, toAt: other.fromAt },
        { fromAt: other.toAt, toAt },
      ].filter((part) => part.fromAt < part.toAt);
    });
  }
  return left;
}
