import type { Say } from '../../base/server/room-words.ts';
import type { Sums } from '../backtest-sums.ts';
import { tableOf } from '../backtest-table.ts';
import type { Cell, Sheet } from './sheets.ts';

/** The whole table of a trial as one sheet: counts only, nobody is named. */
export function fileOfTrial(
  say: Say,
  trial: Sums & { readonly from: string; readonly to: string },
  { title, place }: { title: string; place: string | null },
): Sheet {
  const says = (key: string, values?: Record<string, string | number>): string =>
    say('analytics', `backtest.${key}`, values);
  const number = (value: number | null): Cell => value ?? '—';
  return {
    name: says('file'),
    head: [says('section'), says('what'), says('really'), says('draft'), says('difference')],
    widths: [20, 32, 12, 12, 12],
    rows: (async function* () {
      yield tableOf((room, key) => say(room, key), trial, { more: true }).map(
        ({ section, label, really, draft, difference }): Cell[] => [
          says(`sections.${section}`),
          label,
          number(really),
          number(draft),
          number(difference),
        ],
      );
    })(),
    foot: () =>
      says('foot', {
        title,
        from: trial.from,
        to: trial.to,
        place: place ?? say('analytics', 'report.allStores'),
        cases: trial.cases,
        skipped: trial.skipped,
      }),
  };
}
