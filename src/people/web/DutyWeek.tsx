import { LeftOutlined, PlusOutlined, RightOutlined, WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { dayOf, formatDay } from '../../base/web/when.ts';
import { Chip } from '../../ui/Chip.tsx';
import { confirmAct, useAct } from '../../ui/confirm-act.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import { addDays, FIRST_PATTERNS, type Gap, gapsIn, isOnLeave, localOf, mondayOf, type Pattern } from '../duty.ts';
import type * as contract from '../duty-contract.ts';
import './duty.css';
import { DutyFill } from './DutyFill.tsx';
import { DutyPatterns } from './DutyPatterns.tsx';
import { DutyShiftForm } from './DutyShiftForm.tsx';
import { asSpans, type Duty, type DutyShift, type RosterDay, useReadDutyAgain } from './use-duty.ts';
import { weekdayName } from './weekday.ts';

/** What the store wants staffed: its own patterns, or those to begin with. */
export function usePatterns(duty: Duty): Pattern[] {
  const t = useWords('people');
  if (duty.patterns.length) return duty.patterns;
  return FIRST_PATTERNS.map(({ word, ...pattern }) => ({ ...pattern, title: t(`duty.first.${word}`) }));
}

/** 值班表: one week of a store, with its gaps by name. */
export function DutyWeek({
  storeId,
  duty,
  days,
  onWeek,
}: {
  storeId: string;
  duty: Duty;
  /** Seven days from a Monday. */
  days: readonly RosterDay[];
  onWeek: (monday: string) => void;
}) {
  const t = useWords('people');
  const readAgain = useReadDutyAgain();
  const patterns = usePatterns(duty);
  const [open, setOpen] = useState<'fill' | 'patterns' | { day: string; shift: DutyShift | null } | null>(null);
  const monday = days[0]?.day ?? '';
  const today = dayOf();
  const spans = { shifts: asSpans(duty.shifts), leaves: asSpans(duty.leaves) };
  const here = new Set(duty.people.map(({ id }) => id));
  const present = spans.shifts.filter(({ staffId }) => here.has(staffId));
  const gaps = gapsIn(patterns, days, { shifts: present, leaves: spans.leaves }, duty.timeZone);
  const dayOfShift = (iso: string): string => localOf(new Date(iso), duty.timeZone).day;
  const copy = useAct(async () => {
    const { made, leftOut } = await call<typeof contract.copyWeek>('POST /api/duty/copies', {
      input: { storeId, from: addDays(monday, -7), to: monday },
    });
    say(t('duty.copied', { made, leftOut }), made ? 'good' : 'quiet');
    readAgain();
  });
  const remove = useAct(async (shift: DutyShift) => {
    const yes = await confirmAct({
      title: t('duty.askRemove', { name: shift.staff.name, day: formatDay(shift.fromAt) }),
      act: t('duty.remove'),
      danger: true,
    });
    if (!yes) return;
    await call<typeof contract.removeShift>('DELETE /api/duty/shifts/:id', { params: { id: shift.id } });
    readAgain();
  });
  return (
    <Panel
      title={t('duty.roster')}
      extra={
        <span className="wrap">
          <button
            type="button"
            className="icon-button"
            aria-label={t('duty.weekBefore')}
            onClick={() => onWeek(addDays(monday, -7))}
          >
            <LeftOutlined aria-hidden />
          </button>
          <output className="number">
            {formatDay(monday)} – {formatDay(addDays(monday, 6))}
          </output>
          <button
            type="button"
            className="icon-button"
            aria-label={t('duty.weekAfter')}
            onClick={() => onWeek(addDays(monday, 7))}
          >
            <RightOutlined aria-hidden />
          </button>
          {mondayOf(today) !== monday && (
            <Button size="small" onClick={() => onWeek(mondayOf(today))}>
              {t('duty.thisWeek')}
            </Button>
          )}
        </span>
      }
    >
      <ProblemNote error={copy.error ?? remove.error} />
      <p className="duty-now">
        {t('duty.now')}{' '}
        <strong>{duty.now.map(({ name }) => name).join(t('base:common.listComma')) || t('duty.nobody')}</strong>
      </p>
      {gaps.length > 0 && <Gaps gaps={gaps} timeZone={duty.timeZone} />}
      {duty.mayManage && (
        <div className="wrap no-print duty-acts">
          <Button type="primary" onClick={() => setOpen('fill')}>
            {t('duty.fill')}
          </Button>
          <Button loading={copy.busy} onClick={() => void copy.run()}>
            {t('duty.copyLast')}
          </Button>
          <Button onClick={() => setOpen('patterns')}>{t('duty.patternsTitle')}</Button>
        </div>
      )}
      <ol className="duty-days">
        {days.map(({ day, kind, title }) => (
          <li key={day} className="duty-day" data-kind={kind} data-today={day === today || undefined}>
            <header className="duty-day-head">
              <span>
                <strong>{weekdayName(day)}</strong> <span className="number quiet">{formatDay(day)}</span>
              </span>
              {(title || kind === 'holiday') && <Chip tone="info" text={title ?? t('duty.kinds.holiday')} />}
            </header>
            <ul className="duty-shifts">
              {duty.shifts
                .filter((shift) => dayOfShift(shift.fromAt) === day)
                .map((shift) => (
                  <li key={shift.id} className="duty-shift">
                    <span className="number">
                      {localOf(new Date(shift.fromAt), duty.timeZone).time} –{' '}
                      {localOf(new Date(shift.toAt), duty.timeZone).time}
                      {dayOfShift(shift.toAt) !== day && <span className="quiet"> {t('duty.nextDay')}</span>}
                    </span>
                    <span className="duty-name">
                      {shift.staff.name}
                      {isOnLeave(spans.leaves, shift.staff.id, new Date(shift.fromAt)) && (
                        <Chip tone="warn" text={t('duty.onLeave')} />
                      )}
                    </span>
                    {!shift.takesOver && <span className="quiet">{t('duty.besides')}</span>}
                    {shift.note && <span className="quiet">{shift.note}</span>}
                    {duty.mayManage && (
                      <span className="duty-shift-acts no-print">
                        <button
                          type="button"
                          className="link-button"
                          aria-label={t('duty.editOf', { name: shift.staff.name, day: formatDay(day) })}
                          onClick={() => setOpen({ day, shift })}
                        >
                          {t('duty.edit')}
                        </button>
                        <button
                          type="button"
                          className="link-button"
                          aria-label={t('duty.removeOf', { name: shift.staff.name, day: formatDay(day) })}
                          onClick={() => void remove.run(shift)}
                        >
                          {t('duty.remove')}
                        </button>
                      </span>
                    )}
                  </li>
                ))}
            </ul>
            {duty.mayManage && (
              <button
                type="button"
                className="icon-button no-print duty-add"
                aria-label={t('duty.addOn', { day: formatDay(day) })}
                onClick={() => setOpen({ day, shift: null })}
              >
                <PlusOutlined aria-hidden />
              </button>
            )}
          </li>
        ))}
      </ol>
      {open === 'fill' && (
        <DutyFill storeId={storeId} duty={duty} days={days} patterns={patterns} onClose={() => setOpen(null)} />
      )}
      {open === 'patterns' && <DutyPatterns storeId={storeId} patterns={patterns} onClose={() => setOpen(null)} />}
      {open !== null && typeof open === 'object' && (
        <DutyShiftForm storeId={storeId} duty={duty} day={open.day} shift={open.shift} onClose={() => setOpen(null)} />
      )}
    </Panel>
  );
}

/** 周六、周日夜班 18:00–09:00 无人值班. */
function Gaps({ gaps, timeZone }: { gaps: readonly Gap[]; timeZone: string }) {
  const t = useWords('people');
  const comma = t('base:common.listComma');
  const alike = new Map<string, { of: Gap; days: string[] }>();
  for (const gap of gaps) {
    const [from, to] = [gap.fromAt, gap.toAt].map((at) => localOf(at, timeZone).time);
    const key = `${gap.title} ${from} ${to}`;
    const known = alike.get(key) ?? { of: gap, days: [] };
    known.days.push(weekdayName(gap.day));
    alike.set(key, known);
  }
  return (
    <div className="note note-warn" role="status">
      {[...alike].map(([key, { of, days }]) => (
        <p key={key}>
          <WarningOutlined aria-hidden />{' '}
          {t('duty.gap', {
            days: days.join(comma),
            title: of.title,
            from: localOf(of.fromAt, timeZone).time,
            to: localOf(of.toAt, timeZone).time,
          })}
        </p>
      ))}
    </div>
  );
}
