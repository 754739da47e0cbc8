import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../base/web/call.ts';
import { useWords } from '../../../base/web/i18n.ts';
import type * as contract from '../../closing-contract.ts';
import type { ComplaintRow } from '../../contract.ts';
import type * as reads from '../../list-contract.ts';
import { useRested } from '../use-complaints.ts';
import { ActForm } from './ActForm.tsx';
import { useCase } from './case-context.ts';
import { ChipsField, TextField, useFields } from './fields.tsx';
import { useCaseAct } from './use-case-act.ts';

interface Closable {
  close: () => void;
}

/** Finds another case by its number, a phone or a name, and keeps the one that was picked. */
function OtherCase({ picked, onPick }: { picked: ComplaintRow | null; onPick: (row: ComplaintRow | null) => void }) {
  const t = useWords('complaints');
  const { view } = useCase();
  const [typed, setTyped] = useState('');
  const q = useRested(typed.trim(), 300);
  const found = useQuery({
    queryKey: ['complaints', 'other', q],
    queryFn: ({ signal }) =>
      call<typeof reads.list>('GET /api/complaints', { input: { q, state: 'any', limit: 8 }, signal }),
    enabled: q.length >= 2,
  });
  const rows = found.data?.items.filter((row) => row.id !== view.id) ?? [];
  return (
    <>
      <TextField
        label={t('case.otherCase')}
        required
        hint={t('case.otherCaseHint')}
        max={60}
        value={typed}
        onChange={(text) => {
          setTyped(text);
          onPick(null);
        }}
      />
      {picked === null && q.length >= 2 && found.isSuccess && rows.length === 0 && (
        <p className="case-hint">{t('case.noOtherCase')}</p>
      )}
      <ul className="case-list case-others" aria-live="polite">
        {(picked ? [picked] : q.length >= 2 ? rows : []).map((row) => (
          <li key={row.id}>
            <label className="case-other">
              <input type="radio" name="other-case" checked={picked?.id === row.id} onChange={() => onPick(row)} />
              <span>
                <strong>{row.number}</strong> <bdi>{row.customer}</bdi> · {t(`stages.${row.stage}`)}
                <br />
                <bdi className="quiet">{row.excerpt}</bdi>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Both histories are kept; work goes on in the other one. */
export function MergeForm({ close }: Closable) {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const act = useCaseAct();
  const [other, setOther] = useState<ComplaintRow | null>(null);
  const { values, put } = useFields({ reason: null as string | null });
  const send = async (): Promise<void> => {
    if (!other || !values.reason) return;
    if (
      await act.run<typeof contract.merge>('POST /api/complaints/:id/merger', {
        input: { intoId: other.id, reason: values.reason },
      })
    )
      close();
  };
  return (
    <ActForm
      act={act}
      danger
      submit={other ? t('case.mergeNow', { from: view.number, into: other.number }) : t('case.acts.merge')}
      lacking={!other || !values.reason}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <p className="case-hint">{t('case.mergeTeach')}</p>
      <OtherCase picked={other} onPick={setOther} />
      <ChipsField
        label={t('case.reason')}
        required
        choices={pack.reasons.merge}
        value={values.reason}
        onChange={(reason) => put({ reason })}
      />
    </ActForm>
  );
}

export function LinkForm({ close }: Closable) {
  const t = useWords('complaints');
  const act = useCaseAct();
  const [other, setOther] = useState<ComplaintRow | null>(null);
  const send = async (): Promise<void> => {
    if (
      other &&
      (await act.run<typeof contract.link>('POST /api/complaints/:id/links', { input: { otherId: other.id } }))
    )
      close();
  };
  return (
    <ActForm act={act} submit={t('case.acts.link')} lacking={!other} onSubmit={() => void send()} onCancel={close}>
      <OtherCase picked={other} onPick={setOther} />
    </ActForm>
  );
}
