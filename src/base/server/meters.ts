import { Histogram } from 'prom-client';

/** Figures that only the work itself knows; `app` shows them with the others. */

/** Seconds from the due instant of a clock to the commit that records its breach. */
export const clockLateness = new Histogram({
  name: 'wanhui_clock_lateness_seconds',
  help: 'Seconds from the due instant of a clock to the record of its breach',
  buckets: [0.5, 1, 2, 5, 10, 30, 60, 300, 3600],
  registers: [],
});
