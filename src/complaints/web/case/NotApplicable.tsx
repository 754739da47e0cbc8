import { Button, Popover } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import type * as contract from '../../closing-contract.ts';
import type { ClosingNeed } from '../../pack.ts';
import { useCase } from './case-context.ts';
import { useCaseAct } from './use-case-act.ts';

/** Answers something that is asked for by "not applicable", with a picked reason. */
export function NotApplicable({ need, record, title }: { need: ClosingNeed; record?: string; title: string }) {
  const t = useWords('complaints');
  const { pack, can } = useCase();
  const act = useCaseAct();
  const [open, setOpen] = useState(false);
  if (!can('notApplicable')) return null;
  const say = async (reason: string): Promise<void> => {
    const input = { need, record: record ?? null, reason };
    if (await act.run<typeof contract.notApplicable>('POST /api/complaints/:id/not-applicable', { input }))
      setOpen(false);
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      title={t('case.notApplicableWhy', { title })}
      content={
        <div className="case-stack">
          {pack.reasons.notApplicable.map((reason) => (
            <Button key={reason.key} size="small" loading={act.busy} onClick={() => void say(reason.key)}>
              {reason.title}
            </Button>
          ))}
          <ProblemNote error={act.error} />
        </div>
      }
    >
      <Button size="small" type="text">
        {t('case.acts.notApplicable')}
      </Button>
    </Popover>
  );
}
