import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import type { Channel } from '../language.ts';
import type * as contract from '../model-contract.ts';
import { ModelAsk } from './ModelAsk.tsx';
import { ModelProposal } from './ModelProposal.tsx';
import type { Proposal } from './use-model.ts';

/** 润色: a proposal beside the draft. Only a key of the writer puts it there, and another one takes it back. */
export function ModelRephrase({
  caseId,
  value,
  channel,
  onChange,
}: {
  caseId: string;
  value: string;
  channel: Channel;
  onChange: (value: string) => void;
}) {
  const t = useWords('assist');
  const [swapped, setSwapped] = useState<{ before: string; after: string } | null>(null);
  return (
    <>
      <ModelAsk<Proposal>
        use="rephrase"
        disabled={!value.trim()}
        ask={(look, options) =>
          call<typeof contract.rephrase>('POST /api/complaints/:id/rephrasing', {
            params: { id: caseId },
            input: { words: value, channel, look },
            ...options,
          })
        }
      >
        {(answer, drop) => (
          <>
            <ModelProposal answer={answer} showLost />
            <div className="wrap">
              <Button
                size="small"
                type="primary"
                onClick={() => {
                  setSwapped({ before: value, after: answer.words });
                  onChange(answer.words);
                  drop();
                }}
              >
                {t('model.useIt')}
              </Button>
              <Button size="small" onClick={drop}>
                {t('model.drop')}
              </Button>
            </div>
          </>
        )}
      </ModelAsk>
      {swapped && swapped.after === value && (
        <p className="wrap" role="status">
          {t('model.undo')}
          <Button
            size="small"
            onClick={() => {
              onChange(swapped.before);
              setSwapped(null);
            }}
          >
            {t('model.undoIt')}
          </Button>
        </p>
      )}
    </>
  );
}
