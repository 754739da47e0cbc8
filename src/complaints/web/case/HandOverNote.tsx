import { Button } from 'antd';
import { useWords } from '../../../base/web/i18n.ts';
import { useSession } from '../../../people/web/use-session.ts';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import type * as contract from '../../owning-contract.ts';
import { useCase } from './case-context.ts';
import { When } from './Lines.tsx';
import { useCaseAct } from './use-case-act.ts';

/** A hand-over that nobody has confirmed yet: the new owner confirms it here, the others see that it is open. */
export function HandOverNote() {
  const t = useWords('complaints');
  const { view, can } = useCase();
  const { staff } = useSession();
  const act = useCaseAct();
  if (!view.handOver || view.handOver.seenAt || !view.owner || view.stage === 'closed') return null;
  const mine = view.owner.id === staff.id;
  return (
    <div className="case-hand-over" role="status">
      <span>
        {t(mine ? 'case.handedToYou' : 'case.handedToOther', { name: view.owner.name })} <When at={view.handOver.at} />
      </span>
      {mine && can('acknowledge') && (
        <Button
          size="small"
          type="primary"
          loading={act.busy}
          onClick={() =>
            void act.run<typeof contract.acknowledge>('POST /api/complaints/:id/owner/acknowledgement', { input: {} })
          }
        >
          {t('case.acts.acknowledge')}
        </Button>
      )}
      <ProblemNote error={act.error} />
    </div>
  );
}
