import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { confirmAct, useAct } from '../../ui/confirm-act.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import type * as contract from '../contract.ts';
import { adoptionQuery } from './use-calendars.ts';

/** Open cases stay with the calendar of their beginning until somebody decides otherwise, here. */
export function AdoptPanel({ calendarKey, isChanged }: { calendarKey: string; isChanged: boolean }) {
  const t = useWords('clocks');
  const queries = useQueryClient();
  const preview = useQuery(adoptionQuery(calendarKey));
  const [progress, setProgress] = useState<{ cases: number; left: number } | null>(null);
  const stopped = useRef(false);
  useEffect(
    () => () => {
      stopped.current = true;
    },
    [],
  );
  const adopt = useAct(async () => {
    const { data: fresh } = await preview.refetch({ throwOnError: true });
    if (!fresh?.cases) return;
    const { edition } = fresh;
    const sure = await confirmAct({
      title: t('page.calendar.adopt.ask', { number: edition }),
      text: (
        <div className="stack">
          <p>{t('page.calendar.adopt.askText', { ...fresh })}</p>
          <OverdueNote count={fresh.overdue} />
        </div>
      ),
      act: t('page.calendar.adopt.act'),
    });
    if (!sure) return;
    stopped.current = false;
    const sum = { cases: 0, moved: 0 };
    setProgress({ cases: 0, left: fresh.cases });
    try {
      for (let left = 1; left > 0 && !stopped.current; ) {
        const done = await call<typeof contract.adoptEdition>('POST /api/calendars/:key/adoption', {
          params: { key: calendarKey },
          input: { edition },
        });
        left = done.left;
        sum.cases += done.cases;
        sum.moved += done.moved;
        setProgress({ cases: sum.cases, left });
      }
      say(t('page.calendar.adopt.done', sum));
    } finally {
      setProgress(null);
      await queries.invalidateQueries({ queryKey: ['adoption', calendarKey] });
    }
  });
  const now = preview.data;
  return (
    <Panel title={t('page.calendar.adopt.title')}>
      <div className="stack">
        <ProblemNote error={adopt.error ?? preview.error} />
        {now?.cases === 0 && <p className="quiet">{t('page.calendar.adopt.none', { number: now.edition })}</p>}
        {now && now.cases > 0 && (
          <>
            <p>{t('page.calendar.adopt.lead', { number: now.edition })}</p>
            <p className="quiet">{t('page.calendar.adopt.count', { ...now })}</p>
            <OverdueNote count={now.overdue} />
            <Button disabled={isChanged} loading={adopt.busy} onClick={() => void adopt.run()}>
              {t('page.calendar.adopt.act')}
            </Button>
            {isChanged && <p className="quiet">{t('page.calendar.adopt.first')}</p>}
          </>
        )}
        {progress && (
          <div className="wrap" role="status">
            {t('page.calendar.adopt.busy', progress)}
            <Button
              size="small"
              onClick={() => {
                stopped.current = true;
              }}
            >
              {t('page.calendar.adopt.stop')}
            </Button>
          </div>
        )}
      </div>
    </Panel>
  );
}

function OverdueNote({ count }: { count: number }) {
  const t = useWords('clocks');
  return count > 0 && <p className="note note-warn">{t('page.calendar.adopt.overdue', { count })}</p>;
}
