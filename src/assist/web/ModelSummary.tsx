import { Button } from 'antd';
import { call } from '../../base/web/call.ts';
import { copyText } from '../../base/web/copy.ts';
import { useWords } from '../../base/web/i18n.ts';
import { useSession } from '../../people/web/use-session.ts';
import { say } from '../../ui/say.tsx';
import type * as contract from '../model-contract.ts';
import { ModelAsk } from './ModelAsk.tsx';
import { ModelProposal } from './ModelProposal.tsx';
import type { Proposal } from './use-model.ts';

/** 概括: of a stored conversation, to copy wherever it is wanted. */
export function ModelSummary({ talkId }: { talkId: string }) {
  const t = useWords('assist');
  const { may } = useSession();
  if (!may('complaint.work')) return null;
  return (
    <ModelAsk<Proposal>
      use="summarise"
      ask={(look, options) =>
        call<typeof contract.summarise>('POST /api/conversations/:id/summary', {
          params: { id: talkId },
          input: { look },
          ...options,
        })
      }
    >
      {(answer, drop) => (
        <>
          <ModelProposal answer={answer} showLost={false} />
          <div className="wrap">
            <Button
              size="small"
              onClick={async () => {
                if (await copyText(answer.words)) say(t('model.copied'));
              }}
            >
              {t('model.copy')}
            </Button>
            <Button size="small" onClick={drop}>
              {t('model.drop')}
            </Button>
          </div>
        </>
      )}
    </ModelAsk>
  );
}
