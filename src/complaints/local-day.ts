const formats = new Map<string, Intl.DateTimeFormat>();

/** Tells the calendar day in a time zone, YYYY-MM-DD. */
export function localDayIn(timeZone: string): (at: Date) => string {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  formats.set(timeZone, format);
  return (at) => format.format(at);
}
