import { Checkbox } from 'antd';
import { MINUTE } from '../../../base/time.ts';
import { useWords } from '../../../base/web/i18n.ts';
import { formatTime } from '../../../base/web/when.ts';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import type * as contract from '../../triage-contract.ts';
import { CasePanel } from './CasePanel.tsx';
import { useCase } from './case-context.ts';
import { By } from './Lines.tsx';
import { recordsOf } from './standing-records.ts';
import { useCaseAct } from './use-case-act.ts';

/** The emergency list of a crisis: what is done, by whom, and until when the rest. */
export function ChecklistPanel() {
  const t = useWords('complaints');
  const { view, pack, can } = useCase();
  const act = useCaseAct();
  if (view.severity !== 'crisis' || pack.crisis.checklist.length === 0) return null;
  const ticks = recordsOf(view, 'checklist');
  const lastTick = (item: string) => ticks.findLast((record) => record.data.item === item);
  const doneCount = pack.crisis.checklist.filter((item) => lastTick(item.key)?.data.done).length;
  const tick = (item: string, done: boolean): void => {
    void act.run<typeof contract.tickChecklist>('POST /api/complaints/:id/checklist', { input: { item, done } });
  };
  return (
    <CasePanel name="checklist" summary={t('case.doneOf', { done: doneCount, all: pack.crisis.checklist.length })}>
      <ul className="case-list">
        {pack.crisis.checklist.map((item) => {
          const last = lastTick(item.key);
          const due = item.withinMinutes ? new Date(Date.parse(view.receivedAt) + item.withinMinutes * MINUTE) : null;
          return (
            <li key={item.key}>
              <Checkbox
                checked={last?.data.done ?? false}
                disabled={!can('tickChecklist') || act.busy}
                onChange={(event) => tick(item.key, event.target.checked)}
              >
                {item.title}
              </Checkbox>
              {last?.data.done ? (
                <By by={last.by} at={last.at} />
              ) : (
                due && <span className="case-by">{t('case.before', { time: formatTime(due) })}</span>
              )}
            </li>
          );
        })}
      </ul>
      <ProblemNote error={act.error} />
    </CasePanel>
  );
}
