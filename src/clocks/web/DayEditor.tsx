import { Button, Input } from 'antd';
import { useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { formatDay } from '../../base/web/when.ts';
import { Field } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import type { MarkedDayInput } from '../contract.ts';
import { type DayKind, framesOf, saidFrames, type Week } from './calendar-draft.ts';
import { HoursEditor } from './HoursEditor.tsx';

interface Props {
  day: string;
  kind: DayKind;
  week: Week;
  marked: MarkedDayInput | undefined;
  mayEdit: boolean;
  onMark: (marked: MarkedDayInput | null) => void;
}

/** One day: what it is, and what it shall be. Keyed by day, so that a half-typed title belongs to its day. */
export function DayEditor({ day, kind, week, marked, mayEdit, onMark }: Props) {
  const t = useWords('clocks');
  const [title, setTitle] = useState(marked?.title ?? '');
  const hours = framesOf(day, week, marked);
  const byWeek = framesOf(day, week, undefined);
  const mark = (as: 'off' | 'work') => {
    const named = title.trim() || t(`page.calendar.untitled.${as}`);
    setTitle(named);
    const frames = marked?.kind === 'work' && as === 'work' ? marked.frames : undefined;
    onMark({ day, kind: as, title: named, ...(frames ? { frames } : {}) } as MarkedDayInput);
  };
  return (
    <Panel title={formatDay(day)} extra={t(`calendar.kind.${kind}`)}>
      {mayEdit ? (
        <div className="stack">
          <Field label={t('calendar.dayTitle')} hint={t('page.calendar.titleHint')}>
            <Input
              maxLength={30}
              value={title}
              onChange={(event) => setTitle(event.target.value)}
              onBlur={() =>
                marked && title.trim() && title.trim() !== marked.title && onMark({ ...marked, title: title.trim() })
              }
            />
          </Field>
          <div className="wrap">
            <Button
              type={kind === 'off' ? 'primary' : 'default'}
              aria-pressed={kind === 'off'}
              onClick={() => mark('off')}
            >
              {t('calendar.mark.off')}
            </Button>
            <Button
              type={marked?.kind === 'work' ? 'primary' : 'default'}
              aria-pressed={marked?.kind === 'work'}
              onClick={() => mark('work')}
            >
              {t('calendar.mark.work')}
            </Button>
            <Button
              disabled={!marked}
              onClick={() => {
                setTitle('');
                onMark(null);
              }}
            >
              {t('calendar.mark.clear')}
            </Button>
          </div>
          {marked?.kind === 'work' ? (
            <HoursEditor
              day={day}
              frames={marked.frames}
              usual={byWeek.length ? byWeek : hours}
              onChange={(frames) => onMark({ day, kind: 'work', title: marked.title, ...(frames ? { frames } : {}) })}
            />
          ) : (
            hours.length > 0 && <p className="quiet number">{saidFrames(hours)}</p>
          )}
        </div>
      ) : (
        <p>
          {marked?.title ?? t('page.calendar.byWeek')} <span className="quiet number">{saidFrames(hours)}</span>
        </p>
      )}
    </Panel>
  );
}
