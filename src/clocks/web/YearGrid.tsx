import { type KeyboardEvent, useRef } from 'react';
import { language, useWords } from '../../base/web/i18n.ts';
import { dayOf, formatDay } from '../../base/web/when.ts';
import {
  type DayKind,
  framesOf,
  kindOf,
  type Marks,
  monthsOf,
  saidFrames,
  shifted,
  type Week,
} from './calendar-draft.ts';

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const MARKED: readonly DayKind[] = ['off', 'make-up', 'own-hours'];

interface Props {
  year: number;
  week: Week;
  marks: Marks;
  /** As saved; days that differ carry a dot. */
  saved: Marks;
  chosen: string;
  onChoose: (day: string) => void;
}

/** Twelve months. One stop for the Tab key, arrows go from day to day. */
export function YearGrid({ year, week, marks, saved, chosen, onChoose }: Props) {
  const t = useWords('clocks');
  const box = useRef<HTMLDivElement>(null);
  const today = dayOf();
  const weekdays = t('page.calendar.weekdays').split(' ');
  const step = (event: KeyboardEvent) => {
    const by = STEPS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = shifted(chosen, by);
    if (!next.startsWith(`${year}-`)) return;
    onChoose(next);
    box.current?.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus();
  };
  return (
    <div className="months" ref={box}>
      {monthsOf(year).map(({ month, before, days }) => (
        <section className="month" key={month} aria-labelledby={`month-${month}`}>
          <h2 id={`month-${month}`}>{monthName(month)}</h2>
          <div className="month-days">
            {weekdays.map((name) => (
              <span className="weekday" key={name} aria-hidden>
                {name}
              </span>
            ))}
            {days.map((day, nth) => {
              const kind = kindOf(day, week, marks);
              const marked = marks.get(day);
              const changed = JSON.stringify(marked) !== JSON.stringify(saved.get(day));
              const says = [
                formatDay(day),
                t(`calendar.kind.${kind}`),
                marked?.title,
                marked ? saidFrames(framesOf(day, week, marked)) : '',
                changed ? t('page.calendar.unsaved') : '',
              ];
              return (
                <button
                  type="button"
                  key={day}
                  data-day={day}
                  data-mark={MARKED.includes(kind) ? t(`page.calendar.mark.${kind}`) : undefined}
                  className={`day day-${kind}${day === today ? ' day-today' : ''}${changed ? ' day-changed' : ''}`}
                  style={nth === 0 ? { gridColumnStart: before + 1 } : undefined}
                  tabIndex={day === chosen ? 0 : -1}
                  aria-pressed={day === chosen}
                  aria-label={says.filter(Boolean).join(' ')}
                  title={marked?.title}
                  onClick={() => onChoose(day)}
                  onKeyDown={step}
                >
                  {Number(day.slice(8))}
                </button>
              );
            })}
          </div>
        </section>
      ))}
    </div>
  );
}

const monthName = (month: number): string =>
  new Intl.DateTimeFormat(language() === 'zh' ? 'zh-CN' : 'en-GB', { month: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2026, month - 1, 1),
  );

export function Legend() {
  const t = useWords('clocks');
  const kinds: readonly DayKind[] = ['work', 'rest', 'off', 'make-up', 'own-hours'];
  return (
    <ul className="legend">
      {kinds.map((kind) => (
        <li key={kind}>
          <span
            className={`day day-${kind}`}
            data-mark={MARKED.includes(kind) ? t(`page.calendar.mark.${kind}`) : undefined}
            aria-hidden
          >
            8
          </span>
          {t(`calendar.kind.${kind}`)}
        </li>
      ))}
    </ul>
  );
}
