import { Button } from 'antd';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useMemo, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { useSession } from '../../people/web/use-session.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { useShortcut } from '../../ui/shortcuts.ts';
import type { ComplaintRow as Row } from '../contract.ts';
import { ComplaintRow } from './ComplaintRow.tsx';
import { useRowDesk } from './row-desk.ts';
import { useRowMarks } from './row-marks.ts';
import type { Rows } from './use-list.ts';
import { stepRow, toggleRow } from './use-row-keys.ts';
import { useSteady } from './use-steady.ts';

export interface RowListProps {
  rows: Rows;
  /** Where one stood last is remembered under it. */
  label: string;
  /** Another list in the same place: it begins anew. */
  of: string;
  empty: ReactNode;
  showOwner?: boolean;
  showStore?: boolean;
}

/** A list that keeps its place while it loads: the skeleton is as tall as the rows that follow. */
export function RowList({
  rows: { rows, isFirst, error, hasMore, isLoadingMore, loadMore },
  empty,
  ...list
}: RowListProps) {
  const t = useWords('complaints');
  const entries = useMemo(() => rows.map((row) => ({ id: row.id, row, lead: null })), [rows]);
  if (isFirst && !error) return <RowSkeleton />;
  return (
    <>
      <ProblemNote error={rows.length === 0 ? error : null} />
      {rows.length === 0 && !error && empty}
      <EntryList entries={entries} {...list} />
      {hasMore && (
        <div className="case-rows-more">
          <Button onClick={loadMore} loading={isLoadingMore}>
            {t('list.more')}
          </Button>
        </div>
      )}
    </>
  );
}

export interface Entry {
  readonly id: string;
  readonly row: Row;
  readonly lead: ReactNode;
}

/** The row at which one left a list, by the list's name, so that one comes back to it. */
const stood = new Map<string, string>();

type EntryListProps = Pick<RowListProps, 'label' | 'of' | 'showOwner' | 'showStore'> & { entries: readonly Entry[] };

/** Rows that do not move under the pointer or the focus: what is new of them shows at once, the order waits. */
export function EntryList({ entries, label, of, showOwner, showStore }: EntryListProps) {
  const t = useWords('complaints');
  const desk = useRowDesk();
  const { may } = useSession();
  const mayChoose = may('complaint.work');
  const { know } = desk;
  const { shown, gone, changes, hasFocus, show, holding } = useSteady(entries, of);
  const [stop, setStop] = useState(() => stood.get(label));
  useEffect(() => know(shown.map(({ row }) => row)), [know, shown]);
  useShortcut('.', t('keys.news'), show, hasFocus && changes > 0);
  const marks = useRowMarks(shown.map(({ row }) => row.id));
  if (shown.length === 0) return null;

  const stopId = shown.find(({ id }) => id === stop)?.id ?? shown[0]?.id;
  const onClick = (event: MouseEvent) => {
    const target = event.target as Element;
    if (target.matches('[data-choose]')) toggleRow(desk, target.closest('.case-row'), event.shiftKey);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (!by || !(event.target as Element).matches('[data-case], [data-choose]')) return;
    event.preventDefault();
    stepRow(by);
  };
  return (
    <div className="case-list" {...holding}>
      {changes > 0 && (
        <div className="case-list-news" role="status">
          <Button size="small" type="primary" shape="round" aria-keyshortcuts="." onClick={show}>
            {t('list.news', { count: changes })}
          </Button>
        </div>
      )}
      <ul
        className="case-rows"
        aria-label={label}
        data-case-list
        onClick={onClick}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          const place = [...event.currentTarget.children].findIndex((row) => row.contains(event.target));
          const id = shown[place]?.id;
          if (!id || id === stopId) return;
          stood.set(label, id);
          setStop(id);
        }}
      >
        {shown.map(({ id, row, lead }) => (
          <ComplaintRow
            key={id}
            row={row}
            lead={lead}
            mark={marks.get(row.id)}
            showOwner={showOwner ?? false}
            showStore={showStore ?? false}
            isStop={id === stopId}
            isSelected={mayChoose ? desk.selected.has(row.id) : undefined}
            isGone={gone.has(id)}
          />
        ))}
      </ul>
    </div>
  );
}

export function RowSkeleton() {
  const t = useWords('complaints');
  return (
    <ul className="case-rows" aria-busy="true" aria-label={t('list.loading')}>
      {[1, 2, 3, 4].map((place) => (
        <li className="case-row case-row-skeleton" key={place} aria-hidden>
          <span className="bone bone-head" />
          <span className="bone bone-words" />
          <span className="bone bone-foot" />
        </li>
      ))}
    </ul>
  );
}
