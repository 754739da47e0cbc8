import { useWords } from '../../../../base/web/i18n.ts';
import type { Json } from '../../../../policies/canonical.ts';
import { setAt } from '../../../../policies/edit-texts.ts';
import { say } from '../../../../ui/say.tsx';
import { OneOf, Typed } from './controls.tsx';
import { entriesAt, type FormProps, textIn, titleIn } from './form.ts';
import { framesIn, framesText } from './frames.ts';

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** The weekly hours of each calendar. */
export function CalendarsForm({ writing, readOnly, onEdit }: FormProps) {
  const t = useWords('policies');
  return (
    <div className="stack">
      <p className="quiet">{t('editor.hoursHint')}</p>
      {entriesAt(writing, 'clocks.calendars').map((calendar) => {
        const week: Json[] = Array.isArray(calendar['week']) ? calendar['week'] : [];
        const path = `clocks.calendars.${calendar.key}`;
        return (
          <section key={calendar.key}>
            <h3>{titleIn(calendar)}</h3>
            <div className="week">
              {DAYS.map((day) => (
                <div key={day} className="week-day">
                  <span aria-hidden>{t(`clocks.weekdays.${day}`)}</span>
                  <Typed
                    value={framesText(week[day - 1])}
                    label={t('editor.hoursOf', { title: titleIn(calendar), day: t(`clocks.weekdays.${day}`) })}
                    placeholder={t('clocks.dayOff')}
                    disabled={readOnly}
                    onCommit={(value) => {
                      const frames = framesIn(value);
                      if (!frames) say(t('editor.hoursUnreadable'), 'quiet');
                      else {
                        const next = DAYS.map((one): Json => (one === day ? frames : (week[one - 1] ?? [])));
                        onEdit((now) => setAt(now, `${path}.week`, next));
                      }
                    }}
                  />
                </div>
              ))}
              <div className="week-day">
                <span aria-hidden>{t('editor.holidays')}</span>
                <OneOf
                  value={textIn(calendar, 'holidays') || 'none'}
                  options={[
                    { value: 'CN', label: t('editor.holidaysCN') },
                    { value: 'none', label: t('editor.noHolidays') },
                  ]}
                  label={t('editor.holidaysOf', { title: titleIn(calendar) })}
                  disabled={readOnly}
                  onCommit={(value) => onEdit((now) => setAt(now, `${path}.holidays`, value === 'CN' ? 'CN' : null))}
                />
              </div>
            </div>
          </section>
        );
      })}
    </div>
  );
}
