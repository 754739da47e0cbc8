import { Button } from 'antd';
import { lazy, type ReactNode, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { useSession } from '../../people/web/use-session.ts';
import type { ComplaintRow } from '../contract.ts';
import { type RowAct, type RowDesk, RowDeskContext } from './row-desk.ts';
import { RowMarksContext, type UseRowMarks } from './row-marks.ts';
import { UndoStrip } from './UndoStrip.tsx';
import type { Assigned } from './use-bulk.ts';
import { useRowKeys } from './use-row-keys.ts';
import './bulk.css';

const RowDialog = lazy(() => import('./RowDialogs.tsx').then(({ RowDialog }) => ({ default: RowDialog })));

interface RowDeskProviderProps {
  children: ReactNode;
  /** What rooms above offer to do with the rows chosen. */
  more?: (desk: RowDesk) => ReactNode;
  /** What rooms above mark rows with. */
  useMarks?: UseRowMarks;
}

/** Around a page with lists of cases: rows are chosen and worked on together, by hand or by key. */
export function RowDeskProvider({ children, more, useMarks }: RowDeskProviderProps) {
  const known = useRef(new Map<string, ComplaintRow>());
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [begun, setBegun] = useState<{ act: RowAct; rows: ComplaintRow[] } | null>(null);
  const [assigned, setAssigned] = useState<Assigned | null>(null);

  const toggle = useCallback((id: string, through: readonly string[] = [id]) => {
    setSelected((before) => {
      const after = new Set(before);
      const isChosen = through.length === 1 && before.has(id);
      for (const one of through) {
        if (isChosen) after.delete(one);
        else after.add(one);
      }
      return after;
    });
  }, []);
  const clear = useCallback(() => setSelected(new Set()), []);
  const know = useCallback((rows: readonly ComplaintRow[]) => {
    for (const row of rows) known.current.set(row.id, row);
  }, []);
  const begin = useCallback(
    (act: RowAct, id: string | null) => {
      // what is urged is one case: the customer asks about theirs
      const ids = selected.size > 0 && act !== 'urge' ? [...selected] : id ? [id] : [];
      const rows = ids.flatMap((one) => known.current.get(one) ?? []);
      if (rows.length) setBegun({ act, rows });
    },
    [selected],
  );
  const desk = useMemo<RowDesk>(
    () => ({ selected, toggle, clear, know, begin }),
    [selected, toggle, clear, know, begin],
  );
  return (
    <RowDeskContext value={desk}>
      <Keys desk={desk} />
      {assigned && <UndoStrip assigned={assigned} onClose={() => setAssigned(null)} />}
      {useMarks ? <RowMarksContext value={useMarks}>{children}</RowMarksContext> : children}
      <BulkBar desk={desk} more={more} />
      {begun && (
        <Suspense>
          <RowDialog
            act={begun.act}
            rows={begun.rows}
            onClose={() => setBegun(null)}
            onDone={(done) => {
              clear();
              if (done) setAssigned(done);
            }}
          />
        </Suspense>
      )}
    </RowDeskContext>
  );
}

function Keys({ desk }: { desk: RowDesk }) {
  useRowKeys(desk);
  return null;
}

/** What can be done with the rows chosen, at the foot of the page. */
function BulkBar({ desk, more }: { desk: RowDesk } & Pick<RowDeskProviderProps, 'more'>) {
  const t = useWords('complaints');
  const { may } = useSession();
  const count = desk.selected.size;
  return (
    <>
      <div className="visually-hidden" role="status">
        {count > 0 && t('bulk.selected', { count })}
      </div>
      {count > 0 && (
        <div className="bulk-bar no-print" role="toolbar" aria-label={t('bulk.title')}>
          <span aria-hidden>{t('bulk.selected', { count })}</span>
          {may('complaint.work') && (
            <>
              <Button aria-keyshortcuts="a" onClick={() => desk.begin('assign', null)}>
                {t('bulk.assign')}
                <kbd aria-hidden>A</kbd>
              </Button>
              <Button aria-keyshortcuts="t" onClick={() => desk.begin('next-step', null)}>
                {t('bulk.nextStep')}
                <kbd aria-hidden>T</kbd>
              </Button>
            </>
          )}
          {more?.(desk)}
          <Button type="text" aria-keyshortcuts="Escape" onClick={desk.clear}>
            {t('bulk.clear')}
            <kbd aria-hidden>Esc</kbd>
          </Button>
        </div>
      )}
    </>
  );
}
