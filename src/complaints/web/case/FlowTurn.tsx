import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import type * as contract from '../../routing-contract.ts';
import { ActForm } from './ActForm.tsx';
import { useCase } from './case-context.ts';
import { TextField, useFields } from './fields.tsx';
import { useSpell } from './spell.ts';
import { useCaseAct } from './use-case-act.ts';
import type { Flow } from './use-flow.ts';

/** The answer did not satisfy: one tap, and the enquiry is a complaint in the same thread. */
export function FlowTurn({ flow }: { flow: Flow }) {
  const t = useWords('complaints');
  const { view, can } = useCase();
  const { one } = useSpell();
  const act = useCaseAct();
  const [open, setOpen] = useState(false);
  const { values, put } = useFields({ words: '' });
  const into = flow.becomes ?? 'complaint';
  // proposed by itself once there is an answer, where the pack says so; elsewhere a quiet key
  const isAnswered = view.stage === 'closed' || view.stage === 'resolved' || view.stage === 'followed-up';
  if (!can('turnInto') || view.kind === into || (!isAnswered && !flow.becomes)) return null;
  const kind = one('kind', into);
  const send = async (): Promise<void> => {
    const input = { kind: into, words: values.words };
    if (await act.run<typeof contract.turnInto>('POST /api/complaints/:id/turning', { input })) setOpen(false);
  };
  return (
    <div className="flow-turn">
      {isAnswered && flow.becomes && <p>{t('flow.turnAsk', { kind })}</p>}
      {open ? (
        <ActForm
          act={act}
          submit={t('flow.turn', { kind })}
          onSubmit={() => void send()}
          onCancel={() => setOpen(false)}
        >
          <p className="case-hint">{t('flow.turnMeans', { kind })}</p>
          <TextField
            label={t('flow.turnWords')}
            rows={2}
            max={2000}
            autoFocus
            value={values.words}
            onChange={(words) => put({ words })}
          />
        </ActForm>
      ) : (
        <Button size="small" type={isAnswered && flow.becomes ? 'primary' : 'default'} onClick={() => setOpen(true)}>
          {t('flow.turn', { kind })}
        </Button>
      )}
    </div>
  );
}
