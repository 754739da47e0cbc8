import { useQueryClient } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { call, Problem } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { dayOf, formatDay } from '../../base/web/when.ts';
import { confirmAct, useAct } from '../../ui/confirm-act.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import { yearProblem } from '../calendar-year.ts';
import type * as contract from '../contract.ts';
import type { MarkedDayInput } from '../contract.ts';
import { AdoptPanel } from './AdoptPanel.tsx';
import { BothVersions } from './BothVersions.tsx';
import { kindOf, laidOver, type Marks, marksOf, saidFrames, sameMarks } from './calendar-draft.ts';
import { DayEditor } from './DayEditor.tsx';
import { FileImport } from './FileImport.tsx';
import type { YearView } from './use-calendars.ts';
import { Legend, YearGrid } from './YearGrid.tsx';

interface Draft {
  /** The edition that is being changed, and its marks. */
  edition: number;
  base: Marks;
  marks: Marks;
}
interface Conflict {
  sentence: string;
  theirs: { edition: number; days: MarkedDayInput[] };
}

interface Props {
  view: YearView;
  mayEdit: boolean;
  /** Open cases are of all stores. */
  mayAdopt: boolean;
}

/** One year of a calendar: looked at, changed as a draft, saved as the next edition. */
export function CalendarYear({ view, mayEdit, mayAdopt }: Props) {
  const t = useWords('clocks');
  const queries = useQueryClient();
  const { key, year, week } = view;
  const today = dayOf();
  const [chosen, setChosen] = useState(today.startsWith(`${year}-`) ? today : `${year}-01-01`);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const saved = draft?.base ?? marksOf(view.marked);
  const marks = draft?.marks ?? saved;
  const problem = yearProblem(year, [...marks.values()]);
  const isChanged = draft !== null && !sameMarks(marks, saved);

  useBlocker({
    shouldBlockFn: async () =>
      !(await confirmAct({
        title: t('page.calendar.askLeave'),
        text: t('page.calendar.askLeaveText'),
        act: t('page.calendar.discard'),
        danger: true,
      })),
    enableBeforeUnload: isChanged,
    disabled: !isChanged,
  });

  const change = (next: Marks) =>
    setDraft({ edition: draft?.edition ?? view.edition.number, base: saved, marks: next });
  const mark = (marked: MarkedDayInput | null) => {
    const next = new Map(marks);
    if (marked) next.set(chosen, marked);
    else next.delete(chosen);
    change(next);
  };
  const fill = useAct(async () => {
    const { days } = await call<typeof contract.holidaysOfYear>('GET /api/public-holidays/:year', { params: { year } });
    // what the organisation marked itself stays where the public list says nothing
    change(new Map([...marks, ...marksOf(days)]));
  });
  const save = useAct(async () => {
    if (!draft) return;
    try {
      const { edition } = await call<typeof contract.saveCalendarYear>('PUT /api/calendars/:key/years/:year', {
        params: { key, year },
        input: { edition: draft.edition, days: [...draft.marks.values()] },
      });
      await queries.invalidateQueries({ queryKey: ['calendar', key] });
      await queries.invalidateQueries({ queryKey: ['calendars'] });
      void queries.invalidateQueries({ queryKey: ['adoption', key] });
      setDraft(null);
      say(t('calendar.saved', { number: edition.number }));
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'clocks.calendar-changed') throw error;
      const { theirs } = error.details as { theirs: Conflict['theirs'] };
      setConflict({ sentence: error.title, theirs });
    }
  });
  const settle = (keepMine: boolean) => {
    if (!conflict) return;
    const theirs = marksOf(conflict.theirs.days);
    setDraft(
      keepMine ? { edition: conflict.theirs.edition, base: theirs, marks: laidOver(saved, marks, theirs) } : null,
    );
    setConflict(null);
    void queries.invalidateQueries({ queryKey: ['calendar', key] });
  };
  return (
    <div className="calendar-body">
      <div>
        <Legend />
        <ProblemNote error={fill.error ?? save.error} />
        <YearGrid year={year} week={week} marks={marks} saved={saved} chosen={chosen} onChoose={setChosen} />
      </div>
      <aside className="calendar-side stack">
        <div className="calendar-day">
          <DayEditor
            key={chosen}
            day={chosen}
            kind={kindOf(chosen, week, marks)}
            week={week}
            marked={marks.get(chosen)}
            mayEdit={mayEdit}
            onMark={mark}
          />
        </div>
        {mayEdit && (
          <Panel title={t('page.calendar.changes')}>
            <div className="stack">
              {view.holidays === 'CN' && (
                <Button loading={fill.busy} onClick={() => void fill.run()}>
                  {t('calendar.loadHolidays', { year })}
                </Button>
              )}
              <Button
                type="primary"
                disabled={!isChanged || problem !== null}
                loading={save.busy}
                onClick={() => void save.run()}
              >
                {t('calendar.save')}
              </Button>
              {isChanged && <Button onClick={() => setDraft(null)}>{t('page.calendar.discard')}</Button>}
              {problem && (
                <p className="field-error" role="alert">
                  {t(`refusals.${problem.code}`, { day: formatDay(problem.day), year })}
                </p>
              )}
              <p className="quiet">{t(isChanged ? 'page.calendar.hasChanges' : 'page.calendar.noChanges')}</p>
            </div>
          </Panel>
        )}
        {mayAdopt && <FileImport calendarKey={key} edition={view.edition.number} isChanged={isChanged} />}
        {mayAdopt && <AdoptPanel calendarKey={key} isChanged={isChanged} />}
        <a className="no-print" href={`/api/calendars/${encodeURIComponent(key)}/years/${year}/file`} download>
          {t('file.export')}
        </a>
        <Panel title={t('calendar.week')}>
          <dl className="week-list">
            {week.map((frames, nth) => (
              <div key={t('page.calendar.weekdays').split(' ')[nth]}>
                <dt>{t('page.calendar.weekdaysLong').split(' ')[nth]}</dt>
                <dd>{frames.length ? saidFrames(frames) : t('calendar.kind.rest')}</dd>
              </div>
            ))}
          </dl>
        </Panel>
      </aside>
      {conflict && (
        <BothVersions
          sentence={conflict.sentence}
          mine={marks}
          theirs={marksOf(conflict.theirs.days)}
          onTakeTheirs={() => settle(false)}
          onLayOver={() => settle(true)}
          onClose={() => setConflict(null)}
        />
      )}
    </div>
  );
}
