const format = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The calendar day in the organisation's zone, YYYY-MM-DD. */
export const localDay = (at: Date): string => format.format(at);
