import { DeleteOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useId } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { formatDay } from '../../base/web/when.ts';
import type { Frame } from '../calendar.ts';
import { framesProblem } from '../calendar-year.ts';

const MOST = 6;
/** A field for times knows no 24:00; midnight as an end is one. */
const shown = (to: string): string => (to === '24:00' ? '00:00' : to);
const meant = (to: string): string => (to === '00:00' ? '24:00' : to);

interface Props {
  day: string;
  /** Undefined: as on Monday. */
  frames: readonly Frame[] | undefined;
  /** What the day's own hours begin with. */
  usual: readonly Frame[];
  onChange: (frames: Frame[] | undefined) => void;
}

/** The hours of one working day: like a Monday, or stretches of its own. */
export function HoursEditor({ day, frames, usual, onChange }: Props) {
  const t = useWords('clocks');
  const noteId = useId();
  const problem = frames ? framesProblem(frames) : null;
  const put = (nth: number, part: Partial<Frame>) =>
    frames && onChange(frames.map((frame, place) => (place === nth ? { ...frame, ...part } : frame)));
  return (
    <fieldset className="hours">
      <legend className="field-label">{t('page.calendar.hours.title')}</legend>
      <select
        className="select"
        aria-label={t('page.calendar.hours.title')}
        value={frames ? 'own' : 'monday'}
        onChange={(event) => onChange(event.target.value === 'own' ? [...usual] : undefined)}
      >
        <option value="monday">{t('page.calendar.hours.asMonday')}</option>
        <option value="own">{t('page.calendar.hours.own')}</option>
      </select>
      {frames?.map((frame, nth) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a stretch has no name but its place
        <div className="hours-line" key={nth}>
          <Input
            type="time"
            value={frame.from}
            aria-label={t('page.calendar.hours.fromNth', { nth: nth + 1 })}
            aria-describedby={problem ? noteId : undefined}
            {...(problem ? { status: 'error' as const } : {})}
            onChange={(event) => put(nth, { from: event.target.value })}
          />
          <span aria-hidden>–</span>
          <Input
            type="time"
            value={shown(frame.to)}
            aria-label={t('page.calendar.hours.toNth', { nth: nth + 1 })}
            aria-describedby={problem ? noteId : undefined}
            {...(problem ? { status: 'error' as const } : {})}
            onChange={(event) => put(nth, { to: meant(event.target.value) })}
          />
          {frames.length > 1 && (
            <button
              type="button"
              className="icon-button"
              aria-label={t('page.calendar.hours.drop', { nth: nth + 1 })}
              onClick={() => onChange(frames.filter((_, place) => place !== nth))}
            >
              <DeleteOutlined aria-hidden />
            </button>
          )}
        </div>
      ))}
      {frames && (
        <>
          <div className={problem ? 'field-error' : 'field-hint'} id={noteId} role={problem ? 'alert' : undefined}>
            {problem ? t(`refusals.${problem}`, { day: formatDay(day) }) : t('page.calendar.hours.night')}
          </div>
          {frames.length < MOST && (
            <Button size="small" onClick={() => onChange([...frames, { from: '', to: '' }])}>
              {t('page.calendar.hours.add')}
            </Button>
          )}
        </>
      )}
    </fieldset>
  );
}
