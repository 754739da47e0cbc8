import { Button } from 'antd';
import { useWords } from '../../base/web/i18n.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import { type Assigned, undoAssignMany, useReadAgain, withOutcome } from './use-bulk.ts';

/** 撤回: an assignment just made goes back to whoever had the cases before. */
export function UndoStrip({ assigned, onClose }: { assigned: Assigned; onClose: () => void }) {
  const t = useWords('complaints');
  const readAgain = useReadAgain();
  const act = useAct(async () => {
    const report = await undoAssignMany(assigned.items);
    await readAgain();
    const skipped = withOutcome(report, 'skipped');
    say(
      skipped.length
        ? t('bulk.undoneButFor', {
            numbers: skipped.map(({ number }) => number).join('、'),
            why: skipped[0]?.why ?? '',
          })
        : t('bulk.undone', { count: report.items.length }),
      skipped.length ? 'quiet' : 'good',
    );
    onClose();
  });
  return (
    <div className="undo-strip no-print" role="status">
      <span>{t('bulk.assigned', { count: assigned.items.length, name: assigned.to })}</span>
      <Button size="small" loading={act.busy} onClick={() => void act.run()}>
        {t('bulk.undo')}
      </Button>
      <Button size="small" type="text" onClick={onClose}>
        {t('bulk.keep')}
      </Button>
      <ProblemNote error={act.error} />
    </div>
  );
}
